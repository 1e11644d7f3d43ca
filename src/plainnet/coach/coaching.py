"""The coach at work: it sees trainings, predictions and errors, and keeps what its rules find."""

import signal
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from math import inf
from pathlib import Path
from typing import Any

from plainnet.coach import (
    architecture_rules,
    claim_rules,
    crash_rules,
    data_rules,
    file_rules,
    loss_rules,
    preparation_rules,
    run_rules,
    setting_rules,
    source_rules,
)
from plainnet.coach.finding import Finding, Place, in_order
from plainnet.coach.rule_book import RULES, Rule, Seen, rules_of
from plainnet.coach.run_rules import symptoms_of
from plainnet.coach.source_rules import line_where_parts_meet
from plainnet.coach.source_seen import SourceSeen
from plainnet.coach.training_seen import (
    MOST_BYTES_KEPT,
    SessionSeen,
    TrainingSeen,
    UseSeen,
    first_array,
)
from plainnet.messages.language import say

# Importing a family enters its rules in the book.
FILES_OF_RULES = (
    loss_rules,
    architecture_rules,
    setting_rules,
    data_rules,
    file_rules,
    run_rules,
    claim_rules,
    preparation_rules,
    source_rules,
    crash_rules,
)
MOST_SECONDS = 5.0  # that one look of a rule may take before it is left out
MOST_TRAININGS = 6  # of one line: a loop over folds or settings says the same again
Hear = Callable[[Finding], None]
HearFailure = Callable[[str], None]


class Coach:
    """Applies the rules to what it sees.

    `script`: the script at work, None in a notebook.
    `silenced`: codes that are not to be found.
    `hear`: told of a serious finding at once; `hear_failure` of a rule that failed.
    """

    def __init__(
        self,
        script: Path | None = None,
        silenced: Collection[str] = (),
        hear: Hear = lambda finding: None,
        hear_failure: HearFailure = lambda sentence: None,
    ) -> None:
        self.silenced, self.hear, self.hear_failure = set(silenced), hear, hear_failure
        self.seconds_of_training: float | None = None  # after which a training is cut short
        self.session = SessionSeen(None if script is None else SourceSeen.read(script))
        self._found: list[tuple[Rule, Seen, Any]] = []
        self._symptoms: dict[int, frozenset[str]] = {}
        self._failed: set[str] = set()
        self._told: set[tuple[str, tuple[Place, ...]]] = set()

    @property
    def findings(self) -> list[Finding]:
        """What was found so far, the most serious first."""
        found = (
            rule.finding(seen, self._symptoms.get(id(thing), self._symptoms_of_all()))
            for rule, seen, thing in self._found
        )
        return in_order(found)

    def _symptoms_of_all(self) -> frozenset[str]:
        """Join what was observed in any training."""
        return frozenset().union(*self._symptoms.values())

    def begins(self, training: TrainingSeen) -> bool:
        """Look at a program and its data; tell whether the run is to be looked at, too."""
        trainings = self.session.trainings
        at = training.fitted_at
        if sum(each.fitted_at == at for each in trainings) >= MOST_TRAININGS:
            return False
        trainings.append(training)
        if training.is_single:
            self.apply("program", training)
            self.apply("data", training)
        return True

    def ends(self, training: TrainingSeen) -> None:
        """Look at what the epochs measured."""
        try:
            self._symptoms[id(training)] = symptoms_of(training)
        except Exception as error:  # noqa: BLE001 - the coach never ends a user's run
            self.report_failure("symptoms", error)
        if training.is_single:
            self.apply("run", training)
        training.release_arrays()

    def evaluated(self, use: UseSeen) -> None:
        """Keep what was evaluated."""
        if len(self.session.evaluations) < MOST_TRAININGS and _is_light(use):
            self.session.evaluations.append(use)

    def predicted(self, use: UseSeen) -> None:
        """Keep what was predicted."""
        if len(self.session.predictions) < MOST_TRAININGS and _is_light(use):
            self.session.predictions.append(use)

    def crashed(self, crash: crash_rules.CrashSeen) -> None:
        """Look at the error that ended a script."""
        self.apply("crash", crash)

    def found_of(self, family: str) -> Iterator[tuple[TrainingSeen, dict[str, Any]]]:
        """Return the trainings in which one kind of fault was found, with the evidence of one."""
        told: set[int] = set()
        for rule, seen, thing in self._found:
            is_new = isinstance(thing, TrainingSeen) and id(thing) not in told
            if is_new and rule.family == family and rule.severity != "note":
                told.add(id(thing))
                yield thing, seen.values

    def finish(self) -> list[Finding]:
        """Look at the whole session and the script itself; give all findings."""
        self.apply("session", self.session)
        if self.session.script is not None:
            self.apply("source", self.session.script)
        return self.findings

    def apply(self, stage: str, thing: Any) -> None:
        """Let the rules of a stage look."""
        with _bounded() as look:
            for rule in rules_of(stage):
                if rule.code not in self.silenced:
                    self._apply_rule(rule, thing, look)

    def _apply_rule(self, rule: Rule, thing: Any, look: "_Look") -> None:
        """Let a rule look, and leave it out from then on if that takes too long."""
        look.began = started = time.monotonic()
        with suppress(_OutOfTimeError):
            self._look_once(rule, thing, look)
        look.began = inf
        seconds = time.monotonic() - started
        if seconds > MOST_SECONDS:
            self.silenced.add(rule.code)
            self.hear_failure(say("coach.slow", code=rule.code, seconds=round(seconds)))

    def _look_once(self, rule: Rule, thing: Any, look: "_Look") -> None:
        """Keep what a rule sees; an error of its own is named, and the run goes on."""
        try:
            found = [self._with_line(rule, seen) for seen in rule.look(thing)]
            look.began = inf
            self._keep(rule, found, thing)
        except Exception as error:  # noqa: BLE001 - the coach never ends a user's run
            self.report_failure(rule.code, error)

    def _keep(self, rule: Rule, found: list[Seen], thing: Any) -> None:
        """Keep what a rule saw, and tell the serious at once."""
        for seen in found:
            finding = rule.finding(seen)
            self._found.append((rule, seen, thing))
            if finding.severity == "serious" and not self._is_told(finding):
                self._told.add((finding.code, finding.where))
                self.hear(finding)

    def _is_told(self, finding: Finding) -> bool:
        """Return whether a finding was told at once."""
        return (finding.code, finding.where) in self._told

    def untold(self) -> list[Finding]:
        """Return the findings that were not told at once."""
        return [each for each in self.findings if not self._is_told(each)]

    def _with_line(self, rule: Rule, seen: Seen) -> Seen:
        """Point to the line by which two parts became one, where the script shows it."""
        script = self.session.script
        if script is None or not rule.joins_parts:
            return seen
        at = next((each for each in seen.where if each is not None), None)
        if at is None or at[0] != str(script.path):
            return seen
        line = line_where_parts_meet(script, at[1])
        where = seen.where if line is None else (script.at(line), *seen.where)
        return Seen(seen.values, where, seen.severity)

    def report_failure(self, code: str, error: Exception) -> None:
        """Name a rule that failed, once."""
        if code not in self._failed:
            self._failed.add(code)
            reason = f"{type(error).__name__}: {error}"
            self.hear_failure(say("coach.failed", code=code, reason=reason))


class _OutOfTimeError(BaseException):
    """Ends the look of a rule that hangs; no rule takes it for an error of its own."""


class _Look:
    """When the rule at work began to look; never while none does."""

    began = inf

    def end(self, *_: object) -> None:
        """End the rule if its time is over."""
        if time.monotonic() - self.began > MOST_SECONDS:
            raise _OutOfTimeError


@contextmanager
def _bounded() -> Iterator[_Look]:
    """End what hangs, where the system has alarms and the user's program uses none."""
    look = _Look()
    is_free = threading.current_thread() is threading.main_thread() and hasattr(signal, "SIGALRM")
    if not is_free or signal.getsignal(signal.SIGALRM) is not signal.SIG_DFL:
        yield look
        return
    signal.signal(signal.SIGALRM, look.end)
    try:
        signal.setitimer(signal.ITIMER_REAL, MOST_SECONDS, MOST_SECONDS)
        yield look
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)


def _is_light(use: UseSeen) -> bool:
    """Return whether the rows of a call may be kept until the session ends."""
    return bool(first_array(use.inputs).nbytes <= MOST_BYTES_KEPT)


@contextmanager
def out_of_the_way(coach: Coach | None, what: str) -> Iterator[None]:
    """Let whatever goes wrong in the coach's own code be said, and nothing more."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - the coach never ends a user's run
        if coach is not None:
            coach.report_failure(what, error)


_listening: list[Coach] = []


def current_coach() -> Coach | None:
    """Return the coach that looks on; None where nobody does."""
    return _listening[-1] if _listening else None


@contextmanager
def looking_on(coach: Coach | None) -> Iterator[Coach | None]:
    """Let a coach, if there is one, look on for the length of a `with` block."""
    if coach is None:
        yield None
        return
    _listening.append(coach)
    try:
        yield coach
    finally:
        _listening.remove(coach)


def all_rules() -> list[Rule]:
    """Return the whole rule book."""
    return list(RULES.values())
