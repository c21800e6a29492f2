"""Other libraries that spell addresses; run by urls.py in an environment of their own.

    python urls_peers.py < pairs

A line in is `[one, other]`, a line out `{"name", "joined", "us"}`.  Needs nothing of Kliping; `pip
install courlan url-normalize w3lib` is all.
"""

import importlib
import json
import sys
import time
from collections.abc import Callable
from typing import Any


def peers() -> dict[str, Callable[[str], Any]]:
    """What each library offers."""
    courlan: Any = importlib.import_module("courlan")
    normal: Any = importlib.import_module("url_normalize")
    w3lib: Any = importlib.import_module("w3lib.url")
    return {
        "w3lib canonicalize_url": w3lib.canonicalize_url,
        "url_normalize": normal.url_normalize,
        "url_normalize filter_params": lambda url: normal.url_normalize(
            url, filter_params=True
        ),
        "courlan clean_url": courlan.clean_url,
        "courlan normalize_url strict": lambda url: courlan.normalize_url(url, strict=True),
    }


def key(spell: Callable[[str], Any], url: str) -> object:
    """What a library makes of an address; the address itself where it fails."""
    try:
        return spell(url) or url
    except Exception:  # noqa: BLE001 - whatever a peer raises, it did not join
        return url


def main() -> None:
    """Judge every pair with every library."""
    table = [json.loads(line) for line in sys.stdin]
    for name, spell in peers().items():
        start = time.process_time()
        joined = [key(spell, one) == key(spell, other) for one, other in table]
        us = (time.process_time() - start) / max(2 * len(table), 1) * 1e6
        sys.stdout.write(json.dumps({"name": name, "joined": joined, "us": us}) + "\n")


if __name__ == "__main__":
    main()
