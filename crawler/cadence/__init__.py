"""When to look at a thing again.  Times in, times out: the caller brings clock and dice.

    pace      how much a source publishes, and when: learned from when its articles appeared
    waiting   when to poll it next, at a price of a poll that is the same for all sources
    budget    the price at which all sources together take as many polls as they may
    retrying  when to ask again for what has failed

Of n sources with rates r, polled f times a day, articles wait sum(r / 2f) in all.  With sum(f) given
that is least where f is in proportion to sqrt(r): for one source over the hours of its week as for
many sources among each other.  Polling in proportion to r, as is usual, is no better than polling
all alike.  (K. C. Sia, J. Cho, H.-K. Cho, "Efficient Monitoring Algorithm for Fast News Alerts",
IEEE TKDE 19(7), 2007.)  A source that is polled whenever its articles, as expected, have
waited for as long as one poll is worth comes to that by itself; only the worth is common to all.
"""

from crawler.cadence.budget import (
    Ledger as Ledger,
    Weighed as Weighed,
    settled as settled,
    weighed as weighed,
)
from crawler.cadence.pace import (
    HABIT as HABIT,
    Forecast as Forecast,
    Habit as Habit,
    a_day as a_day,
    busiest as busiest,
    clock as clock,
    learned as learned,
)
from crawler.cadence.retrying import (
    CRASHES as CRASHES,
    MOST_ASKED as MOST_ASKED,
    READINGS as READINGS,
    after_failure as after_failure,
    next_reading as next_reading,
)
from crawler.cadence.waiting import (
    SLOWEST as SLOWEST,
    SOONEST as SOONEST,
    Terms as Terms,
    next_poll as next_poll,
)
