"""What went wrong with a request, told inside this room, before it is known whom it concerns."""

from datetime import timedelta

from crawler.errors import FetchError, Refused, Undelivered, Unreachable

LONGEST = 300  # characters of a problem; it may quote what a server said


class Fault(Exception):
    """A request that failed; becomes an error of the tree where the caller's URL is known.

    `code` is one of: `url` (not an address to fetch), `address` (not one to connect to), `dns`,
    `connect`, `tls`, `timeout`, `slow`, `broken` (the connection ended early), `truncated` (the
    body did), `protocol`, `encoding`, `bomb`, `too_large`, `redirect`, `robots`, `resting` (the
    host asked for rest), `forbidden`, `not_found`, `gone`, `blocked`, or `http_` and a status.
    `lasting` says that asking again soon is of no use, `redirected` that it was another host's.
    """

    def __init__(
        self,
        code: str,
        problem: str,
        *,
        lasting: bool = False,
        retry_after: timedelta | None = None,
        host_wide: bool = False,
        redirected: bool = False,
    ) -> None:
        self.redirected = redirected
        self.code, self.problem, self.lasting = code, problem[:LONGEST], lasting
        self.retry_after, self.host_wide = retry_after, host_wide
        super().__init__(f"{code}: {problem}")

    def at(self, place: str) -> "Fault":
        """The same fault, saying that it happened at `place`, where a redirect led."""
        return Fault(
            self.code,
            f"redirected to {place}: {self.problem}",
            lasting=self.lasting,
            retry_after=self.retry_after,
            host_wide=self.host_wide,
            redirected=True,
        )

    def of(self, url: str) -> FetchError:
        """The error for whoever asked for `url`."""
        if self.lasting:
            return Refused(url, self.code, self.problem)
        return Unreachable(
            url,
            self.code,
            self.problem,
            retry_after=self.retry_after,
            host_wide=self.host_wide,
        )

    def of_post(self) -> Undelivered:
        """The error for whoever posted; without the URL, whose path may be a secret."""
        return Undelivered(f"{self.code}: {self.problem}", self.retry_after)


class Unanswered(Fault):
    """The connection ended before a word of the answer came.

    On a connection that had served before, the server may merely have closed it while our
    request was under way; such a GET is asked once more (RFC 9112, section 9.3.1).
    """
