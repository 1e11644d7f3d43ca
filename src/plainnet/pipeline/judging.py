"""By which metric a run is judged, and what its mistakes and classes count for."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.errors import SettingError
from plainnet.evaluation.number_format import format_figure, metric_name
from plainnet.files.model_card import ClassTarget
from plainnet.messages.language import say
from plainnet.pipeline.prepared import Prepared

# As the command line names them, and as `metrics.json` does.
METRICS = {"auc": "area"}
OF_CLASSES = ("accuracy", "f1", "recall", "log_loss")
OF_TWO_CLASSES = (*OF_CLASSES, "auc", "average_precision")
OF_NUMBERS = ("rmse", "mae", "mape")
# From this share of the largest class on, an accuracy says little.
IMBALANCED = 0.9


def judged_metric(prepared: Prepared) -> str:
    """Name the metric that a run is judged by, as in `metrics.json`."""
    recipe, target = prepared.recipe, prepared.card.target
    if recipe.metric is not None:
        return METRICS.get(recipe.metric, recipe.metric)
    if not isinstance(target, ClassTarget):
        return "rmse"
    if recipe.cost is not None:
        return "cost"
    if largest_share(prepared) < IMBALANCED:
        return "accuracy"
    if len(target.names) > 2:
        return "f1"
    positive = 1 if target.positive is None else target.positive
    # That of the frequent class would be as flattering as the accuracy.
    return "area" if positive == class_counts(prepared).argmax() else "average_precision"


def check_judging(prepared: Prepared, tell: Callable[[str], None] = lambda sentence: None) -> None:
    """Refuse a metric, a cost or class weights that do not fit, before anything is trained.

    Where nearly all rows are of one class, `tell` is given the sentence about it.
    """
    recipe, target = prepared.recipe, prepared.card.target
    n_classes = len(target.names) if isinstance(target, ClassTarget) else 0
    known: tuple[str, ...] = OF_NUMBERS
    if n_classes:
        known = OF_TWO_CLASSES if n_classes == 2 else OF_CLASSES
    if recipe.metric is not None and recipe.metric not in known:
        raise SettingError("train.metric_misfit", metric=recipe.metric, known=list(known))
    truth = prepared.test.truth
    if recipe.metric == "mape" and truth is not None and (np.asarray(truth) == 0).any():
        raise SettingError("train.metric_mape")
    if recipe.cost is not None and n_classes != 2:
        raise SettingError("train.cost_needs_two_classes")
    if recipe.class_weight is not None and not n_classes:
        raise SettingError("train.class_weight_needs_classes")
    sentence = imbalance_sentence(prepared)
    if sentence is not None:
        tell(sentence)


def class_numbers_of(targets: NDArray[Any]) -> NDArray[np.int64]:
    """Number the classes that a network was trained on, whether one-hot or numbers already."""
    if targets.ndim == 2 and targets.shape[1] > 1:
        return np.asarray(targets.argmax(1), np.int64)
    return targets.reshape(-1).astype(np.int64)


def class_counts(prepared: Prepared) -> NDArray[np.int64]:
    """Count the training rows of each class, shape (classes,)."""
    target = prepared.card.target
    assert isinstance(target, ClassTarget)
    return np.bincount(class_numbers_of(prepared.train[1]), minlength=len(target.names))


def largest_share(prepared: Prepared) -> float:
    """Return the share of the most frequent class among the training rows."""
    counts = class_counts(prepared)
    return float(counts.max() / max(1, counts.sum()))


def class_weights(prepared: Prepared) -> dict[int, float] | None:
    """Weigh the rows so that every class counts the same, where that is wanted."""
    if prepared.recipe.class_weight is None:
        return None
    counts = class_counts(prepared)
    each = counts.sum() / np.count_nonzero(counts)
    return {label: float(each / count) for label, count in enumerate(counts) if count}


def imbalance_sentence(prepared: Prepared) -> str | None:
    """Describe what an accuracy is worth where nearly all rows are of one class."""
    target = prepared.card.target
    if not isinstance(target, ClassTarget) or largest_share(prepared) < IMBALANCED:
        return None
    counts, truth = class_counts(prepared), prepared.test.truth
    largest = int(counts.argmax())
    by_rote = largest_share(prepared) if truth is None else float(np.mean(truth == largest))
    return say(
        "run_report.imbalance",
        name=target.names[largest],
        share=f"{100 * largest_share(prepared):.0f}",
        accuracy=format_figure("accuracy", by_rote),
        metric=metric_name(judged_metric(prepared)),
    )
