"""The JSON Schema of one configuration file, as YAML editors use it."""

from typing import Any

from crawler.settings.models import ConfigurationFile

REFERENCE = {
    "type": "string",
    "pattern": r"\$\{",
}  # what the text is is known only when it is read
NARROWING = ("pattern", "enum", "const", "minLength", "anyOf")


def schema() -> dict[str, Any]:
    """A JSON Schema (draft 2020-12): every file that loads is valid, no unknown key is."""
    made = ConfigurationFile.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Configuration of Kliping",
        **{key: _open(value) for key, value in made.items() if key != "title"},
    }


def _open(node: Any) -> Any:
    """`node` with a reference to a secret allowed wherever a text is, and no idle titles."""
    match node:
        case list():
            return [_open(each) for each in node]
        case {"discriminator": _, "oneOf": choices, **rest}:
            return {**_open(rest), "anyOf": [_open(choice) for choice in choices]}
        case {"type": "string"} if any(key in node for key in NARROWING):
            said = {
                k: v for k, v in node.items() if k in {"description", "default", "examples"}
            }
            narrow = {k: v for k, v in node.items() if k not in said and k != "title"}
            return {**said, "anyOf": [narrow, REFERENCE]}
        case dict():
            return {
                key: _open(value)
                for key, value in node.items()
                if not (key == "title" and isinstance(value, str))
            }
        case _:
            return node
