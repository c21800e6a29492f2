"""What a check finds wrong."""

from dataclasses import dataclass

EARLY = 0.005  # seconds: what the clock readings of two processes may differ by


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that should not have happened."""

    kind: str
    what: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.what}"
