"""Smoothed labels share out certainty."""

from collections.abc import Callable
from typing import Any

import jax.numpy as jnp
import numpy as np
import pytest

from losses.against_keras import PROOFS, assert_same, targets_and_outputs
from plainnet.errors import SettingError, ShapeError
from plainnet.losses.classification_losses import (
    EPSILON,
    BinaryCrossentropy,
    BinaryFocalCrossentropy,
    CategoricalCrossentropy,
    CategoricalFocalCrossentropy,
    CategoricalHinge,
    Hinge,
    KLDivergence,
    SparseCategoricalCrossentropy,
    SquaredHinge,
    check_label_smoothing,
    log_probabilities,
    signed_labels,
    smooth_labels,
)


def test_each_class_gets_an_equal_share_and_the_sum_stays_one() -> None:
    smooth = smooth_labels(jnp.asarray([[0.0, 0.0, 1.0, 0.0]]), 0.2, classes=4)
    np.testing.assert_allclose(smooth, [[0.05, 0.05, 0.85, 0.05]], rtol=1e-6)


def test_no_smoothing_changes_nothing() -> None:
    labels = jnp.asarray([0.0, 0.3, 1.0])
    np.testing.assert_array_equal(smooth_labels(labels, 0.0, classes=2), labels)


@pytest.mark.parametrize("smoothing", [-0.1, 1.1])
def test_smoothing_outside_0_to_1_is_refused(smoothing: float) -> None:
    with pytest.raises(SettingError, match=f"bce got label_smoothing={smoothing}"):
        check_label_smoothing("bce", smoothing)


def test_certain_probabilities_are_kept_from_0_and_1() -> None:
    logs = log_probabilities(jnp.asarray([1.0, 0.0]), from_logits=False)
    np.testing.assert_allclose(logs, np.log(np.float32([1 - EPSILON, EPSILON])), rtol=1e-6)


def test_outputs_that_do_not_add_up_to_one_are_scaled() -> None:
    logs = log_probabilities(jnp.asarray([3.0, 1.0]), from_logits=False)
    np.testing.assert_allclose(logs, np.log([0.75, 0.25]), rtol=1e-6)


def test_logits_keep_their_differences_however_large() -> None:
    logs = log_probabilities(jnp.asarray([1e5, 0.0, -1e5]), from_logits=True)
    np.testing.assert_array_equal(logs, [0.0, -1e5, -2e5])


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"label_smoothing": 0.2},
        {"from_logits": True},
        {"from_logits": True, "label_smoothing": 0.2},
    ],
    ids=str,
)
@pytest.mark.parametrize("proof", PROOFS)
def test_against_keras(proof: Callable[..., None], settings: dict[str, Any]) -> None:
    proof("BinaryCrossentropy", settings)


@pytest.mark.parametrize(
    ("y_shape", "output_shape"), [((5,), (5, 1)), ((5, 1), (5, 1)), ((5, 1), (5,)), ((5,), (5,))]
)
def test_a_last_axis_of_one_may_be_missing(
    y_shape: tuple[int, ...], output_shape: tuple[int, ...]
) -> None:
    y_true = np.asarray([0.0, 1.0, 1.0, 0.0, 1.0], np.float32)
    y_pred = np.linspace(0.1, 0.9, 5, dtype=np.float32)
    losses = BinaryCrossentropy().apply(y_true.reshape(y_shape), y_pred.reshape(output_shape))
    np.testing.assert_allclose(losses, -np.log(np.where(y_true, y_pred, 1 - y_pred)), rtol=1e-6)


@pytest.mark.parametrize("smoothing", [0.0, 0.2])
def test_logits_that_would_overflow_an_exponential(smoothing: float) -> None:
    settings = {"from_logits": True, "label_smoothing": smoothing}
    loss = BinaryCrossentropy(**settings)
    targets, logits = targets_and_outputs(loss)
    assert np.isfinite(loss.apply(targets, logits * 1e4)).all()
    assert_same("BinaryCrossentropy", settings, targets, logits * 1e4)


@pytest.mark.parametrize("smoothing", [-0.1, 1.5])
def test_label_smoothing_outside_0_to_1_is_refused(smoothing: float) -> None:
    with pytest.raises(SettingError, match=f"crossentropy got label_smoothing={smoothing}"):
        BinaryCrossentropy(label_smoothing=smoothing)


def test_behind_a_softmax_it_is_the_mean_over_the_classes() -> None:
    losses = BinaryCrossentropy().apply([[1.0, 0.0, 0.0]], [[0.7, 0.1, 0.2]])
    by_hand = -(np.log(0.7) + np.log(0.9) + np.log(0.8)) / 3
    assert losses.tolist() == pytest.approx([by_hand], rel=1e-6)


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"label_smoothing": 0.2},
        {"from_logits": True},
        {"from_logits": True, "label_smoothing": 0.2},
    ],
    ids=str,
)
@pytest.mark.parametrize("proof", PROOFS)
def test_against_keras_of_categorical_crossentropy(
    proof: Callable[..., None], settings: dict[str, Any]
) -> None:
    proof("CategoricalCrossentropy", settings)


@pytest.mark.parametrize("smoothing", [0.0, 0.2])
def test_logits_that_would_overflow_an_exponential_of_categorical_crossentropy(
    smoothing: float,
) -> None:
    settings = {"from_logits": True, "label_smoothing": smoothing}
    loss = CategoricalCrossentropy(**settings)
    targets, logits = targets_and_outputs(loss)
    assert np.isfinite(loss.apply(targets, logits * 1e4)).all()
    assert_same("CategoricalCrossentropy", settings, targets, logits * 1e4)


@pytest.mark.parametrize("smoothing", [-0.1, 1.5])
def test_label_smoothing_outside_0_to_1_is_refused_of_categorical_crossentropy(
    smoothing: float,
) -> None:
    with pytest.raises(SettingError, match=f"crossentropy got label_smoothing={smoothing}"):
        CategoricalCrossentropy(label_smoothing=smoothing)


@pytest.mark.parametrize("y_shape", [(3,), (3, 1)])
def test_class_numbers_are_refused_with_the_loss_that_takes_them(y_shape: tuple[int, ...]) -> None:
    with pytest.raises(ShapeError, match="use sparse_categorical_crossentropy"):
        CategoricalCrossentropy().apply(np.zeros(y_shape), np.full((3, 4), 0.25))


@pytest.mark.parametrize("settings", [{}, {"from_logits": True}], ids=str)
@pytest.mark.parametrize("proof", PROOFS)
def test_against_keras_of_sparse_categorical_crossentropy(
    proof: Callable[..., None], settings: dict[str, Any]
) -> None:
    proof("SparseCategoricalCrossentropy", settings)


def test_logits_that_would_overflow_an_exponential_of_sparse_categorical_crossentropy() -> None:
    loss = SparseCategoricalCrossentropy(from_logits=True)
    targets, logits = targets_and_outputs(loss)
    assert np.isfinite(loss.apply(targets, logits * 1e4)).all()
    assert_same("SparseCategoricalCrossentropy", {"from_logits": True}, targets, logits * 1e4)


@pytest.mark.parametrize("y_shape", [(3,), (3, 1)])
def test_class_numbers_stand_in_a_row_or_a_column(y_shape: tuple[int, ...]) -> None:
    outputs = np.asarray([[0.5, 0.5], [0.2, 0.8], [0.2, 0.8]], np.float32)
    losses = SparseCategoricalCrossentropy().apply(np.asarray([0, 1, 0]).reshape(y_shape), outputs)
    np.testing.assert_allclose(losses, -np.log([0.5, 0.8, 0.2]), rtol=1e-6)


def test_one_hot_targets_are_refused_with_the_loss_that_takes_them() -> None:
    with pytest.raises(ShapeError, match="use categorical_crossentropy for one-hot"):
        SparseCategoricalCrossentropy().apply(np.eye(3), np.eye(3))


SHARED: list[dict[str, Any]] = [
    {},
    {"gamma": 1.0, "label_smoothing": 0.2},
    {"alpha": 0.6, "from_logits": True},
]


@pytest.mark.parametrize("settings", [*SHARED, {"apply_class_balancing": True}], ids=str)
@pytest.mark.parametrize("proof", PROOFS)
def test_binary_against_keras(proof: Callable[..., None], settings: dict[str, Any]) -> None:
    proof("BinaryFocalCrossentropy", settings)


@pytest.mark.parametrize("settings", SHARED, ids=str)
@pytest.mark.parametrize("proof", PROOFS)
def test_categorical_against_keras(proof: Callable[..., None], settings: dict[str, Any]) -> None:
    proof("CategoricalFocalCrossentropy", settings)


def test_without_focus_it_is_the_crossentropy() -> None:
    targets, outputs = np.asarray([1.0, 0.0]), np.asarray([[0.3], [0.4]])
    plain = BinaryCrossentropy().apply(targets, outputs)
    np.testing.assert_allclose(BinaryFocalCrossentropy(gamma=0).apply(targets, outputs), plain)


@pytest.mark.parametrize("kind", [BinaryFocalCrossentropy, CategoricalFocalCrossentropy])
def test_label_smoothing_outside_0_to_1_is_refused_of_focal_crossentropy(kind: Any) -> None:
    with pytest.raises(SettingError, match="crossentropy got label_smoothing=2"):
        kind(label_smoothing=2)


@pytest.mark.parametrize("settings", [{}], ids=str)
@pytest.mark.parametrize("proof", PROOFS)
def test_against_keras_of_kl_divergence(
    proof: Callable[..., None], settings: dict[str, Any]
) -> None:
    proof("KLDivergence", settings)


def test_distributions_that_are_alike_cost_nothing() -> None:
    losses = KLDivergence().apply([[0.5, 0.5], [1.0, 0.0]], [[0.5, 0.5], [0.25, 0.75]])
    np.testing.assert_allclose(losses, [0.0, np.log(4)], atol=3e-6)


@pytest.mark.parametrize(
    ("labels", "signed"),
    [([0, 1, 1], [-1, 1, 1]), ([-1, 1], [-1, 1]), ([1, 1], [1, 1]), ([0, 0.5], [0, 0.5])],
)
def test_only_labels_of_0_and_1_are_changed(labels: list[float], signed: list[float]) -> None:
    assert signed_labels(jnp.asarray(labels)).tolist() == signed


@pytest.mark.parametrize("settings", [{}], ids=str)
@pytest.mark.parametrize("proof", PROOFS)
def test_against_keras_of_hinge_losses(
    proof: Callable[..., None], settings: dict[str, Any]
) -> None:
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
