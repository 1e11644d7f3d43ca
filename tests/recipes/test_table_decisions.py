"""What was found out about a table, in sentences."""

import numpy as np

from plainnet.files.model_card import ClassTarget, NumberTarget
from plainnet.messages.language import speaking
from plainnet.recipes.table_decisions import told_of_rows, told_of_target


def test_rows_are_counted():
    parts = np.array([0, 0, 0, 1, 2, 2, -1], np.int8)
    with speaking("en"):
        said = [str(repair) for repair in told_of_rows("time", parts)]
    assert "1" in said[0]
    assert all(number in said[1] for number in ("3", "1", "2"))
    assert len(told_of_rows("random", np.array([0, 0, 2], np.int8))) == 2


def test_targets_are_described_in_both_languages():
    classes = ClassTarget(("no", "yes"), "y", ("no", "yes"), positive=1)
    for language in ("en", "zh"):
        with speaking(language):
            said = [str(repair) for repair in told_of_target(classes, np.array([0.0, 0, 1]))]
            assert "no (2), yes (1)" in said[0]
            assert "yes" in said[1]
            (ranged,) = told_of_target(NumberTarget("y", ""), np.array([1.0, 2, 9]))
            assert all(number in str(ranged) for number in ("1", "2", "9"))
