"""Stories: which articles tell of one event, decided as they come, from words and times alone.

title and text --traits--> a few hundred bytes --window--> its story, and what that mends of earlier ones

Where an article is kept, `store/stories.py` calls it:

    stories = Stories(rows)      # at the start: every article of the window, ascending by number
    place = stories.add(article, traits(title, paragraphs), time)
    # in the same transaction: article, time, place.story and place.kept are kept; for each of
    # place.moved, the article's story is now another
    stories.forget(numbers)      # now and then

What `add` decides depends on nothing but the rows, so a process that starts again decides alike.  If
the transaction fails, `Stories` is ahead of the rows and has to be made anew from them.

Stories merge and part later, and no alert may come of that: whether a rule has told a story is
asked of its articles (has any of them been told?), never of the story's number.
"""
