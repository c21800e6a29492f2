"""Are articles about one event one story, and what does it take?

    python -m benchmarks.stories                     corpora/stories: full texts, first words, titles alone;
                                                     headlines.jsonl: invented, many of each event
    python -m benchmarks.stories --file F --json     any file of lines {"event", "title", "published", "text"}
    python -m benchmarks.stories --file F --shuffle 1  … in another order
    python -m benchmarks.stories --spread 365        … as if each event were of a day of its own among so many
    python -m benchmarks.stories --sizes 1e4 1e5     time and memory at these sizes, of articles made of real ones

Articles come in the order of the file, one by one, and the stories are judged when all have come: a
wrong story that a later article mended is right.  B-cubed precision: of the articles in an article's
story, how many tell of its event; recall: of those that tell of its event, how many are in its story
(A. Bagga and B. Baldwin, 1998).  Beside it a single pass over TF-IDF vectors, which knows all
articles' words beforehand and is given the best of four thresholds on each file: an easy life.
"""

import argparse
import json
import os
import random
import re
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from benchmarks.stories_made import Made
from benchmarks.stories_single import single_pass
from crawler import dates
from crawler.dedup.stories.likeness import Rarity
from crawler.dedup.stories.traits import Traits, packed, traits
from crawler.dedup.stories.window import Row, Stories
from crawler.fold import fold, tokens

SHARED = Path(os.environ.get("KLIPING_SHARED", "../shared"))
HEADLINES = Path(__file__).with_name("headlines.jsonl")
FILES = ("handpicked.jsonl", "wikinews_medium.jsonl")
THRESHOLDS = (0.10, 0.15, 0.20, 0.25)
LEAD = 60  # words
TIMED = 1000  # articles that come beyond each size
LASTS = 1.5  # days of an event whose time is drawn
UNKNOWN = datetime(2000, 1, 1, tzinfo=UTC)
_ZONE = re.compile(r"([+-]\d\d)(\d\d)$")


@dataclass(frozen=True, slots=True)
class Told:
    """A line of the file."""

    event: str
    title: str
    text: str
    time: datetime


@dataclass(frozen=True, slots=True)
class Score:
    """B-cubed, from 0 to 1."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Mistake:
    """Two events in one story, or an event in two."""

    kind: str
    pairs: int  # of articles that are wrongly together or apart
    one: str
    other: str
    because: str


def lines(path: Path) -> list[Told]:
    """The lines of a file; one without a time came when the one before it came."""
    rows = [
        json.loads(line)
        for line in path.read_text(encoding="utf-8").split("\n")
        if line.strip()
    ]
    times = [moment(str(row.get("published") or "")) for row in rows]
    time = next((each for each in times if each != UNKNOWN), UNKNOWN)
    found = []
    for row, own in zip(rows, times, strict=True):
        time = time if own == UNKNOWN else own
        title, text = str(row.get("title") or ""), str(row.get("text") or "")
        found.append(Told(str(row["event"]), title, text, time))
    return found


def moment(published: str) -> datetime:
    """When it was, without a zone in UTC; long ago where nobody knows."""
    if (stamp := dates.unix(published, timezone="UTC")) is not None:
        return stamp.at
    try:
        found = datetime.fromisoformat(_ZONE.sub(r"\1:\2", published.strip()))
    except ValueError:
        stated = dates.read(published, timezone="UTC", now=None)
        return UNKNOWN if stated is None else stated.at
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def spread(told: Sequence[Told], days: float, seed: int = 1) -> list[Told]:
    """The same articles by times that are drawn: events anywhere in so many days, `LASTS` long."""
    dice = random.Random(seed)
    day = {event: dice.uniform(0, days) for event in dict.fromkeys(each.event for each in told)}
    timed = [
        replace(each, time=UNKNOWN + timedelta(days=day[each.event] + dice.uniform(0, LASTS)))
        for each in told
    ]
    return sorted(timed, key=lambda each: each.time)


def b_cubed(events: Sequence[str], stories: Sequence[int]) -> Score:
    """How well `stories`, one an article, tell the `events` apart."""
    of_event, of_story = Counter(events), Counter(stories)
    both = Counter(zip(events, stories, strict=True))
    precision = sum(count**2 / of_story[story] for (_, story), count in both.items())
    recall = sum(count**2 / of_event[event] for (event, _), count in both.items())
    precision, recall = precision / len(events), recall / len(events)
    return Score(precision, recall, 2 * precision * recall / (precision + recall))


def ours(told: Sequence[Told]) -> tuple[list[int], dict[str, float]]:
    """The story of each article, and milliseconds of the processor an article."""
    stories = Stories()
    start = time.process_time()
    found = [traits(each.title, each.text.splitlines()) for each in told]
    read = time.process_time()
    for number, (each, own) in enumerate(zip(told, found, strict=True), 1):
        stories.add(number, own, each.time)
    done = time.process_time()
    cost = {"traits": (read - start) * 1e3 / len(told), "add": (done - read) * 1e3 / len(told)}
    return [stories.story(number) for number in range(1, len(told) + 1)], cost


def measured(told: Sequence[Told], worst: int) -> dict[str, object]:
    """All that is said of a file."""
    events = [each.event for each in told]
    stories, cost = ours(told)
    words = [tokens(fold(f"{each.title} {each.text}")) for each in told]
    singles = {
        threshold: b_cubed(events, single_pass(words, threshold)) for threshold in THRESHOLDS
    }
    best = max(singles, key=lambda threshold: singles[threshold].f1)
    return {
        "articles": len(told),
        "events": len(set(events)),
        "stories": len(set(stories)),
        "ours": asdict(b_cubed(events, stories)),
        "single pass": {**asdict(singles[best]), "threshold": best},
        "ms": cost,
        "worst": [asdict(each) for each in mistakes(told, stories)[:worst]],
    }


def mistakes(told: Sequence[Told], stories: Sequence[int]) -> list[Mistake]:
    """Every two events wrongly joined and every event wrongly parted, the worst first."""
    cells: dict[tuple[str, int], list[int]] = defaultdict(list)
    for number, (each, story) in enumerate(zip(told, stories, strict=True)):
        cells[each.event, story].append(number)
    words = [Counter(tokens(fold(f"{each.title} {each.text}"))) for each in told]
    frequent = Counter(word for each in words for word in each)
    found = []
    for (event, story), mine in cells.items():
        for (other_event, other_story), theirs in cells.items():
            if mine[0] >= theirs[0] or (event == other_event) == (story == other_story):
                continue
            kind = "parted" if event == other_event else "joined"
            one, other, shared = nearest(mine, theirs, words, frequent)
            found.append(
                Mistake(
                    kind, len(mine) * len(theirs), told[one].title, told[other].title, shared
                )
            )
    return sorted(found, key=lambda each: -each.pairs)


def nearest(
    mine: Iterable[int],
    theirs: Sequence[int],
    words: Sequence[Counter[str]],
    frequent: Counter[str],
) -> tuple[int, int, str]:
    """The two articles that share the rarest words, and those words: why they seem one event."""

    def rare(one: int, other: int) -> list[str]:
        shared = [word for word in words[one] if word in words[other] and len(word) > 2]
        return sorted(shared, key=lambda word: frequent[word])[:8]

    pairs = [(one, other, rare(one, other)) for one in mine for other in theirs]
    one, other, best = max(pairs, key=lambda each: sum(1 / frequent[word] for word in each[2]))
    return one, other, f"they share {', '.join(best)}" if best else "they share no word"


def forms(told: list[Told]) -> dict[str, list[Told]]:
    """The same articles as they may come: whole, their first words, only their titles."""
    return {
        "whole": told,
        "lead": [replace(each, text=" ".join(each.text.split()[:LEAD])) for each in told],
        "title": [replace(each, text="") for each in told],
    }


def sized(told: Sequence[Told], sizes: Iterable[int]) -> Iterable[dict[str, float]]:
    """Time and memory with so many articles in the window, made of `told`, and `TIMED` more.

    The window starts from stored rows, each article in the story of its event, as after a restart.
    """
    made = Made([each.text for each in told])
    rarity, found = Rarity(), [traits("", [])]
    for size in sorted(sizes):
        for number in range(len(found), size + TIMED + 1):
            article = made.article(number)
            found.append(traits(article.title, [article.text]))
            rarity.count(found[-1])
        rows = (row(made, number, found[number], rarity) for number in range(1, size + 1))
        kept = list(rows)
        start = time.process_time()
        stories = Stories(kept)
        restart = time.process_time() - start
        adds = []
        for number in range(size + 1, size + TIMED + 1):
            start = time.process_time()
            stories.add(number, found[number], made.time(number))
            adds.append((time.process_time() - start) * 1e3)
        new = range(size + 1, size + TIMED + 1)
        score = b_cubed(
            [str(made.event(number)) for number in new],
            [stories.story(number) for number in new],
        )
        yield {
            "articles": size,
            "add ms": sum(adds) / len(adds),
            "add p99 ms": sorted(adds)[len(adds) * 99 // 100],
            "restart s": restart,
            "bytes an article": sum(len(each.kept) for each in kept) / len(kept),
            "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            **{f"{key} of the last": value for key, value in asdict(score).items()},
        }


def row(made: Made, number: int, own: Traits, rarity: Rarity) -> Row:
    """An article as the store would keep it."""
    order = np.argsort(-rarity.weights(own), kind="stable")
    return Row(number, made.time(number), made.event(number), packed(own[order]))


def table(results: Mapping[str, Mapping[str, object]], say: Callable[[str], None]) -> None:
    """The figures of each file as lines of text."""
    for name, result in results.items():
        say(
            f"{name}: {result['articles']} articles, {result['events']} events, {result['stories']} stories"
        )
        for whose in ("ours", "single pass"):
            score = result[whose]
            if isinstance(score, dict):
                figures = "  ".join(f"{key} {value:.3f}" for key, value in score.items())
                say(f"  {whose:12} {figures}")
        cost = result["ms"]
        if isinstance(cost, dict):
            say("  ms an article: " + ", ".join(f"{key} {ms:.2f}" for key, ms in cost.items()))
        worst = result["worst"]
        for each in worst if isinstance(worst, list) else []:
            say(
                f"  {each['kind']} ({each['pairs']}): {each['one']} | {each['other']}; {each['because']}"
            )


def arguments() -> argparse.ArgumentParser:
    """What may be asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--file", type=Path, action="append", help="default: corpora/stories")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--shuffle", type=int, metavar="SEED", help="not in the file's order")
    parser.add_argument("--spread", type=float, metavar="DAYS", help="at times that are drawn")
    parser.add_argument("--worst", type=int, default=10, help="so many mistakes")
    parser.add_argument("--sizes", type=float, nargs="+", help="time and memory at these sizes")
    return parser


def main() -> int:
    """Measure, and say it."""
    args = arguments().parse_args()
    paths = args.file or [SHARED / "corpora" / "stories" / name for name in FILES]
    if missing := [path for path in paths if not path.exists()]:
        print(f"no such file: {missing[0]}; KLIPING_SHARED names the folder of the corpora")
        return 66
    files = {path.stem: lines(path) for path in paths}
    if args.sizes:
        real = [each for told in files.values() for each in told]
        for figures in sized(real, map(int, args.sizes)):
            print(json.dumps(figures) if args.json else figures, flush=True)
        return 0
    if not args.file:
        files[HEADLINES.stem] = lines(HEADLINES)
    if args.spread is not None:
        files = {name: spread(told, args.spread) for name, told in files.items()}
    if args.shuffle is not None:
        for told in files.values():
            random.Random(args.shuffle).shuffle(told)
    sets = (
        files
        if args.file
        else {
            f"{name} {form}": told
            for name, whole in files.items()
            for form, told in forms(whole).items()
            if any(each.text for each in whole) or form == "title"
        }
    )
    results = {name: measured(told, args.worst) for name, told in sets.items()}
    print(json.dumps(results, ensure_ascii=False)) if args.json else table(results, print)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
