from crawler.extract.votes import LONGEST, MOST, vote


def test_only_what_was_said_is_kept_and_not_too_much_of_it() -> None:
    told = vote("title", [("h1", "x" * 900), ("og:title", "")], "h1", "it is alone")
    assert told.said == (("h1", "x" * LONGEST),)
    many = vote("title", [("h1", "x")] * 90, "h1", "it is first")
    assert len(many.said) == MOST
