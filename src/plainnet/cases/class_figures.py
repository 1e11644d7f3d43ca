"""Figures and pictures that every case with classes shows.

Concepts: confusion matrix, per-class report
"""

from collections.abc import Sequence

from plainnet.cases.case import Way
from plainnet.cases.wording import class_label, class_labels
from plainnet.evaluation.classification import confusion_matrix, figures_by_class
from plainnet.evaluation.number_format import format_figure, metric_name
from plainnet.files.model_card import ClassTarget
from plainnet.messages.language import say
from plainnet.plots.confusion_matrix_plot import confusion_matrix_plot
from plainnet.plots.plot import Plot
from plainnet.predictors.predictor import RawRows
from plainnet.report.blocks import TableBlock


def class_table(rows: RawRows, way: Way) -> TableBlock:
    """Lay out precision, recall, F1 and support of each class.

    Parameters
    ----------
    rows : RawRows
        The test rows.
    way : Way
        With its answer for them.

    Returns
    -------
    TableBlock
    """
    target = way.predictor.card.target
    assert isinstance(target, ClassTarget)
    assert rows.truth is not None
    figures = figures_by_class(rows.truth, way.answer.predictions, len(target.names))
    table = [
        [
            class_label(target.names[row.label]),
            format_figure("precision", row.precision),
            format_figure("recall", row.recall),
            format_figure("f1", row.f1),
            str(row.support),
        ]
        for row in figures
    ]
    names = [metric_name(metric) for metric in ("precision", "recall", "f1")]
    headers = [say("case.class"), *names, say("case.support")]
    return TableBlock(headers, table, say("case.by_class"))


def confusion_plot(rows: RawRows, way: Way, names: Sequence[str]) -> Plot:
    """Draw the confusion matrix of the test rows.

    Parameters
    ----------
    rows : RawRows
        The test rows.
    way : Way
        With its answer for them.
    names : sequence of str
        Of the classes.

    Returns
    -------
    Plot
    """
    assert rows.truth is not None
    counts = confusion_matrix(rows.truth, way.answer.predictions, len(names))
    return confusion_matrix_plot("confusion_matrix", counts, class_labels(names))
