"""Figures and pictures that every case with classes shows."""

from collections.abc import Sequence

from plainnet.cases.case import Way
from plainnet.cases.wording import class_label, class_labels
from plainnet.evaluation.class_report import class_report
from plainnet.evaluation.classification import confusion_matrix
from plainnet.files.model_card import ClassTarget
from plainnet.plots.classification_plots import confusion_matrix_plot
from plainnet.plots.plot import Plot
from plainnet.predictors.predictor import RawRows
from plainnet.report.blocks import TableBlock
from plainnet.report.class_table import class_table


def table_by_class(rows: RawRows, way: Way) -> TableBlock:
    """Lay out precision, recall, F1 and support of each class, and the means."""
    target = way.predictor.card.target
    assert isinstance(target, ClassTarget)
    assert rows.truth is not None
    report = class_report(rows.truth, way.answer.predictions, len(target.names))
    return class_table(report, [class_label(name) for name in target.names])


def confusion_plot(rows: RawRows, way: Way, names: Sequence[str]) -> Plot:
    """Draw the confusion matrix of the test rows."""
    assert rows.truth is not None
    counts = confusion_matrix(rows.truth, way.answer.predictions, len(names))
    return confusion_matrix_plot("confusion_matrix", counts, class_labels(names))
