from hashlib import sha256

from crawler.store.founding import FOUNDING

PUBLISHED = "6b52bf3e84d96dca1128e1370545b3a03905691717a579cfcab749f82c6ad625"


def test_the_first_step_is_as_it_was_published() -> None:
    assert sha256(FOUNDING.encode()).hexdigest() == PUBLISHED
