"""What the report says of classes: which is taken for which, and what probabilities are worth."""

from functools import partial

import numpy as np

from plainnet.evaluation.class_report import class_report
from plainnet.evaluation.classification import confusion_matrix
from plainnet.evaluation.number_format import format_figure, format_interval, metric_name
from plainnet.evaluation.threshold import threshold_table
from plainnet.files.model_card import ClassTarget, ImageInputs
from plainnet.messages.language import say
from plainnet.plots.classification_plots import (
    calibration_plot,
    confusion_matrix_plot,
    one_against_rest_plot,
    roc_and_precision_recall_plot,
    threshold_plot,
)
from plainnet.plots.image_grid_plot import ClassifiedImage, image_grid_plot
from plainnet.recipes.finished_run import FinishedRun
from plainnet.recipes.probability_figures import ProbabilityFigures, positive_class
from plainnet.recipes.run_figures import RunFigures, truth_of
from plainnet.recipes.training_run import class_numbers_of
from plainnet.report.blocks import Block, Paragraph, PlotBlock, Section, TableBlock
from plainnet.report.class_table import class_table

MOST_CLASSES_DRAWN = 20
IMAGES_SHOWN = 12
PAIRS_SHOWN = 10
THRESHOLDS = tuple(round(step / 100, 2) for step in range(1, 100))


def class_sections(run: FinishedRun, figures: RunFigures, target: ClassTarget) -> list[Section]:
    """Show the classes, the mistaken images, the probabilities and the threshold."""
    sections = [Section(say("run_report.classes"), _class_blocks(run, target))]
    if isinstance(run.predictor.card.inputs, ImageInputs):
        sections.append(Section(say("run_report.images"), [_mistaken_images(run, target)]))
    if figures.probabilities is not None:
        blocks = _probability_blocks(run, figures.probabilities, target)
        sections.append(Section(say("run_report.probabilities"), blocks))
    threshold_blocks = _threshold_blocks(run, target)
    if threshold_blocks:
        sections.append(Section(say("run_report.threshold"), threshold_blocks))
    return sections


def _class_blocks(run: FinishedRun, target: ClassTarget) -> list[Block]:
    """Show each class's figures and what it is taken for."""
    truth, said, names = truth_of(run), run.answer.predictions, target.names
    counts = confusion_matrix(truth, said, len(names))
    blocks: list[Block] = [class_table(class_report(truth, said, len(names)), names)]
    if len(names) <= MOST_CLASSES_DRAWN:
        plot = confusion_matrix_plot("confusion_matrix", counts, names)
        return [*blocks, PlotBlock(plot, say("run_report.confusion_caption"))]
    mistakes = counts * (1 - np.eye(len(names), dtype=np.int64))
    most = np.argsort(-mistakes, axis=None, kind="stable")[:PAIRS_SHOWN]
    pairs = [divmod(int(place), len(names)) for place in most]
    rows = [[names[i], names[j], str(counts[i, j])] for i, j in pairs if mistakes[i, j]]
    headers = [say("plots.true_class"), say("plots.predicted_class"), say("case.support")]
    return [*blocks, TableBlock(headers, rows, say("run_report.pairs_caption"))]


def _mistaken_images(run: FinishedRun, target: ClassTarget) -> Block:
    """Show the images that were called wrong with the most conviction."""
    truth, said, shares = truth_of(run), run.answer.predictions, run.answer.probabilities
    assert shares is not None
    conviction = shares[np.arange(len(said)), said]
    wrong = np.flatnonzero(said != truth)
    if not len(wrong):
        return Paragraph(say("run_report.no_mistakes"))
    worst = wrong[np.argsort(-conviction[wrong], kind="stable")][:IMAGES_SHOWN]
    images = [
        ClassifiedImage(
            run.prepared.test.inputs[row],
            target.names[int(truth[row])],
            target.names[int(said[row])],
            float(conviction[row]),
        )
        for row in worst
    ]
    title = partial(say, "run_report.mistaken", shown=len(images), count=len(wrong))
    return PlotBlock(
        image_grid_plot("mistaken_images", images, title=title), say("run_report.mistaken_caption")
    )


def _probability_blocks(
    run: FinishedRun, figures: ProbabilityFigures, target: ClassTarget
) -> list[Block]:
    """Show what the probabilities are worth, and whether they can be believed."""
    is_within = figures.calibration.error <= figures.error_by_chance
    calibrated = say(
        "run_report.calibrated" if is_within else "run_report.not_calibrated",
        error=format_figure("calibration_error", figures.calibration.error),
        chance=format_figure("calibration_error", figures.error_by_chance),
    )
    blocks: list[Block] = [_probability_table(figures)]
    positive = positive_class(target)
    shares, labels = run.answer.probabilities, truth_of(run)
    if positive is not None and shares is not None and figures.curves:
        plot = roc_and_precision_recall_plot(
            "roc_and_precision_recall",
            labels == positive,
            shares[:, positive],
            threshold=target.threshold,
        )
        caption = say("run_report.roc_caption", name=target.names[positive])
        blocks.append(PlotBlock(plot, caption))
    elif figures.curves:
        plot = one_against_rest_plot("one_against_rest", figures.curves, target.names)
        blocks.append(PlotBlock(plot, say("run_report.one_against_rest_caption")))
        blocks.append(_area_table(figures, target))
    curve = calibration_plot("calibration", figures.calibration)
    about = "run_report.calibration_caption" if positive is None else "run_report.calibration_of"
    name = target.names[positive or 0]
    return [*blocks, PlotBlock(curve, say(about, name=name)), Paragraph(calibrated)]


def _probability_table(figures: ProbabilityFigures) -> TableBlock:
    """Lay out the figures of the probabilities beside those of knowing only how many."""
    rows = [
        [
            metric_name(metric),
            format_figure(metric, score),
            format_interval(metric, figures.intervals.get(metric)),
            format_figure(metric, figures.simplest.get(metric)),
        ]
        for metric, score in figures.scores.items()
        if metric != "calibration_error"
    ]
    headers = [
        say("run_report.figure"),
        say("run_report.this_model"),
        say("run_report.interval_head"),
        say("run_report.only_shares"),
    ]
    return TableBlock(headers, rows, say("run_report.probabilities_caption"))


def _area_table(figures: ProbabilityFigures, target: ClassTarget) -> TableBlock:
    """Lay out the areas of each class against the rest."""
    rows = [
        [
            target.names[of.label],
            format_figure("area", of.roc.area),
            format_interval("area", figures.area_intervals[of.label]),
            format_figure("area", of.precision_recall.average_precision),
            format_figure("area", of.share),
        ]
        for of in figures.curves
    ]
    headers = [
        say("case.class"),
        metric_name("area"),
        say("run_report.interval_head"),
        metric_name("average_precision"),
        say("run_report.by_guessing"),
    ]
    return TableBlock(headers, rows, say("run_report.areas_caption"))


def _threshold_blocks(run: FinishedRun, target: ClassTarget) -> list[Block]:
    """Show what each threshold costs on the validation rows that it is chosen on."""
    positive, validation = positive_class(target), run.validation_answer
    if positive is None or validation is None or target.threshold is None:
        return []
    truth = class_numbers_of(run.prepared.validation[1]) == positive
    if validation.probabilities is None or truth.all() or not truth.any():
        return []
    false_alarm, missed = run.prepared.recipe.cost or (1.0, 1.0)
    table = threshold_table(
        truth,
        validation.probabilities[:, positive],
        cost_missed=missed,
        cost_false_alarm=false_alarm,
        thresholds=THRESHOLDS,
    )
    text = say(
        "run_report.usual_threshold" if run.prepared.recipe.cost is None else "run_report.chosen",
        threshold=f"{target.threshold:.2f}",
        name=target.names[positive],
        rows=len(truth),
        false_alarm=f"{false_alarm:g}",
        missed=f"{missed:g}",
    )
    plot = threshold_plot("threshold", table, chosen=target.threshold)
    return [Paragraph(text), PlotBlock(plot, say("run_report.threshold_caption"))]
