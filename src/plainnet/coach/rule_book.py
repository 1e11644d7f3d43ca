"""The rule book: what the coach looks for, rule by rule, each a small function."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from plainnet.coach.finding import FAMILIES, Finding, Place, Position, Severity
from plainnet.messages.language import say

# What was observed in a training; a rule that accounts for it comes first.
NOT_A_NUMBER, NOT_MOVING, BY_CHANCE, GAP = "nan", "not_moving", "by_chance", "gap"
CONSTANT = "constant"  # a NOT_MOVING beyond doubt: one answer for all rows
UNLEARNED = (NOT_MOVING, BY_CHANCE)
BROKEN = (NOT_A_NUMBER, *UNLEARNED)
# Sources that rules of several families name.
BARZ = "Barz and Denzler (2020), Do we train on test data? Near-duplicates in CIFAR"
GOODFELLOW = "Goodfellow, Bengio and Courville (2016), Deep Learning"
HYNDMAN = "Hyndman and Koehler (2006), Another look at measures of forecast accuracy"
KAUFMAN = "Kaufman et al. (2012), Leakage in data mining"
SCORES = "is-it-any-good"  # the lesson that most rules about data and claims point to
FAILED = {NOT_A_NUMBER, CONSTANT}  # nothing was learned
EXPLAINED = 10.0


@dataclass(frozen=True)
class Seen:
    """What a rule found.

    `values`: the evidence, which also fills the sentences.
    `where`: lines of the user's program; None takes the rule's usual place.
    `severity`: None takes the rule's own.
    """

    values: dict[str, Any] = field(default_factory=dict)
    where: tuple[Position | None, ...] = ()
    severity: Severity | None = None


Look = Callable[[Any], Iterable[Seen]]


@dataclass(frozen=True)
class Rule:
    """A rule: what it is called, how grave it is, who says so, and how it looks.

    `causes`: the observations it accounts for.
    `weight`: its rank among rules of the same severity.
    `lesson`: the slug of the lesson that explains it.
    `joins_parts`: whether a line of the script made one of two parts, which is then pointed to.
    """

    code: str
    family: str
    severity: Severity
    stage: str
    source: str
    lesson: str
    causes: frozenset[str]
    weight: float
    look: Look
    joins_parts: bool = False

    def sentence(self, part: str, values: dict[str, Any]) -> str:
        """Say the claim, why it matters or the fix."""
        return say(f"coach.{self.code}.{part}", **values)

    def finding(self, seen: Seen, symptoms: Iterable[str] = ()) -> Finding:
        """Put what was seen in sentences."""
        observed = set(symptoms)
        accounted = self.causes & observed
        has_failed = accounted & {NOT_A_NUMBER, NOT_MOVING} and observed & FAILED
        severity = seen.severity or self.severity
        if severity == "warning" and has_failed:
            severity = "serious"  # what likely costs something has cost the whole training
        return Finding(
            self.code,
            self.family,
            severity,
            self.sentence("claim", seen.values),
            seen.values,
            tuple(dict.fromkeys(Place.at(each) for each in seen.where if each is not None)),
            self.sentence("fix", seen.values),
            self.source,
            self.lesson,
            self.weight + EXPLAINED * bool(accounted),
        )


RULES: dict[str, Rule] = {}


def rule(
    stage: str,
    code: str,
    family: str,
    severity: Severity,
    source: str,
    *,
    lesson: str = "",
    causes: Iterable[str] = (),
    weight: float = 0.5,
    joins_parts: bool = False,
) -> Callable[[Look], Look]:
    """Enter a function in the rule book."""
    assert family in FAMILIES, family
    assert code not in RULES, code

    def entered(look: Look) -> Look:
        known = (code, family, severity, stage, source, lesson, frozenset(causes), weight)
        RULES[code] = Rule(*known, look, joins_parts)
        return look

    return entered


def rules_of(stage: str) -> Iterator[Rule]:
    """Return the rules that look at one thing: program, data, run, claim, crash or source."""
    return (each for each in list(RULES.values()) if each.stage == stage)
