from datetime import timedelta

from crawler.errors import Refused, Unreachable
from crawler.fetch.fault import LONGEST, Fault

URL = "https://example.org/a?key=s3cret"


def test_a_lasting_fault_is_refused_and_a_passing_one_unreachable() -> None:
    refused = Fault("gone", "HTTP 410", lasting=True).of(URL)
    assert isinstance(refused, Refused)
    assert (refused.url, refused.code, refused.problem) == (URL, "gone", "HTTP 410")
    wait = timedelta(0)
    unreachable = Fault("http_429", "HTTP 429", retry_after=wait, host_wide=True).of(URL)
    assert isinstance(unreachable, Unreachable)
    assert (unreachable.retry_after, unreachable.host_wide) == (wait, True)


def test_a_fault_after_a_redirect_keeps_all_it_knew_and_says_where_it_was() -> None:
    fault = Fault("http_503", "HTTP 503", retry_after=timedelta(seconds=5), host_wide=True)
    there = fault.at("other.example:443")
    assert there.redirected
    assert not fault.redirected
    assert "other.example:443" in there.problem
    error = there.of(URL)
    assert isinstance(error, Unreachable)
    assert (error.retry_after, error.host_wide) == (timedelta(seconds=5), True)


def test_a_fault_of_a_post_shows_no_url() -> None:
    error = Fault("http_503", "HTTP 503", retry_after=timedelta(0)).of_post()
    assert (str(error), error.retry_after) == ("http_503: HTTP 503", timedelta(0))


def test_what_a_server_said_is_not_quoted_without_end() -> None:
    assert len(Fault("protocol", "x" * 100_000).problem) == LONGEST
