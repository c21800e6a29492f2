"""How well does `serang~` tell the forms of a root from what only looks like them?

    python -m benchmarks.morphology                              ours, on the half for building
    python -m benchmarks.morphology --unseen                     on the other half as well
    python -m benchmarks.morphology --unseen --peers PYTHON      beside other stemmers
    --wrong         the pairs that are judged wrongly
    --json          the figures as JSON

The pairs are in morphology.tsv, labelled by hand under the guideline in morphology.md.  A stemmer
finds a pair when it makes the same of the word as of the root.
"""

import argparse
import hashlib
import json
import subprocess
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from crawler.rules.morphology import roots

HERE = Path(__file__).parent
HALVES = ("building", "unseen")
Judge = Callable[[str, str], bool]  # is the word, the second, a form of the root?


@dataclass(frozen=True, slots=True)
class Pair:
    """A root, a word, and whether the one is a form of the other."""

    root: str
    word: str
    is_form: bool
    half: str


@dataclass(frozen=True, slots=True)
class Score:
    """How well somebody judged some pairs."""

    pairs: int
    precision: float  # of those said to be forms, the share that are
    recall: float  # of those that are forms, the share found


def half_of(root: str) -> str:
    """The half that all pairs of a root are in: drawn by hash, so that nobody chose it."""
    return HALVES[int(hashlib.sha256(root.encode()).hexdigest(), 16) % 2]


def read(path: Path = HERE / "morphology.tsv") -> list[Pair]:
    """The labelled pairs."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return [Pair(root, word, label == "yes", half) for root, word, label, half in rows]


def score(pairs: Sequence[Pair], judge: Judge) -> Score:
    """The precision and the recall of a judge; 1 where there is nothing to get wrong."""
    said = [pair for pair in pairs if judge(pair.root, pair.word)]
    right = sum(pair.is_form for pair in said)
    forms = sum(pair.is_form for pair in pairs)
    return Score(
        len(pairs), right / len(said) if said else 1.0, right / forms if forms else 1.0
    )


def ours(root: str, word: str) -> bool:
    """What `root~` says of the word."""
    return root in roots(word)


def peers(python: str, pairs: Iterable[Pair]) -> dict[str, Judge]:
    """The stemmers that are installed for `python`, by name."""
    words = sorted({text for pair in pairs for text in (pair.root, pair.word)})
    told = subprocess.run(
        [python, HERE / "morphology_peers.py"],
        input="\n".join(words),
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return {
        name: same_stem(dict(zip(words, stems, strict=True)))
        for name, stems in json.loads(told).items()
    }


def same_stem(stems: dict[str, str]) -> Judge:
    """A judge that asks whether root and word have one stem."""
    return lambda root, word: stems[root] == stems[word]


def speed(words: Sequence[str]) -> float:
    """Microseconds of processor time that taking a word apart takes the first time."""
    roots.cache_clear()
    start = time.process_time()
    for word in words:
        roots(word)
    return (time.process_time() - start) / len(words) * 1e6


def main() -> None:
    """Measure, and print a row for each judge and half."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--unseen", action="store_true")
    asked.add_argument("--peers", metavar="PYTHON")
    asked.add_argument("--wrong", action="store_true")
    asked.add_argument("--json", action="store_true")
    options = asked.parse_args()
    halves = HALVES if options.unseen else HALVES[:1]
    pairs = [pair for pair in read() if pair.half in halves]
    judges: dict[str, Judge] = {"Kliping": ours}
    if options.peers:
        judges |= peers(options.peers, pairs)
    rows = [
        (half, name, score([pair for pair in pairs if pair.half == half], judge))
        for half in halves
        for name, judge in judges.items()
    ]
    took = speed(sorted({pair.word for pair in pairs}))
    if options.json:
        told = [{"half": half, "judge": name} | asdict(figures) for half, name, figures in rows]
        print(json.dumps({"scores": told, "microseconds": took}))
        return
    for half, name, figures in rows:
        print(
            f"{half:9} {name:11} pairs {figures.pairs:4}  "
            f"precision {figures.precision:.4f}  recall {figures.recall:.4f}"
        )
    print(f"ours takes {took:.0f} µs a word the first time")
    if options.wrong:
        for pair in pairs:
            if ours(pair.root, pair.word) != pair.is_form:
                what = "missed" if pair.is_form else "taken for a form"
                print(f"{pair.half:9} {pair.root} {pair.word}: {what}")


if __name__ == "__main__":
    main()
