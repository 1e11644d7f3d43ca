"""How a model is trained, as Keras saves it.

Concepts: configuration, serialisation
"""

from collections.abc import Mapping, Sequence
from typing import Any

from plainnet.losses.catalogue import saved_loss
from plainnet.losses.custom_loss import CustomLoss
from plainnet.losses.joint_loss import JointLoss
from plainnet.losses.loss import Loss
from plainnet.metrics.catalogue import saved_metric
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

    Parameters
    ----------
    optimizer : Optimizer or None
    loss : Loss or None
    metrics, weighted_metrics : sequence
        As `metrics_asked_for` gave them.

    Returns
    -------
    dict or None
        None where there is nothing that a file can hold: functions are code.
    """
    if optimizer is None or loss is None or isinstance(loss, CustomLoss):
        return None
    config: dict[str, Any] = {"optimizer": saved_optimizer(optimizer), "loss": saved_loss(loss)}
    if isinstance(loss, JointLoss):
        if any(isinstance(part, CustomLoss) for part in loss.parts):
            return None
        config["loss"] = [saved_loss(part) for part in loss.parts]
        config["loss_weights"] = list(loss.weights)
    n_outputs = len(loss.parts) if isinstance(loss, JointLoss) else 1
    for name, asked_for in (("metrics", metrics), ("weighted_metrics", weighted_metrics)):
        config[name] = _saved_metrics(asked_for, n_outputs) or None
    return config


def _saved_metrics(asked_for: Sequence[Named], n_outputs: int) -> list[Any]:
    """Write metrics, those of each output in a list of their own where there are several."""
    if n_outputs == 1:
        return [_saved_metric(metric) for metric in asked_for if not _is_function(metric)]
    each: list[list[Any]] = [[] for _ in range(n_outputs)]
    for asked in asked_for:
        if isinstance(asked, OfOutput) and not _is_function(asked.metric):
            each[asked.number].append(_saved_metric(asked.metric))
    return each if any(each) else []


def _is_function(metric: Named) -> bool:
    """Tell whether a metric is code, which no file holds."""
    return callable(metric)


def _saved_metric(metric: Named) -> Any:
    """Write a metric as Keras does: its name, or its settings."""
    if isinstance(metric, str | Mapping):
        return metric
    return saved_loss(metric) if isinstance(metric, Loss) else saved_metric(metric)
