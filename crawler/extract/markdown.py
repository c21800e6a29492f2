"""An article as Markdown: for notes, wikis and issue trackers."""

import re

from crawler.article_text import date_line
from crawler.model import Article, Picture, Precision

# What would be read as markup; at the beginning of a line a few more (lists, headings, quotes).
MARKUP = re.compile(r"([\\`*_\[\]<>#|~])")
OPENING = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$)", re.MULTILINE)
ADDRESS = str.maketrans({" ": "%20", "(": "%28", ")": "%29", "<": "%3C", ">": "%3E"})


def as_markdown(article: Article) -> str:
    """Headline, byline, pictures, paragraphs, comments and the address, without a last line end."""
    blocks = [f"# {plain(article.title) or '-'}"]
    if byline := _byline(article):
        blocks.append(f"*{plain(byline)}*")
    blocks += [shown for picture in article.pictures if (shown := _picture(picture))]
    blocks += [plain(paragraph).replace("\n", "  \n") for paragraph in article.paragraphs]
    blocks += [f"> {plain(comment)}" for comment in article.comments]
    if article.url:
        blocks.append(f"<{article.url.translate(ADDRESS)}>")
    return "\n\n".join(blocks)


def plain(text: str) -> str:
    r"""`text` as Markdown that is read as nothing but that text.

    >>> plain("2 * 3 < 7"), plain("- satu")
    ('2 \\* 3 \\< 7', '\\- satu')
    """
    return OPENING.sub(_opened, MARKUP.sub(r"\\\1", text))


def _opened(found: re.Match[str]) -> str:
    mark = found[2]
    return f"{found[1]}{mark[:-1]}\\{mark[-1]}"


def _byline(article: Article) -> str:
    said = [", ".join(article.authors)]
    if article.published is not None:
        moment = article.published
        day_only = moment.precision is Precision.DAY
        said.append(date_line(moment.at.date() if day_only else moment.at))
    if article.site:
        said.append(article.site)
    return " · ".join(part for part in said if part)


def _picture(picture: Picture) -> str:
    words = plain(" ".join((picture.caption or picture.alt or "").split()))
    if picture.url is None:
        return words
    return f"![{words}]({picture.url.translate(ADDRESS)})"
