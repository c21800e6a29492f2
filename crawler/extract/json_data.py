"""JSON as pages hold it: read leniently, looked at, never trusted."""

import json

Json = object  # what is in the data
DECODER = json.JSONDecoder(strict=False)  # takes line ends within texts


def load(text: str) -> Json:
    """JSON as a value; None where it is none."""
    try:
        return DECODER.decode(text)
    except (ValueError, RecursionError):
        return None


def begun(text: str) -> Json:
    """The value that a text begins with, whatever stands behind it; None where it is none."""
    try:
        return DECODER.raw_decode(text)[0]
    except (ValueError, RecursionError):
        return None
