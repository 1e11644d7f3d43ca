"""How a model is trained, as Keras saves it."""

from collections.abc import Mapping, Sequence
from typing import Any

from plainnet.losses.catalogue import saved_loss
from plainnet.losses.loss import CustomLoss, JointLoss, Loss, NoLoss
from plainnet.metrics.catalogue import saved_function, saved_metric
from plainnet.metrics.metric import CustomMetric, Metric
from plainnet.optimizers.catalogue import saved_optimizer
from plainnet.optimizers.optimizer import Optimizer
from plainnet.training.objective import Named, OfOutput


def compile_config(
    optimizer: Optimizer | None,
    loss: Loss | None,
    metrics: Sequence[Named],
    weighted_metrics: Sequence[Named],
) -> dict[str, Any] | None:
    """Write loss, optimizer and metrics as Keras does.

    Result: None for a model that is not compiled.
    """
    if optimizer is None or loss is None:
        return None
    config: dict[str, Any] = {
        "optimizer": saved_optimizer(optimizer),
        "loss": _saved(loss),
        "loss_weights": None,
    }
    if isinstance(loss, JointLoss):
        config["loss"] = [_saved(part) for part in loss.parts]
        config["loss_weights"] = list(loss.weights)
    n_outputs = len(loss.parts) if isinstance(loss, JointLoss) else 1
    for name, asked_for in (("metrics", metrics), ("weighted_metrics", weighted_metrics)):
        config[name] = _saved_metrics(asked_for, n_outputs) or None
    return config


def _saved_metrics(asked_for: Sequence[Named], n_outputs: int) -> list[Any]:
    """Write metrics, those of each output in a list of their own where there are several."""
    if n_outputs == 1:
        return [_saved(metric) for metric in asked_for]
    each: list[list[Any]] = [[] for _ in range(n_outputs)]
    for asked in asked_for:
        if isinstance(asked, OfOutput):
            each[asked.number].append(_saved(asked.metric))
    return each if any(each) else []


def _saved(thing: Named) -> Any:
    """Write a loss or metric as Keras does: its name, or its settings."""
    if isinstance(thing, str | Mapping | NoLoss):
        return None if isinstance(thing, NoLoss) else thing
    if (form := getattr(thing, "saved_form", None)) is not None:
        return form()
    if isinstance(thing, CustomLoss | CustomMetric):
        return saved_function(thing.name)
    if isinstance(thing, Loss):
        return saved_loss(thing)
    if isinstance(thing, Metric):
        return saved_metric(thing)
    return saved_function(getattr(thing, "__name__", type(thing).__name__))
