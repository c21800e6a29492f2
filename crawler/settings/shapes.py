"""The shapes of single values: what reads each, and what an editor is told of it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, PlainValidator, SecretStr, Strict, WithJsonSchema

from crawler.rules.examples import KEYS as PARTS
from crawler.settings import addresses, durations, words


def _path(value: Any) -> Path:
    text = words.text(value if isinstance(value, str) else "")
    if text.startswith("~"):
        raise ValueError("expected a path without ~, such as '${env:HOME}/kliping'")
    return Path(text)


def _duration(value: Any) -> timedelta:
    # a bare 15 would leave seconds or minutes to be guessed
    return durations.duration(value if isinstance(value, str) else "")


def _every(value: Any) -> timedelta | None:
    if value == "auto":
        return None
    try:
        return at_least("1s")(_duration(value))
    except ValueError as error:
        raise ValueError(f"{error}, or 'auto'") from None


def _on_first_poll(value: Any) -> timedelta | str:
    if isinstance(value, str) and value in {"remember", "alert"}:
        return value
    try:
        return _duration(value)
    except ValueError as error:
        raise ValueError(f"{error}, or 'remember' or 'alert'") from None


def _example(value: Any) -> str | dict[str, Any]:
    if isinstance(value, str):
        return words.text(value)
    if not isinstance(value, dict) or not value or not all(map(_is_part, value.values())):
        raise ValueError("expected a text, or parts like {title: …, body: …}, each a text")
    for part in value:
        if part not in PARTS:
            guess = words.near(part, PARTS) or f"; expected one of {', '.join(PARTS)}"
            raise ValueError(f"there is no part {part[:40]!r}{guess}")
    return value


def _is_part(value: Any) -> bool:
    if isinstance(value, list):
        return all(isinstance(each, str) for each in value)
    return isinstance(value, str)


def _headers(value: Any) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
        raise ValueError("expected a mapping of header names to texts, numbers in quotes")
    return words.headers(value)


def _secrets(value: Any) -> SecretStr | tuple[SecretStr, ...]:
    if isinstance(value, str):
        return SecretStr(words.secret(value))
    if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
        return tuple(SecretStr(words.secret(each)) for each in value)
    raise ValueError("expected a text, or a list of texts while it is changed")


def _store(value: str) -> str:
    if value == "sqlite" or value.startswith("postgresql://"):
        return value
    raise ValueError("expected 'sqlite' or an address like 'postgresql://host/database'")


def at_least(least: str) -> Callable[[timedelta], timedelta]:
    """A validator that refuses what is shorter than `least`."""

    def check(value: timedelta) -> timedelta:
        if value < durations.duration(least):
            raise ValueError(f"expected at least '{least}'")
        return value

    return check


def at_most(most: str) -> Callable[[timedelta], timedelta]:
    """A validator that refuses what is longer than `most`."""

    def check(value: timedelta) -> timedelta:
        if value > durations.duration(most):
            raise ValueError(f"expected at most '{most}'")
        return value

    return check


def _pattern(pattern: str, *examples: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": pattern, "examples": list(examples)})


def _words(*choices: str, pattern: str) -> WithJsonSchema:
    either = [{"enum": list(choices)}, {"type": "string", "pattern": pattern}]
    return WithJsonSchema({"type": "string", "anyOf": either})


SOME_TEXT = WithJsonSchema({"type": "string", "pattern": r"\S"})
EXAMPLE = {
    "anyOf": [
        {"type": "string", "pattern": r"\S"},
        {
            "type": "object",
            "properties": {
                part: {
                    "anyOf": [
                        {"type": "string"},
                        {"type": "array", "items": {"type": "string"}},
                    ]
                }
                for part in PARTS
            },
            "additionalProperties": False,
            "minProperties": 1,
        },
    ]
}

Text = Annotated[str, AfterValidator(words.text), SOME_TEXT]
Name = Annotated[str, AfterValidator(words.name), _pattern(words.NAME, "antara")]
Url = Annotated[str, AfterValidator(addresses.url), _pattern(addresses.URL)]
Host = Annotated[str, AfterValidator(addresses.host), _pattern(r"^[^\s/@:]+$", "example.org")]
Network = Annotated[
    str, AfterValidator(addresses.network), _pattern(r"^[0-9a-fA-F.:/\[\]]+$", "10.0.0.0/8")
]
Place = Annotated[
    str, AfterValidator(addresses.listen), _pattern(addresses.LISTEN, "127.0.0.1:8321")
]
Root = Annotated[
    str, AfterValidator(addresses.root), _pattern(addresses.ROOT, "https://kliping.example.org")
]
Timezone = Annotated[
    str, AfterValidator(words.timezone), _pattern(r"^[A-Za-z0-9_+/-]+$", "Asia/Jakarta")
]
Language = Annotated[str, AfterValidator(words.language), _pattern(words.LANGUAGE, "id", "en")]
Store = Annotated[
    str, AfterValidator(_store), _pattern(r"^(sqlite|postgresql://.+)$", "sqlite")
]
UserAgent = Annotated[
    str, AfterValidator(words.user_agent), _pattern(r"^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$")
]
Selector = Annotated[str, AfterValidator(words.selector), SOME_TEXT]
FilePath = Annotated[Path, PlainValidator(_path), SOME_TEXT]
Duration = Annotated[
    timedelta, PlainValidator(_duration), _pattern(durations.DURATION, "15m", "6h", "30d")
]
Every = Annotated[
    timedelta | None, PlainValidator(_every), _words("auto", pattern=durations.DURATION)
]
OnFirstPoll = Annotated[
    timedelta | Literal["remember", "alert"],
    PlainValidator(_on_first_poll),
    _words("remember", "alert", pattern=durations.DURATION),
]
Polls = Annotated[
    int,
    PlainValidator(lambda value: durations.polls(value if isinstance(value, str) else "")),
    _pattern(durations.POLLS, "96/d"),
]
Headers = Annotated[
    dict[str, str],
    PlainValidator(_headers),
    WithJsonSchema({"type": "object", "additionalProperties": {"type": "string"}}),
]
Example = Annotated[str | dict[str, Any], PlainValidator(_example), WithJsonSchema(EXAMPLE)]
Secrets = Annotated[
    SecretStr | tuple[SecretStr, ...],
    PlainValidator(_secrets),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": r"\S"},
                {
                    "type": "array",
                    "items": {"type": "string", "pattern": r"\S"},
                    "minItems": 1,
                },
            ]
        }
    ),
]
Mailbox = Annotated[
    str,
    AfterValidator(words.mailbox),
    _pattern(r"^[^@]+@[^@]+$", "Kliping <kliping@example.org>"),
]
Size = Annotated[
    int,
    PlainValidator(lambda value: words.size(value if isinstance(value, str) else "")),
    _pattern(words.SIZE, "100MB"),
]
Texts = Annotated[tuple[Text, ...], Strict(False)]
Names = Annotated[tuple[Name, ...], Strict(False)]
Urls = Annotated[tuple[Url, ...], Strict(False)]
Languages = Annotated[tuple[Language, ...], Strict(False)]
Selectors = Annotated[tuple[Selector, ...], Strict(False)]
Examples = Annotated[tuple[Example, ...], Strict(False)]
Mailboxes = Annotated[tuple[Mailbox, ...], Strict(False)]
Networks = Annotated[tuple[Network, ...], Strict(False)]
