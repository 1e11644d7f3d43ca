"""What is added to the loss: rows that are there, and one number for a batch."""

import jax.numpy as jnp
import numpy as np

from plainnet.layers.added_loss import AddLoss, added_loss_of

LOSSES = jnp.asarray([1.0, 2.0, 4.0])


def test_rows_that_only_fill_up_cost_nothing() -> None:
    present = jnp.asarray([1.0, 1.0, 0.0])
    assert added_loss_of(LOSSES, present, 3) == 3
    assert added_loss_of(LOSSES[:, None] * jnp.ones((3, 2)), present, 3) == 3
    assert added_loss_of(jnp.float32(5), present, 3) == 10
    assert added_loss_of(LOSSES, None, 3) == 7


def test_the_first_input_and_its_mask_are_handed_on() -> None:
    first, mask = jnp.ones((3, 2, 4)), jnp.ones((3, 2), bool)
    passed = AddLoss().forward({}, (first, LOSSES, LOSSES), mask=(mask, None, None))
    assert passed.outputs is first
    assert passed.mask is mask
    np.testing.assert_allclose(passed.added_loss, 14)
    assert AddLoss().apply({}, (first, LOSSES)) is first
    assert AddLoss().output_shape(((2, 4), ())) == (2, 4)
    assert AddLoss().multiplications(((2, 4), ())) == 0
