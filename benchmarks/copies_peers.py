"""Other libraries for near copies; run by copies.py in an environment of their own.

    python copies_peers.py NAME < words

A line in is a JSON list of folded words; out comes `{"name", "pairs", "seconds"}`.  Needs nothing of
Kliping; `pip install datasketch rensa` is all.
"""

import importlib
import json
import sys
import time
from typing import Any

LEAST = 30  # words
PERMUTATIONS = 128
THRESHOLD = 0.5
Pairs = list[tuple[int, int]]


def shingles(words: list[str]) -> list[str]:
    """Four words in a row, each once."""
    return list({" ".join(words[at : at + 4]) for at in range(len(words) - 3)})


def datasketch(texts: dict[int, list[str]]) -> tuple[str, Pairs]:
    """MinHashLSH at its own best bands for the threshold."""
    library: Any = importlib.import_module("datasketch")
    index = library.MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
    pairs = []
    for number, words in texts.items():
        made = library.MinHash(num_perm=PERMUTATIONS)
        made.update_batch([shingle.encode() for shingle in shingles(words)])
        pairs += [(other, number) for other in index.query(made)]
        index.insert(number, made)
    return "datasketch MinHashLSH", pairs


def rensa(texts: dict[int, list[str]]) -> tuple[str, Pairs]:
    """RMinHash in 32 bands."""
    library: Any = importlib.import_module("rensa")
    index = library.RMinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS, num_bands=32)
    pairs = []
    for number, words in texts.items():
        made = library.RMinHash(num_perm=PERMUTATIONS, seed=42)
        made.update(shingles(words))
        pairs += [(other, number) for other in index.query(made)]
        index.insert(number, made)
    return "rensa RMinHashLSH", pairs


PEERS = {"datasketch": datasketch, "rensa": rensa}


def main() -> None:
    """Find pairs among all lines with the named peer."""
    lines = [json.loads(line) for line in sys.stdin]
    texts = {number: words for number, words in enumerate(lines) if len(words) >= LEAST}
    start = time.process_time()
    name, pairs = PEERS[sys.argv[1]](texts)
    took = time.process_time() - start
    sys.stdout.write(json.dumps({"name": name, "pairs": pairs, "seconds": took}))


if __name__ == "__main__":
    main()
