"""Regularizers against Keras."""

import jax.numpy as jnp
import keras
import numpy as np
import pytest

from plainnet.errors import SettingError
from plainnet.layers.convolution import Conv2D
from plainnet.layers.dense import Dense
from plainnet.layers.initializers import HeNormal, Zeros
from plainnet.layers.layer import Layer
from plainnet.layers.regularizers import (
    CONSTRAINTS,
    L1,
    L1L2,
    L2,
    Constraint,
    MaxNorm,
    MinMaxNorm,
    NonNeg,
    Regularizer,
    UnitNorm,
    activity_penalty,
    find_constraint,
    find_regularizer,
    lengths,
)


@pytest.mark.parametrize("regularizer", [L1(0.02), L2(0.3), L1L2(0.1, 0.2), L1(), L2(), L1L2()])
def test_price_against_keras(regularizer: Regularizer) -> None:
    weights = np.random.default_rng(0).normal(size=(5, 3)).astype(np.float32)
    reference = getattr(keras.regularizers, type(regularizer).__name__)(**vars(regularizer))
    np.testing.assert_allclose(regularizer.penalty(weights), reference(weights), rtol=1e-6)


@pytest.mark.parametrize("use_bias", [True, False])
@pytest.mark.parametrize(
    "layer", [Dense(3, bias_initializer="ones"), Conv2D(2, 2, bias_initializer="ones")]
)
def test_a_layer_adds_the_prices_of_its_weights(layer: Layer, use_bias: bool) -> None:
    settings = {**vars(layer), "kernel_regularizer": L2(0.5), "bias_regularizer": L1(0.25)}
    layer = type(layer)(**{**settings, "use_bias": use_bias})
    weights, _ = layer.init((0,), (4, 4, 2))
    n_biases = weights["bias"].size if use_bias else 0
    expected = 0.5 * float((weights["kernel"] ** 2).sum()) + 0.25 * n_biases
    assert float(layer.penalty(weights)) == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize(
    ("name", "found"), [("l1", L1()), ("L2", L2()), ("l1_l2", L1L2()), ("l1l2", L1L2())]
)
def test_found_by_name_or_as_it_is(name: str, found: Regularizer) -> None:
    assert find_regularizer(name) == find_regularizer(found) == found
    assert find_regularizer(None) is None


def test_an_unknown_name_lists_the_choices() -> None:
    with pytest.raises(SettingError, match="no regularizer called 'l3'; known: l1, l2, l1_l2"):
        find_regularizer("l3")


def test_rows_that_only_fill_up_cost_nothing() -> None:
    outputs = np.arange(12.0).reshape(3, 2, 2)
    present = jnp.asarray([1.0, 1.0, 0.0])
    assert float(activity_penalty(L2(1.0), outputs, present)) == (outputs[:2] ** 2).sum()
    assert float(activity_penalty(L1(1.0), (outputs, outputs), None)) == 2 * outputs.sum()
    assert activity_penalty(None, outputs, present) == 0


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


def test_an_unknown_name_lists_the_choices_of_constraints() -> None:
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


def test_names_become_objects() -> None:
    layer = Dense(
        2, kernel_initializer="he_normal", kernel_regularizer="l2", kernel_constraint="max_norm"
    )
    assert layer.kernel_initializer == HeNormal()
    assert layer.bias_initializer == Zeros()
    assert layer.kernel_regularizer == L2()
    assert layer.kernel_constraint == MaxNorm()
    assert layer.bias_constraint is layer.bias_regularizer is None


@pytest.mark.parametrize("kind", ["initializer", "regularizer", "constraint"])
def test_unknown_names_are_refused(kind: str) -> None:
    with pytest.raises(SettingError, match=f"no {kind} called 'magic'"):
        Dense(2, **{f"kernel_{kind}": "magic"})
