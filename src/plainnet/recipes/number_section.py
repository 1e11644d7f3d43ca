"""What the report says of a predicted number."""

from functools import partial

import numpy as np

from plainnet.evaluation.number_format import format_difference, format_interval, format_number
from plainnet.evaluation.residuals import residuals_of
from plainnet.evaluation.score_estimates import estimate_values
from plainnet.files.model_card import NumberTarget
from plainnet.messages.language import say
from plainnet.plots.regression_plots import real_against_predicted_plot, residuals_plot
from plainnet.recipes.finished_run import FinishedRun
from plainnet.recipes.run_figures import truth_of
from plainnet.report.blocks import Block, Paragraph, PlotBlock, Section, TableBlock

WORST_SHOWN = 8
GROWS_FROM = 0.3


def number_section(run: FinishedRun) -> Section:
    """Show predictions against the truth, and what is left over."""
    truth, said = truth_of(run), np.asarray(run.answer.predictions, np.float64).reshape(-1)
    target = run.predictor.card.target
    unit = target.unit if isinstance(target, NumberTarget) else ""
    real = real_against_predicted_plot("real_against_predicted", truth, said, unit=unit)
    spread = residuals_plot("residuals", truth, said, unit=unit)
    blocks: list[Block] = [PlotBlock(real, say("run_report.real_caption"))]
    residuals = residuals_of(truth, said)
    if residuals is not None:
        bias = estimate_values("bias", truth, said)
        interval = None if bias is None else bias.interval
        low, *_, high = residuals.quantiles
        text = say(
            "run_report.residuals",
            bias=format_difference("rmse", residuals.bias),
            interval=format_interval("rmse", interval, signed=True),
            low=format_difference("rmse", low),
            high=format_difference("rmse", high),
        )
        grows = residuals.grows_with_prediction
        if grows is not None and grows > GROWS_FROM:
            text += say("run_report.errors_grow")
        blocks.append(Paragraph(text))
    blocks.append(PlotBlock(spread, say("run_report.residuals_caption")))
    if residuals is not None:
        labels = run.prepared.test.labels
        write = partial(format_difference, "rmse")
        rows = [
            [
                str(labels[row]),
                format_number(float(truth[row])),
                format_number(float(said[row])),
                write(float(said[row] - truth[row])),
            ]
            for row in residuals.worst[:WORST_SHOWN]
        ]
        names = ("row", "true", "predicted", "error")
        headers = [say(f"run_report.head.{name}") for name in names]
        blocks.append(TableBlock(headers, rows, say("run_report.worst_caption")))
    return Section(say("run_report.numbers"), blocks)
