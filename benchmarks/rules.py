"""How fast, and how exactly, are 100,000 rules matched?

    python -m benchmarks.rules                      speed, on the articles of ../shared/corpora/stories
    python -m benchmarks.rules --exact --pairs 1e7  the matcher against the language's definition
    python -m benchmarks.rules --hostile            articles made to be slow
    --corpus FILE   other articles: JSON lines with "title" and "text"
    --seed N        other rules

The rules are those of rules_written.py.  Times are processor time of one thread.
"""

import argparse
import gc
import json
import multiprocessing
import os
import resource
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import ahocorasick

from benchmarks.rules_exact import disagreements
from benchmarks.rules_hostile import hostile
from benchmarks.rules_written import Writer
from crawler.fold import fold, runs, tokens
from crawler.model import Article, Source
from crawler.rules import Rule, Ruleset, parse
from crawler.rules.digest import digest
from crawler.rules.shelf import Shelf
from tests.rules.naive import naive

SHARED = Path(os.environ.get("KLIPING_SHARED", "../shared"))
STORIES = SHARED / "corpora" / "stories"
SIZES = (3000, 4000)  # characters of the articles that are timed
PASSES = 5  # warm ones
SOURCE = Source(name="contoh", url="https://contoh.id")


def articles(path: Path) -> list[Article]:
    """The articles of a file of JSON lines, or of all such files of a folder."""
    found = []
    for file in sorted(path.glob("*.jsonl")) if path.is_dir() else [path]:
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
            told = json.loads(line)
            found.append(
                Article(
                    url=f"https://contoh.id/{file.stem}/{number}",
                    title=told.get("title") or "",
                    paragraphs=tuple(
                        part for part in told["text"].split("\n\n") if part.strip()
                    ),
                    text="",
                )
            )
    return found


def words_worth_asking_for(among: Sequence[Article]) -> list[str]:
    """The words of the articles as often as they stand there, but for those of every tenth one."""
    own = [[fold(word) for word in tokens(article.body)] for article in among]
    common = Counter(word for words in own for word in set(words))
    return sorted(w for words in own for w in words if common[w] * 10 < len(among))


def rules_of(pairs: Sequence[tuple[str, str]]) -> list[Rule]:
    """The rules as the daemon reads them: with what is to be filed."""
    return [
        Rule(name=name, text=text, query=query, digest=digest(query), channels=())
        for name, text in pairs
        for query in [parse(text)]
    ]


def timed(work: Callable[[Article], object], among: Sequence[Article]) -> list[float]:
    """Milliseconds of each, of this thread's own time."""
    found = []
    for article in among:
        start = time.thread_time()
        work(article)
        found.append((time.thread_time() - start) * 1000)
    return found


def shown(times: Sequence[float]) -> str:
    ordered = sorted(times)
    return f"p50 {statistics.median(ordered):.3f} ms, p99 {ordered[int(len(ordered) * 0.99)]:.3f} ms"


def peak() -> float:
    """Memory of the process in MB, the most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def now() -> float:
    """Memory of the process in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def measure(name: str, ruleset: Ruleset, among: Sequence[Article]) -> float:
    """Print and return the median of warm passes."""
    gc.collect()
    gc.freeze()
    first = timed(lambda article: ruleset.answered(article, SOURCE), among)
    ruleset.led = ruleset.tried = ruleset.judged = hits = 0
    warm: list[float] = []
    for _ in range(PASSES):
        for article in among:
            start = time.thread_time()
            found = ruleset.answered(article, SOURCE)
            warm.append((time.thread_time() - start) * 1000)
            hits += len(found)
    told = timed(lambda article: ruleset.matches(article, SOURCE), among)
    count = PASSES * len(among)
    print(f"{name}")
    print(f"  first pass      {shown(first)}")
    print(f"  warm            {shown(warm)}")
    print(f"  with snippets   {shown(told)}")
    print(
        f"  an article      leads to {ruleset.led / count:.1f} by one clause,"
        f" {ruleset.tried / count:.1f} tried (two clauses), {ruleset.judged / count:.1f} judged,"
        f" {hits / count:.1f} hits: {ruleset.tried / max(hits, 1):.2f} tried a hit"
    )
    return statistics.median(warm)


def literals(pairs: Sequence[tuple[str, str]]) -> list[str]:
    return [
        fold(word)
        for _, text in pairs
        for word in tokens(text)
        if word not in {"AND", "OR", "NOT"}
    ]


def compare(
    pairs: Sequence[tuple[str, str]],
    rules: Sequence[Rule],
    among: Sequence[Article],
    ours: float,
) -> None:
    """Other ways on the same rules, as multiples of ours."""
    automaton = ahocorasick.Automaton()
    for word in literals(pairs):
        automaton.add_word(word, word)
    automaton.make_automaton()
    folded = {article.url: fold(f"{article.title}\n{article.body}") for article in among}
    others = {
        "cutting into words alone": timed(lambda a: (runs(a.title), runs(a.body)), among),
        "pyahocorasick, literals, text ready": timed(
            lambda a: sum(1 for _ in automaton.iter(folded[a.url])), among
        ),
    }
    for name, times in others.items():
        print(f"  {name:38} {shown(times)}   x{statistics.median(times) / ours:.2f}")
    few = rules[:: max(1, len(rules) // 200)]
    loop = timed(lambda a: [naive(rule.query, a, "contoh") for rule in few], among[:2])
    whole = statistics.median(loop) * len(rules) / len(few)
    print(f"  {'a loop over the definition (scaled)':38} {whole:.0f} ms   x{whole / ours:.0f}")


def changes(ruleset: Ruleset, writer: Writer, among: Sequence[Article]) -> None:
    """Time of one change: add, replace, remove; articles come between, as in life."""
    fresh = rules_of([(f"new{n % 500}", writer.query()) for n in range(1000)])
    times = []
    for number, rule in enumerate(fresh):
        start = time.thread_time()
        ruleset.put(rule)
        times.append((time.thread_time() - start) * 1e6)
        if number % 10 == 0:
            ruleset.answered(among[number % len(among)], SOURCE)
    for name in {rule.name for rule in fresh}:
        start = time.thread_time()
        ruleset.drop(name)
        times.append((time.thread_time() - start) * 1e6)
    times.sort()
    print(
        f"  one change      p50 {statistics.median(times):.0f} µs, p99"
        f" {times[int(len(times) * 0.99)]:.0f} µs, most {times[-1]:.0f} µs of {len(times)}"
    )


def load_again(path: str, pairs: Sequence[tuple[str, str]]) -> tuple[float, float]:
    """Seconds and MB that rules of an earlier run take."""
    gc.disable()
    before, start = now(), time.thread_time()
    shelf = Shelf("ukur", Path(path).read_bytes())
    rules = [
        Rule(name=name, text=text, query=query, digest=told, read=read, channels=())
        for name, text in pairs
        for query, told, read in [shelf.look(text, partial(parse, text))]
    ]
    ruleset = Ruleset(rules, lexicon=shelf.lexicon())
    found = time.thread_time() - start, now() - before
    del ruleset
    return found


def again(pairs: Sequence[tuple[str, str]]) -> None:
    """Print what loading takes where the queries were read in an earlier run."""
    shelf = Shelf("ukur")
    for _, text in pairs:
        shelf.look(text, partial(parse, text))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "queries.json")
        path.write_bytes(shelf.saved())
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
            seconds, size = pool.submit(load_again, str(path), pairs).result()
        print(
            f"loading them again: {seconds:.1f} s, {size:.0f} MB;"
            f" the file is {path.stat().st_size / 1e6:.0f} MB"
        )


def speed(path: Path, seed: int, count: int) -> None:
    everything = articles(path)
    among = [
        a for a in everything if SIZES[0] <= len(a.title) + len(a.body) <= SIZES[1]
    ] or everything
    vocabulary = words_worth_asking_for(everything)
    print(f"{len(among)} articles, {len(set(vocabulary))} words, seed {seed}")
    writer = Writer(seed, vocabulary)
    pairs = list(writer.pairs(count))
    gc.disable()  # as a daemon does while it loads; nothing loaded is garbage
    before, start = now(), time.thread_time()
    rules = rules_of(pairs)
    read = time.thread_time() - start
    timed_ones = {article.url for article in among}
    others = [article for article in everything if article.url not in timed_ones]
    ruleset = Ruleset(rules, others)
    print(
        f"loading {count} rules: {time.thread_time() - start:.1f} s (reading {read:.1f}),"
        f" {now() - before:.0f} MB"
    )
    gc.enable()
    again(pairs)
    ours = measure(f"{count} rules", ruleset, among)
    changes(ruleset, writer, among)
    compare(pairs, rules, among, ours)
    hitting = {rule.name for article in among for rule in ruleset.answered(article, SOURCE)}
    others_of = [rule for rule in rules if rule.name not in hitting]
    few = [rule for rule in rules if rule.name in hitting]
    few += others_of[: max(0, 1000 - len(few))]
    small = measure(f"{len(few)} rules, the same hits", Ruleset(few, others), among)
    large = measure(f"{len(rules)} rules, once more", Ruleset(rules, others), among)
    print(f"p50 at {len(rules)} / p50 at {len(few)}, equal hits: {large / small:.2f}")
    print(f"peak memory of the whole benchmark: {peak():.0f} MB")


def main() -> int:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    options.add_argument("--corpus", type=Path, default=STORIES)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--rules", type=float, default=1e5)
    options.add_argument("--hostile", action="store_true")
    options.add_argument("--exact", action="store_true")
    options.add_argument("--pairs", type=float, default=1e5)
    options.add_argument("--jobs", type=int, default=1, help="processes, of --exact")
    chosen = options.parse_args()
    if chosen.exact:
        wrong = disagreements(chosen.seed, int(chosen.pairs), chosen.jobs)
        return 1 if wrong else 0
    if chosen.hostile:
        hostile()
        return 0
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")
    speed(chosen.corpus, chosen.seed, int(chosen.rules))
    return 0


if __name__ == "__main__":
    sys.exit(main())
