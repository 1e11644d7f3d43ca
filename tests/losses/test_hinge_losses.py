"""Labels 0 and 1 become signs."""

from collections.abc import Callable
from typing import Any

import jax.numpy as jnp
import numpy as np
import pytest

from losses.against_keras import PROOFS
from plainnet.losses.hinge_losses import CategoricalHinge, Hinge, SquaredHinge, signed_labels


@pytest.mark.parametrize(
    ("labels", "signed"),
    [([0, 1, 1], [-1, 1, 1]), ([-1, 1], [-1, 1]), ([1, 1], [1, 1]), ([0, 0.5], [0, 0.5])],
)
def test_only_labels_of_0_and_1_are_changed(labels: list[float], signed: list[float]) -> None:
    assert signed_labels(jnp.asarray(labels)).tolist() == signed


@pytest.mark.parametrize("settings", [{}], ids=str)
@pytest.mark.parametrize("proof", PROOFS)
def test_against_keras(proof: Callable[..., None], settings: dict[str, Any]) -> None:
    proof("Hinge", settings)


def test_labels_of_0_and_1_count_as_signs() -> None:
    outputs = [[0.5], [-3.0], [0.5]]
    losses = Hinge().apply([[1.0], [0.0], [0.0]], outputs)
    np.testing.assert_allclose(losses, [0.5**1, 0.0, 1.5**1])
    np.testing.assert_allclose(losses, Hinge().apply([[1.0], [-1.0], [-1.0]], outputs))


@pytest.mark.parametrize("settings", [{}], ids=str)
@pytest.mark.parametrize("proof", PROOFS)
def test_against_keras_of_squared_hinge(
    proof: Callable[..., None], settings: dict[str, Any]
) -> None:
    proof("SquaredHinge", settings)


def test_labels_of_0_and_1_count_as_signs_of_squared_hinge() -> None:
    outputs = [[0.5], [-3.0], [0.5]]
    losses = SquaredHinge().apply([[1.0], [0.0], [0.0]], outputs)
    np.testing.assert_allclose(losses, [0.5**2, 0.0, 1.5**2])
    np.testing.assert_allclose(losses, SquaredHinge().apply([[1.0], [-1.0], [-1.0]], outputs))


@pytest.mark.parametrize("settings", [{}], ids=str)
@pytest.mark.parametrize("proof", PROOFS)
def test_against_keras_of_categorical_hinge(
    proof: Callable[..., None], settings: dict[str, Any]
) -> None:
    proof("CategoricalHinge", settings)


def test_the_true_class_has_to_lead_by_one() -> None:
    losses = CategoricalHinge().apply([[0, 1, 0]] * 2, [[0.5, 2.0, 0.1], [0.5, 0.75, 0.1]])
    np.testing.assert_allclose(losses, [0.0, 0.75])
