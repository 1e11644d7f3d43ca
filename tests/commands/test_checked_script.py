"""A script that is checked gets its findings, also one that crashes or takes too long."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

Process = subprocess.CompletedProcess[str]
Run = Callable[..., Process]

FAULTY = """
    import numpy as np
    from keras.layers import Dense
    from keras.models import Sequential

    print("the script's own words")
    x = np.random.default_rng(0).normal(size=(100, 4))
    model = Sequential([Dense(8, activation="relu"), Dense(1, activation="softmax")])
    model.compile(optimizer="adam", loss="binary_crossentropy")
    model.fit(x, (x[:, 0] > 0).astype(int), epochs=2, verbose=0)
    {end}
"""


def test_findings_alone_stand_on_standard_output(plainnet: Run, tmp_path: Path) -> None:
    (tmp_path / "work.py").write_text(dedent(FAULTY.format(end="raise ValueError('no')")))
    done = plainnet("check", "work.py", "--json")
    findings = json.loads(done.stdout)
    assert done.returncode == 1
    assert "the script's own words" in done.stderr
    assert findings[0]["code"] == "softmax-on-one-unit"
    assert findings[0]["where"][0]["line"] == 8
    assert findings[0]["evidence"]["measured"]["figure"] == "accuracy"
    assert set(findings[0]) == {
        "code", "family", "severity", "claim", "evidence", "where", "fix", "source", "lesson",
    }  # fmt: skip


def test_a_script_that_takes_too_long_gets_its_findings(plainnet: Run, tmp_path: Path) -> None:
    end = "import time; time.sleep(300)"
    (tmp_path / "work.py").write_text(dedent(FAULTY.format(end=end)))
    done = plainnet("check", "work.py", "--json", "--seconds", "8")
    assert done.returncode == 1
    assert "8 seconds" in done.stderr
    assert json.loads(done.stdout)[0]["code"] == "softmax-on-one-unit"
