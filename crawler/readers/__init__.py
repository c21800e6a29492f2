"""Reading what strangers wrote, where it can do no harm: in processes that can be killed.

A parser may crash, hang or eat all memory on bytes that someone chose, and no `except` catches
that.  So a `Pool` hands each document to a process that has nothing (no environment, no open
files, little memory, no right to start others), waits for the answer for so long, and kills it
otherwise.  `Inline` reads in this process, for pages that one has at hand oneself.

    pool.Pool -- wire --> child: limits, then for each document: errand -> discover, extract

This file imports neither: the child would load with them what only its owner needs.
"""
