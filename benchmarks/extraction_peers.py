"""Other extractors, behind one protocol; run by extraction.py in an environment of their own.

    python extraction_peers.py NAME

A line in is `{"path": …, "url": …}`, a line out `{"body", "title", "authors", "published", "ms"}`.
Needs nothing of Kliping; `pip install trafilatura resiliparse htmldate` is all (and
`lxml_html_clean`, where what it installs does not bring that along).
"""

import importlib
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Peer = Callable[[bytes, str], dict[str, object]]


def trafilatura(**options: bool) -> Peer:
    """Trafilatura's body and metadata."""
    library: Any = importlib.import_module("trafilatura")

    def read(page: bytes, url: str) -> dict[str, object]:
        found = library.bare_extraction(
            page.decode("utf-8", "replace"),
            url=url,
            with_metadata=True,
            include_comments=False,
            **options,
        )
        if found is None:
            return {}
        authors = [name.strip() for name in (found.author or "").split(";") if name.strip()]
        return {
            "body": found.text,
            "title": found.title,
            "authors": authors,
            "published": found.date,
        }

    return read


def resiliparse() -> Peer:
    """Resiliparse's main content."""
    html2text: Any = importlib.import_module("resiliparse.extract.html2text")
    parser: Any = importlib.import_module("resiliparse.parse.html")

    def read(page: bytes, url: str) -> dict[str, object]:
        del url
        tree = parser.HTMLTree.parse_from_bytes(page)
        return {
            "body": html2text.extract_plain_text(tree, main_content=True),
            "title": tree.title,
        }

    return read


def htmldate() -> Peer:
    """Htmldate's day of publication."""
    library: Any = importlib.import_module("htmldate")

    def read(page: bytes, url: str) -> dict[str, object]:
        text = page.decode("utf-8", "replace")
        return {"published": library.find_date(text, url=url, original_date=True)}

    return read


PEERS: dict[str, Callable[[], Peer]] = {
    "trafilatura": trafilatura,
    "trafilatura fast": lambda: trafilatura(fast=True),
    "trafilatura precision": lambda: trafilatura(favor_precision=True),
    "resiliparse": resiliparse,
    "htmldate": htmldate,
}


def main() -> None:
    """Read every page that is asked for with the named peer."""
    peer = PEERS[sys.argv[1]]()
    for line in sys.stdin:
        asked = json.loads(line)
        page = Path(asked["path"]).read_bytes()
        start = time.process_time()
        try:
            told = peer(page, asked["url"])
        except Exception as error:  # noqa: BLE001 - whatever a peer raises is its answer
            told = {"error": repr(error)}
        took = (time.process_time() - start) * 1000
        sys.stdout.write(json.dumps(told | {"ms": took}) + "\n")
        sys.stdout.flush()  # the next page comes only then


if __name__ == "__main__":
    main()
