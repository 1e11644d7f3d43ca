"""Losses and metrics as a script imports them: classes, and functions of targets and outputs."""

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from plainnet.files.layer_config import own_form
from plainnet.keras_names.arrays.eager_array import eager
from plainnet.keras_names.arrays.noted_steps import noting
from plainnet.keras_names.model import script_metrics
from plainnet.keras_names.model.keras_layer import snake_case
from plainnet.keras_names.model.rule_names import without_usual
from plainnet.keras_names.model.symbolic_functions import applied
from plainnet.keras_names.model.symbolic_tensor import SymbolicTensor
from plainnet.losses.catalogue import LOSSES
from plainnet.losses.loss import CustomLoss
from plainnet.losses.loss import Loss as PlainLoss
from plainnet.metrics.accuracy_metrics import Accuracy
from plainnet.metrics.catalogue import METRICS, find_metric
from plainnet.metrics.metric import Metric as PlainMetric
from plainnet.metrics.metric import Tally
from plainnet.signatures import init_showing_fields

_OLD_NAMES = {"cosine_proximity": "cosine_similarity", "cosine": "cosine_similarity"}


def shown(figures: Any) -> Any:
    """Return numbers as scripts expect them; traced ones as they are."""
    return figures if isinstance(figures, jax.core.Tracer) else eager(np.asarray(figures))


class CallableLoss(PlainLoss):
    """A loss of the engine that can be called on arrays."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        kind = type(self)
        super().__init__(*args, **without_usual(kind.__name__, settings, fields_of(kind)))

    @noting
    def __call__(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> Any:
        """Return the mean loss."""
        if (wired := _of_symbols(self, y_true, y_pred)) is not None:
            return wired
        losses = self.apply(y_true, y_pred)
        if sample_weight is not None:
            losses = losses * jnp.asarray(sample_weight, losses.dtype)
        if self.reduction in (None, "none"):
            return shown(losses)
        return shown(jnp.sum(losses) if self.reduction == "sum" else jnp.mean(losses))

    call = PlainLoss.apply


class Loss:
    """What a script derives a loss of its own from: it writes `call`."""

    def __init__(self, name: str | None = None, reduction: Any = None, **settings: Any) -> None:
        self.name = name or snake_case(type(self).__name__)

    def get_config(self) -> dict[str, Any]:
        """Return the name, to which a script adds its own settings."""
        return {"name": self.name}

    def call(self, y_true: Any, y_pred: Any) -> Any:
        """Return the loss of each sample."""
        raise NotImplementedError

    @noting
    def __call__(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> Any:
        """Return the mean loss."""
        return shown(self.as_plain().apply(y_true, y_pred).mean())

    def as_plain(self) -> CustomLoss:
        """Return the engine's loss."""
        return ScriptLoss(self.call, name=self.name)


class ScriptLoss(CustomLoss):
    """A script's loss in the compiled run."""

    def saved_form(self) -> dict[str, Any]:
        """Return the form in which Keras saves the loss: its settings, not its code."""
        return own_form(self.function.__self__)  # type: ignore[attr-defined]


class LossFunction:
    """A loss as a function; the engine takes it by its name."""

    def __init__(self, name: str, apply: Callable[..., Any]) -> None:
        self.__name__ = name
        self._apply = apply

    @noting
    def __call__(self, y_true: Any, y_pred: Any, **settings: Any) -> Any:
        """Return the loss of each sample."""
        if (wired := _of_symbols(self, y_true, y_pred)) is not None:
            return wired
        return shown(self._apply(jnp.asarray(y_true), jnp.asarray(y_pred), **settings))

    def as_plain(self) -> str:
        """Return the name."""
        return self.__name__


def _of_symbols(loss: Any, *arrays: Any) -> Any:
    """Compute a loss of tensors without numbers as a layer; None for numbers.

    It is a part of `add_loss`, or of a model that gives its loss.
    """
    symbols = [each for each in arrays if isinstance(each, SymbolicTensor)]
    if not symbols:
        return None

    def compute(y_true: Any, y_pred: Any) -> Any:
        return loss(y_true, y_pred)

    compute.__name__ = getattr(loss, "__name__", type(loss).__name__)
    return applied(compute, arrays, {}, symbols)


def loss_named(name: str) -> Any:
    """Return a loss class or function; None if it is not covered. The names of all for `*`."""
    if name == "*":
        return list(LOSSES)
    if name in ("Loss", "Reduction"):
        return Loss if name == "Loss" else _Reduction
    if name in ("get", "deserialize"):
        return lambda identifier: loss_named(identifier) or identifier
    name = _OLD_NAMES.get(name, name)
    kind = LOSSES.get(name)
    if kind is None:
        return None
    if name == kind.__name__:
        return _loss_class(kind)
    return LossFunction(name, _function_of(kind))


class _Reduction:
    """How the losses of a batch become one, by the names of TensorFlow 2."""

    AUTO = "sum_over_batch_size"
    SUM_OVER_BATCH_SIZE = "sum_over_batch_size"
    SUM = "sum"
    NONE = "none"


def _function_of(kind: type[PlainLoss]) -> Callable[..., Any]:
    """Make a function with the loss's settings as arguments."""

    def function(y_true: Any, y_pred: Any, **settings: Any) -> Any:
        if y_pred.ndim == 1:  # one row, without the axis of a batch
            return function(y_true[None], y_pred[None], **settings)[0]
        loss = kind(**{each: value for each, value in settings.items() if each != "axis"})
        return loss.losses(*loss.match(jnp.asarray(y_true, y_pred.dtype), y_pred))

    return function


@cache
def _loss_class(kind: type[PlainLoss]) -> Any:
    """Make the class that can be called."""
    positional = [each.name for each in fields(kind) if not each.kw_only]
    init = init_showing_fields(CallableLoss.__init__, kind, positional)
    return type(kind.__name__, (CallableLoss, kind), _as_keras("losses", kind, init))


def tally_with(
    metric: PlainMetric, before: Tally | None, y_true: Any, y_pred: Any, sample_weight: Any
) -> Tally:
    """Return the sums of a metric with a batch added."""
    weight = np.ones(len(y_pred), np.float32) if sample_weight is None else sample_weight
    outputs, targets = jnp.asarray(y_pred, jnp.float32), jnp.asarray(y_true, jnp.float32)
    new = metric.tally(targets, outputs, jnp.asarray(weight))
    return new if before is None else {each: before[each] + new[each] for each in new}


class StatefulMetric(PlainMetric):
    """A metric of the engine that a script may feed batch by batch."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Keras takes the name first wherever nothing else comes first.
        if args and isinstance(args[0], str) and "average" not in fields_of(type(self)):
            kwargs, args = {"name": args[0], **kwargs}, ()
        kept = without_usual(type(self).__name__, kwargs, fields_of(type(self)))
        super().__init__(*args, **kept)

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        """Add a batch."""
        sums = tally_with(self, self.__dict__.get("_sums"), y_true, y_pred, sample_weight)
        object.__setattr__(self, "_sums", sums)

    def result(self, tally: Any = None) -> Any:
        """Return the metric of the sums, or of all batches so far."""
        sums = self.__dict__.get("_sums") if tally is None else tally
        return shown(np.float32(0) if sums is None else super().result(sums))  # type: ignore[safe-super]

    def reset_state(self) -> None:
        """Forget all batches."""
        object.__setattr__(self, "_sums", None)

    reset_states = reset_state

    def __call__(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> Any:
        """Add a batch, and give the metric so far."""
        self.update_state(y_true, y_pred, sample_weight)
        return self.result()


def fields_of(kind: type[Any]) -> tuple[str, ...]:
    """Name the settings of a loss or metric."""
    return tuple(each.name for each in fields(kind))


def metric_named(name: str) -> Any:
    """Return a metric class or function; None if it is not covered. The names of all for `*`."""
    if name == "*":
        return list(METRICS)
    if name in ("get", "deserialize"):
        return lambda identifier: metric_named(identifier) or identifier
    if name == "Accuracy":
        return _metric_class(Accuracy)
    if name in ("Metric", "Mean", "Sum"):
        return getattr(script_metrics, name)
    name = _OLD_NAMES.get(name, name)
    kind = METRICS.get(name)
    if kind is not None:
        return _metric_class(kind) if name == kind.__name__ else _metric_function(name)
    if name in LOSSES and name == LOSSES[name].__name__:
        return _loss_class(LOSSES[name])
    return loss_named(name)


@cache
def _metric_class(kind: type[PlainMetric]) -> Any:
    """Make the class that can be fed."""
    positional = [each.name for each in fields(kind) if not each.kw_only]
    init = init_showing_fields(StatefulMetric.__init__, kind, positional)
    return type(kind.__name__, (StatefulMetric, kind), _as_keras("metrics", kind, init))


def _as_keras(module: str, kind: type[Any], init: Callable[..., None]) -> dict[str, Any]:
    """Return what a class shows of itself: where Keras has it, its text and its settings."""
    return {"__doc__": kind.__doc__, "__module__": f"keras.{module}", "__init__": init}


def _metric_function(name: str) -> LossFunction:
    """Make the function that gives the metric of each sample."""

    def function(y_true: Any, y_pred: Any) -> Any:
        shapes = {"output_shape": y_pred.shape[1:], "y_shape": y_true.shape[1:]}
        metric = find_metric(name, **shapes)
        return metric.result(metric.tally(y_true, y_pred, jnp.ones(len(y_pred))))

    return LossFunction(name, function)
