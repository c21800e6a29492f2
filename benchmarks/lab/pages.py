"""The pages that the replay publishes, as the corpora hold them."""

import gzip
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

CORPORA = ("articles", "publishers")


class CorporaMissing(Exception):
    """The folder of corpora is not where it was looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One article's page, as bytes, with what its listing will say of it."""

    name: str
    html: bytes
    title: str  # the publisher's, or the plain `<title>` where nobody has said
    published: datetime | None  # aware


def from_corpora(shared: Path) -> list[Page]:
    """Every page of the corpora under `shared`, in the order of their answers."""
    found: list[Page] = []
    for corpus in CORPORA:
        folder = shared / "corpora" / corpus
        answers = folder / "gold.jsonl"
        if not answers.is_file():
            raise CorporaMissing(
                f"{answers} is missing: name the folder that holds corpora/ with --shared or "
                f"KLIPING_SHARED, or use --quick, which invents its pages"
            )
        for line in answers.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            html = gzip.decompress((folder / row["page"]).read_bytes())
            found.append(
                Page(
                    name=f"{corpus}/{row['page']}",
                    html=html,
                    title=row.get("title") or plain_title(html),
                    published=_moment(row.get("published")),
                )
            )
    return found


def plain_title(html: bytes) -> str:
    r"""What the `<title>` element holds, on one line.

    >>> plain_title(b"<title>Panen &amp;\n pasar</title>")
    'Panen & pasar'
    """
    found = re.search(rb"<title[^>]*>(.*?)</title>", html, re.DOTALL | re.IGNORECASE)
    text = unescape(found[1].decode("utf-8", "replace")) if found else ""
    return " ".join(text.split())[:200] or "Berita"


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
