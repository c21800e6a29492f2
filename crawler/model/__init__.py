"""The values that travel through Kliping: plain, frozen, comparable, picklable.

Any of them can be built in a test with one line.  Nothing here reads a clock, a file, a socket
or a setting.  Unless a field says otherwise: times are aware, durations are timedeltas, text
is as published, and an empty tuple or None means "not known" or "none".
"""

from crawler.model.article import (
    Article as Article,
    Brief as Brief,
    Moment as Moment,
    PageState as PageState,
    Picture as Picture,
    Precision as Precision,
    Vote as Vote,
)
from crawler.model.noticed import (
    Drift as Drift,
    Figures as Figures,
    Further as Further,
    Gauge as Gauge,
    Missed as Missed,
    Noticed as Noticed,
    Trace as Trace,
)
from crawler.model.outgoing import (
    Circuit as Circuit,
    Failure as Failure,
    Fault as Fault,
    Fresh as Fresh,
    Hold as Hold,
    Limit as Limit,
    Manners as Manners,
    Notice as Notice,
    Outcome as Outcome,
    Sign as Sign,
    Standing as Standing,
    Tried as Tried,
    Trouble as Trouble,
    Word as Word,
)
from crawler.model.pushed import (
    Call as Call,
    Named as Named,
    Response as Response,
    Subscription as Subscription,
)
from crawler.model.telling import (
    Alert as Alert,
    Change as Change,
    Claim as Claim,
    Copy as Copy,
    Delivery as Delivery,
    Filing as Filing,
    Heard as Heard,
    Known as Known,
    Look as Look,
    Match as Match,
    Skip as Skip,
    Story as Story,
    Verdict as Verdict,
)
from crawler.model.watched import (
    Site as Site,
    Source as Source,
    Tell as Tell,
    Urgency as Urgency,
)
from crawler.model.web import (
    NO_HUBS as NO_HUBS,
    NO_VALIDATORS as NO_VALIDATORS,
    Found as Found,
    Hubs as Hubs,
    Inlet as Inlet,
    InletKind as InletKind,
    InletState as InletState,
    Listing as Listing,
    Reply as Reply,
    Request as Request,
    RobotsFile as RobotsFile,
    Seen as Seen,
    Validators as Validators,
)
from crawler.model.work import (
    WEEK as WEEK,
    Answer as Answer,
    Gap as Gap,
    Job as Job,
    Kept as Kept,
    Memory as Memory,
    Message as Message,
    Pace as Pace,
    Page as Page,
    Post as Post,
    Rhythm as Rhythm,
    Silence as Silence,
    Step as Step,
)
