"""A finding: what is wrong, the numbers that show it, where, and what to do about it."""

import linecache
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

Severity = Literal["serious", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
FAMILIES = (
    "loss_activation_mismatch",
    "label_encoding",
    "input_scaling",
    "architecture",
    "too_little_training",
    "learning_rate",
    "data_leak",
    "metric_misuse",
    "shape_error",
    "api_misuse",
    "data_quality",
    "claim",
    "other",
)

Position = tuple[str, int]  # file and line


@dataclass(frozen=True)
class Place:
    """A line of the user's program."""

    file: str
    line: int
    source: str

    @classmethod
    def at(cls, position: Position) -> "Place":
        """Read the line; cells of a notebook are known to `linecache`, too."""
        file, line = position
        return cls(file, line, linecache.getline(file, line).strip())

    def shown(self) -> str:
        """Write the place on one line."""
        return f"{Path(self.file).name}:{self.line}   {self.source}".rstrip()


@dataclass(frozen=True)
class Finding:
    """What one rule saw.

    `severity`: serious where the result is wrong or worthless, warning where it likely costs
        something.
    `explains`: how much of what was observed it accounts for; orders findings of one severity.
    """

    code: str
    family: str
    severity: Severity
    claim: str
    evidence: dict[str, Any]
    where: tuple[Place, ...]
    fix: str
    source: str
    lesson: str = ""
    explains: float = field(default=0.5, compare=False)

    def as_json(self) -> dict[str, Any]:
        """Return the saved form."""
        return {
            "code": self.code,
            "family": self.family,
            "severity": self.severity,
            "claim": self.claim,
            "evidence": self.evidence,
            "where": [vars(place) for place in self.where],
            "fix": self.fix,
            "source": self.source,
            "lesson": self.lesson,
        }


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Sort findings, the most serious first, then those that explain most; each code once a place.

    >>> in_order([])
    []
    """
    once = {(each.code, each.where): each for each in findings}
    return sorted(once.values(), key=lambda each: (SEVERITIES.index(each.severity), -each.explains))
