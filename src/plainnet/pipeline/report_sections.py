"""What the report says of classes, of a predicted number and of forecasts."""

from functools import partial
from typing import Any

import numpy as np

from plainnet.data.calendar_dates import continued_dates
from plainnet.evaluation.classification import class_report, confusion_matrix
from plainnet.evaluation.number_format import (
    format_difference,
    format_figure,
    format_interval,
    format_number,
    metric_name,
)
from plainnet.evaluation.regression import residuals_of
from plainnet.evaluation.score_estimates import estimate_values
from plainnet.evaluation.threshold import threshold_table
from plainnet.files.model_card import ClassTarget, ImageInputs, SeriesInputs
from plainnet.messages.language import say
from plainnet.pipeline.judging import class_numbers_of
from plainnet.pipeline.prepared import FinishedRun
from plainnet.pipeline.run_figures import (
    NAIVE,
    ProbabilityFigures,
    RunFigures,
    in_windows,
    positive_class,
    truth_of,
)
from plainnet.pipeline.series_predictor import SeriesPredictor
from plainnet.plots.classification_plots import (
    calibration_plot,
    confusion_matrix_plot,
    one_against_rest_plot,
    roc_and_precision_recall_plot,
    threshold_plot,
)
from plainnet.plots.image_grid_plot import ClassifiedImage, image_grid_plot
from plainnet.plots.regression_plots import (
    forecast_plot,
    future_plot,
    real_against_predicted_plot,
    residuals_plot,
    skill_by_step_plot,
)
from plainnet.report.blocks import Block, Paragraph, PlotBlock, Section, TableBlock
from plainnet.report.tables import class_table

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
    truth, predicted, names = truth_of(run), run.answer.predictions, target.names
    counts = confusion_matrix(truth, predicted, len(names))
    blocks: list[Block] = [class_table(class_report(truth, predicted, len(names)), names)]
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
    truth, predicted, shares = truth_of(run), run.answer.predictions, run.answer.probabilities
    assert shares is not None
    conviction = shares[np.arange(len(predicted)), predicted]
    wrong = np.flatnonzero(predicted != truth)
    if not len(wrong):
        return Paragraph(say("run_report.no_mistakes"))
    worst = wrong[np.argsort(-conviction[wrong], kind="stable")][:IMAGES_SHOWN]
    images = [
        ClassifiedImage(
            run.prepared.test.inputs[row],
            target.names[int(truth[row])],
            target.names[int(predicted[row])],
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


WORST_SHOWN = 8
GROWS_FROM = 0.3


def number_section(run: FinishedRun) -> Section:
    """Show predictions against the truth, and what is left over."""
    truth, predicted = truth_of(run), np.asarray(run.answer.predictions, np.float64).reshape(-1)
    unit = run.unit
    real = real_against_predicted_plot("real_against_predicted", truth, predicted, unit=unit)
    spread = residuals_plot("residuals", truth, predicted, unit=unit)
    drawn = PlotBlock(real, say("run_report.real_caption"))
    left_over = PlotBlock(spread, say("run_report.residuals_caption"))
    residuals = residuals_of(truth, predicted)
    if residuals is None:
        return Section(say("run_report.numbers"), [drawn, left_over])
    bias = estimate_values("bias", truth, predicted)
    low, *_, high = residuals.quantiles
    text = say(
        "run_report.residuals",
        bias=format_difference("rmse", residuals.bias),
        interval=format_interval("rmse", None if bias is None else bias.interval, signed=True),
        low=format_difference("rmse", low),
        high=format_difference("rmse", high),
    )
    if (residuals.grows_with_prediction or 0) > GROWS_FROM:
        text += say("run_report.errors_grow")
    rows = [
        [
            str(run.prepared.test.labels[row]),
            format_number(float(truth[row])),
            format_number(float(predicted[row])),
            format_difference("rmse", float(predicted[row] - truth[row])),
        ]
        for row in residuals.worst[:WORST_SHOWN]
    ]
    headers = [say(f"run_report.head.{name}") for name in ("row", "true", "predicted", "error")]
    table = TableBlock(headers, rows, say("run_report.worst_caption"))
    return Section(say("run_report.numbers"), [drawn, Paragraph(text), left_over, table])


SHOWN_BEFORE = 40


def forecast_section(run: FinishedRun, figures: RunFigures) -> Section:
    """Show the forecasts over time, and what they are worth step by step."""
    unit = run.unit
    blocks = [*_future(run, unit), *_over_time(run, unit), *_lag(figures)]
    if len(figures.steps) > 1:
        plot = skill_by_step_plot("skill_by_step", figures.steps, unit=unit)
        blocks.append(PlotBlock(plot, say("run_report.steps_caption")))
        blocks.append(_step_table(figures))
    return Section(say("run_report.forecasts"), blocks)


def _future(run: FinishedRun, unit: str) -> list[Block]:
    """Draw the forecast of the steps after the last row, with their dates, and write it down."""
    predictor, more = run.predictor, run.prepared.more
    if not isinstance(predictor, SeriesPredictor) or "last_values" not in more:
        return []
    answer = predictor.answer(predictor.recent_windows(more["last_values"]))
    ahead = np.ravel(answer.predictions[-1])
    shown = max(SHOWN_BEFORE, 2 * len(ahead), 2 * (more["season"] or 0))
    known, dates = more["values"][-shown:], more["dates"]
    later = None if dates is None else continued_dates(dates, len(ahead))
    labels = None if later is None else [*dates[-len(known) :], *later]
    band, inputs = None, predictor.card.inputs
    level = inputs.interval_level if isinstance(inputs, SeriesInputs) else None
    if answer.low is not None and answer.high is not None:
        band = (answer.low[-1], answer.high[-1])
    written = say("evaluation.percent", number=f"{100 * (level or 0):g}")
    plot = future_plot("future", known, ahead, dates=labels, unit=unit, band=band, level=written)
    columns = [later or [f"+{step + 1}" for step in range(len(ahead))], ahead, *(band or ())]
    rows = [
        [str(name), *(format_figure("rmse", float(value)) for value in values)]
        for name, *values in zip(*columns, strict=True)
    ]
    heads = ["step", "forecast", *(["low", "high"] if band else [])]
    headers = [say(f"run_report.head.{head}") for head in heads]
    caption = say("run_report.future_caption", level=written)
    return [PlotBlock(plot, caption), TableBlock(headers, rows, say("run_report.future_table"))]


def _over_time(run: FinishedRun, unit: str) -> list[Block]:
    """Draw the forecasts of the next step, with the interval where there is one."""
    truth = in_windows(run, truth_of(run))
    predicted = in_windows(run, run.answer.predictions)
    simple = run.baselines.get(NAIVE, next(iter(run.baselines.values()), truth))
    dates, rows = run.prepared.more.get("dates"), run.prepared.more.get("first_rows")
    shown = None if dates is None or rows is None else [str(dates[row]) for row in rows]
    low, high = run.answer.low, run.answer.high
    inputs, notes = run.predictor.card.inputs, list[Block]()
    band: dict[str, Any] = {}
    level = inputs.interval_level if isinstance(inputs, SeriesInputs) else None
    if low is not None and high is not None and level is not None:
        low, high = in_windows(run, low), in_windows(run, high)
        written = say("evaluation.percent", number=f"{100 * level:g}")
        band = {"band": (low[:, 0], high[:, 0]), "level": written}
        is_inside = (low <= truth) & (truth <= high)
        held = say("evaluation.percent", number=f"{100 * np.mean(is_inside):.0f}")
        notes.append(Paragraph(say("run_report.held", level=written, held=held)))
    simple = in_windows(run, simple)[:, 0]
    plot = forecast_plot(
        "forecast", truth[:, 0], predicted[:, 0], simple, dates=shown, unit=unit, **band
    )
    return [PlotBlock(plot, say("run_report.forecast_caption")), *notes]


def _lag(figures: RunFigures) -> list[Block]:
    """Say at which lag the forecast fits best, where it is the good one."""
    return [Paragraph(say("run_report.no_lag"))] if figures.best_lag == 0 else []


def _step_table(figures: RunFigures) -> TableBlock:
    """Lay out the figures of each step ahead."""
    metrics = [metric for metric in ("rmse", "mae", "mape") if metric in figures.metrics]
    rows = [
        [
            str(step.step),
            *(format_figure(metric, step.scores[metric]) for metric in metrics),
            format_figure("rmse", step.simple_scores["rmse"]),
            format_figure("skill", step.scores["skill"]),
            format_interval("skill", step.skill_interval),
        ]
        for step in figures.steps
    ]
    headers = [
        say("run_report.head.step"),
        *(metric_name(metric) for metric in metrics),
        say("run_report.head.simple_rmse"),
        metric_name("skill"),
        say("run_report.interval_head"),
    ]
    return TableBlock(headers, rows, say("run_report.step_table_caption"))
