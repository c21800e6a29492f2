"""What the index of copies keeps of each text, made anew where words have other numbers by now.

Otherwise no copy of what was stored before would be found.
"""

from sqlite_utils import Database

from crawler.dedup.copies import shade, text
from crawler.dedup.sieve import sample
from crawler.store.copies import paragraphs
from crawler.store.rows import run

BATCH = 1000


def resample(database: Database) -> int:
    """Keep every stored text as it is kept today, and nothing of dropped ones; how many are kept.

    What its host always says stays in it, until it is told of a text that it is a copy.
    """
    kept = last = 0
    sql = "select seq, article from copies where seq > :last order by seq limit :batch"
    while batch := run(database, sql, {"last": last, "batch": BATCH}).fetchall():
        kept += sum(_resample(database, seq, article) for seq, article in batch)
        last = batch[-1][0]
    return kept


def _resample(database: Database, seq: int, article: str) -> bool:
    whole = text(paragraphs(database, article) or ())
    if not len(whole):
        run(database, "delete from copies where seq = :seq", {"seq": seq})
        return False
    sampled = sample(whole.ordered, len(whole), seq).astype("<u4").tobytes()
    values = {"seq": seq, "sample": sampled, "shade": shade(whole)}
    run(database, "update copies set sample = :sample, shade = :shade where seq = :seq", values)
    return True
