"""Hold a loss and its gradient against Keras and against finite differences."""

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import keras
import numpy as np
from jax.test_util import check_grads

from plainnet.losses.catalogue import LOSSES
from plainnet.losses.loss import Loss

CLASSES = 6


def targets_and_outputs(loss: Loss, *, middle: tuple[int, ...] = ()) -> tuple[Any, Any]:
    """Draw targets and outputs that suit a loss."""
    random = np.random.default_rng(20)
    shape = (17, *middle)
    numbers = random.integers(0, CLASSES, shape)
    logits = random.normal(scale=3, size=(*shape, CLASSES)).astype(np.float32)
    if loss.name in ("kl_divergence", "poisson"):
        shares = np.asarray(jax.nn.softmax(random.normal(size=logits.shape)), np.float32)
        return shares, np.asarray(jax.nn.softmax(logits), np.float32)
    if loss.name == "categorical_hinge":
        return np.eye(CLASSES)[numbers].astype(np.float32), logits
    if "crossentropy" not in loss.name:
        return random.normal(size=logits.shape).astype(np.float32), logits
    outputs = logits if getattr(loss, "from_logits", False) else np.asarray(jax.nn.softmax(logits))
    targets = numbers if loss.target_kind == "class_numbers" else np.eye(CLASSES)[numbers]
    return targets.astype(np.float32), outputs


def assert_same(name: str, settings: dict[str, Any], y_true: Any, y_pred: Any) -> None:
    """Compare values and gradients with those of Keras."""
    loss = LOSSES[name](**settings)
    reference = getattr(keras.losses, name)(reduction=None, **settings)
    y_true, y_pred = jnp.asarray(y_true, jnp.float32), jnp.asarray(y_pred, jnp.float32)
    expected = np.asarray(reference(y_true, y_pred))
    per_sample = expected.reshape(len(y_pred), -1).mean(axis=1)
    np.testing.assert_allclose(loss.apply(y_true, y_pred), per_sample, rtol=2e-6, atol=1e-7)

    ours = jax.grad(lambda outputs: loss.apply(y_true, outputs).mean())(y_pred)
    theirs = jax.grad(lambda outputs: reference(y_true, outputs).mean())(y_pred)
    np.testing.assert_allclose(ours, theirs, rtol=2e-6, atol=1e-8)


def random_outputs(name: str, settings: dict[str, Any]) -> None:
    """Compare on random outputs."""
    assert_same(name, settings, *targets_and_outputs(LOSSES[name](**settings)))


def sequences(name: str, settings: dict[str, Any]) -> None:
    """Compare on sequences, whose losses are averaged over time."""
    assert_same(name, settings, *targets_and_outputs(LOSSES[name](**settings), middle=(4,)))


def certain_and_right(name: str, settings: dict[str, Any]) -> None:
    """Compare on outputs of exactly 0 and 1 that are right."""
    targets, _ = targets_and_outputs(LOSSES[name](**settings))
    assert_same(name, settings, targets, one_hot(targets))


def certain_and_wrong(name: str, settings: dict[str, Any]) -> None:
    """Compare on outputs of exactly 0 and 1 that are wrong."""
    targets, _ = targets_and_outputs(LOSSES[name](**settings))
    assert_same(name, settings, targets, np.roll(one_hot(targets), 1, axis=1))


def finite_differences(name: str, settings: dict[str, Any]) -> None:
    """Compare the gradient with differences, in float64."""
    loss = LOSSES[name](**settings)
    targets, outputs = targets_and_outputs(loss)
    is_share = "crossentropy" in loss.name or loss.name in ("kl_divergence", "poisson")
    if is_share and not settings.get("from_logits"):
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


def one_hot(targets: Any) -> Any:
    """Write class numbers as one-hot rows; leave others as they are."""
    return targets if targets.ndim == 2 else np.eye(CLASSES)[targets.astype(int)]


PROOFS: list[Callable[[str, dict[str, Any]], None]] = [
    random_outputs,
    sequences,
    certain_and_right,
    certain_and_wrong,
    finite_differences,
]
