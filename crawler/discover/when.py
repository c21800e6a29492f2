"""Dates that inlets state."""

from datetime import datetime

from crawler import dates
from crawler.discover.form import Document


def when(text: str, document: Document) -> datetime | None:
    """The time that `text` states, aware; None where it states none that can be."""
    moment = dates.read(text, timezone=document.timezone, now=document.at)
    return None if moment is None else moment.at
