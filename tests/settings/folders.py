"""Configuration in a test: contents of files in, a value or the complaints out."""

from collections.abc import Mapping
from textwrap import dedent

from crawler.errors import ConfigError
from crawler.settings import Configuration
from crawler.settings.load import build

SOURCE = "sources: [{name: a, url: https://a.example}]\n"


def configured(*texts: str, environ: Mapping[str, str] | None = None) -> Configuration:
    """The configuration in files with these contents: `config/1.yaml`, `config/2.yaml`, …"""
    files = {f"config/{n}.yaml": dedent(text).encode() for n, text in enumerate(texts, 1)}
    return build(files, environ=environ or {})


def complaints(*texts: str, environ: Mapping[str, str] | None = None) -> list[str]:
    """What is said of files with these contents; empty where they can be used."""
    try:
        configured(*texts, environ=environ)
    except ConfigError as error:
        return [str(complaint) for complaint in error.complaints]
    return []
