"""The report of a case: what was found, what it is worth, and how it came about."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from numpy.typing import NDArray

from plainnet.cases.case import Case, CaseData, CaseRun, baseline_label, measured, way_name
from plainnet.cases.mistakes import SEEDS, Mistake
from plainnet.evaluation.intervals import Interval
from plainnet.evaluation.number_format import (
    UNDEFINED,
    format_difference,
    format_figure,
    format_interval,
    metric_name,
)
from plainnet.evaluation.over_seeds import OverSeeds
from plainnet.messages.language import say
from plainnet.networks.network import layer_rows
from plainnet.pipeline.predictor import Scores
from plainnet.plots.baselines_plot import ScoredModel, baselines_plot
from plainnet.plots.mistakes_plot import MistakeWorth, mistakes_plot
from plainnet.plots.rendering import render_plot
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
from plainnet.report.tables import findings_blocks, network_table, score_table

Predictions = Mapping[str, NDArray[Any]]


def report_of(
    case: Case,
    data: CaseData,
    run: Mapping[str, CaseRun],
    baselines: Predictions,
    result: Mapping[str, Any],
) -> Report:
    """Put the report together."""
    heading = say(f"case.report.{'fit' if scores_training_rows(data) else 'scores'}")
    mistakes = run["taught"].mistakes if "taught" in run else []
    ladder = result["ways"].get("should", {}).get("ladder")
    shown: set[str] = set()
    sections = [
        Section(heading, score_blocks(case, data, run, baselines, result)),
        Section(say("case.report.mistakes"), mistake_blocks(case, mistakes, data)),
        Section(say("case.report.ladder"), [] if ladder is None else [ladder_table(case, ladder)]),
        *(way_section(name, way, shown) for name, way in run.items()),
        Section(say("case.report.data"), data_blocks(data)),
        Section(say("case.report.again"), again_blocks(result)),
    ]
    sections = [section for section in sections if section.blocks]
    return Report(say(f"case.{case.name}.title"), say(f"case.{case.name}.summary"), sections)


def scores_training_rows(data: CaseData) -> bool:
    """Tell a case that has no rows but those it learns from."""
    return data.train.inputs is data.test.inputs


def score_blocks(
    case: Case,
    data: CaseData,
    run: Mapping[str, CaseRun],
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
    unit = say(case.unit_key) if case.unit_key else ""
    scored = scored_models(case, run, baselines, result, intervals)
    plot = baselines_plot("scores", case.metric, scored, unit=unit)
    caption = f"case.report.{'fit' if scores_training_rows(data) else 'scores'}_caption"
    return [
        key_figures(case, run, result, intervals),
        table_of_ways(case, data, run, result["baselines"]),
        PlotBlock(plot, say(caption, rows=len(data.test.inputs))),
        *seed_blocks(case, result["ways"]),
    ]


def scored_models(
    case: Case,
    run: Mapping[str, CaseRun],
    baselines: Predictions,
    result: Mapping[str, Any],
    intervals: Mapping[str, Interval | None],
) -> list[ScoredModel]:
    """List the ways, with the score of each seed, and the baselines."""
    ways = [
        ScoredModel(
            partial(way_name, name),
            ran.metrics[case.metric],
            intervals[name],
            "should" if name == "should" else "taught",
            tuple(result["ways"][name].get("over_seeds", {}).get(case.metric, ())),
        )
        for name, ran in run.items()
    ]
    return ways + [
        ScoredModel(
            partial(baseline_label, name),
            result["baselines"][name][case.metric],
            intervals[name],
        )
        for name in baselines
    ]


def seed_blocks(case: Case, ways: Mapping[str, Any]) -> list[Block]:
    """Show what each way is worth over its seeds; say so where nothing depends on one."""
    rows = []
    for name, figures in ways.items():
        if (seeds := figures.get("over_seeds")) is None:
            continue
        write = partial(format_figure, case.metric)
        each = seeds[case.metric]
        between = f"{write(min(each))} … {write(max(each))}" if None not in each else UNDEFINED
        interval = format_interval(case.metric, interval_of(seeds["interval"]))
        rows.append([way_name(name), write(each[0]), write(seeds["mean"]), interval, between])
    same = [] if len(rows) == len(ways) else [Paragraph(say("case.report.no_seeds"))]
    if not rows:
        return [*same]
    columns = ("model", "this_seed", "mean", "interval", "between")
    headers = [say(f"case.report.{column}") for column in columns]
    metric = metric_name(case.metric)
    caption = say("case.report.seeds_caption", metric=metric, seeds=SEEDS)
    return [*same, TableBlock(headers, rows, caption)]


def interval_of(ends: Sequence[float] | None) -> Interval | None:
    """Read an interval as `metrics.json` holds it."""
    return None if ends is None else Interval(*ends)


def ladder_table(case: Case, steps: Sequence[Mapping[str, Any]]) -> TableBlock:
    """Lay out the way from the script to how it should be, one change a step."""
    rows = []
    for step in steps:
        change = interval_of(step.get("change_interval"))
        is_shown = change is not None and not change.is_inside_noise
        rows.append(
            [
                say(f"case.rung.{step['step']}"),
                format_figure(case.metric, step["mean"]),
                format_interval(case.metric, interval_of(step["interval"])),
                format_difference(case.metric, step.get("change")),
                format_interval(case.metric, change, signed=True),
                ""
                if change is None
                else say(f"case.report.{'effect' if is_shown else 'no_effect'}"),
            ]
        )
    columns = ("step", "mean", "interval", "change", "interval", "verdict")
    headers = [say(f"case.report.{column}") for column in columns]
    caption = say("case.report.ladder_caption", metric=metric_name(case.metric), seeds=SEEDS)
    return TableBlock(headers, rows, caption)


def key_figures(
    case: Case, run: Mapping[str, CaseRun], result: Mapping[str, Any], intervals: Mapping[str, Any]
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
    case: Case, data: CaseData, run: Mapping[str, CaseRun], baselines: Mapping[str, Scores]
) -> TableBlock:
    """Lay out way x metric, the baselines below, the best figure of each column marked."""
    scores = {way_name(name): way.metrics for name, way in run.items()}
    scores |= {baseline_label(name): figures for name, figures in baselines.items()}
    metrics = list(next(iter(run.values())).metrics)
    emphasised = list(run).index("should") if "should" in run else 0
    caption = say(f"case.report.{'fit_table' if scores_training_rows(data) else 'table_caption'}")
    return score_table(metrics, scores, caption, emphasised_row=emphasised)


def mistake_blocks(case: Case, mistakes: Sequence[Mistake], data: CaseData) -> list[Block]:
    """Describe what each mistake is and what it was worth."""
    if not mistakes:
        return []
    rows = [
        [
            say(f"case.mistake.{mistake.code}"),
            metric_name(mistake.metric),
            format_figure(mistake.metric, mean_of(mistake.reported)),
            format_figure(mistake.metric, mean_of(mistake.mended)),
            worth_of(mistake),
            verdict_on(mistake),
        ]
        for mistake in mistakes
    ]
    columns = ("mistake", "figure", "reported", "mended", "worth", "verdict")
    headers = [say(f"case.report.{column}") for column in columns]
    caption = say("case.report.mistakes_caption", seeds=SEEDS)
    blocks: list[Block] = [TableBlock(headers, rows, caption)]
    blocks += [choosing_paragraph(mistake) for mistake in mistakes if mistake.choosing]
    bars = [
        MistakeWorth(
            partial(say, f"case.mistake.{mistake.code}.short"), mistake.worth, mistake.interval
        )
        for mistake in mistakes
        if mistake.metric == case.metric and mistake.worth is not None and not mistake.is_zero
    ]
    if bars:
        unit = say(case.unit_key) if case.unit_key else ""
        plot = mistakes_plot("mistakes", case.metric, bars, unit=unit)
        blocks.append(PlotBlock(plot, say("case.report.mistakes_plot")))
    return [*blocks, *script_lines(mistakes, data)]


def mean_of(figure: OverSeeds | None) -> float | None:
    """Return the mean over seeds of a figure that may not be there."""
    return None if figure is None else figure.mean


def worth_of(mistake: Mistake) -> str:
    """Write what a mistake was worth, with its interval."""
    metric, interval = mistake.metric, mistake.interval
    if mistake.is_zero:
        return format_difference(metric, 0.0)
    written = format_interval(metric, interval, signed=True)
    if mistake.worth is None:
        return written
    worth = format_difference(metric, mistake.worth)
    return say("report.in_brackets", name=worth, more=written)


def verdict_on(mistake: Mistake) -> str:
    """Return whether the mistake made a difference that is more than chance."""
    if mistake.is_zero:
        return say("case.report.exactly_zero")
    if mistake.interval is None:
        return say("case.report.no_interval")
    inside = mistake.interval.is_inside_noise
    return say("case.report.no_effect") if inside else say("case.report.effect")


def choosing_paragraph(mistake: Mistake) -> Paragraph:
    """Describe what a mistake that changes no weight does cost."""
    choosing, metric = mistake.choosing, mistake.metric
    assert choosing is not None
    text = say(
        "case.report.choosing",
        mistake=say(f"case.mistake.{mistake.code}.short"),
        metric=metric_name(metric),
        chosen=format_figure(metric, choosing.chosen),
        honest=format_figure(metric, choosing.honest),
        difference=format_difference(metric, choosing.chosen - choosing.honest),
        interval=format_interval(metric, choosing.interval, signed=True),
    )
    return Paragraph(text)


def script_lines(mistakes: Sequence[Mistake], data: CaseData) -> list[Block]:
    """Show each mistaken line of the scripts above the line that puts it right."""
    place = Path(data.source.path)
    lines = []
    for mistake in mistakes:
        at = mistake.place
        file = PurePosixPath(at.file).name
        lines += [
            f"{say('case.report.place', file=file, line=at.line)}  [{mistake.rule}]",
            f"- {at.as_found(place)}",
            f"+ {at.mended}",
            "",
        ]
    return [Paragraph(say("case.report.lines")), Code("\n".join(lines[:-1]))]


def way_section(name: str, way: CaseRun, shown: set[str]) -> Section:
    """Describe what one way did: its own blocks, its plots, its network.

    What another way has `shown` stands there.
    """
    blocks = list(way.blocks)
    for plot in way.plots:
        drawn = render_plot(plot).svg
        if drawn not in shown:
            blocks.append(PlotBlock(plot, say(f"case.plot.{plot.name}")))
        shown.add(drawn)
    return Section(way_name(name), [*blocks, *findings_blocks(way.findings), *network_blocks(way)])


def network_blocks(way: CaseRun) -> list[Block]:
    """Lay out the network; of an average, one of its nets."""
    if way.averaged is None:
        return [network_table(way.predictor.model)]
    net, count = way.averaged
    assert net.input_shape is not None
    weights = sum(row[3] for row in layer_rows(net.network, net.input_shape))
    text = say("case.report.averaged", count=count, each=f"{weights:,}", all=f"{count * weights:,}")
    return [Paragraph(text), network_table(net)]


def data_blocks(data: CaseData) -> list[Block]:
    """Describe where the data came from and what the reader decided."""
    blocks: list[Block] = []
    if data.source.is_generated:
        blocks.append(Verdict("caution", say("case.report.generated")))
    key = f"case.report.{'fit_rows' if scores_training_rows(data) else 'rows'}"
    counts = say(key, train=len(data.train.inputs), test=len(data.test.inputs))
    blocks.append(Paragraph(f"{data.source.path} · SHA-256 {data.source.sha256[:16]}… · {counts}"))
    blocks += [Paragraph(str(repair)) for repair in data.repairs]
    return blocks


def again_blocks(result: Mapping[str, Any]) -> list[Block]:
    """Describe how to get the same numbers again."""
    text = say("case.report.same", cores=result["cores"], devices=result["devices"])
    return [Paragraph(text), Code(result["command"])]
