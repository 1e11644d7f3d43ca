"""How findings are told: as text, as JSON, and to a `with` block."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from plainnet.coach.coaching import MOST_TRAININGS, Coach, all_rules, looking_on
from plainnet.coach.finding import SEVERITIES, Finding, Place, Position, in_order
from plainnet.coach.preparation_watch import LibraryWatch
from plainnet.coach.rule_book import Rule
from plainnet.coach.switch import is_switched_off
from plainnet.errors import SettingError
from plainnet.files.whole_file import write_text_whole
from plainnet.messages.language import say, sentence_of_key

INDENT = "          "


def text_of_finding(finding: Finding) -> str:
    """Write a finding on a few lines."""
    severity = say(f"coach.severity.{finding.severity}")
    head = say("coach.head", severity=severity, code=finding.code, claim=finding.claim)
    places = [place.shown() for place in finding.where]
    measured = finding.evidence.get("measured")
    if measured is not None:
        key = f"coach.measured.{measured['figure']}"
        places.append(say(key, **{name: own for name, own in measured.items() if name != "figure"}))
    fix = say("coach.fix", fix=finding.fix)
    return "\n".join([head, *(f"{INDENT}{line}" for line in (*places, fix))])


def text_of_rule(code: str) -> str:
    """Write a rule as the rule book has it; what is filled in at work stands in braces."""
    check_codes([code])
    rule = next(each for each in all_rules() if each.code == code)
    severity = say(f"coach.severity.{rule.severity}")
    lines = [
        f"{rule.code}  [{severity}] {rule.family}",
        say("coach.rule.sees", claim=_unfilled(rule, "claim")),
        say("coach.rule.why", why=_unfilled(rule, "why")),
        say("coach.rule.fix", fix=_unfilled(rule, "fix")),
        say("coach.rule.source", source=rule.source),
        say("coach.rule.silence", code=rule.code),
    ]
    return "\n".join(lines)


def check_codes(codes: Collection[str]) -> None:
    """Refuse the name of a rule that does not exist."""
    known = {rule.code for rule in all_rules()}
    for code in codes:
        if code not in known:
            raise SettingError("coach.unknown_rule", code=code)


def text_of_rules() -> str:
    """List all rules, the most serious first."""
    book = sorted(all_rules(), key=lambda each: (SEVERITIES.index(each.severity), each.code))
    width = max(len(each.code) for each in book)
    return "\n".join(
        f"{each.code:<{width}}  {say(f'coach.severity.{each.severity}')}  {each.family}"
        for each in book
    )


def saved_form(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Return findings as a result holds them: numbers that are none as text, as JSON has none."""
    saved: list[dict[str, Any]] = json.loads(json_of(findings), parse_constant=str)
    return saved


class _Braces(dict[str, Any]):
    """Fills a placeholder with its own name."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def _unfilled(rule: Rule, part: str) -> str:
    """Return a sentence of a rule with its placeholders."""
    return sentence_of_key(f"coach.{rule.code}.{part}").format_map(_Braces())


def json_of(findings: Iterable[Finding]) -> str:
    """Write findings as JSON."""
    listed = [finding.as_json() for finding in findings]
    return json.dumps(listed, ensure_ascii=False, indent=2, default=str)


class Findings(list[Finding]):
    """The findings of a `with` block, filled when it ends."""


_told: set[tuple[str, tuple[Place, ...]]] = set()
_times_seen: Counter[Position] = Counter()


def coach_of_one_fit(at: Position | None) -> Coach | None:
    """Return a coach for a `fit` in a user's program that no other looks at."""
    if at is None or is_switched_off() or _times_seen[at] >= MOST_TRAININGS:
        return None
    _times_seen[at] += 1
    return Coach(hear_failure=_tell_error)


def coach_of_a_run(
    no_coach: bool, silence: Collection[str], tell: Callable[[str], None]
) -> Coach | None:
    """Return the coach of a command that trains; None where none is wanted."""
    check_codes(silence)
    if no_coach or is_switched_off():
        return None
    return Coach(silenced=silence, hear_failure=tell)


def tell_costly(findings: Iterable[Finding], tell: Callable[[str], None]) -> None:
    """Tell what is serious or likely costs something; notes stand in the report."""
    for finding in findings:
        if finding.severity != "note":
            tell(text_of_finding(finding))


def tell_once(findings: Iterable[Finding]) -> None:
    """Tell what is serious or costs something on standard error, each finding once a line."""
    for finding in findings:
        if finding.severity != "note" and (finding.code, finding.where) not in _told:
            _told.add((finding.code, finding.where))
            print(text_of_finding(finding), file=sys.stderr)  # noqa: T201


@contextmanager
def coach(silence: Collection[str] = ()) -> Iterator[Findings]:
    """Look at what is trained, evaluated and predicted inside a `with` block.

    Parameters
    ----------
    silence : collection of str
        Codes of rules that are not to be applied.

    Yields
    ------
    Findings
        A list, filled when the block ends, the most serious first.

    Examples
    --------
    >>> from plainnet.coach.telling import coach
    >>> with coach() as findings:
    ...     pass
    >>> findings
    []
    """
    findings = Findings()
    if is_switched_off():
        yield findings
        return
    own = Coach(silenced=silence, hear_failure=_tell_error)
    with looking_on(own), watching_libraries(own):
        try:
            yield findings
        finally:
            findings.extend(own.finish())


def _tell_error(sentence: str) -> None:
    """Name a rule that failed, on standard error."""
    print(f"plainnet: {sentence}", file=sys.stderr)  # noqa: T201


@contextmanager
def watching_libraries(own: Coach) -> Iterator[None]:
    """Watch scikit-learn's scalers and splits for the length of a `with` block."""
    watch = LibraryWatch(lambda: own.session.preparation)
    watch.begin()
    try:
        yield
    finally:
        watch.end()


def of_severity(findings: Iterable[Finding], severity: str) -> list[Finding]:
    """Return the findings of one severity."""
    return [each for each in in_order(findings) if each.severity == severity]


def write_findings(path: Path, findings: Iterable[Finding]) -> None:
    """Write findings to a file, whole or not at all."""
    write_text_whole(path, json_of(findings) + "\n")
