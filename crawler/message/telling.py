"""News in words, for the channels to set in their own way.

flag · title                            MENDESAK · Kerusuhan di Kazakhstan meluas
head                                    12 Jan 2022 09:01 WIB · sinpo
quotes, the matched words marked        … warga «menyerang» kantor wali kota …
lines                                   aturan asia-tengah · karena serang~ · juga di 3 media lain
link                                    https://example.org/berita/26108
elsewhere: name and link                Kabar Stepa: https://stepa.example/kerusuhan
groups of entries, of a digest
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from crawler.message.news import News, Piece, Quote, host
from crawler.message.words import number, span, when, words

UNKNOWN = "?"  # a time that the message does not know


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What a person reads.  Text from strangers is plain, and not yet escaped for anything."""

    flag: str = ""  # before the title, of what cannot wait
    title: str
    head: str = ""
    quotes: tuple[Quote, ...] = ()
    lines: tuple[str, ...] = ()
    elsewhere: tuple[tuple[str, str], ...] = ()  # other outlets that tell it, with their links
    link: str = ""
    groups: tuple["Group", ...] = ()
    more: str = ""  # what is said of entries that had to be left out

    @property
    def heading(self) -> Quote:
        """The title, with what matched in it marked."""
        repeated = (quote for quote in self.quotes if _said(quote) == self.title)
        return next(repeated, (Piece(self.title),))

    @property
    def sentences(self) -> tuple[Quote, ...]:
        """The quotations that say more than the title."""
        return tuple(
            quote for quote in self.quotes if _said(quote).strip(" …") not in self.title
        )

    @property
    def host(self) -> str:
        """The host that the link leads to."""
        return host(self.link)

    @property
    def headline(self) -> str:
        """Flag and title."""
        return " · ".join(part for part in (self.flag, self.title) if part)


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of a digest that one rule raised."""

    name: str
    entries: tuple[Telling, ...]


def tell(news: News, language: str) -> Telling:
    """The news in words of `language`, id or en."""
    match news.kind.partition(".")[0]:
        case "source" | "channel" | "delivery" | "disk":
            return _notice(news, language)
        case "digest":
            return _digest(news, language)
        case "heartbeat":
            return _heartbeat(news, language)
        case _:
            return _alert(news, language)


def _alert(news: News, language: str, *, with_rule: bool = True) -> Telling:
    said = words(language)
    why = (
        said["rule"].format(news.rule) if news.rule and with_rule else "",
        said["because"].format(", ".join(news.terms)) if news.terms else "",
        said["other" if news.others == 1 else "others"].format(number(news.others, language))
        if news.others
        else "",
    )
    head = (
        when(news.at, language),
        news.source,
        "" if news.kind == "article.matched" else said.get(news.kind, news.kind),
        said["partial"] if news.partial else "",
    )
    changes = (_changed(said, name, was, now) for name, was, now in news.changes)
    return Telling(
        flag=said["urgent"] if news.urgency == "urgent" else "",
        title=news.title or said["untitled"],
        head=_joined(head),
        quotes=news.quotes,
        lines=tuple(line for line in (*changes, _joined(why)) if line),
        elsewhere=news.elsewhere,
        link=news.link,
    )


def _changed(said: Mapping[str, str], name: str, was: str, now: str) -> str:
    """What is different in an article, as a line; `name` is that of a `Change`'s field."""
    if name == "page":
        return said.get(now, now)
    if name == "correction":
        pattern = "corrected"
    else:
        pattern = "changed" if was and now else "added" if now else "removed"
    return said[pattern].format(field=said.get(name, name), was=was, now=now)


def _notice(news: News, language: str) -> Telling:
    said = words(language)
    facts = {
        "name": news.about,
        "since": when(news.since, language) or UNKNOWN,
        "until": when(news.until, language) or UNKNOWN,
        "count": number(news.numbers.get("count", 0), language),
    }
    title = said[news.kind].format_map(facts) if news.kind in said else news.kind
    return Telling(
        title=title,
        head=_joined((when(news.sent, language), said["system"])),
        lines=tuple(line for line in (news.problem, said.get(f"{news.kind}:then")) if line),
        link=news.link,
    )


def _heartbeat(news: News, language: str) -> Telling:
    said = words(language)
    counts = dict.fromkeys(("sources", "failing", "articles", "alerts", "waiting"), 0)
    facts = {
        name: number(count, language) for name, count in {**counts, **news.numbers}.items()
    } | {"since": when(news.since, language) or UNKNOWN}
    return Telling(
        title=said["heartbeat"],
        head=_joined((when(news.sent, language), said["system"])),
        lines=(
            said["watched"].format_map(facts),
            said["counted"].format_map(facts),
            said["outstanding"].format_map(facts),
        ),
    )


def _digest(news: News, language: str) -> Telling:
    said, numbers = words(language), news.numbers
    parts, count = numbers.get("parts", 1), numbers.get("count", len(news.entries))
    head = (
        span(news.since, news.until, language),
        said.get(news.reason, ""),
        said["part"].format(numbers.get("part", 1), parts) if parts > 1 else "",
    )
    by_rule: dict[str, list[Telling]] = {}
    for entry in news.entries:
        name = said["rule"].format(entry.rule) if entry.rule else said["system"]
        if entry.rule:
            told = _alert(entry, language, with_rule=False)
        else:  # its group says who speaks
            told = replace(tell(entry, language), head="", groups=())
        by_rule.setdefault(name, []).append(told)
    return Telling(
        title=said["digest" if count != 1 else "digest_of_one"].format(number(count, language)),
        head=_joined(head),
        groups=tuple(Group(name, tuple(entries)) for name, entries in by_rule.items()),
    )


def left_out(telling: Telling, kept: int, language: str) -> Telling:
    """A digest with its first `kept` entries, and word of the rest."""
    groups, room = [], kept
    for group in telling.groups:
        if room > 0:
            groups.append(Group(group.name, group.entries[:room]))
        room -= len(group.entries)
    more = words(language)["more"].format(number(-room, language)) if room < 0 else ""
    return replace(telling, groups=tuple(groups), more=more)


def count(telling: Telling) -> int:
    """How many entries a digest has."""
    return sum(len(group.entries) for group in telling.groups)


def each_entry(telling: Telling, change: Callable[[Telling], Telling]) -> Telling:
    """A digest with `change` made to every entry."""
    groups = (Group(group.name, tuple(map(change, group.entries))) for group in telling.groups)
    return replace(telling, groups=tuple(groups))


def _joined(parts: Iterable[str]) -> str:
    return " · ".join(part for part in parts if part)


def _said(quote: Quote) -> str:
    return "".join(piece.text for piece in quote)
