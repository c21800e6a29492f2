"""Kliping: watches news sites and tells people when an article they care about appears."""

__version__ = "0.1.0"
