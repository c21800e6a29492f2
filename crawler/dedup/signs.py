"""What the parts of an address say of the page: an article, a list, or only how it was reached."""

import re

from crawler.dedup import variants


def tells(path: tuple[str, ...]) -> bool:
    """Whether a path by itself says which article is meant."""
    whole = "/".join(path)
    if variants.LONG_NUMBER.search(whole):
        return True
    named = variants.SLUG.search(whole) or variants.DAY.search(whole)
    named = named or variants.CODE.search(whole)
    return named is not None and not variants.SCRIPT.search(whole)


def lists(before: tuple[str, ...]) -> bool:
    """Whether what stands behind these segments may be a list, which has pages of its own."""
    return any(segment.lower() in variants.LISTS for segment in before)


def names(before: tuple[str, ...], number: str) -> bool:
    """Whether a segment is an article's number, by itself or for what stands `before` it."""
    if variants.NUMBERED.fullmatch(number):
        return True
    if variants.GREAT_NUMBER.fullmatch(number):
        return not lists(before)
    return (
        variants.LONG_NUMBER.fullmatch(number) is not None
        and not variants.NAMING.isdisjoint(before)
        and not _is_a_time(before, number)
    )


def _is_a_time(before: tuple[str, ...], number: str) -> bool:
    """Whether a number, or six digits behind a date, are the time of day: articles may share one."""
    if variants.STAMP.fullmatch(number):
        return True
    dated = len(before) >= 3 and all(map(str.isdigit, before[-3:]))
    return dated and re.fullmatch(r"(?:[01]\d|2[0-3])[0-5]\d[0-5]\d", number) is not None


def small(number: str) -> bool:
    """Whether this may be the number of a page of an article."""
    return number.isascii() and number.isdigit() and len(number) <= 2


def tracks(name: str) -> bool:
    """Whether a parameter of this name never says which page is meant."""
    return (
        name in variants.TRACKING
        or name.startswith(variants.TRACKING_BEGINS)
        or variants.TRACKING_LIKE.fullmatch(name) is not None
    )


def may_track(name: str, value: str) -> bool:
    """Whether a parameter says nothing more behind a path that tells which article is meant."""
    if not value:
        return variants.SWITCH.fullmatch(name) is not None
    if value.lower() in variants.SWITCHED:
        return True
    if re.fullmatch(r"\d{3,}", value) or (name.endswith("id") and value.isdigit()):
        return False
    return name in variants.WEAK or variants.WEAK_LIKE.fullmatch(name) is not None
