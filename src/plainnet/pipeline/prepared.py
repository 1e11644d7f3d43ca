"""What the parts of a run hand to each other: data ready for training, and the finished run."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from importlib.metadata import version
from typing import Any

import jax
from numpy.typing import NDArray

from plainnet.coach.finding import Finding
from plainnet.data.dataset import Source
from plainnet.data.row_hashes import TrainedRows
from plainnet.data.table_layout import TableForm
from plainnet.files.model_card import ModelCard, Origin
from plainnet.networks.network import Network
from plainnet.pipeline.predictor import Answer, Predictor, RawRows, Scores
from plainnet.pipeline.recipe import Recipe
from plainnet.training.augmentation import Augmentation
from plainnet.training.data_parallelism import visible_cores
from plainnet.training.history import History

LIBRARIES = ("plainnet", "jax", "jaxlib", "numpy")


def recorded_origin(
    source: Source, test_rows: Iterable[int], seed: int, trained: TrainedRows | None = None
) -> Origin:
    """Record what a model is trained on, and by what: processors and versions."""
    return Origin(
        data=source,
        test_rows=tuple(map(int, test_rows)),
        seed=seed,
        cores=visible_cores(),
        devices=jax.device_count(),
        versions={name: version(name) for name in LIBRARIES},
        trained=trained,
    )


def form_of(recipe: Recipe) -> TableForm:
    """Return what a recipe says of how a table or a series is written."""
    given = {field.name: getattr(recipe, field.name) for field in fields(TableForm)}
    return TableForm(**given)


@dataclass(frozen=True)
class Training:
    """How the network is trained.

    `patience`: epochs without a better `val_loss` before it ends; the best weights are kept.
    """

    optimizer: Any
    loss: Any
    metrics: tuple[Any, ...]  # measured in every epoch
    epochs: int
    batch: int
    patience: int | None
    augmentation: Augmentation | None = None  # what happens to training images


@dataclass(frozen=True)
class Prepared:
    """All that a run needs, whatever kind of data it is about.

    `train` and `validation`: arrays as the network takes them; validation rows come out of the
        training part.
    `baselines`: `() -> predictions for the test rows by name`; the simplest first.
    `cautions`: why the score may be too good to be true, a sentence each; no verdict is "good"
        then.
    `calibrate`: `(predictor) -> card`: what the card learns from the trained model, as the
        residuals that intervals of forecasts come from; None where it learns nothing.
    `more`: what only this kind of data has, for its report.
    """

    recipe: Recipe  # with every setting filled in that was found out
    decisions: tuple[str, ...]  # what was found out, a sentence each, to be shown
    train: tuple[NDArray[Any], NDArray[Any]]
    validation: tuple[NDArray[Any], NDArray[Any]]
    test: RawRows  # kept for the end, as the predictor takes them
    card: ModelCard  # what goes before and after the network
    network: Network  # with the shape of its inputs
    training: Training  # how it is trained
    baselines: Callable[[], Mapping[str, NDArray[Any]]]
    cautions: tuple[str, ...] = ()
    calibrate: Callable[[Predictor], ModelCard] | None = None
    more: Mapping[str, Any] = field(default_factory=dict)

    def without_inputs(self) -> "Prepared":
        """Let go of what was trained on, but for the targets: most of the memory of a run."""
        (x, y), (x_validation, y_validation) = self.train, self.validation
        return replace(
            self,
            train=(x[:0].copy(), y),
            validation=(x_validation[:0].copy(), y_validation),
            baselines=dict,
        )


@dataclass(frozen=True)
class FinishedRun:
    """What the report, the table on the screen and `metrics.json` are made from.

    `validation_answer`: for the validation rows that thresholds are chosen on; None where numbers
        are predicted.
    `baseline_probabilities`: (test_rows, classes), of the baselines that give them.
    """

    prepared: Prepared  # the data, the network and every setting
    predictor: Predictor  # the model with its card, threshold included
    history: History  # of the training
    answer: Answer  # for the test rows
    validation_answer: Answer | None
    metrics: Scores  # measured on the test rows
    baselines: Mapping[str, NDArray[Any]]  # what simpler models predict for the test rows, by name
    baseline_scores: Mapping[str, Scores]  # their figures
    seconds: dict[str, float]  # "read", "train", "evaluate", "total"
    baseline_probabilities: Mapping[str, NDArray[Any]] = field(default_factory=dict)
    findings: Sequence[Finding] = ()  # what the coach saw

    @property
    def unit(self) -> str:
        """The unit of a predicted number; empty without one."""
        return getattr(self.predictor.card.target, "unit", "")

    @property
    def rows(self) -> dict[str, int]:
        """How many rows, images or windows trained, validated and tested."""
        prepared = self.prepared
        trained, validated = (len(targets) for _, targets in (prepared.train, prepared.validation))
        tested = len(prepared.test.inputs)
        return {"train": trained, "validation": validated, "test": tested}
