import json

from crawler.extract import as_json
from tests.extract.pages import GRAPH, PROSE, a_page, linked, read


def test_as_json_names_every_field_of_the_contract() -> None:
    told = as_json(read(a_page(head=linked(GRAPH))))
    assert list(told) == [
        "url", "canonical", "title", "authors", "published", "modified", "language", "site",
        "section", "tags", "pictures", "lead", "body", "comments", "text", "state",
    ]  # fmt: skip
    assert told["lead"] == PROSE[0]
    assert told["body"] == "\n\n".join(PROSE)
    assert told["published"] == "2026-01-12T09:01:00+07:00"
    json.dumps(told)
