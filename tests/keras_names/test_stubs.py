"""What a type checker sees of `plainnet.keras`: parameters with their defaults."""

from pathlib import Path

import pytest
from mypy import api

import plainnet

RIGHT = """
from plainnet import keras
from plainnet.keras.layers import LSTM, Dense, Input

model = keras.Sequential([Input(shape=(7, 2)), LSTM(8, return_sequences=False), Dense(1)])
old = keras.models.Sequential([Dense(4, activation="relu", input_shape=(3,))])
model.compile(keras.optimizers.Adam(learning_rate=0.01), loss=keras.losses.Huber(delta=2.0))
model.fit([[0.0]], [0.0], epochs=3, validation_split=0.2)
shifted = keras.preprocessing.sequence.pad_sequences([[1]])
"""


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("keras.layers.Dense(4, activaton='relu')", '"activaton"'),
        ("keras.layers.Dense()", '"units"'),
        ("keras.optimizers.Adam(rate=0.1)", '"rate"'),
        ("keras.callbacks.EarlyStopping(patience='ten')", '"patience"'),
        ("model.evaluate([[0.0]], batchsize=3)", None),  # takes old names, too
    ],
)
def test_a_type_checker_names_a_wrong_setting_and_takes_right_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, named: str | None
) -> None:
    script = tmp_path / "learner.py"
    script.write_text(f"{RIGHT}\n{line}\n", encoding="utf-8")
    monkeypatch.setenv("MYPYPATH", str(Path(plainnet.__file__).parents[1]))
    out, err, code = api.run(["--no-site-packages", "--config-file=", str(script)])
    assert not err
    assert (named is None) == (code == 0), out
    assert named is None or (named in out and "learner.py:11" in out)
