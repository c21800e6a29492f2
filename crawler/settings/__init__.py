"""The configuration folder as one value: models, YAML with places, secrets, JSON Schema."""

from crawler.settings.load import load
from crawler.settings.models import (
    ChannelSettings,
    ConsoleSettings,
    FileSettings,
    WebhookSettings,
)
from crawler.settings.reload import load_stable, shrunk
from crawler.settings.schema import schema
from crawler.settings.value import Configuration, Front, Settings

__all__ = [
    "ChannelSettings",
    "Configuration",
    "ConsoleSettings",
    "FileSettings",
    "Front",
    "Settings",
    "WebhookSettings",
    "load",
    "load_stable",
    "schema",
    "shrunk",
]
