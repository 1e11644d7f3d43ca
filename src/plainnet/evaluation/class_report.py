"""The report by class, with the means over classes below it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from plainnet.evaluation.checked_rows import paired_labels
from plainnet.evaluation.classification import ClassFigures, figures_by_class


@dataclass(frozen=True)
class MeanFigures:
    """Figures averaged over classes; None where one that counts is undefined."""

    precision: float | None
    recall: float | None
    f1: float | None
    support: int


@dataclass(frozen=True)
class ClassReport:
    """Each class and the means over them."""

    classes: tuple[ClassFigures, ...]  # in the order of the labels
    macro: MeanFigures  # every class that occurs in truth or prediction counts the same
    weighted: MeanFigures  # every class counts as often as it occurs in the truth
    accuracy: float  # share of rows called right


def class_report(y_true: ArrayLike, y_pred: ArrayLike, n_classes: int) -> ClassReport:
    """Give precision, recall, F1 and support of each class, and their means.

    Shapes: `y_true` and `y_pred` (rows,).
    `y_true` and `y_pred`: labels from 0 to `n_classes` - 1.

    >>> class_report([0, 0, 0, 1], [0, 0, 1, 1], 2).weighted.recall
    0.75
    """
    true, predicted = paired_labels(y_true, y_pred, n_classes)
    rows = figures_by_class(true, predicted, n_classes)
    occurring = [row for row in rows if row.f1 is not None]
    present = [row for row in rows if row.support]
    return ClassReport(
        rows,
        _mean_figures(occurring, [1] * len(occurring)),
        _mean_figures(present, [row.support for row in present]),
        float(np.mean(true == predicted)),
    )


def _mean_figures(rows: Sequence[ClassFigures], weights: Sequence[int]) -> MeanFigures:
    """Average each figure."""
    return MeanFigures(
        _mean([row.precision for row in rows], weights),
        _mean([row.recall for row in rows], weights),
        _mean([row.f1 for row in rows], weights),
        sum(row.support for row in rows),
    )


def _mean(figures: Sequence[float | None], weights: Sequence[int]) -> float | None:
    """Average, unless a figure is undefined."""
    known = [figure for figure in figures if figure is not None]
    return float(np.average(known, weights=weights)) if len(known) == len(figures) else None
