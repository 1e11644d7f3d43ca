"""What a case is, and what one way of running it gives."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

import jax
import numpy as np
from numpy.typing import NDArray

from plainnet.cases.mistakes import Measured, Mistake, Rung
from plainnet.data.dataset import ImageFolder, Repair, Series, Source, Table
from plainnet.evaluation.intervals import block_length_for
from plainnet.files.model_card import ClassTarget, ModelCard, Origin, SeriesInputs
from plainnet.model import Model
from plainnet.plots.plot import Plot
from plainnet.predictors.loading import predictor_of
from plainnet.predictors.predictor import Answer, Predictor, RawRows, Scores
from plainnet.report.blocks import Block
from plainnet.training.data_parallelism import visible_cores
from plainnet.training.history import History
from plainnet.training.progress import Watcher

Dataset = Table | Series | ImageFolder


@dataclass(frozen=True)
class CaseData:
    """What a case reads.

    Attributes
    ----------
    dataset : Table, Series, ImageFolder or None
        As the reader gave it; None for a case whose data stand in the script.
    train, test : RawRows
        The honest split: what is learned from and what is scored on.
    """

    dataset: Dataset | None
    train: RawRows
    test: RawRows

    @property
    def source(self) -> Source:
        """Where the data came from."""
        return self.test.source

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """What the reader decided."""
        return self.test.repairs


@dataclass
class Way:
    """One way of running a case, run.

    Attributes
    ----------
    predictor : Predictor
        The model with its card.
    history : History
        Of its training.
    answer : Answer
        For the honest test rows.
    metrics : dict
        Measured on the honest test rows.
    plots : list of Plot
        In the order of the report.
    blocks : list of Block
        What the report says of this way besides.
    extra : dict
        What `metrics.json` holds besides the metrics.
    mistakes : list of Mistake
        Of the script.
    over_seeds : list of array
        Predictions for the honest test rows, one a seed, this model's first; only these where
        nothing of the training depends on a seed.
    ladder : list of Rung
        One change a step, from the script to this way.
    averaged : (Model, int) or None
        Where the model is the average of several nets: one of them, and how many there are.
    """

    predictor: Predictor
    history: History
    answer: Answer
    metrics: Scores
    plots: list[Plot] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    over_seeds: list[NDArray[Any]] = field(default_factory=list)
    ladder: list[Rung] = field(default_factory=list)
    averaged: tuple[Model, int] | None = None


@dataclass(frozen=True)
class Baseline:
    """Predictions of something simpler, for the honest test rows."""

    name: str
    predictions: NDArray[Any]


RunWay = Callable[[CaseData, int, Watcher], Way]


@dataclass(frozen=True)
class Case:
    """A case: where its data are found and how it is run.

    Attributes
    ----------
    name : str
        As on the command line.
    metric : str
        The figure it is judged by.
    unit_key : str
        Message that names the unit of values; empty for classes.
    find : callable or None
        `(folder or file) -> bool`: whether these are its data; None if it takes none.
    read : callable
        `(path or None) -> CaseData`: the user's data, or those that come with it.
    baselines : callable
        `(data, ways) -> sequence of Baseline`; a costly one stands beside "should" only.
    taught, should : callable
        `(data, seed, watcher) -> Way`.
    """

    name: str
    metric: str
    unit_key: str
    find: Callable[[Path], bool] | None
    read: Callable[[Path | None], CaseData]
    baselines: Callable[[CaseData, Sequence[str]], Sequence[Baseline]]
    taught: RunWay
    should: RunWay


def finished_way(
    model: Model,
    card: ModelCard,
    history: History,
    data: CaseData,
    others: Sequence[Model] = (),
    **more: Any,
) -> Way:
    """Let a trained model answer for the honest test rows, and measure it.

    Parameters
    ----------
    model : Model
        Trained.
    card : ModelCard
        What goes before and after it.
    history : History
        Of its training.
    data : CaseData
        With the test rows.
    others : sequence of Model
        Trained in the same way, with the seeds that follow.
    **more : object
        Plots, blocks, extra and mistakes, where they are known already.

    Returns
    -------
    Way
    """
    predictor = predictor_of(model, card)
    answer = predictor.answer(data.test.inputs)
    metrics = predictor.score(data.test, answer.predictions)
    beside = [predictor_of(other, card).answer(data.test.inputs).predictions for other in others]
    more.setdefault("over_seeds", [answer.predictions, *beside])
    return Way(predictor, history, answer, metrics, **more)


def origin_of(data: CaseData, test_rows: NDArray[np.int64], seed: int) -> Origin:
    """Write down what a model is trained on and by what.

    Parameters
    ----------
    data : CaseData
        The data.
    test_rows : array of int
        Rows kept for testing.
    seed : int
        Of the run.

    Returns
    -------
    Origin
    """
    libraries = ("plainnet", "jax", "jaxlib", "numpy")
    return Origin(
        data=data.source,
        test_rows=tuple(test_rows.tolist()),
        seed=seed,
        cores=visible_cores(),
        devices=jax.device_count(),
        versions={name: version(name) for name in libraries},
    )


def measured(card: ModelCard, metric: str, rows: RawRows, predictions: NDArray[Any]) -> Measured:
    """Keep a figure together with the rows behind it.

    Parameters
    ----------
    card : ModelCard
        Tells classes from numbers, and a series from rows without order.
    metric : str
        The figure.
    rows : RawRows
        With the truth.
    predictions : array of shape (rows,)
        Of whatever model.

    Returns
    -------
    Measured
    """
    assert rows.truth is not None
    target, names = card.target, np.asarray(rows.labels) if rows.labels else None
    if isinstance(target, ClassTarget):
        n_classes, positive = len(target.names), target.positive
        return Measured(metric, rows.truth, predictions, n_classes, positive, rows=names)
    is_series = isinstance(card.inputs, SeriesInputs)
    block_length = block_length_for(len(rows.truth)) if is_series else 1
    return Measured(metric, rows.truth, predictions, block_length=block_length, rows=names)
