"""The coach never ends or changes a user's run."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import plainnet
from plainnet.coach.coaching import Coach, all_rules, looking_on
from plainnet.coach.finding import FAMILIES
from plainnet.coach.rule_book import RULES, Seen
from plainnet.coach.training_seen import TrainingSeen
from plainnet.lessons.lesson import lessons
from plainnet.messages.catalogue import CATALOGUE

SLUGS = {each.slug for each in lessons()}


def trained(*, coach: bool = True) -> tuple[str, dict[str, list[float]]]:
    """Train a small net; give the hash of its weights and its history."""
    rng = np.random.default_rng(0)
    x = rng.normal(size=(60, 3)).astype(np.float32)
    model = plainnet.Model(plainnet.Stack((plainnet.Dense(4, "relu"), plainnet.Dense(1))), seed=1)
    model.compile("adam", "binary_crossentropy")
    history = model.fit(x, (x[:, 0] > 0).astype(np.float32), epochs=3, coach=coach)
    return model.weights_hash(), history.figures


def fail(t: TrainingSeen) -> Iterator[Seen]:
    """Look, and fall over."""
    raise ZeroDivisionError


def test_the_same_bits_with_a_coach_and_without() -> None:
    alone = trained()
    with plainnet.coach() as findings:
        assert trained() == alone
    assert findings[0].code == "no-probability-for-cross-entropy"
    with plainnet.coach() as findings:
        trained(coach=False)
    assert findings == []
    with plainnet.coach(silence=["no-probability-for-cross-entropy"]) as findings:
        trained()
    assert "no-probability-for-cross-entropy" not in [each.code for each in findings]


def test_a_fit_in_a_users_program_is_looked_at_without_being_asked(tmp_path: Path) -> None:
    script = tmp_path / "own.py"
    script.write_text(
        "import sys\nimport numpy as np\nimport plainnet\n"
        "x = np.linspace(-1, 1, 60, dtype='float32')[:, None]\n"
        "model = plainnet.Model(plainnet.Stack((plainnet.Dense(1),)), seed=1)\n"
        "model.compile('adam', 'binary_crossentropy')\n"
        "for _ in range(3):\n"
        "    model.fit(x, (x > 0).astype('float32'), epochs=2, coach='alone' not in sys.argv)\n"
        "print(model.weights_hash())\n"
    )

    def run(*arguments: str, **environment: str) -> tuple[str, str]:
        command = [sys.executable, str(script), *arguments]
        whole = {**os.environ, **environment}
        done = subprocess.run(command, capture_output=True, text=True, env=whole, check=True)
        return done.stdout, done.stderr

    bits, told = run()
    assert told.count("no-probability-for-cross-entropy") == 1
    assert run("alone") == (bits, "")
    assert run(PLAINNET_COACH="off") == (bits, "")


def test_a_rule_that_fails_is_named_and_the_run_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(
        RULES, "planted", replace(RULES["one-class-only"], code="planted", look=fail)
    )
    told: list[str] = []
    with looking_on(Coach(hear_failure=told.append)) as coach:
        trained()
    assert len(told) == 1
    assert "planted" in told[0]
    assert "no-probability-for-cross-entropy" in [each.code for each in coach.findings]


def test_a_rule_that_is_slow_is_named_and_looks_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[object] = []

    def idle(training: object) -> list[Seen]:
        looks.append(training)
        time.sleep(0.2)
        return []

    monkeypatch.setattr("plainnet.coach.coaching.MOST_SECONDS", 0.1)
    monkeypatch.setitem(
        RULES, "planted", replace(RULES["one-class-only"], code="planted", look=idle)
    )
    told: list[str] = []
    with looking_on(Coach(hear_failure=told.append)):
        trained()
        trained()
    assert len(looks) == 1
    assert len([each for each in told if "planted" in each]) == 1


def test_a_rule_that_hangs_is_ended_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(training: object) -> list[Seen]:
        while True:
            with contextlib.suppress(Exception):
                time.sleep(0.001)

    monkeypatch.setattr("plainnet.coach.coaching.MOST_SECONDS", 0.1)
    monkeypatch.setitem(
        RULES, "planted", replace(RULES["one-class-only"], code="planted", look=hang)
    )
    told: list[str] = []
    before = trained(coach=False)
    with looking_on(coach := Coach(hear_failure=told.append)):
        assert trained() == before
    assert len([each for each in told if "planted" in each]) == 1
    assert "no-probability-for-cross-entropy" in [each.code for each in coach.findings]
    assert signal.getsignal(signal.SIGALRM) is signal.SIG_DFL


@pytest.mark.parametrize("each", all_rules(), ids=lambda each: each.code)
def test_every_rule_is_whole(each) -> None:
    assert each.family in FAMILIES
    assert each.source
    assert not each.lesson or each.lesson in SLUGS
    assert each.look.__doc__
    for part in ("claim", "why", "fix"):
        english, chinese = CATALOGUE[f"coach.{each.code}.{part}"]
        assert english
        assert chinese
