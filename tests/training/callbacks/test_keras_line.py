"""Lines on standard output."""

from typing import Any

from plainnet.training.callbacks.keras_line import print_line


def test_a_line(capsys: Any) -> None:
    print_line("\nEpoch 1: done")
    assert capsys.readouterr().out == "\nEpoch 1: done\n"
