"""What a case is, and what one way of running it gives."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.cases.mistakes import Measured, Mistake, Rung
from plainnet.coach.finding import Finding
from plainnet.data.content_hash import hash_path
from plainnet.data.dataset import DataNote, ImageFolder, Series, Source, Table
from plainnet.data.input_path import list_folder
from plainnet.data.table_file import open_table
from plainnet.errors import DataError
from plainnet.evaluation.classification import class_report, confusion_matrix
from plainnet.evaluation.intervals import block_length_for
from plainnet.files.model_card import ClassTarget, ModelCard, SeriesInputs
from plainnet.messages.catalogue import CATALOGUE
from plainnet.messages.language import say
from plainnet.model import Model
from plainnet.pipeline.loading import predictor_of
from plainnet.pipeline.predictor import Answer, Predictor, RawRows, Scores
from plainnet.plots.classification_plots import confusion_matrix_plot
from plainnet.plots.plot import Plot
from plainnet.report.blocks import Block, TableBlock
from plainnet.report.tables import class_table
from plainnet.training.history import History, ProgressListener


def way_title(case: str, way: str) -> str:
    """Name one way of a case, as a progress bar shows it."""
    return say("case.way_of_case", case=case, way=way_name(way))


def seeds_title(case: str, way: str) -> str:
    """Name the runs of a way with the seeds that follow, as a progress bar shows them."""
    return say("case.more_seeds", title=way_title(case, way))


def way_name(way: str) -> str:
    """Name a way."""
    return say("case.way.taught") if way == "taught" else say("case.way.should")


def class_label(name: str) -> str:
    """Return the name of a class in the reader's language, else as it travels in the file."""
    key = f"class.{name}"
    return say(key) if key in CATALOGUE else name


def class_labels(names: Sequence[str]) -> list[Callable[[], str]]:
    """Return class names that a plot writes in the language it is drawn in."""
    return [partial(class_label, name) for name in names]


def baseline_label(name: str) -> str:
    """Name a baseline."""
    return say(f"baseline.{name}")


Dataset = Table | Series | ImageFolder


@dataclass(frozen=True)
class CaseData:
    """What a case reads.

    `train` and `test`: the honest split: what is learned from and what is scored on.
    """

    dataset: Dataset | None  # as the reader gave it; None for a case whose data stand in the script
    train: RawRows
    test: RawRows

    @property
    def source(self) -> Source:
        """Where the data came from."""
        return self.test.source

    @property
    def repairs(self) -> tuple[DataNote, ...]:
        """What the reader decided."""
        return self.test.repairs


@dataclass
class CaseRun:
    """One way of running a case, run.

    `extra`: what `metrics.json` holds besides the metrics.
    `over_seeds`: predictions for the honest test rows, one a seed, this model's first; only these
        where nothing of the training depends on a seed.
    `ladder`: one change a step, from the script to this way.
    `averaged`: where the model is the average of several nets: one of them, and how many there are.
    """

    predictor: Predictor  # the model with its card
    history: History  # of its training
    answer: Answer  # for the honest test rows
    metrics: Scores  # measured on the honest test rows
    plots: list[Plot] = field(default_factory=list)  # in the order of the report
    blocks: list[Block] = field(default_factory=list)  # what the report says of this way besides
    extra: dict[str, Any] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)  # of the script
    over_seeds: list[NDArray[Any]] = field(default_factory=list)
    ladder: list[Rung] = field(default_factory=list)
    averaged: tuple[Model, int] | None = None
    findings: Sequence[Finding] = ()  # what the coach saw


@dataclass(frozen=True)
class Baseline:
    """Predictions of something simpler, for the honest test rows."""

    name: str
    predictions: NDArray[Any]


RunCase = Callable[[CaseData, int, ProgressListener], CaseRun]


@dataclass(frozen=True)
class Case:
    """A case: where its data are found and how it is run.

    `find`: `(folder or file) -> bool`: whether these are its data; None if it takes none.
    `read`: `(path or None) -> CaseData`: the user's data, or those that come with it.
    `baselines`: `(data, ways) -> sequence of Baseline`; a costly one stands beside "should" only.
    """

    name: str  # as on the command line
    metric: str  # the figure it is judged by
    unit_key: str  # message that names the unit of values; empty for classes
    find: Callable[[Path], bool] | None
    read: Callable[[Path | None], CaseData]
    baselines: Callable[[CaseData, Sequence[str]], Sequence[Baseline]]
    taught: RunCase
    should: RunCase


def finished_case_run(
    model: Model,
    card: ModelCard,
    history: History,
    data: CaseData,
    others: Sequence[Model] = (),
    **more: Any,
) -> CaseRun:
    """Let a trained model answer for the honest test rows, and measure it."""
    predictor = predictor_of(model, card)
    answer = predictor.answer(data.test.inputs)
    metrics = predictor.score(data.test, answer.predictions)
    beside = [predictor_of(other, card).answer(data.test.inputs).predictions for other in others]
    more.setdefault("over_seeds", [answer.predictions, *beside])
    return CaseRun(predictor, history, answer, metrics, **more)


def measured(card: ModelCard, metric: str, rows: RawRows, predictions: NDArray[Any]) -> Measured:
    """Keep a figure together with the rows behind it.

    Shapes: `predictions` (rows,).
    """
    assert rows.truth is not None
    target, names = card.target, np.asarray(rows.labels) if rows.labels else None
    if isinstance(target, ClassTarget):
        n_classes, positive = len(target.names), target.positive
        return Measured(metric, rows.truth, predictions, n_classes, positive, rows=names)
    is_series = isinstance(card.inputs, SeriesInputs)
    block_length = block_length_for(len(rows.truth)) if is_series else 1
    return Measured(metric, rows.truth, predictions, block_length=block_length, rows=names)


def table_by_class(rows: RawRows, way: CaseRun) -> TableBlock:
    """Lay out precision, recall, F1 and support of each class, and the means."""
    target = way.predictor.card.target
    assert isinstance(target, ClassTarget)
    assert rows.truth is not None
    report = class_report(rows.truth, way.answer.predictions, len(target.names))
    return class_table(report, [class_label(name) for name in target.names])


def confusion_plot(rows: RawRows, way: CaseRun, names: Sequence[str]) -> Plot:
    """Draw the confusion matrix of the test rows."""
    assert rows.truth is not None
    counts = confusion_matrix(rows.truth, way.answer.predictions, len(names))
    return confusion_matrix_plot("confusion_matrix", counts, class_labels(names))


DEEPEST_LEVEL = 3


def locate(cases: Sequence[Case], given: Path) -> dict[str, Path | None]:
    """Find the data of every case.

    `given`: the file or folder of one case, or a folder with all of them, at most three levels
        down.
    Result: None for a case that takes no data.
    """
    if not given.exists():
        raise DataError("case.data_missing", path=given)
    found: dict[str, Path | None] = {}
    for case in cases:
        found[case.name] = _data_of(case, given)
    return found


def _data_of(case: Case, given: Path) -> Path | None:
    """Find the data of one case; equal copies count once."""
    if case.find is None:
        return None
    if not given.is_dir():
        return given  # the reader says what is wrong with a file named outright
    candidates = [place for place in _places(given) if case.find(place)]
    if not candidates:
        raise DataError("case.data_not_found", case=case.name, folder=given)
    by_content = {hash_path(place): place for place in reversed(candidates)}
    if len(by_content) > 1:
        names = list(map(str, candidates))
        raise DataError("case.data_ambiguous", case=case.name, candidates=names)
    return candidates[0]


def _places(folder: Path, level: int = 0) -> list[Path]:
    """List a folder and what lies in it, the nearest first."""
    entries = sorted(list_folder(folder))
    deeper = [entry for entry in entries if entry.is_dir()] if level < DEEPEST_LEVEL else []
    below = [place for entry in deeper for place in _places(entry, level + 1)]
    return [folder, *(entry for entry in entries if entry.is_file()), *below]


TABLES = frozenset({".csv", ".tsv", ".xlsx", ".parquet"})


def column_names(path: Path) -> frozenset[str]:
    """Return the names of the columns of a table; none if the file is no table."""
    if path.suffix.lower() not in TABLES or not path.is_file():
        return frozenset()
    try:
        return frozenset(open_table(path).names)
    except DataError:
        return frozenset()
