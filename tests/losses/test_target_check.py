"""Targets that do not fit the loss are refused before training."""

import numpy as np
import pytest

from plainnet.errors import ShapeError
from plainnet.losses.catalogue import find_loss
from plainnet.losses.target_check import check_targets

NUMBERS = np.asarray([0, 1, 5])
ONE_HOT = np.eye(6)[NUMBERS]


@pytest.mark.parametrize(
    ("loss", "y_true", "output_shape"),
    [
        ("mse", np.zeros(3), (1,)),
        ("mse", np.zeros((3, 1)), (1,)),
        ("mse", np.zeros((3, 2)), (2,)),
        ("mae", np.zeros((3, 1, 1)), (1,)),
        ("binary_crossentropy", ONE_HOT, (6,)),
        ("binary_crossentropy", np.asarray([True, False]), (1,)),
        ("categorical_crossentropy", ONE_HOT, (6,)),
        ("sparse_categorical_crossentropy", NUMBERS, (6,)),
        ("sparse_categorical_crossentropy", NUMBERS[:, None], (6,)),
        ("sparse_categorical_crossentropy", np.zeros((3, 4)), (4, 6)),
    ],
)
def test_targets_that_fit_pass(loss: str, y_true: np.ndarray, output_shape: tuple[int]) -> None:
    check_targets(find_loss(loss), y_true, output_shape)


@pytest.mark.parametrize(
    ("loss", "y_true", "output_shape", "sentence"),
    [
        ("mse", np.zeros(3), (2,), r"targets have shape \(3,\) and the outputs \(3, 2\)"),
        ("mse", np.zeros((3, 1)), (2,), r"\(3, 1\) and the outputs \(3, 2\)"),
        ("binary_crossentropy", NUMBERS, (6,), r"\(3,\) and the outputs \(3, 6\)"),
        ("categorical_crossentropy", NUMBERS, (6,), "use sparse_categorical_crossentropy"),
        ("categorical_crossentropy", NUMBERS[:, None], (6,), "one-hot encode them"),
        ("categorical_crossentropy", ONE_HOT, (5,), r"\(3, 6\) and the outputs \(3, 5\)"),
        ("sparse_categorical_crossentropy", ONE_HOT, (6,), "use categorical_crossentropy"),
        ("sparse_categorical_crossentropy", NUMBERS, (5,), r"y\[2\] is 5.* 5 outputs.*0 to 4"),
        ("sparse_categorical_crossentropy", NUMBERS - 1, (6,), r"y\[0\] is -1"),
        ("sparse_categorical_crossentropy", NUMBERS + 0.5, (6,), r"y\[0\] is 0\.5"),
        ("sparse_categorical_crossentropy", np.asarray([0, np.nan]), (6,), r"y\[1\] is nan"),
        (
            "sparse_categorical_crossentropy",
            np.asarray([[0, 1], [2, 9]]),
            (2, 6),
            r"y\[1\] is 9",
        ),
    ],
)
def test_targets_that_do_not_fit_are_refused_with_the_way_out(
    loss: str, y_true: np.ndarray, output_shape: tuple[int, ...], sentence: str
) -> None:
    with pytest.raises(ShapeError, match=sentence):
        check_targets(find_loss(loss), y_true, output_shape)
