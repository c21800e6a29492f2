"""What readers wrote under the article, where the page holds it."""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.extract.words import clean

_AREA = "#comments,.comments,.comment-list,.commentlist,.komentar,#komentar,.comments-area"
_ITEM = '[itemprop="comment"],li.comment,.comment-item,article.comment,.comment'
_WORDS = '.comment-content,.comment-body,.comment-text,[itemprop="text"],p'
_MOST = 200


def read(tree: LexborHTMLParser) -> tuple[str, ...]:
    """The readers' comments, in page order."""
    area = tree.css_first(_AREA)
    if area is None:
        return ()
    items = [item for item in area.css(_ITEM) if item.mem_id != area.mem_id]
    texts = (_words(item) for item in items[:_MOST])
    return tuple(dict.fromkeys(text for text in texts if text))


def _words(item: LexborNode) -> str:
    node = item.css_first(_WORDS)
    return clean(node.text(deep=True)) if node is not None else ""
