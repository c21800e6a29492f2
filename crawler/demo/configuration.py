"""The configuration of `kliping demo`, as a user would write it: read by the loader of all others."""

import json
from collections.abc import Iterable, Mapping

from crawler.demo.papers import PAPERS, Make, Paper

KEYS = {
    Make.RSS: "feeds",
    Make.ATOM: "feeds",
    Make.JSON_FEED: "feeds",
    Make.SITEMAP: "sitemaps",
    Make.INDEX: "listings",
}

RULES = """\
rules:
  # An earthquake, but no drill.
  - name: gempa
    query: '(gempa OR earthquake) AND NOT (simulasi OR drill)'
    urgency: urgent
    channels: [terminal]
    must_match: ["Gempa mengguncang Lembah Jati"]
    must_not_match: ["Pelajar mengikuti simulasi gempa"]

  - name: banjir
    query: '(banjir OR flood*) AND (warga OR residents)'
    channels: [terminal]

  - name: korupsi
    query: '(korupsi AND (terdakwa OR hakim OR jaksa)) OR (corruption AND court)'
    channels: [terminal]

  # A phrase: these words, next to each other.
  - name: suku-bunga
    query: '"suku bunga acuan" OR "benchmark rate"'
    channels: [terminal]

  - name: harga-beras
    query: '"harga beras" OR "rice prices"'
    channels: [terminal]

  # The simple form: any of these words, none of those.
  - name: pilkada
    any: [pilkada, election]
    none: [OSIS, student]
    channels: [terminal]
"""

CHANNELS = """\
channels:
  - name: terminal
    kind: console
"""


def files(origins: Mapping[str, str]) -> dict[str, str]:
    """The name of each file -> its YAML; `origins` tells where each paper is served."""
    return {
        "settings.yaml": _settings(origins.values()),
        "sources.yaml": "sources:\n" + "\n".join(_source(each, origins) for each in PAPERS),
        "rules.yaml": RULES,
        "channels.yaml": CHANNELS,
    }


def _settings(origins: Iterable[str]) -> str:
    """Nothing but the practice web may be connected to."""
    addresses = json.dumps([origin.removeprefix("http://") for origin in origins])
    return (
        "settings:\n"
        "  timezone: Asia/Jakarta\n"
        "  language: id\n"
        f"  allow_addresses: {addresses}\n"
        f"  only_addresses: {addresses}\n"
    )


def _source(paper: Paper, origins: Mapping[str, str]) -> str:
    """One entry of sources.yaml."""
    origin = origins[paper.name]
    lines = [
        f"  - name: {paper.name}",
        f"    url: {origin}/",
        *([f"    {KEYS[paper.make]}: [{origin}{paper.inlet}]"] if paper.named else []),
        "    every: 2s",
        "    delay: 200ms",
        f"    language: {paper.language}",
        f"    timezone: {paper.timezone}",
        "    on_first_poll: alert",
    ]
    return "\n".join(lines) + "\n"
