"""What every loss promises."""

import jax
import numpy as np
import pytest

from plainnet.losses.catalogue import LOSSES
from plainnet.losses.loss import Loss


@pytest.mark.parametrize("loss_class", sorted(set(LOSSES.values()), key=lambda c: c.__name__))
def test_gives_one_float32_a_sample_and_can_be_compiled(loss_class: type[Loss]) -> None:
    loss = loss_class()
    outputs = np.full((4, 3), 1 / 3, np.float32)
    shape = (4,) if loss.target_kind == "class_numbers" else (4, 3)
    targets = np.zeros(shape, np.int64)
    losses = jax.jit(loss_class.apply, static_argnums=0)(loss, targets, outputs)
    assert losses.shape == (4,)
    assert losses.dtype == np.float32
