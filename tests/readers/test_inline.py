"""The reader in this process; what it promises is in test_contract.py."""

from crawler.ports import Reader
from crawler.readers.inline import Inline


def test_it_needs_nothing_to_begin() -> None:
    reader: Reader = Inline()
    assert reader is not None
