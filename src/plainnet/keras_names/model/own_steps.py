"""Training by a `train_step` that a script writes itself: `fit` calls it for each batch.

The step finds the loss and the metrics of `compile` at the model.
"""

import time
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

import jax.numpy as jnp
import numpy as np

from plainnet.keras_names.arrays.noted_steps import leaves_in, noting
from plainnet.keras_names.door.refusal import refusal_of
from plainnet.keras_names.model.loss_names import shown, tally_with
from plainnet.keras_names.model.script_metrics import Mean
from plainnet.keras_names.tensorflow.data_pipeline import Dataset
from plainnet.losses.catalogue import find_loss
from plainnet.metrics.catalogue import find_metric
from plainnet.metrics.metric import Tally
from plainnet.training.callbacks.callback_list import CallbackList
from plainnet.training.training_data import gives_batches

_TAKEN = ("batch_size", "epochs", "initial_epoch", "shuffle", "steps_per_epoch")
_BATCH = 32  # rows of a batch where the script says nothing


def has_own_step(model: Any, name: str) -> bool:
    """Return whether a class of the script writes a step itself."""
    step = getattr(type(model), name, None)
    return step is not None and not step.__module__.startswith("plainnet.")


def kept_metrics(model: Any) -> list[Any]:
    """List the metrics that a model of the script keeps account with, in the order made."""
    kept = leaves_in(dict(vars(model)))
    return [each for each in kept if hasattr(each, "reset_state")]


class CompiledLoss:
    """The loss of `compile`, and its mean over the batches so far."""

    def __init__(self, loss: Any) -> None:
        if isinstance(loss, list | tuple | Mapping):
            raise refusal_of("compiled_loss", "script_data.hint.training")
        self.loss = find_loss(loss)
        self.mean = Mean("loss")

    def __call__(
        self,
        y_true: Any,
        y_pred: Any,
        sample_weight: Any = None,
        regularization_losses: Any = None,
    ) -> Any:
        """Return the loss of a batch, which counts by its rows."""
        total = self.of(y_true, y_pred, sample_weight, regularization_losses)
        self.mean.update_state(np.array(total), len(y_pred))
        return total

    def of(self, y_true: Any, y_pred: Any, sample_weight: Any, added: Any) -> Any:
        """Return the loss of a batch."""
        return sum(added or (), _mean_loss(self.loss, y_true, y_pred, sample_weight))


@noting
def _mean_loss(loss: Any, y_true: Any, y_pred: Any, sample_weight: Any) -> Any:
    """Compute the mean loss of a batch, weighted by the rows where the script weighs them."""
    losses = loss.apply(jnp.asarray(y_true), jnp.asarray(y_pred))
    weights = 1.0 if sample_weight is None else jnp.asarray(sample_weight, losses.dtype)
    return shown(jnp.mean(losses * weights))


class CompiledMetric:
    """A metric of `compile` that the engine computes; what it is shows with the first batch."""

    def __init__(self, asked: Any) -> None:
        self.asked = asked
        self.name = str(getattr(asked, "name", getattr(asked, "__name__", asked)))
        self.reset_state()

    def reset_state(self) -> None:
        """Forget all batches."""
        self.tally: Tally | None = None

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        """Add a batch."""
        if self.tally is None:
            shapes = {"output_shape": np.shape(y_pred)[1:], "y_shape": np.shape(y_true)[1:]}
            self.metric = find_metric(self.asked, **shapes)
        self.tally = tally_with(self.metric, self.tally, y_true, y_pred, sample_weight)

    def result(self) -> Any:
        """Return the metric of all batches so far."""
        return shown(np.float32(0) if self.tally is None else self.metric.result(self.tally))


class CompiledMetrics:
    """The metrics of `compile`."""

    def __init__(self, asked: Iterable[Any]) -> None:
        self.metrics = [
            each if hasattr(each, "reset_state") else CompiledMetric(each) for each in asked
        ]

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        """Add a batch to each."""
        for metric in self.metrics:
            metric.update_state(y_true, y_pred, sample_weight)


def fit_by_own_step(
    model: Any, x: Any, y: Any, callbacks: Iterable[Any], settings: Mapping[str, Any]
) -> None:
    """Call the model's `train_step` for each batch, and its `test_step` for those to validate on.

    `settings`: of `fit`, in today's words.
    """
    validation = settings.get("validation_data")
    for name, value in settings.items():
        is_usual = value is None or (isinstance(value, float | int) and value in (0, 1))
        takes = name in _TAKEN or (name == "validation_data" and has_own_step(model, "test_step"))
        if not takes and not is_usual:
            raise refusal_of(f"{type(model).__name__}.fit({name}=...)", "script.hint.setting")
    steps, size = settings.get("steps_per_epoch"), settings.get("batch_size") or _BATCH
    batches = _batches(x, y, size, bool(settings.get("shuffle", True)))
    epochs = int(settings.get("epochs", 1))
    known = steps if steps is not None or not hasattr(batches, "__len__") else len(batches)
    hooks = CallbackList(callbacks, model, {"epochs": epochs, "steps": known, "verbose": 0})
    walk = iter(batches) if steps is not None else None
    hooks.call("on_train_begin")
    for epoch in range(int(settings.get("initial_epoch") or 0), epochs):
        started = time.perf_counter()
        hooks.call("on_epoch_begin", epoch)
        logs = _pass(model, "train_step", batches if walk is None else islice(walk, steps), hooks)
        if validation is not None:
            tested = _batches(*_pair(validation), size, False)
            logs |= {f"val_{k}": v for k, v in _pass(model, "test_step", tested, None).items()}
        hooks.end_epoch(epoch, logs, time.perf_counter() - started)
        if model.stop_training:
            break
    hooks.call("on_train_end")


def _pass(model: Any, step: str, batches: Any, hooks: CallbackList | None) -> dict[str, float]:
    """Call a step for each batch; return what the last one gave: its metrics go on counting."""
    for metric in model.metrics:
        metric.reset_state()
    logs: dict[str, float] = {}
    for number, batch in enumerate(batches):
        if hooks is not None:
            hooks.call("on_train_batch_begin", number)
        given = getattr(model, step)(batch)
        logs = {name: float(np.asarray(value)) for name, value in given.items()}
        if hooks is not None:
            hooks.call("on_train_batch_end", number, logs=logs)
    return logs


def _batches(x: Any, y: Any, size: int, shuffle: bool) -> Any:
    """Return batches of arrays, or those that a script brings."""
    if y is None and gives_batches(x):
        return x
    arrays = _as_float32(x) if y is None else (_as_float32(x), _as_float32(y))
    rows = Dataset.from_tensor_slices(arrays)
    n_rows = len(next(iter(leaves_in(arrays))))
    return (rows.shuffle(n_rows) if shuffle else rows).batch(size)


def _as_float32(nest: Any) -> Any:
    """Turn arrays of long numbers into short ones, as Keras does."""
    if isinstance(nest, tuple | list) and any(hasattr(each, "shape") for each in nest):
        return tuple(_as_float32(each) for each in nest)
    if isinstance(nest, dict):
        return {name: _as_float32(each) for name, each in nest.items()}
    array = np.asarray(nest)
    return array.astype(np.float32) if array.dtype.kind == "f" else array


def _pair(validation: Any) -> tuple[Any, Any]:
    """Return inputs and targets to validate on."""
    return validation if isinstance(validation, tuple) else (validation, None)
