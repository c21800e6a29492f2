"""The configuration that the daemon of a replay is given, and the pages' manifest."""

import base64
import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.lab import receiver
from benchmarks.lab.plan import DELAY, Plan, Site
from benchmarks.lab.roles import Kind
from benchmarks.lab.rules import MAX_AGE, Rule

SECRET = "REPLAY_SECRET"  # the environment variable that holds it
INLETS = {
    Kind.RSS: "feeds",
    Kind.ATOM: "feeds",
    Kind.JSON: "feeds",
    Kind.SITEMAP: "sitemaps",
    Kind.INDEX: "sitemaps",
    Kind.LISTING: "listings",
}


def secret(seed: int) -> str:
    """A Standard Webhooks secret, the same for the same `seed`."""
    return "whsec_" + base64.b64encode(random.Random(seed).randbytes(32)).decode()


def write(folder: Path, plan: Plan, rules: Sequence[Rule], port: int) -> None:
    """Write the whole configuration into `folder`; `port` is the receiver's."""
    folder.mkdir(parents=True, exist_ok=True)
    addresses = [f"{site.address}:{site.port}" for site in plan.sites]
    addresses.append(f"{receiver.ADDRESS}:{port}")
    parts: dict[str, Any] = {
        "settings": {"allow_addresses": addresses, "only_addresses": addresses},
        "sources": [_source(site, plan) for site in plan.sites],
        "rules": [_rule(rule) for rule in rules],
        "channels": [
            {
                "name": "meja",
                "kind": "webhook",
                "url": f"http://{receiver.ADDRESS}:{port}{receiver.PATH}",
                "secret": f"${{env:{SECRET}}}",
            }
        ],
    }
    for key, value in parts.items():  # JSON is YAML 1.2
        text = json.dumps({key: value}, indent=1, ensure_ascii=False)
        (folder / f"{key}.yaml").write_text(text + "\n", encoding="utf-8")


def _source(site: Site, plan: Plan) -> dict[str, Any]:
    inlets: dict[str, list[str]] = {}
    for kind, path in site.inlets if site.role.named else ():
        inlets.setdefault(INLETS[kind], []).append(site.origin + path)
    return {
        "name": site.name,
        "url": f"{site.origin}/",
        **inlets,
        "every": f"{plan.every}s",
        "on_first_poll": "remember" if site.role.remember else "alert",
        "delay": f"{int(DELAY.total_seconds() * 1000)}ms",
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "name": rule.name,
        **rule.written(),
        "channels": ["meja"],
        "tell": "article",
        "max_age": f"{MAX_AGE.days}d",
    }


def write_manifest(folder: Path, plan: Plan) -> Path:
    """The pages under the addresses at which they are served, for `kliping extract`."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, page in enumerate(plan.pages):
        (folder / f"{number}.html").write_bytes(page.html)
    manifest = folder / "manifest.jsonl"
    lines = [
        json.dumps({"path": str(folder / f"{item.page}.html"), "url": site.url(item)})
        for site, item in plan.placed.values()
    ]
    manifest.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return manifest
