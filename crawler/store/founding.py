"""The tables as they were first published: step 001, which never changes."""

FOUNDING = """
create table sources (
    name text primary key,
    due integer,                           -- null: no longer configured, rests
    taken integer,
    polled integer,                        -- last poll that read at least one inlet
    probed integer,                        -- inlets were last looked for
    failures integer not null default 0,   -- polls failed in a row
    quiet integer not null default 0,      -- polls in a row that found nothing new
    problem text not null default ''
) strict;
create index sources_due on sources (due) where due is not null;
create index sources_taken on sources (name) where taken is not null;

create table inlets (
    source text not null references sources (name),
    place integer not null,                -- order within the source, from 0
    kind text not null,
    url text not null,
    parent text,                           -- url of the inlet that led to it
    etag text,
    modified text,
    failures integer not null default 0,
    problem text not null default '',
    first integer,                         -- when it first gave a list
    read integer,                          -- when it last did
    primary key (source, kind, url)
) strict, without rowid;

create table pages (
    key text primary key,                  -- dedup.urls.identity
    url text not null,                     -- as it was found
    host text not null,
    source text not null,
    title text,                            -- what the inlet told; dropped when the page is done
    summary text,
    published text,
    first_seen integer not null,
    seen integer not null,                 -- last listed by an inlet, to the day
    state text not null check (state in ('waiting', 'done', 'remembered', 'aside')),
    due integer check ((due is not null) = (state = 'waiting')),
    taken integer check (taken is null or due is not null),
    attempts integer not null default 0,
    crashes integer not null default 0,
    problem text not null default ''
) strict;
create index pages_due on pages (host, due) where due is not null;
create index pages_taken on pages (host, due) where taken is not null;
create index pages_reading on pages (source, due) where taken is not null;
create index pages_seen on pages (seen) where due is null;
create index pages_aside on pages (source, first_seen) where state = 'aside';
create index pages_waiting on pages (source) where due is not null;

create table hosts (
    host text primary key,
    free integer not null                  -- no page is taken before
) strict, without rowid;

create table stories (
    id text primary key,
    first_article text not null,
    started_at integer not null
) strict, without rowid;
create index stories_started on stories (started_at);

create table story_networks (
    story text not null references stories (id),
    network text not null,
    primary key (story, network)
) strict, without rowid;

create table articles (
    id text primary key,
    page text not null,
    source text not null,
    network text not null,
    first_seen integer not null,
    stored_at integer not null,
    story text not null references stories (id),
    copy_of text,
    fingerprint text not null,
    url text not null,
    canonical text,
    state text not null,
    title text not null,
    authors text not null,
    published text,
    published_precision text,
    modified text,
    modified_precision text,
    language text,
    site text,
    section text,
    tags text not null,
    pictures text not null,
    paragraphs text not null,              -- a list, or where in `text` they are
    comments text not null,
    text text not null
) strict;
create index articles_first_seen on articles (first_seen);
create index articles_source on articles (source, first_seen);
create index articles_story on articles (story, first_seen);

create table names (
    name text primary key,                 -- an identity key; outlives its article
    article text not null,
    claimed integer not null default 0,    -- 1: by its page only, no link with it was read
    seen integer not null                  -- last listed or filed, to the day
) strict, without rowid;
create index names_seen on names (seen);

create table fingerprints (
    seq integer primary key,               -- order of filing
    fingerprint text not null,
    first_seen integer not null,
    article text not null,
    story text not null references stories (id)
) strict;
create index fingerprints_text on fingerprints (fingerprint, first_seen);
create index fingerprints_first_seen on fingerprints (first_seen);
create index fingerprints_story on fingerprints (story);

create table alerts (
    id text primary key,
    type text not null,
    rule text not null,
    article text,
    story text references stories (id),
    urgency text not null,
    matches text not null,
    created integer not null
) strict;
create index alerts_story on alerts (story, rule);
create index alerts_article on alerts (article);
create index alerts_created on alerts (created);

create table skips (
    article text not null,
    rule text not null,
    reason text not null,
    created integer not null,
    primary key (article, rule)
) strict, without rowid;

create table deliveries (
    seq integer primary key,               -- order of creation
    id text not null unique,
    alert text not null references alerts (id),
    channel text not null,
    story text,
    body blob not null,
    state text not null check (state in ('waiting', 'sending', 'delivered', 'given up')),
    due integer check ((due is not null) = (state in ('waiting', 'sending'))),
    taken integer check ((taken is not null) = (state = 'sending')),
    attempts integer not null default 0,
    problem text not null default '',
    created integer not null,
    delivered_at integer
) strict;
create index deliveries_due on deliveries (channel, due, seq) where due is not null;
create index deliveries_order on deliveries (channel, story, seq) where due is not null;
create index deliveries_taken on deliveries (channel, due) where taken is not null;
create index deliveries_alert on deliveries (alert);
create index deliveries_state on deliveries (state)
"""
