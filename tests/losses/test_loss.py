"""Targets and outputs are brought to one shape, and never broadcast."""

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import keras
import numpy as np
import pytest
from keras.src.losses.loss import squeeze_or_expand_to_same_rank

from plainnet.errors import SettingError, ShapeError
from plainnet.losses.catalogue import LOSSES, find_loss
from plainnet.losses.loss import (
    CustomLoss,
    JointLoss,
    Loss,
    check_targets,
    match_axes,
    match_shapes,
)
from plainnet.losses.regression_losses import MeanAbsoluteError, MeanSquaredError
from training.callbacks.keras_twins import VALIDATION, X, Y, assert_alike, fit_both, twins

SHAPES = [
    ((4,), (4, 1)),
    ((4, 1), (4,)),
    ((4, 3, 1), (4, 3)),
    ((4, 3), (4, 3, 1)),
    ((4, 1, 1), (4, 1)),
    ((4, 3), (4, 3)),
    ((4,), (4, 3)),
]


@pytest.mark.parametrize(("y_shape", "output_shape"), SHAPES)
def test_axes_are_matched_as_in_keras(
    y_shape: tuple[int, ...], output_shape: tuple[int, ...]
) -> None:
    y_true, y_pred = jnp.zeros(y_shape), jnp.zeros(output_shape)
    expected = [array.shape for array in squeeze_or_expand_to_same_rank(y_true, y_pred)]
    assert [array.shape for array in match_axes(y_true, y_pred)] == expected
    assert keras.config.backend() == "jax"


def test_two_rows_of_numbers_become_columns_so_that_each_sample_keeps_its_loss() -> None:
    assert [array.shape for array in match_axes(jnp.zeros(4), jnp.zeros(4))] == [(4, 1), (4, 1)]


@pytest.mark.parametrize(
    ("y_shape", "output_shape"), [((4,), (4, 3)), ((4, 1), (4, 3)), ((3, 1), (4, 1))]
)
def test_other_differences_are_refused(
    y_shape: tuple[int, ...], output_shape: tuple[int, ...]
) -> None:
    with pytest.raises(ShapeError) as refusal:
        match_shapes("mse", jnp.asarray(np.zeros(y_shape)), jnp.asarray(np.zeros(output_shape)))
    assert str(y_shape) in str(refusal.value)
    assert str(output_shape) in str(refusal.value)


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


def by_sample(y_true: Any, y_pred: Any) -> Any:
    """Give one number a sample."""
    return jnp.mean(jnp.square(y_true - y_pred), axis=-1)


def by_number(y_true: Any, y_pred: Any) -> Any:
    """Give one number a number."""
    return jnp.abs(y_true - y_pred)


def of_batch(y_true: Any, y_pred: Any) -> Any:
    """Give one number a batch, which is no mean over its samples."""
    return jnp.sqrt(jnp.mean(jnp.square(y_true - y_pred)))


def against_mean(y_true: Any, y_pred: Any) -> Any:
    """Compare each sample with the mean of the batch."""
    return jnp.square(y_pred - jnp.mean(y_true, axis=0))


FUNCTIONS = [by_sample, by_number, of_batch, against_mean]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_as_in_keras(function: Callable[..., Any]) -> None:
    ours, theirs = twins(loss=function, metrics=["accuracy", of_batch])
    mine, others = fit_both(ours, theirs)
    assert_alike(ours, theirs, mine, others)
    evaluated = theirs.evaluate(*VALIDATION, batch_size=4, verbose=0, return_dict=True)
    assert ours.evaluate(*VALIDATION, batch_size=4) == pytest.approx(evaluated, rel=1e-5)
    evaluated = theirs.evaluate(*VALIDATION, verbose=0, return_dict=True)
    assert ours.evaluate(*VALIDATION) == pytest.approx(evaluated, rel=1e-5)


def test_sample_weights_as_in_keras() -> None:
    ours, theirs = twins(loss=of_batch)
    weights = np.linspace(0, 2, len(X)).astype(np.float32)
    assert_alike(ours, theirs, *fit_both(ours, theirs, sample_weight=weights))


def test_functions_are_told_apart_by_identity() -> None:
    assert find_loss(by_sample) == find_loss(by_sample) != find_loss(by_number)
    assert hash(find_loss(by_sample)) == hash(CustomLoss(by_sample, name="by_sample"))
    assert find_loss(by_sample).name == "by_sample"


def test_a_loss_of_another_form_counts_with_its_mean() -> None:
    per_class = CustomLoss(lambda y_true, y_pred: jnp.mean(jnp.square(y_true - y_pred), axis=0))
    targets, outputs = jnp.asarray(Y), jnp.zeros_like(Y)
    expected = float(keras.ops.mean(keras.ops.square(targets)))
    np.testing.assert_allclose(per_class.apply(targets, outputs).mean(), expected, rtol=1e-6)


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
