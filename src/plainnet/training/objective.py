"""Losses and metrics as users name them, made into those of a network's outputs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import jax
import numpy as np

from plainnet.errors import SettingError
from plainnet.losses.catalogue import find_loss
from plainnet.losses.loss import JointLoss, Loss, NoLoss, check_targets
from plainnet.metrics.catalogue import find_metric
from plainnet.metrics.metric import LossOfOutput, Metric, MetricOfOutput
from plainnet.networks.network import Arrays, Shapes, each_array, each_shape
from plainnet.optimizers.learning_rate_schedules import InverseTimeDecay
from plainnet.optimizers.optimizer import Optimizer

Named = Any  # a name, a saved form, a function, a Loss or a Metric


@dataclass(frozen=True)
class OfOutput:
    """A metric asked for at one of several outputs."""

    metric: Named
    number: int


def objective_of(loss: Any, output_names: tuple[str, ...], loss_weights: Any = None) -> Loss:
    """Find the loss of a network.

    `loss`: one for all outputs, or one for each.
    """
    names = output_names
    if isinstance(loss, list | tuple) or _is_by_output(loss, names):
        each = _by_output(loss, names, may_be_none=True)
        each = [NoLoss() if part is None else part for part in each]
    else:
        each = [loss] * len(names)
    if len(names) == 1:
        return find_loss(each[0])
    weights = [1.0] * len(names) if loss_weights is None else _by_output(loss_weights, names)
    return JointLoss(tuple(map(find_loss, each)), tuple(map(float, weights)))


def metrics_asked_for(given: Any, output_names: tuple[str, ...]) -> tuple[Named, ...]:
    """Put metrics in a row."""
    if given is None:
        return ()
    if len(output_names) == 1:
        if _is_by_output(given, output_names):
            given = given[output_names[0]]
        return tuple(_flat(given))
    if _is_by_output(given, output_names):
        each = [given.get(name) for name in output_names]
    elif isinstance(given, list | tuple) and len(given) == len(output_names):
        each = list(given)
    else:
        each = [given] * len(output_names)
    return tuple(
        OfOutput(metric, number)
        for number, own in enumerate(each)
        for metric in (() if own is None else _flat(own))
    )


def find_metrics(
    asked_for: Sequence[Named],
    output_names: tuple[str, ...],
    output_shape: Shapes,
    y_shape: Shapes,
) -> tuple[Metric, ...]:
    """Find the metrics that fit the shapes of outputs and targets."""
    found = []
    for each in asked_for:
        if not isinstance(each, OfOutput):
            found.append(find_metric(each, output_shape=output_shape, y_shape=y_shape))
            continue
        metric = find_metric(
            each.metric, output_shape=output_shape[each.number], y_shape=y_shape[each.number]
        )
        name = f"{output_names[each.number]}_{metric.name}"
        found.append(MetricOfOutput(metric, each.number, name=name))
    return tuple(found)


def losses_of_outputs(loss: Loss, output_names: tuple[str, ...]) -> tuple[Metric, ...]:
    """Return the metrics that show the loss of each of several outputs."""
    if not isinstance(loss, JointLoss):
        return ()
    found = tuple(
        LossOfOutput(part, number, name=f"{name}_loss")
        for number, (name, part) in enumerate(zip(output_names, loss.parts, strict=True))
        if not isinstance(part, NoLoss)
    )
    return found if len(found) > 1 else ()


def check_all_targets(loss: Loss, targets: Arrays, output_shape: Shapes) -> None:
    """Refuse targets that the losses cannot compare with the outputs."""
    parts = loss.parts if isinstance(loss, JointLoss) else (loss,)
    for part, own, shape in zip(parts, each_array(targets), each_shape(output_shape), strict=True):
        check_targets(part, own, shape)


def _flat(given: Any) -> list[Named]:
    """Put a metric, or lists within lists of them, in a row."""
    if isinstance(given, list | tuple):
        return [metric for part in given if part is not None for metric in _flat(part)]
    return [given]


def _is_by_output(given: Any, names: tuple[str, ...]) -> bool:
    """Return whether a mapping goes by outputs, and is not a saved form."""
    return isinstance(given, Mapping) and "class_name" not in given and set(given) <= set(names)


def _by_output(given: Any, names: tuple[str, ...], *, may_be_none: bool = False) -> list[Any]:
    """Put what was given for each output in their order."""
    if isinstance(given, Mapping):
        given = [given[name] for name in names if name in given]
    elif not isinstance(given, list | tuple):
        given = [given]
    if len(given) != len(names) or (None in given and not (may_be_none and any(given))):
        raise SettingError("model.one_for_each_output", names=list(names), found=len(given))
    return list(given)


def decay_of(optimizer: Optimizer) -> InverseTimeDecay | None:
    """Return the decay with every step, if that is what the learning rate follows."""
    rate = optimizer.learning_rate
    return rate if isinstance(rate, InverseTimeDecay) and rate.decay_steps == 1 else None


def has_rate_to_set(optimizer: Optimizer) -> bool:
    """Return whether callbacks may set the learning rate."""
    return optimizer.has_constant_rate or decay_of(optimizer) is not None


def rate_set(optimizer: Optimizer) -> np.float32:
    """Return the rate that is set, the run's argument; 0 where a schedule decides."""
    decay = decay_of(optimizer)
    return np.float32(optimizer.constant_rate if decay is None else decay.initial_learning_rate)


def with_rate(optimizer: Optimizer, rate: float) -> Optimizer:
    """Return the optimizer with another rate."""
    decay = decay_of(optimizer)
    if decay is not None:
        return replace(optimizer, learning_rate=replace(decay, initial_learning_rate=float(rate)))
    if not optimizer.has_constant_rate:
        raise SettingError("model.rate_is_scheduled", optimizer=optimizer.name)
    return replace(optimizer, learning_rate=float(rate))


def without_rate(optimizer: Optimizer) -> Optimizer:
    """Return the optimizer as it is compiled: the same for every rate that may be set."""
    decay = decay_of(optimizer)
    return optimizer.without_rate() if decay is None else with_rate(optimizer, 1.0)


def rate_of_step(optimizer: Optimizer, step: jax.Array, rate: Any) -> jax.Array:
    """Return the rate of a step within the run, from its argument.

    Shapes: `step` (), `rate` () -> ().
    """
    if optimizer.has_constant_rate:
        return rate  # type: ignore[no-any-return]
    factor = rate if decay_of(optimizer) is not None else 1.0
    return factor * optimizer.rate_at(step)
