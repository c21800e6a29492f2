"""When a message goes out, and when it is tried again.  Times in, times out.

attempts   when one delivery is tried again, and when it is given up
circuit    how a channel does: whether it is sent anything just now
hours      set times and quiet hours, by the reader's clock
holding    what is kept back for a digest
trouble    when operators are told that something fails, and that it is over
"""
