"""The step that knows of each delivery whether an earlier one of its story waits, too.

Triggers keep it, whoever writes: what comes or comes back looks before it, and what ends, goes or
changes its story lets the next one of the story go.  So what waits behind others, however much that
is, costs nothing at each beat.
"""

EARLIER = """exists (
    select 1 from deliveries as earlier
    where earlier.channel = {0}.channel and earlier.story = {0}.story
    and earlier.seq < {0}.seq and earlier.due is not null
)"""
LOOKS = f"""
    update deliveries set behind = {EARLIER.format("new")} where seq = new.seq
"""
FREES = """
    update deliveries set behind = 0 where seq = (
        select min(seq) from deliveries
        where channel = old.channel and story = old.story and due is not null
    )
"""
TURNS = f"""
alter table deliveries add column behind integer not null default 0;
update deliveries set behind = 1 where due is not null and story is not null
    and {EARLIER.format("deliveries")};
create trigger deliveries_comes after insert on deliveries
    when new.due is not null and new.story is not null begin {LOOKS}; end;
create trigger deliveries_returns after update of due on deliveries
    when old.due is null and new.due is not null and new.story is not null begin {LOOKS}; end;
create trigger deliveries_ends after update of due on deliveries
    when old.due is not null and new.due is null and old.story is not null begin {FREES}; end;
create trigger deliveries_goes after delete on deliveries
    when old.due is not null and old.story is not null begin {FREES}; end;
create trigger deliveries_moves after update of story on deliveries
    when old.due is not null and old.story is not new.story begin {LOOKS}; {FREES}; end;
create index deliveries_ready on deliveries (channel, due, seq)
    where due is not null and behind = 0;
create index deliveries_probed on deliveries (channel, tried, seq)
    where due is not null and behind = 0;
drop index deliveries_urgent;
create index deliveries_urgent on deliveries (channel, due, seq)
    where due is not null and behind = 0 and urgency = 'urgent';
drop index deliveries_digests;
create index deliveries_digests on deliveries (channel, due, seq)
    where due is not null and behind = 0 and kind = 'digest';
alter table channels add column struck integer
"""
