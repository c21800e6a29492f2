"""The store: everything Kliping remembers, in one SQLite file of the state folder.

folder ── database ── schema        the place, the file, its tables
             │
     writer ─┴─ snapshots           one connection that writes, a few that read
       │            │
takes, sources,   shelf             what is due, what was found      what people look at
filing, outcomes, pruning           an article's way in, how work ended, what is dropped
"""

from crawler.store.folder import DATABASE, lock
from crawler.store.shelf import Shelf, open_shelf
from crawler.store.sqlite import SqliteStore, open_store

__all__ = ["DATABASE", "Shelf", "SqliteStore", "lock", "open_shelf", "open_store"]
