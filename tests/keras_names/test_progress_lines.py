"""What is printed while training, beside what Keras prints."""

import re
import sys

import keras as real
import numpy as np
import pytest

from plainnet import keras as plain
from plainnet.keras_names.model.progress_lines import Progbar

x, y = np.ones((40, 2), np.float32), np.zeros(40, np.float32)


def printed(k, capsys: pytest.CaptureFixture[str], verbose: int) -> list[str]:
    """Train, measure and predict; give the lines without times and bars of the way."""
    model = k.Sequential([k.Input((2,)), k.layers.Dense(1, kernel_initializer="zeros")])
    model.compile("sgd", "mse", metrics=["mae"])
    model.fit(x, y, epochs=2, verbose=verbose, validation_split=0.25)
    model.evaluate(x, y, verbose=verbose)
    model.predict(x, verbose=verbose)
    text = re.sub(r"\x1b\[[0-9;]*m", "", capsys.readouterr().out)
    text = re.sub(r"\x08+", "\r", text)
    lines = [line.split("\r")[-1].rstrip() for line in text.split("\n")]
    return [re.sub(r"\d+(s|ms|us)\b", "T", line) for line in lines]


@pytest.mark.parametrize("verbose", [1, 2])
def test_the_lines_are_those_of_keras(capsys: pytest.CaptureFixture[str], verbose: int) -> None:
    assert printed(plain, capsys, verbose) == printed(real, capsys, verbose)


def test_silence(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(plain, capsys, 0) == [""]


def test_the_table_is_that_of_keras(capsys: pytest.CaptureFixture[str]) -> None:
    texts = []
    for k in (plain, real):
        model = k.Sequential(
            [k.Input((4,)), k.layers.Dense(3, name="a"), k.layers.Dense(1, name="b")]
        )
        model.summary(line_length=70)
        text = re.sub(r"\x1b\[[0-9;]*m", "", capsys.readouterr().out)
        texts.append(re.sub(r'"sequential\w*"', "NAME", text).split())
    assert texts[0] == texts[1]


def test_batches_of_unknown_number_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    class Batches:
        def __iter__(self):
            return ((x[:8], y[:8]) for _ in range(3))

    model = plain.Sequential([plain.Input((2,)), plain.layers.Dense(1)])
    model.compile("sgd", "mse")
    model.fit(Batches(), epochs=2, verbose=2)
    model.evaluate(Batches(), verbose=2)
    model.predict(Batches(), verbose=2)
    lines = [line for line in capsys.readouterr().out.splitlines() if "step" in line]
    assert [line.split(" - ")[0] for line in lines] == ["3/3"] * 4


def test_an_epoch_is_counted_before_callbacks_speak(capsys: pytest.CaptureFixture[str]) -> None:
    class Speaking(plain.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            sys.stdout.write("spoken\n")

    model = plain.Sequential([plain.Input((2,)), plain.layers.Dense(1)])
    model.compile("sgd", "mse")
    model.fit(x, y, verbose=2, epochs=2, callbacks=[Speaking()])
    assert [line[:6] for line in capsys.readouterr().out.splitlines()] == [
        "Epoch ",
        "spoken",
        "2/2 - ",
    ] * 2


def test_a_bar_ends_full_with_averages(capsys):
    bar = Progbar(4, width=4, interval=0, stateful_metrics=["rate"])
    for step in range(1, 5):
        bar.update(step, [("loss", float(step)), ("rate", step), ("small", 1e-6)])
    out = capsys.readouterr().out
    assert out.endswith("4/4 ━━━━ 0s - loss: 2.5000 - rate: 4.0000 - small: 1.0000e-06\n")
    assert out.count("\r") == 4


def test_lines_and_silence(capsys):
    lines = Progbar(2, verbose=2)
    lines.add(1, [("loss", 1.0)])
    assert capsys.readouterr().out == ""
    lines.add(1, [("loss", 3.0)])
    assert "2/2" in capsys.readouterr().out
    Progbar(1, verbose=0).update(1)
    assert capsys.readouterr().out == ""


def test_an_unknown_end(capsys):
    Progbar(None, interval=0).update(3, finalize=True)
    assert "3/Unknown" in capsys.readouterr().out
