"""Stories: which articles tell of one event, decided as they come, from words and times alone.

title and text --traits--> a few hundred bytes --window--> its story, and what that mends of earlier ones

How it is to be called, where an article is kept:

    stories = Stories(rows)      # at the start: every article of the last WINDOW, ascending by id
    place = stories.add(article, traits(title, paragraphs), time)
    # in the same transaction: keep article, time, place.story and place.kept; for each of
    # place.moved, the article's story is now another
    stories.forget(now - WINDOW)  # now and then, say when old articles are pruned

What `add` decides depends on nothing but the rows, so a process that starts again decides alike.  If
the transaction fails, `Stories` is ahead of the rows and has to be made anew from them.

Stories merge and part later, and no alert may come of that: whether a rule has told a story is to be
asked of its articles (has any of them been told?), never of the story's number.
"""
