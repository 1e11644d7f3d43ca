"""What the report says of the forecasts of a series."""

import numpy as np

from plainnet.data.series import continued_dates
from plainnet.evaluation.number_format import format_figure, format_interval, metric_name
from plainnet.files.model_card import NumberTarget, SeriesInputs
from plainnet.messages.language import say
from plainnet.plots.regression_plots import forecast_plot, future_plot, skill_by_step_plot
from plainnet.predictors.series_predictor import SeriesPredictor
from plainnet.recipes.finished_run import FinishedRun
from plainnet.recipes.run_figures import NAIVE, RunFigures, in_windows, truth_of
from plainnet.report.blocks import Block, Paragraph, PlotBlock, Section, TableBlock

SHOWN_BEFORE = 40


def forecast_section(run: FinishedRun, figures: RunFigures) -> Section:
    """Show the forecasts over time, and what they are worth step by step."""
    target = run.predictor.card.target
    unit = target.unit if isinstance(target, NumberTarget) else ""
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
    written = f"{100 * (level or 0):g} %"
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
    said = in_windows(run, run.answer.predictions)
    simple = run.baselines.get(NAIVE, next(iter(run.baselines.values()), truth))
    dates, rows = run.prepared.more.get("dates"), run.prepared.more.get("first_rows")
    shown = None if dates is None or rows is None else [str(dates[row]) for row in rows]
    low, high = run.answer.low, run.answer.high
    inputs = run.predictor.card.inputs
    level = inputs.interval_level if isinstance(inputs, SeriesInputs) else None
    if low is None or high is None or level is None:
        plot = forecast_plot(
            "forecast",
            truth[:, 0],
            said[:, 0],
            in_windows(run, simple)[:, 0],
            dates=shown,
            unit=unit,
        )
        return [PlotBlock(plot, say("run_report.forecast_caption"))]
    written = say("evaluation.percent", number=f"{100 * level:g}")
    plot = forecast_plot(
        "forecast",
        truth[:, 0],
        said[:, 0],
        in_windows(run, simple)[:, 0],
        dates=shown,
        unit=unit,
        band=(in_windows(run, low)[:, 0], in_windows(run, high)[:, 0]),
        level=written,
    )
    is_inside = (in_windows(run, low) <= truth) & (truth <= in_windows(run, high))
    held = say("evaluation.percent", number=f"{100 * np.mean(is_inside):.0f}")
    return [
        PlotBlock(plot, say("run_report.forecast_caption")),
        Paragraph(say("run_report.held", level=written, held=held)),
    ]


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
