"""Constraints against Keras, and what a step leaves of weights that break them."""

import keras
import numpy as np
import pytest

from plainnet.errors import SettingError
from plainnet.layers.constraints import (
    CONSTRAINTS,
    Constraint,
    MaxNorm,
    MinMaxNorm,
    NonNeg,
    UnitNorm,
    find_constraint,
    lengths,
)
from plainnet.layers.convolution import Conv2D
from plainnet.layers.dense import Dense

RULES = [
    MaxNorm(),
    MaxNorm(0.7),
    MaxNorm(0.7, axis=1),
    MaxNorm(1.5, axis=(0, 1)),
    MinMaxNorm(),
    MinMaxNorm(0.4, 0.6, rate=0.5),
    MinMaxNorm(2.0, 3.0, axis=1),
    NonNeg(),
    UnitNorm(),
    UnitNorm(axis=(0, 1)),
]


@pytest.mark.parametrize("rule", RULES, ids=str)
@pytest.mark.parametrize("shape", [(5, 4), (3, 2, 4)])
def test_against_keras(rule: Constraint, shape: tuple[int, ...]) -> None:
    weights = np.random.default_rng(0).normal(size=shape).astype(np.float32)
    weights[0] = 0
    reference = getattr(keras.constraints, type(rule).__name__)(**vars(rule))
    np.testing.assert_allclose(rule.apply(weights), reference(weights), rtol=1e-6)


def test_axes_given_as_a_list_are_a_value() -> None:
    for kind in (MaxNorm, MinMaxNorm, UnitNorm):
        rule = kind(axis=[0, 1, 2])  # type: ignore[arg-type]
        assert hash(rule) == hash(kind(axis=(0, 1, 2)))


def test_lengths_keep_their_axes() -> None:
    found = lengths(np.asarray([[3.0, 0.0], [4.0, 0.0]]), 0)
    assert found.tolist() == [[5.0, 0.0]]


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_names_are_those_of_keras(name: str) -> None:
    kind = type(find_constraint(name)).__name__
    assert type(keras.constraints.get(name)).__name__ == kind
    assert type(find_constraint(kind)).__name__ == kind
    assert type(find_constraint(name.replace("_", ""))).__name__ == kind


def test_none_and_objects_stand_for_themselves() -> None:
    assert find_constraint(None) is None
    assert find_constraint(MaxNorm(3)) == MaxNorm(3)


def test_an_unknown_name_lists_the_choices() -> None:
    with pytest.raises(SettingError, match=r"'tidy'.*max_norm, min_max_norm, non_neg, unit_norm"):
        find_constraint("tidy")


@pytest.mark.parametrize(
    "layer",
    [
        Dense(3, kernel_constraint="non_neg", bias_constraint=UnitNorm()),
        Conv2D(3, 2, kernel_constraint="non_neg", bias_constraint=UnitNorm()),
    ],
)
def test_each_weight_keeps_to_its_own_rule(layer: Dense | Conv2D) -> None:
    weights, _ = layer.init((0,), (4, 4, 2))
    weights["bias"] = weights["bias"] + 3
    kept = layer.constrained(weights)
    np.testing.assert_allclose(kept["kernel"], np.maximum(weights["kernel"], 0))
    np.testing.assert_allclose(kept["bias"], [3**-0.5] * 3, rtol=1e-6)


def test_a_layer_without_rules_keeps_its_weights() -> None:
    weights, _ = Dense(3).init((0,), (4,))
    assert Dense(3).constrained(weights) == weights
