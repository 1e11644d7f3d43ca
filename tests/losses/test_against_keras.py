"""Every loss and its gradient, against Keras."""

from typing import Any

import jax
import jax.numpy as jnp
import keras
import numpy as np
import pytest
from jax.test_util import check_grads

from plainnet.losses.catalogue import LOSSES
from plainnet.losses.loss import Loss

CLASSES = 6
SETTINGS: list[tuple[str, dict[str, Any]]] = [
    ("MeanSquaredError", {}),
    ("MeanAbsoluteError", {}),
    ("BinaryCrossentropy", {}),
    ("BinaryCrossentropy", {"label_smoothing": 0.2}),
    ("BinaryCrossentropy", {"from_logits": True}),
    ("BinaryCrossentropy", {"from_logits": True, "label_smoothing": 0.2}),
    ("CategoricalCrossentropy", {}),
    ("CategoricalCrossentropy", {"label_smoothing": 0.2}),
    ("CategoricalCrossentropy", {"from_logits": True}),
    ("CategoricalCrossentropy", {"from_logits": True, "label_smoothing": 0.2}),
    ("SparseCategoricalCrossentropy", {}),
    ("SparseCategoricalCrossentropy", {"from_logits": True}),
]


@pytest.fixture(params=SETTINGS, ids=lambda pair: f"{pair[0]}-{'-'.join(pair[1]) or 'plain'}")
def pair(request: pytest.FixtureRequest) -> tuple[Loss, Any]:
    """Give one loss of ours and the same of Keras."""
    name, settings = request.param
    return LOSSES[name](**settings), getattr(keras.losses, name)(reduction=None, **settings)


def targets_and_outputs(loss: Loss, *, middle: tuple[int, ...] = ()) -> tuple[Any, Any]:
    """Draw targets and outputs that suit a loss."""
    random = np.random.default_rng(20)
    shape = (17, *middle)
    numbers = random.integers(0, CLASSES, shape)
    logits = random.normal(scale=3, size=(*shape, CLASSES))
    if loss.target_kind == "numbers" and "Binary" not in type(loss).__name__:
        return random.normal(size=logits.shape), logits
    outputs = logits if getattr(loss, "from_logits", False) else np.asarray(jax.nn.softmax(logits))
    targets = numbers if loss.target_kind == "class_numbers" else np.eye(CLASSES)[numbers]
    return targets.astype(np.float32), outputs.astype(np.float32)


def assert_same(loss: Loss, reference: Any, y_true: Any, y_pred: Any) -> None:
    """Compare values and gradients."""
    y_true, y_pred = jnp.asarray(y_true, jnp.float32), jnp.asarray(y_pred, jnp.float32)
    expected = np.asarray(reference(y_true, y_pred))
    per_sample = expected.reshape(len(y_pred), -1).mean(axis=1)
    np.testing.assert_allclose(loss.apply(y_true, y_pred), per_sample, rtol=2e-6, atol=1e-7)

    ours = jax.grad(lambda outputs: loss.apply(y_true, outputs).mean())(y_pred)
    theirs = jax.grad(lambda outputs: reference(y_true, outputs).mean())(y_pred)
    np.testing.assert_allclose(ours, theirs, rtol=2e-6, atol=1e-8)


def test_values_and_gradients_of_random_outputs(pair: tuple[Loss, Any]) -> None:
    assert_same(*pair, *targets_and_outputs(pair[0]))


def test_values_and_gradients_of_sequences(pair: tuple[Loss, Any]) -> None:
    assert_same(*pair, *targets_and_outputs(pair[0], middle=(4,)))


@pytest.mark.parametrize("certain", [0.0, 1.0])
def test_outputs_that_are_certain(pair: tuple[Loss, Any], certain: float) -> None:
    loss = pair[0]
    targets, _ = targets_and_outputs(loss)
    one_hot = targets if targets.ndim == 2 else np.eye(CLASSES)[targets.astype(int)]
    assert_same(*pair, targets, np.roll(one_hot, int(1 - certain), axis=1))


@pytest.mark.parametrize("pair", [s for s in SETTINGS if "from_logits" in s[1]], indirect=True)
def test_logits_that_would_overflow_an_exponential(pair: tuple[Loss, Any]) -> None:
    loss = pair[0]
    targets, logits = targets_and_outputs(loss)
    losses = loss.apply(targets, logits * 1e4)
    assert np.isfinite(losses).all()
    assert_same(*pair, targets, logits * 1e4)


def test_gradients_by_finite_differences(pair: tuple[Loss, Any]) -> None:
    loss = pair[0]
    targets, outputs = targets_and_outputs(loss)
    if "crossentropy" in loss.name and not getattr(loss, "from_logits", False):
        outputs = 0.8 * outputs + 0.2 / CLASSES  # a difference needs room on both sides
    with jax.enable_x64(True):
        check_grads(
            lambda y_pred: loss.apply(jnp.asarray(targets), y_pred),
            (jnp.asarray(outputs, jnp.float64),),
            order=1,
            modes=["rev"],
            eps=1e-6,
            rtol=1e-6,
            atol=1e-6,
        )


@pytest.mark.parametrize("name", ["MeanSquaredError", "MeanAbsoluteError", "BinaryCrossentropy"])
@pytest.mark.parametrize(
    ("y_shape", "output_shape"), [((5,), (5, 1)), ((5, 1), (5, 1)), ((5, 1), (5,))]
)
def test_a_last_axis_of_one_may_be_missing(
    name: str, y_shape: tuple[int, ...], output_shape: tuple[int, ...]
) -> None:
    random = np.random.default_rng(3)
    y_true = random.integers(0, 2, 5).astype(np.float32)
    y_pred = random.uniform(size=5).astype(np.float32)
    expected = getattr(keras.losses, name)(reduction=None)(y_true[:, None], y_pred[:, None])
    losses = LOSSES[name]().apply(y_true.reshape(y_shape), y_pred.reshape(output_shape))
    assert losses.shape == (5,)
    np.testing.assert_allclose(losses, expected, rtol=1e-6)


@pytest.mark.parametrize("y_shape", [(5,), (5, 1)])
def test_class_numbers_as_a_row_or_a_column(y_shape: tuple[int, ...]) -> None:
    outputs = np.asarray(jax.nn.softmax(np.random.default_rng(3).normal(size=(5, 3))))
    numbers = np.asarray([0, 1, 2, 2, 1])
    expected = keras.losses.SparseCategoricalCrossentropy(reduction=None)(numbers, outputs)
    losses = LOSSES["SparseCategoricalCrossentropy"]().apply(numbers.reshape(y_shape), outputs)
    np.testing.assert_allclose(losses, expected, rtol=1e-6)


def test_binary_crossentropy_behind_a_softmax_is_the_mean_over_the_classes() -> None:
    outputs = np.asarray([[0.7, 0.1, 0.2]], np.float32)
    losses = LOSSES["bce"]().apply([[1.0, 0.0, 0.0]], outputs)
    by_hand = -(np.log(0.7) + np.log(0.9) + np.log(0.8)) / 3
    assert losses.tolist() == pytest.approx([by_hand], rel=1e-6)


def test_perfect_and_hopeless_probabilities_are_clipped_at_1e_minus_7() -> None:
    losses = LOSSES["sparse_categorical_crossentropy"]().apply([0, 0], [[1.0, 0.0], [0.0, 1.0]])
    assert losses.tolist() == pytest.approx([1e-7, -np.log(1e-7)], rel=0.2)
