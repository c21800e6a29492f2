import os
import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from crawler.settings.models import (
    AppriseSettings,
    ChannelSettings,
    ConfigurationFile,
    ConsoleSettings,
    EmailSettings,
    FeedSettings,
    FileSettings,
    OnlySection,
    RuleSection,
    SettingsSection,
    SiteSection,
    SourceSection,
    WebhookSettings,
    WebSection,
)
from tests.settings.folders import complaints

SHARED = Path(os.environ.get("KLIPING_SHARED", Path(__file__).parents[3] / "shared"))


@pytest.mark.parametrize(
    "model",
    [
        AppriseSettings,
        ConfigurationFile,
        ConsoleSettings,
        EmailSettings,
        FeedSettings,
        FileSettings,
        OnlySection,
        RuleSection,
        SettingsSection,
        SiteSection,
        SourceSection,
        WebSection,
        WebhookSettings,
    ],
)
def test_every_key_is_described(model: type[BaseModel]) -> None:
    undescribed = [
        name
        for name, field in model.model_fields.items()
        if not field.description and name != "kind"
    ]
    assert undescribed == []


def test_values_are_frozen() -> None:
    source = SourceSection.model_validate({"name": "a", "url": "https://a.example"})
    with pytest.raises(ValidationError, match="frozen"):
        source.name = "b"


def test_types_are_exact() -> None:
    for value in ("1", 1, None):
        with pytest.raises(ValidationError):
            SourceSection.model_validate(
                {"name": "a", "url": "https://a.example", "enabled": value}
            )


@pytest.mark.parametrize(
    ("item", "kind"),
    [
        ({"kind": "console"}, ConsoleSettings),
        ({"kind": "file", "path": "x"}, FileSettings),
        ({"kind": "webhook", "url": "https://a.example"}, WebhookSettings),
        ({"kind": "apprise", "url": "json://a.example"}, AppriseSettings),
        ({"kind": "feed", "path": "x"}, FeedSettings),
        ({"kind": "email", "host": "a.example", "from": "a@b", "to": ["c@d"]}, EmailSettings),
    ],
)
def test_the_kind_of_a_channel_says_which_keys_it_has(
    item: dict[str, Any], kind: type[BaseModel]
) -> None:
    read: BaseModel = TypeAdapter(ChannelSettings).validate_python({"name": "a", **item})
    assert type(read) is kind


def test_every_key_of_the_design_is_known() -> None:
    page = SHARED / "design" / "configuration.md"
    if not page.is_file():
        pytest.skip(f"needs {page}; set KLIPING_SHARED")
    (example,) = re.findall(r"```yaml\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    environ = {
        "DESK_SECRET": "sixteen letters.",
        "TELEGRAM_URL": f"tgram://12345678:{'x' * 35}/1",
    }
    assert all("not yet" in each for each in complaints(example, environ=environ))
