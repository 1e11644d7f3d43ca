"""Truth and prediction are checked before anything is counted."""

import pytest

from plainnet.errors import DataError, PlainnetError
from plainnet.evaluation.checked_rows import (
    paired_labels,
    paired_values,
    truth_with_both_classes,
)


def test_columns_are_flattened() -> None:
    true, predicted = paired_values([[1.0], [2.0]], [3.0, 4.0])
    assert true.tolist() == [1, 2]
    assert predicted.tolist() == [3, 4]


@pytest.mark.parametrize(
    ("true", "predicted"), [([1.0], [1.0, 2.0]), ([], []), ([float("nan")], [1])]
)
def test_values_that_do_not_pair_are_refused(true: list[float], predicted: list[float]) -> None:
    with pytest.raises(PlainnetError):
        paired_values(true, predicted)


@pytest.mark.parametrize("labels", [[0, 2], [0, -1]])
def test_labels_outside_the_classes_are_refused(labels: list[int]) -> None:
    with pytest.raises(PlainnetError):
        paired_labels([0, 1], labels, 2)


def test_both_classes_have_to_occur() -> None:
    with pytest.raises(DataError):
        truth_with_both_classes([1, 1], [0.2, 0.3])
