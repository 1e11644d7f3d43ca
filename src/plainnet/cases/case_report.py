"""The report of a case: what was found, what it is worth, and how it came about.

Concepts: report, baseline, interval
"""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from numpy.typing import NDArray

from plainnet.cases.case import Case, CaseData, Way, measured
from plainnet.cases.mistakes import Mistake
from plainnet.cases.wording import baseline_label, way_name
from plainnet.evaluation.number_format import (
    format_difference,
    format_figure,
    format_interval,
    metric_name,
)
from plainnet.messages.language import say
from plainnet.plots.baselines_plot import ScoredModel, baselines_plot
from plainnet.plots.mistakes_plot import MistakeWorth, mistakes_plot
from plainnet.predictors.predictor import Scores
from plainnet.report.blocks import (
    Block,
    Code,
    Figures,
    KeyFigure,
    Paragraph,
    PlotBlock,
    Report,
    Section,
    TableBlock,
    Verdict,
)
from plainnet.report.network_table import network_table
from plainnet.report.score_table import score_table

Predictions = Mapping[str, NDArray[Any]]


def report_of(
    case: Case,
    data: CaseData,
    run: Mapping[str, Way],
    baselines: Predictions,
    result: Mapping[str, Any],
) -> Report:
    """Put the report together.

    Parameters
    ----------
    case : Case
        The case.
    data : CaseData
        What it read.
    run : mapping of str to Way
        The ways that ran.
    baselines : mapping of str to array
        Predictions for the test rows.
    result : mapping
        What `metrics.json` holds.

    Returns
    -------
    Report
        In the current language.
    """
    sections = [
        Section(say("case.report.scores"), score_blocks(case, data, run, baselines, result)),
        *(way_section(name, way) for name, way in run.items()),
        Section(say("case.report.data"), data_blocks(data)),
        Section(say("case.report.again"), again_blocks(case, result)),
    ]
    mistakes = run["taught"].mistakes if "taught" in run else []
    if mistakes:
        sections.insert(1, Section(say("case.report.mistakes"), mistake_blocks(case, mistakes)))
    return Report(say(f"case.{case.name}.title"), say(f"case.{case.name}.summary"), sections)


def score_blocks(
    case: Case,
    data: CaseData,
    run: Mapping[str, Way],
    baselines: Predictions,
    result: Mapping[str, Any],
) -> list[Block]:
    """Show each way and each baseline by its figures, and by the main one with interval."""
    card = next(iter(run.values())).predictor.card
    intervals = {
        name: measured(card, case.metric, data.test, predictions).interval
        for name, predictions in (
            *((way, ran.answer.predictions) for way, ran in run.items()),
            *baselines.items(),
        )
    }
    scored = [
        ScoredModel(
            partial(way_name, name),
            ran.metrics[case.metric],
            intervals[name],
            "should" if name == "should" else "taught",
        )
        for name, ran in run.items()
    ] + [
        ScoredModel(
            partial(baseline_label, name),
            result["baselines"][name][case.metric],
            intervals[name],
        )
        for name in baselines
    ]
    unit = say(case.unit_key) if case.unit_key else ""
    plot = baselines_plot("scores", case.metric, scored, unit=unit)
    return [
        key_figures(case, run, result, intervals),
        table_of_ways(case, run, result["baselines"]),
        PlotBlock(plot, say("case.report.scores_caption", rows=len(data.test.inputs))),
    ]


def key_figures(
    case: Case, run: Mapping[str, Way], result: Mapping[str, Any], intervals: Mapping[str, Any]
) -> Figures:
    """Show the main figure of each way first."""
    figures = [
        KeyFigure(
            f"{metric_name(case.metric)} · {way_name(name)}",
            format_figure(case.metric, way.metrics[case.metric]),
            format_interval(case.metric, intervals[name]),
        )
        for name, way in run.items()
    ]
    seconds = sum(part["total"] for part in result["seconds"].values())
    return Figures([*figures, KeyFigure(say("case.report.seconds"), f"{seconds:.1f} s")])


def table_of_ways(
    case: Case, run: Mapping[str, Way], baselines: Mapping[str, Scores]
) -> TableBlock:
    """Lay out way x metric, the baselines below, the best figure of each column marked."""
    scores = {way_name(name): way.metrics for name, way in run.items()}
    scores |= {baseline_label(name): figures for name, figures in baselines.items()}
    metrics = list(next(iter(run.values())).metrics)
    emphasised = list(run).index("should") if "should" in run else 0
    caption = say("case.report.table_caption")
    return score_table(metrics, scores, caption, emphasised_row=emphasised)


def mistake_blocks(case: Case, mistakes: Sequence[Mistake]) -> list[Block]:
    """Say what each mistake is and what it was worth."""
    rows = [
        [
            say(f"case.mistake.{mistake.code}"),
            say("case.report.place", file=PurePosixPath(mistake.file).name, line=mistake.line),
            metric_name(mistake.metric),
            format_figure(mistake.metric, mistake.reported),
            format_figure(mistake.metric, mistake.mended),
            format_difference(mistake.metric, mistake.worth),
            noise_of(mistake),
        ]
        for mistake in mistakes
    ]
    columns = ("mistake", "where", "figure", "reported", "mended", "worth", "verdict")
    headers = [say(f"case.report.{column}") for column in columns]
    table = TableBlock(headers, rows, say("case.report.mistakes_caption"))
    same = [m for m in mistakes if m.metric == case.metric and m.worth is not None]
    if not same:
        return [table]
    bars = [
        MistakeWorth(
            partial(say, f"case.mistake.{mistake.code}.short"),
            mistake.worth,
            mistake.interval,
        )
        for mistake in same
    ]
    unit = say(case.unit_key) if case.unit_key else ""
    plot = mistakes_plot("mistakes", case.metric, bars, unit=unit)
    return [table, PlotBlock(plot, say("case.report.mistakes_plot"))]


def noise_of(mistake: Mistake) -> str:
    """Say whether what a mistake was worth could be chance."""
    if mistake.interval is None:
        return say("case.report.no_interval")
    if mistake.worth is None:
        return format_interval(mistake.metric, mistake.interval, signed=True)
    inside = mistake.interval.is_inside_noise
    return say("case.report.inside_noise") if inside else say("case.report.beyond_noise")


def way_section(name: str, way: Way) -> Section:
    """Say what one way did: its own blocks, its plots, its network."""
    blocks = list(way.blocks)
    blocks += [PlotBlock(plot, say(f"case.plot.{plot.name}")) for plot in way.plots]
    blocks.append(network_table(way.predictor.model))
    return Section(way_name(name), blocks)


def data_blocks(data: CaseData) -> list[Block]:
    """Say where the data came from and what the reader decided."""
    blocks: list[Block] = []
    if data.source.is_generated:
        blocks.append(Verdict("caution", say("case.report.generated")))
    counts = say("case.report.rows", train=len(data.train.inputs), test=len(data.test.inputs))
    blocks.append(Paragraph(f"{data.source.path} · SHA-256 {data.source.sha256[:16]}… · {counts}"))
    blocks += [Paragraph(str(repair)) for repair in data.repairs]
    return blocks


def again_blocks(case: Case, result: Mapping[str, Any]) -> list[Block]:
    """Say how to get the same numbers again."""
    text = say("case.report.same", cores=result["cores"], devices=result["devices"])
    command = f"plainnet cases {case.name} --seed {result['seed']}"
    return [Paragraph(text), Code(command)]
