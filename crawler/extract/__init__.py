"""Reading a page: HTML in, an article out; pure, to be run where it can be killed.

page          bytes -> a tree, or why there is none
linked_data   what the page tells machines: JSON-LD
meta          … and its meta elements
body          where on the page the text is, and what leads up to it
blocks        the text of an element, in blocks
trim          which of them are the article (promotion: which call away from it)
titles  authors (bylines)  times (datelines)  pictures  comments; votes: with reasons
about         publisher, section, tags
hints         what the operator says of a site, before all that
shell         the text of pages that have it only as data (embedded, literals, rich)
state         what kind of page it is (notices: what is said there instead of an article)
article       leads the others, in this order

record  markdown    an article as JSON's values, as Markdown
"""

from crawler.extract.article import extract
from crawler.extract.markdown import as_markdown
from crawler.extract.record import as_json
from crawler.extract.votes import as_reasons

__all__ = ["as_json", "as_markdown", "as_reasons", "extract"]
