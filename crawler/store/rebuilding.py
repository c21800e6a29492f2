"""The step that gives deliveries more ways to end, and channels, digests and troubles a memory."""

from sqlite_utils import Database

# A check cannot be changed in place: the table is made anew, with what is in it.
OUTBOX = """
create table outbox (
    seq integer primary key,               -- order of creation
    id text not null unique,
    alert text references alerts (id),     -- null: a digest, or word to operators
    kind text not null default 'alert' check (kind in ('alert', 'digest', 'notice')),
    channel text not null,
    story text,                            -- what is of one goes out in order
    urgency text not null default 'normal',
    body blob not null,
    state text not null check (state in (
        'waiting', 'sending', 'delivered', 'given up', 'parked', 'skipped', 'in digest'
    )),
    due integer check ((due is not null) = (state in ('waiting', 'sending'))),
    taken integer check ((taken is not null) = (state = 'sending')),
    held text,                             -- why it is kept for a digest; '': it is not; null: not decided
    digest text check ((digest is not null) = (state = 'in digest')),
    attempts integer not null default 0,
    failures integer not null default 0,   -- of these, those that count for its schedule
    failing integer,                       -- it failed first
    tried integer,                         -- it was tried last
    problem text not null default '',
    created integer not null,
    since integer,                         -- it was to be sent again; null: only once so far
    ended integer,                         -- given up, parked, skipped or put into a digest
    delivered_at integer
) strict;
insert into outbox (seq, id, alert, channel, story, urgency, body, state, due, taken, attempts,
    failures, failing, problem, created, ended, delivered_at)
select seq, deliveries.id, alert, channel, deliveries.story, alerts.urgency, body, state, due, taken,
    attempts, attempts, case when attempts > 0 and due is not null then deliveries.created end,
    problem, deliveries.created, case when state = 'given up' then deliveries.created end,
    delivered_at
from deliveries join alerts on alerts.id = deliveries.alert order by seq;
drop table deliveries;
alter table outbox rename to deliveries;
create index deliveries_due on deliveries (channel, due, seq) where due is not null;
create index deliveries_urgent on deliveries (channel, due, seq)
    where due is not null and urgency = 'urgent';
create index deliveries_order on deliveries (channel, story, seq) where due is not null;
create index deliveries_taken on deliveries (channel, due) where taken is not null;
create index deliveries_fresh on deliveries (channel, seq)
    where held is null and attempts = 0 and due is not null;
create index deliveries_held on deliveries (channel, due) where held > '' and due is not null;
create index deliveries_passed on deliveries (channel, delivered_at)
    where delivered_at is not null;
create index deliveries_members on deliveries (digest) where digest is not null;
create index deliveries_gathered on deliveries (channel, story) where digest is not null;
create index deliveries_alert on deliveries (alert);
create index deliveries_unasked on deliveries (created) where alert is null;
create index deliveries_state on deliveries (state);

create table tries (
    delivery text not null references deliveries (id) on delete cascade,
    number integer not null,               -- from 1
    at integer not null,
    answer text not null,                  -- 'taken', or what went wrong
    primary key (delivery, number)
) strict, without rowid;

create table channels (
    name text primary key,
    target text not null default '',       -- stands for where it leads
    failures integer not null default 0,   -- tries that failed since one passed
    failed text not null default '[]',     -- deliveries of which they were, as many as matter
    failing integer,                       -- the first of these failures
    opened integer,                        -- since then only now and then one is tried
    free integer,                          -- nothing is sent before
    parked integer,                        -- it wants nothing any more, since then
    passed integer,                        -- something went out last
    spent integer,                         -- up to when its pace is used up
    problem text not null default ''
) strict, without rowid;

create table silences (
    rule text primary key,
    until integer not null,
    asked integer not null
) strict, without rowid;

create table troubles (
    kind text not null,                    -- source, channel, given up, heartbeat
    name text not null,
    since integer not null,
    told integer,
    fine integer,
    relapses integer not null default 0,
    problem text not null default '',
    primary key (kind, name)
) strict, without rowid
"""


def rebuild(database: Database) -> None:
    """Bring deliveries into the new table."""
    for statement in OUTBOX.split(";\n"):
        database.execute(statement)
