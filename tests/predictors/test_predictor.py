"""From a network's outputs to classes."""

import numpy as np
import pytest

from plainnet.data.dataset import Repair, Source
from plainnet.files.model_card import ClassTarget
from plainnet.predictors.predictor import RawRows, decide

TWO = ClassTarget(("no", "yes"))


def test_the_likeliest_class_is_said() -> None:
    outputs = np.array([[0.2, 0.5, 0.3], [0.4, 0.3, 0.3]])
    answer = decide(outputs, ClassTarget(("a", "b", "c")))
    assert answer.predictions.tolist() == [1, 0]
    assert answer.probabilities is outputs


def test_a_single_output_is_the_probability_of_the_second_class() -> None:
    answer = decide(np.array([[0.25], [0.75]]), TWO)
    assert answer.predictions.tolist() == [0, 1]
    assert answer.probabilities is not None
    assert answer.probabilities.tolist() == [[0.75, 0.25], [0.25, 0.75]]


@pytest.mark.parametrize(("positive", "expected"), [(1, [0, 1, 1]), (0, [0, 0, 1])])
def test_the_threshold_is_one_of_the_positive_class(positive: int, expected: list[int]) -> None:
    target = ClassTarget(("no", "yes"), positive=positive, threshold=0.3)
    outputs = np.array([[0.7, 0.3], [0.6, 0.4], [0.2, 0.8]])  # 0.3 itself does not pass
    assert decide(outputs, target).predictions.tolist() == expected


def test_some_rows_only() -> None:
    repairs = (Repair("csv.blank_rows", {"file": "f", "count": 1}),)
    rows = RawRows(np.arange(6).reshape(3, 2), np.array([7, 8, 9]), ("a", "b", "c"),
                   Source("f", "0"), repairs)  # fmt: skip
    some = rows.only(np.array([2, 0]))
    assert some.inputs.tolist() == [[4, 5], [0, 1]]
    assert some.truth is not None
    assert some.truth.tolist() == [9, 7]
    assert (some.labels, some.repairs) == (("c", "a"), repairs)
    untold = RawRows(rows.inputs, None, rows.labels, rows.source).only(np.array([1]))
    assert untold.truth is None
