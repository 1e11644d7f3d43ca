"""`plainnet script` runs as before; the coach tells what it found on standard error."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

SCRIPT = """
    import numpy as np
    from keras.layers import Dense
    from keras.models import Sequential

    np.random.seed(1)
    x = np.random.normal(size=(100, 4))
    model = Sequential([Dense(8, activation="relu"), Dense(1)])
    model.compile(optimizer="adam", loss="binary_crossentropy")
    model.fit(x, (x[:, 0] > 0).astype(int), epochs=3, verbose=0)
    print(model.evaluate(x, (x[:, 0] > 0).astype(int), verbose=0))
"""


def test_the_coach_speaks_on_standard_error_and_in_a_file(plainnet: Run, tmp_path: Path) -> None:
    (tmp_path / "work.py").write_text(dedent(SCRIPT))
    coached = plainnet("script", "--findings", "found.json", "work.py")
    alone = plainnet("script", "--no-coach", "work.py")
    assert coached.stdout == alone.stdout
    assert alone.stderr == ""
    assert "no-probability-for-cross-entropy" in coached.stderr
    found = json.loads((tmp_path / "found.json").read_text())
    assert found[0]["code"] == "no-probability-for-cross-entropy"
    code = "no-probability-for-cross-entropy"
    silenced = plainnet("script", "--silence", code, "work.py")
    assert code not in silenced.stderr


def test_the_environment_switches_the_coach_off(
    plainnet: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLAINNET_COACH", "off")
    (tmp_path / "work.py").write_text(dedent(SCRIPT))
    assert plainnet("script", "work.py").stderr == ""
