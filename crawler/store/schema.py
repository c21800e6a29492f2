"""The tables, as numbered steps that bring any earlier database up to date.

Times are whole microseconds since 1970 in UTC: they sort, subtract and never lose a digit
(`select datetime(due / 1000000, 'unixepoch')` shows one).  What a publisher stated, with its
offset, is ISO 8601 text.  Lists are JSON.  A row waits exactly while `due` is not null; `taken`
is the time it was due at before it was taken, while it is.
"""

import string

from sqlite_utils import Database, Migrations

from crawler.store.founding import FOUNDING
from crawler.store.paces import PACES
from crawler.store.rebuilding import rebuild
from crawler.store.rekeying import rekey
from crawler.store.resampling import resample
from crawler.store.robots import ROBOTS
from crawler.store.subscriptions import SUBSCRIPTIONS
from crawler.store.turns import TURNS
from crawler.store.watching import WATCHING

APPLICATION = 0x4B6C6970  # "Klip": tells our file from any other SQLite file

migrations = Migrations("kliping")


def _take(database: Database, statements: str, number: int) -> None:
    for statement in statements.split(";\n"):
        database.execute(statement)
    database.execute(f"pragma user_version = {number}")


@migrations(name="001_founding")
def _founding(database: Database) -> None:
    _take(database, FOUNDING, 1)


@migrations(name="002_rules_and_search")
def _rules_and_search(database: Database) -> None:
    _take(database, RULES_AND_SEARCH, 2)


# Tokens of the index stand between spaces: every other character is part of one (see search.py).
_TOKENS = "ascii tokenchars '" + string.punctuation.replace("'", "''") + "'"
RULES_AND_SEARCH = f"""
create table facts (
    name text primary key,
    value text not null
) strict, without rowid;
insert into facts select 'rules', 'as old as the store' where exists (select 1 from sources);

create table rules (
    name text primary key,
    text text not null,                    -- its query and its limits, as they were written …
    asks text not null,                    -- … and in one spelling, the same for what asks the same
    since integer not null                 -- articles first seen earlier are not told by it
) strict, without rowid;

create table searched (
    seq integer primary key,               -- the row of `search`
    article text not null unique
) strict;
create virtual table search using fts5(
    keys, content='', detail=none, columnsize=0, tokenize={"'" + _TOKENS.replace("'", "''") + "'"}
);
create virtual table search_words using fts5vocab('search', 'row')
"""


@migrations(name="003_copies_and_names")
def _copies_and_names(database: Database) -> None:
    _take(database, COPIES_AND_NAMES, 3)


# `origin` is the agency that an article credits; `contained` how much of the shorter text is in what it is
# a copy of.  A name comes from `url`, and `why` says how: found, redirect, canonical, id.
COPIES_AND_NAMES = """
create table copies (
    seq integer primary key,               -- order of filing
    article text not null,
    host text not null,
    first_seen integer not null,
    sample blob not null,                  -- some of its shingles, 4 bytes each, in its order
    shade blob not null                    -- of all of them; one byte each
) strict;
create index copies_host on copies (host, seq);
create index copies_first_seen on copies (first_seen);
alter table articles add column origin text not null default '';
alter table articles add column contained real;
alter table names add column url text not null default '';
alter table names add column why text not null default '';

create table parameters (
    host text not null,
    name text not null,                    -- of a parameter of its addresses
    address text not null,                 -- identity of the address without it
    value text not null,                   -- with which it was read
    text text not null,                    -- fingerprint of what was read
    seen integer not null,
    primary key (host, name, address, value)
) strict, without rowid;
create index parameters_seen on parameters (seen);

create table meaningless (
    host text not null,
    name text not null,                    -- of a parameter that never changed a text
    seen integer not null,                 -- when that was found
    primary key (host, name)
) strict, without rowid
"""


@migrations(name="004_habits")
def _habits(database: Database) -> None:
    _take(database, HABITS, 4)


HABITS = """
create table traces (
    seq integer primary key,               -- order of filing
    host text not null,                    -- without `www.`
    title text not null,                   -- its folded words
    hearts blob not null,                  -- fingerprints of the longest blocks, 64 bits each …
    blocks blob not null,                  -- … and of the short ones
    seen integer not null
) strict;
create index traces_host on traces (host, seq);

create table habits (
    host text primary key,                 -- without `www.`
    source text not null,                  -- that found its latest page
    pages integer not null,
    articles integer not null,
    length real not null,                  -- usual characters of a body
    language text not null,
    gauges text not null,                  -- how often which thing fails on its pages
    told integer,                          -- a change of its pages was told last
    open integer not null,                 -- 1: and that it is over was not
    seen integer not null
) strict, without rowid
"""


@migrations(name="005_keys")
def _keys(database: Database) -> None:
    rekey(database)
    database.execute("pragma user_version = 5")


@migrations(name="006_outbox")
def _outbox(database: Database) -> None:
    rebuild(database)
    database.execute("pragma user_version = 6")


@migrations(name="007_watching")
def _watching(database: Database) -> None:
    _take(database, WATCHING, 7)


@migrations(name="008_stories")
def _stories(database: Database) -> None:
    _take(database, STORIES, 8)


# A story has a number as long as an article of the window is in it; `outlets` are its newsrooms at an alert.
STORIES = """
create table tellings (
    seq integer primary key,               -- order of filing; the number of an article in the window
    article text not null,
    time integer not null,                 -- when it was published, as far as that can be
    story integer not null,                -- its number, see `stories`
    traits blob not null                   -- words that tell its event, 4 bytes each
) strict;
create index tellings_story on tellings (story);
create index tellings_time on tellings (time);
alter table stories add column number integer;
create index stories_number on stories (number) where number is not null;
create index articles_copy on articles (copy_of) where copy_of is not null;
alter table alerts add column outlets integer not null default 0
"""


@migrations(name="009_revisions")
def _revisions(database: Database) -> None:
    _take(database, REVISIONS, 9)


REVISIONS = """
create table revisits (
    article text primary key,
    due integer not null,
    round integer not null default 0,      -- looks before this one
    matched integer not null,              -- 1: a rule matched it; 0: it was short
    etag text,
    modified text
) strict, without rowid;
create index revisits_due on revisits (due);

create table versions (
    article text not null,
    seen integer not null,                 -- until then it said …
    title text not null,
    text text not null,                    -- … this, in the article text format
    primary key (article, seen)
) strict, without rowid
"""


@migrations(name="010_looks_by_host")
def _looks_by_host(database: Database) -> None:
    _take(database, LOOKS_BY_HOST, 10)


LOOKS_BY_HOST = """
alter table revisits add column host text not null default '';
alter table revisits add column taken integer;
create index revisits_host on revisits (host, due);
create index revisits_taken on revisits (host, due) where taken is not null
"""


@migrations(name="011_waiting")
def _waiting(database: Database) -> None:
    _take(database, WAITING, 11)


# What is counted or sought at each beat is found without a look at all that waits.  A channel is
# missing since it was first seen not to be configured.
WAITING = """
create index deliveries_going on deliveries (channel, urgency)
    where held = '' and due is not null and taken is null;
create index deliveries_digests on deliveries (channel, due, seq)
    where due is not null and kind = 'digest';
create index deliveries_tried on deliveries (channel, tried, seq) where due is not null;
alter table channels add column missing integer
"""


@migrations(name="012_turns")
def _turns(database: Database) -> None:
    _take(database, TURNS, 12)


@migrations(name="013_paces")
def _paces(database: Database) -> None:
    _take(database, PACES, 13)


@migrations(name="014_robots")
def _robots(database: Database) -> None:
    _take(database, ROBOTS, 14)


@migrations(name="015_subscriptions")
def _subscriptions(database: Database) -> None:
    _take(database, SUBSCRIPTIONS, 15)


@migrations(name="016_keys")
def _keys_again(database: Database) -> None:
    rekey(database)  # more ways to write an address are known
    database.execute("pragma user_version = 16")


@migrations(name="017_missing")
def _missing(database: Database) -> None:
    _take(database, MISSING, 17)


# Whether the last look found no page.
MISSING = "alter table revisits add column missing integer not null default 0"


@migrations(name="018_samples")
def _samples_again(database: Database) -> None:
    resample(database)  # words have other numbers, which all at once are told from a text
    database.execute("pragma user_version = 18")


NEWEST = 18  # steps known to this program


def version(database: Database) -> int:
    """How many steps were taken; more than `NEWEST` where a newer program took them."""
    ((stated,),) = database.execute("pragma user_version").fetchall()
    return max(int(stated), len(migrations.applied(database)))


def apply(database: Database) -> None:
    """Take the steps that are missing, each in a transaction of its own."""
    if version(database) < NEWEST:
        migrations.apply(database)
