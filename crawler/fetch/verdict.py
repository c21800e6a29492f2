"""What a status means for whoever asked: an answer, come back later, or never."""

from datetime import datetime

from crawler.fetch.exchange import Raw
from crawler.fetch.fault import Fault
from crawler.fetch.headers import retry_after

LASTING = {401: "forbidden", 403: "forbidden", 404: "not_found", 410: "gone", 451: "forbidden"}
PASSING = frozenset({408, 421, 425})  # 4xx that say: not now, not this way
WHOLE_HOST = frozenset({429, 503})
# Headers by which a firewall says that it, and not the site, has answered.
WALLS = (
    ("cf-mitigated", "challenge"),  # Cloudflare
    ("x-amzn-waf-action", ""),  # AWS; with 202 or 405
    ("x-sucuri-block", ""),
)


def complaint(raw: Raw, now: datetime, *, conditional: bool) -> Fault | None:
    """What is wrong with an answer; None for a 2xx, and for a 304 to a conditional request."""
    status = raw.status
    if any(name in raw.headers and said in raw.headers[name] for name, said in WALLS):
        return Fault(
            "blocked", f"HTTP {status}: a challenge in place of the page", lasting=True
        )
    if status == 206:
        return Fault("protocol", "a part of the page, which was not asked for")
    if 200 <= status < 300 or (status == 304 and conditional):
        return None
    if status == 304 or status < 200:
        return Fault("protocol", f"HTTP {status}, which was not asked for")
    if status >= 500 or status == 429 or status in PASSING:
        return Fault(
            f"http_{status}",
            f"HTTP {status}",
            retry_after=retry_after(raw.headers.get("retry-after"), now),
            host_wide=status in WHOLE_HOST,
        )
    return Fault(LASTING.get(status, f"http_{status}"), f"HTTP {status}", lasting=True)
