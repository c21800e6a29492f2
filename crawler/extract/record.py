"""An article as a JSON object: the fields that `extract --format json` prints."""

from crawler.model import Article


def as_json(article: Article) -> dict[str, object]:
    """The article's fields, ready for `json.dumps`."""
    return {
        "url": article.url,
        "canonical": article.canonical,
        "title": article.title,
        "authors": list(article.authors),
        "published": article.published.iso() if article.published else None,
        "modified": article.modified.iso() if article.modified else None,
        "language": article.language,
        "site": article.site,
        "section": article.section,
        "tags": list(article.tags),
        "pictures": [
            {"url": picture.url, "alt": picture.alt, "caption": picture.caption}
            for picture in article.pictures
        ],
        "lead": article.lead,
        "body": article.body,
        "comments": list(article.comments),
        "text": article.text,
        "state": article.state.value,
    }
