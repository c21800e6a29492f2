"""Other Indonesian stemmers, run by morphology.py in an environment of their own.

    python morphology_peers.py < words

Words are read one a line; out comes `{"PySastrawi": [stem, …], "Snowball": …}` without those that
are not installed.  Needs nothing of Kliping; `pip install PySastrawi snowballstemmer` is all.
"""

import importlib
import json
import sys
from collections.abc import Callable
from typing import Any

Stem = Callable[[str], str]


def pysastrawi() -> Stem:
    """The stemmer of PySastrawi: affixes and a dictionary of roots."""
    library: Any = importlib.import_module("Sastrawi.Stemmer.StemmerFactory")
    stem: Stem = library.StemmerFactory().create_stemmer().stem
    return stem


def snowball() -> Stem:
    """Snowball's Indonesian stemmer: affixes alone."""
    library: Any = importlib.import_module("snowballstemmer")
    stem: Stem = library.stemmer("indonesian").stemWord
    return stem


PEERS: dict[str, Callable[[], Stem]] = {"PySastrawi": pysastrawi, "Snowball": snowball}


def main() -> None:
    """Stem every word with every peer that is installed."""
    words = sys.stdin.read().split()
    told = {}
    for name, make in PEERS.items():
        try:
            stem = make()
        except ModuleNotFoundError:
            continue
        told[name] = [stem(word) for word in words]
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
