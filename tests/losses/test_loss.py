"""What every loss promises."""

import jax
import jax.numpy as jnp
import keras
import numpy as np
import pytest

from plainnet.errors import SettingError
from plainnet.losses.catalogue import LOSSES
from plainnet.losses.custom_loss import CustomLoss
from plainnet.losses.joint_loss import JointLoss
from plainnet.losses.loss import Loss
from plainnet.losses.mean_squared_error import MeanSquaredError


@pytest.mark.parametrize("loss_class", sorted(set(LOSSES.values()), key=lambda c: c.__name__))
def test_gives_one_float32_a_sample_and_can_be_compiled(loss_class: type[Loss]) -> None:
    loss = loss_class()
    outputs = np.full((4, 3), 1 / 3, np.float32)
    shape = (4,) if loss.target_kind == "class_numbers" else (4, 3)
    targets = np.zeros(shape, np.int64)
    losses = jax.jit(loss_class.apply, static_argnums=0)(loss, targets, outputs)
    assert losses.shape == (4,)
    assert losses.dtype == np.float32


def test_shares_weigh_the_times_of_a_sequence() -> None:
    targets, outputs = np.zeros((2, 3, 1)), np.asarray([[[1.0], [2], [3]], [[4], [5], [6]]])
    shares = jnp.asarray([[3.0, 0, 0], [0, 1.5, 1.5]])
    loss = MeanSquaredError()
    np.testing.assert_allclose(loss.apply(targets, outputs, shares), [1, (25 + 36) / 2])
    custom = CustomLoss(lambda y_true, y_pred: abs(y_true - y_pred)[..., 0])
    np.testing.assert_allclose(custom.apply(targets, outputs, shares), [1, 5.5])
    joint = JointLoss((loss, custom), (1.0, 2.0))
    together = joint.apply((targets, targets), (outputs, outputs), (shares, None))
    np.testing.assert_allclose(together, [1 + 4, 30.5 + 10])


@pytest.mark.parametrize("reduction", ["sum_over_batch_size", "sum", "mean"])
def test_reductions_against_keras(reduction: str) -> None:
    random = np.random.default_rng(0)
    targets, outputs = random.normal(size=(2, 5, 4, 3)).astype(np.float32)
    loss = MeanSquaredError(reduction=reduction)
    expected = keras.losses.MeanSquaredError(reduction)(targets, outputs)
    np.testing.assert_allclose(loss.apply(targets, outputs).mean(), expected, rtol=1e-6)
    assert loss.mixes_rows == (reduction == "sum")


def test_names_of_one_reduction_are_one_value() -> None:
    assert MeanSquaredError(reduction="auto") == MeanSquaredError()
    with pytest.raises(SettingError, match="MeanSquaredError cannot be used with reduction="):
        MeanSquaredError(reduction="none")
