"""Being told by hubs that a list has changed, in place of finding out: decisions only.

    a list names hubs ──> leases.tended ──> leases.asked ──> (the hub is asked)
                                                              ├─> leases.answered
              leases.proven <── the hub asks back ────────────┘
                            signature.check <── the hub says that the list has changed

What a hub says is a hint to poll now, and never believed beyond that.
Source: WebSub, W3C Recommendation, 23 January 2018.
"""

from crawler.websub.leases import (
    Unknown as Unknown,
    answered as answered,
    asked as asked,
    form as form,
    proven as proven,
    tended as tended,
)
from crawler.websub.signature import Check as Check, check as check
