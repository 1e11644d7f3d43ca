"""Labels 0 and 1 become signs."""

import jax.numpy as jnp
import pytest

from plainnet.losses.hinge_labels import signed_labels


@pytest.mark.parametrize(
    ("labels", "signed"),
    [([0, 1, 1], [-1, 1, 1]), ([-1, 1], [-1, 1]), ([1, 1], [1, 1]), ([0, 0.5], [0, 0.5])],
)
def test_only_labels_of_0_and_1_are_changed(labels: list[float], signed: list[float]) -> None:
    assert signed_labels(jnp.asarray(labels)).tolist() == signed
