"""The report of a run: what was trained on what, what it is worth, and how to repeat it."""

from functools import partial

from plainnet.evaluation.intervals import Interval
from plainnet.evaluation.number_format import (
    format_difference,
    format_figure,
    format_interval,
    metric_name,
)
from plainnet.files.model_card import ClassTarget, ImageInputs, SeriesInputs
from plainnet.messages.language import say
from plainnet.pipeline.judging import imbalance_sentence
from plainnet.pipeline.prepared import FinishedRun, Prepared
from plainnet.pipeline.recipe import PATHS, SETTINGS
from plainnet.pipeline.report_sections import class_sections, forecast_section, number_section
from plainnet.pipeline.run_figures import RunFigures
from plainnet.pipeline.run_verdict import baseline_name, standing_word, verdicts_of
from plainnet.plots.baselines_plot import ScoredModel, baselines_plot
from plainnet.plots.training_plots import training_curves_plot
from plainnet.report.blocks import (
    Block,
    Code,
    Figures,
    KeyFigure,
    Listing,
    Paragraph,
    PlotBlock,
    Report,
    Section,
    TableBlock,
    Verdict,
)
from plainnet.report.tables import findings_blocks, network_table, score_table

BETWEEN = {"size": "x", "cost": ":"}


def settings_table(prepared: Prepared) -> TableBlock:
    """Lay out every setting, given or found out, as the command line takes it."""
    rows = []
    for setting in SETTINGS:
        value = getattr(prepared.recipe, setting.field)
        is_of_others = setting.field == "damaged" and prepared.test.inputs.ndim != 4
        if value not in (None, ()) and setting.field not in PATHS and not is_of_others:
            rows.append([setting.option, _text(setting.field, value)])
    headers = [say("run_report.setting"), say("run_report.value")]
    return TableBlock(headers, rows, say("run_report.settings_caption"))


def _text(name: str, value: object) -> str:
    """Write a value as the command line takes it."""
    match value:
        case bool():
            return "yes" if value else "no"
        case tuple():
            return BETWEEN.get(name, ",").join(_text(name, part) for part in value)
        case float():
            return f"{value:g}"
        case _:
            return str(value)


OF_A_NUMBER = ("rmse", "mae")  # in the target's unit
FILES = ("model.keras", "recipe.toml", "metrics.json", "history.csv", "predictions.csv", "plots/")
COMMANDS = """plainnet train recipe.toml
plainnet test model.keras {data}
plainnet predict model.keras {data} --out predictions.csv"""


def report_of(run: FinishedRun, figures: RunFigures) -> Report:
    """Put the report of a run together."""
    card = run.predictor.card
    if isinstance(card.target, ClassTarget):
        parts = class_sections(run, figures, card.target)
    elif isinstance(card.inputs, SeriesInputs):
        parts = [forecast_section(run, figures)]
    else:
        parts = [number_section(run)]
    sections = [
        Section(say("run_report.result"), result_blocks(run, figures)),
        *parts,
        Section(say("case.report.data"), data_blocks(run)),
        Section(say("run_report.training"), training_blocks(run)),
        Section(say("coach.section"), findings_blocks(run.findings)),
        Section(say("run_report.again"), again_blocks(run)),
    ]
    sections = [section for section in sections if section.blocks]
    return Report(title_of(run), summary_of(run), sections)


def title_of(run: FinishedRun) -> str:
    """Describe what is predicted from what."""
    target, path = run.predictor.card.target, run.prepared.recipe.data
    name = path.rstrip("/\\").replace("\\", "/").rsplit("/", 1)[-1]
    return say("run_report.title", data=name, target=target.column) if target.column else name


def summary_of(run: FinishedRun) -> str:
    """Say in a sentence what was done."""
    recipe, card = run.prepared.recipe, run.predictor.card
    counts = run.rows
    model = say(f"run_report.model.{recipe.model or 'dense'}")
    if isinstance(card.target, ClassTarget):
        n_classes = len(card.target.names)
        kind = "images" if is_of_images(run) else "classes"
        return say(f"run_report.summary.{kind}", model=model, classes=n_classes, **counts)
    if isinstance(card.inputs, SeriesInputs):
        if card.inputs.horizon == 1:
            return say("run_report.summary.next_step", model=model, **counts)
        steps = card.inputs.horizon
        return say("run_report.summary.steps", model=model, steps=steps, **counts)
    return say("run_report.summary.number", model=model, **counts)


def result_blocks(run: FinishedRun, figures: RunFigures) -> list[Block]:
    """Describe what the model is worth, beside the baselines."""
    rows = len(run.prepared.test.inputs)
    scores = {say("run_report.this_model"): figures.model.scores}
    names = {name: _marked(name, figures) for name in figures.baselines}
    scores |= {names[name]: of.scores for name, of in figures.baselines.items()}
    caption = say("run_report.table_caption", rows=rows)
    table = score_table(figures.metrics, scores, caption, sure=figures.sure_best())
    verdicts = [*verdicts_of(figures, rows, run.prepared.cautions), *_cautions(run, figures)]
    blocks: list[Block] = [*verdicts, key_figures(run, figures), table]
    if not figures.baselines:
        return blocks
    own, metric = figures.model, figures.metric
    name_of_own = partial(say, "run_report.this_model")
    models = [
        ScoredModel(name_of_own, own.scores[metric], own.intervals[metric], "should"),
        *(
            ScoredModel(partial(baseline_name, name), of.scores[metric], of.intervals[metric])
            for name, of in figures.baselines.items()
        ),
    ]
    plot = baselines_plot("scores", metric, models, unit=unit_of(run, metric))
    drawn = PlotBlock(plot, say("case.report.scores_caption", rows=rows))
    return [*blocks, drawn, difference_table(figures)]


def _marked(name: str, figures: RunFigures) -> str:
    """Name a baseline, and say so if it failed."""
    shown = baseline_name(name)
    return say("run_report.failed", baseline=shown) if name in figures.failed else shown


def _cautions(run: FinishedRun, figures: RunFigures) -> list[Verdict]:
    """Describe what else a reader has to know before comparing."""
    sentences = []
    if (imbalance := imbalance_sentence(run.prepared)) is not None:
        sentences.append(imbalance)
    if figures.failed:
        names = list(map(baseline_name, sorted(figures.failed)))
        sentences.append(say("run_report.failed_about", names=names))
    metric, model = figures.metric, figures.model
    is_series = figures.windows_needed is not None
    if model.scores[metric] is not None and model.intervals[metric] is None and not is_series:
        sentences.append(say("run_report.too_few_rows", metric=metric_name(metric)))
    kind = run.prepared.recipe.model
    if kind in ("linear", "logistic") and f"{kind}_regression" in figures.baselines:
        sentences.append(say(f"run_report.same_kind.{kind}"))
    return [Verdict("caution", sentence) for sentence in sentences]


def key_figures(run: FinishedRun, figures: RunFigures) -> Figures:
    """Show first the figure the run is judged by, the best baseline, and one more."""
    metric, model = figures.metric, figures.model
    shown = [
        KeyFigure(
            with_unit_of(run, metric),
            format_figure(metric, model.scores[metric]),
            _interval_note(metric, figures),
        )
    ]
    if (best := figures.best_baseline()) is not None:
        score = format_figure(metric, figures.baselines[best].scores[metric])
        shown.append(KeyFigure(say("run_report.best_baseline"), score, baseline_name(best)))
    probabilities = figures.probabilities
    if probabilities is not None and probabilities.scores.get("area") is not None:
        area, interval = probabilities.scores["area"], probabilities.intervals["area"]
        note = _written_note("area", interval)
        shown.append(KeyFigure(metric_name("area"), format_figure("area", area), note))
    for extra in ("r2", "skill"):
        if extra in figures.metrics:
            note = _interval_note(extra, figures)
            value = format_figure(extra, model.scores[extra])
            shown.append(KeyFigure(metric_name(extra), value, note))
    seconds = f"{run.seconds['total']:.1f} s"
    return Figures([*shown, KeyFigure(say("case.report.seconds"), seconds)])


def _interval_note(metric: str, figures: RunFigures) -> str:
    """Write the interval of one of the model's figures below it, or why there is none."""
    interval = figures.model.intervals[metric]
    if interval is None and figures.windows_needed is not None:
        return say("run_report.too_few")
    return _written_note(metric, interval)


def _written_note(metric: str, interval: Interval | None) -> str:
    """Write an interval below a key figure, the percent sign on the line of its number."""
    written = format_interval(metric, interval).replace(" %", "\u00a0%")
    return say("run_report.interval", interval=written)


def difference_table(figures: RunFigures) -> TableBlock:
    """Lay out by how much the model differs from each baseline, and whether that is sure."""
    metric = figures.metric
    rows = [
        [
            _marked(name, figures),
            format_difference(metric, of.differences[metric]),
            format_interval(metric, of.difference_intervals[metric], signed=True),
            _standing_of(figures, name),
        ]
        for name, of in figures.baselines.items()
    ]
    headers = [
        say("run_report.baseline"),
        say("run_report.difference", metric=metric_name(metric)),
        say("run_report.interval_head"),
        say("run_report.standing"),
    ]
    return TableBlock(headers, rows, say("run_report.differences_caption"))


def _standing_of(figures: RunFigures, baseline: str) -> str:
    """Say in a word or two how the model stands beside a baseline."""
    standing = figures.standing(baseline)
    if standing == "unknown" and figures.windows_needed is not None:
        return say("run_report.standing.few_windows")
    return standing_word(standing)


def data_blocks(run: FinishedRun) -> list[Block]:
    """Describe where the data came from and everything that was decided about them."""
    test = run.prepared.test
    blocks: list[Block] = []
    if test.source.is_generated:
        blocks.append(Verdict("caution", say("run_report.generated")))
    blocks.append(Paragraph(f"{test.source.path} · SHA-256 {test.source.sha256[:16]}…"))
    decisions = list(run.prepared.decisions)
    repairs = [str(repair) for repair in test.repairs]
    blocks.append(Listing([*decisions, *(note for note in repairs if note not in decisions)]))
    return [*blocks, settings_table(run.prepared)]


def training_blocks(run: FinishedRun) -> list[Block]:
    """Describe how the training went, epoch by epoch, and what the network is."""
    history, training = run.history, run.prepared.training
    most, seconds = training.epochs, f"{history.seconds:.1f}"
    epochs = len(history.epochs)
    best = None if history.best_epoch is None else history.best_epoch + 1
    text = say("run_report.epochs", epochs=epochs, most=most, seconds=seconds)
    if best is not None:
        text += say("run_report.kept", best=best)
    plot = training_curves_plot("training_curves", history.figures, best_epoch=best)
    return [
        Paragraph(text),
        PlotBlock(plot, say("run_report.curves_caption")),
        network_table(run.predictor.model),
    ]


def again_blocks(run: FinishedRun) -> list[Block]:
    """Describe which files stand beside the page and which commands go on from here."""
    rows = [[name, say(f"run_report.file.{name.split('.')[0].strip('/')}")] for name in FILES]
    headers = [say("run_report.file"), say("run_report.holds")]
    return [
        TableBlock(headers, rows, say("run_report.files_caption")),
        Paragraph(say("run_report.commands")),
        Code(COMMANDS.format(data="images/" if is_of_images(run) else "new.csv")),
        Paragraph(say("run_report.same_bits")),
    ]


def is_of_images(run: FinishedRun) -> bool:
    """Tell images from rows and windows."""
    return isinstance(run.predictor.card.inputs, ImageInputs)


def unit_of(run: FinishedRun, metric: str) -> str:
    """Return the unit that a figure has."""
    return run.unit if metric in OF_A_NUMBER else ""


def with_unit_of(run: FinishedRun, metric: str) -> str:
    """Write a metric's name with its unit."""
    unit = unit_of(run, metric)
    name = metric_name(metric)
    return say("report.in_brackets", name=name, more=unit) if unit else name
