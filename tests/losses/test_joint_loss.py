"""The weighted sum of losses."""

import numpy as np

from plainnet.losses.custom_loss import CustomLoss
from plainnet.losses.joint_loss import JointLoss
from plainnet.losses.mean_absolute_error import MeanAbsoluteError
from plainnet.losses.mean_squared_error import MeanSquaredError


def test_a_weighted_sum() -> None:
    joint = JointLoss((MeanSquaredError(), MeanAbsoluteError()), (1.0, 0.5))
    targets = np.array([[0.0], [1.0]]), np.array([[4.0], [0.0]])
    outputs = np.array([[2.0], [1.0]]), np.array([[0.0], [0.0]])
    assert joint.apply(targets, outputs).tolist() == [4.0 + 2.0, 0.0]
    assert joint.losses(targets, outputs).tolist() == [6.0, 0.0]


def test_one_part_that_mixes_rows_is_enough() -> None:
    plain, custom = MeanSquaredError(), CustomLoss(lambda y_true, y_pred: y_true)
    assert not JointLoss((plain, plain), (1, 1)).mixes_rows
    assert JointLoss((plain, custom), (1, 1)).mixes_rows
