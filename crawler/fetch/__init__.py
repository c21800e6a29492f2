"""Reads the web and posts to it, politely, and to no address that was not checked first."""

from crawler.fetch.client import Web, open_web
from crawler.fetch.exchange import Limits
from crawler.fetch.guard import read_place

__all__ = ["Limits", "Web", "open_web", "read_place"]
