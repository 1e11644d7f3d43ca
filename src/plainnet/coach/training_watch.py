"""Shows a call of `fit`, `evaluate` or `predict` to the coach that looks on."""

import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol

import numpy as np
from numpy.typing import NDArray

from plainnet.coach.call_site import script_position
from plainnet.coach.coaching import Coach, current_coach, out_of_the_way
from plainnet.coach.finding import Position
from plainnet.coach.layer_outputs import outputs_inside
from plainnet.coach.telling import coach_of_one_fit, tell_once
from plainnet.coach.training_seen import (
    FilesSeen,
    LayerSeen,
    TrainingSeen,
    UseSeen,
    sample_of,
)
from plainnet.errors import PlainnetError
from plainnet.losses.loss import Loss
from plainnet.networks.network import Network, NetworkWeights, has_open_lengths
from plainnet.training.batch_source import StreamSource
from plainnet.training.callbacks.callback import Callback
from plainnet.training.examples import Examples, shape_of
from plainnet.training.fitting import DataOfRun, FitSettings
from plainnet.training.history import History
from plainnet.training.training_data import TrainingData

SAMPLED_ROWS, SAMPLED_IMAGES = 128, 16


@dataclass
class Positions:
    """Where in the user's program a model was compiled and its layers were made."""

    compiled_at: Position | None = None
    layers: Mapping[str, Position | None] = field(default_factory=dict)


class Watched(Protocol):
    """What is looked at of a model."""

    network: Network
    loss: Loss | None
    metrics: tuple[Any, ...]
    positions: Positions

    @property
    def weights(self) -> NetworkWeights:
        """The weights as they are now."""

    @property
    def optimizer(self) -> Any:
        """What moves them."""


class CutShort(Callback):
    """Ends a training after some seconds."""

    reads_logs_only: ClassVar[bool] = True

    def __init__(self, seconds: float, seen: TrainingSeen) -> None:
        super().__init__()
        self.end, self.seen = time.monotonic() + seconds, seen

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Stop the run where its time is up."""
        if time.monotonic() > self.end and not self.seen.is_cut:
            self.seen.is_cut = True
            self.model.stop_training = True


@dataclass
class TrainingWatch:
    """Looks at one training; without a coach at none."""

    coach: Coach | None
    seen: TrainingSeen | None
    model: Any = None
    before: list[NDArray[Any]] = field(default_factory=list)

    def callbacks(self) -> list[Callback]:
        """Return what cuts a training short, where it is only checked."""
        if self.coach is None or self.seen is None or self.coach.seconds_of_training is None:
            return []
        return [CutShort(self.coach.seconds_of_training, self.seen)]

    def begin(self) -> None:
        """Keep a few weights of each layer, once they are there."""
        if self.seen is not None:
            with out_of_the_way(self.coach, "begin"):
                self.before = first_numbers(self.model.weights)

    def end(self, history: History) -> None:
        """Show what the epochs measured, and what the layers then make of some rows."""
        if self.coach is not None and self.seen is not None:
            with out_of_the_way(self.coach, "end"):
                self._show(self.coach, self.seen, history)

    def _show(self, coach: Coach, seen: TrainingSeen, history: History) -> None:
        """Put together what a training came to."""
        seen.history = {name: list(map(float, own)) for name, own in history.figures.items()}
        after = first_numbers(self.model.weights)
        seen.began_with, seen.ended_with = self.before, after
        seen.weights_moved = not self.before or any(
            not np.array_equal(one, other) for one, other in zip(self.before, after, strict=False)
        )
        if seen.is_single:
            sample = sample_of(seen.inputs, SAMPLED_IMAGES if seen.image else SAMPLED_ROWS)
            seen.traced = outputs_inside(seen.layers, self.model.weights, sample)
        coach.ends(seen)


def first_numbers(weights: NetworkWeights) -> list[NDArray[Any]]:
    """Copy the first numbers of each weight."""
    arrays = (array for own in weights.values() for array in own.values())
    return [np.array(np.asarray(array).ravel()[:200]) for array in arrays]


@contextmanager
def watched_training(
    model: Watched, data: DataOfRun, settings: FitSettings, callbacks: Iterable[Any], asked: bool
) -> Iterator[TrainingWatch]:
    """Show a training to the coach, before and after.

    `asked`: whether the user wants it looked at.
    """
    own = coach_of_one_fit(script_position()) if asked and current_coach() is None else None
    coach = (own or current_coach()) if asked else None
    watch = TrainingWatch(coach, None, model)
    if coach is not None:
        with out_of_the_way(coach, "program"):
            seen = training_seen(model, data, settings, callbacks)
            watch.seen = seen if seen is not None and coach.begins(seen) else None
    yield watch
    if own is not None:
        tell_once(own.finish())


def training_seen(
    model: Watched, data: DataOfRun, settings: FitSettings, callbacks: Iterable[Any]
) -> TrainingSeen | None:
    """Put together what rules see; None where the network does not take these inputs."""
    examples = data.training.first
    layers = layers_seen(model, examples)
    if layers is None or model.loss is None:
        return None
    targets, is_repeated = without_repetition(examples.targets)
    held_out = None if data.validation is None else data.validation
    whole_validation = held_out is not None and held_out.source is None
    return TrainingSeen(
        network=model.network,
        layers=layers,
        loss=model.loss,
        metrics=[_name_of(each) for each in model.metrics],
        optimizer=model.optimizer,
        inputs=examples.inputs,
        targets=targets,
        targets_repeated=is_repeated,
        validation=(held_out.first.inputs, held_out.first.targets)
        if held_out is not None and whole_validation
        else None,
        is_whole=data.training.source is None,
        batch_size=data.training.batch_size,
        epochs=max(0, settings.epochs - settings.initial_epoch),
        shuffle=settings.shuffle,
        class_weight=settings.class_weight,
        validation_split=settings.validation_split if settings.validation_data is None else 0.0,
        listeners=[type(each).__name__.removesuffix("Callback") for each in callbacks],
        compiled_at=model.positions.compiled_at,
        fitted_at=script_position(),
        steps_per_epoch=settings.steps_per_epoch,
        folders=folders_seen(data),
    )


def folders_seen(data: DataOfRun) -> tuple[FilesSeen, FilesSeen] | None:
    """Return the files behind both parts, where these are read from folders of images."""
    parts = (data.training, data.validation)
    readers = [None if part is None else part.read_from for part in parts]
    if not all(hasattr(each, "filepaths") for each in readers):
        return None
    first, second = (
        FilesSeen([os.path.realpath(file) for file in each.filepaths], dict(each.class_indices))
        for each in readers
        if each is not None
    )
    return first, second


def without_repetition(targets: Any) -> tuple[Any, bool]:
    """Return targets as they were before Keras repeated them along the outputs.

    Repeated ones are views of an array with one number a row: their strides are 0.
    """
    is_repeated = isinstance(targets, np.ndarray) and targets.ndim > 1 and 0 in targets.strides[1:]
    if not is_repeated or targets.size == len(targets):
        return targets, False
    return targets.reshape(len(targets), -1)[:, :1], True


def show_batch(model: Watched, examples: Examples) -> None:
    """Show the first batch of a model that is trained by single batches to the coach."""
    coach = current_coach()
    if coach is None:
        return
    with out_of_the_way(coach, "batch"):
        if any(each.network == model.network for each in coach.session.trainings):
            return
        one = TrainingData(examples, StreamSource((), lambda batch: examples))
        seen = training_seen(model, DataOfRun(one, None), FitSettings(), ())
        if seen is not None:
            coach.begins(seen)


def layers_seen(model: Watched, examples: Examples) -> list[LayerSeen] | None:
    """Return the layers with their shapes and lines."""
    try:
        shape = shape_of(examples.inputs)
        declared = model.network.input_shape
        if declared is not None and not has_open_lengths(declared):
            shape = declared
        shapes = model.network.layer_shapes(shape)
    except PlainnetError:
        return None
    places = model.positions.layers
    return [
        LayerSeen(layer, before, after, places.get(str(layer.name)))
        for layer, before, after in shapes
    ]


def _name_of(metric: Any) -> str:
    """Name a metric however it was given."""
    if isinstance(metric, str):
        return metric
    inner = getattr(metric, "metric", metric)
    name = inner if isinstance(inner, str) else getattr(inner, "name", None)
    return str(name or getattr(inner, "__name__", type(inner).__name__))


def show_use(model: Any, kind: str, inputs: Any, targets: Any, outputs: Any = None) -> None:
    """Show a call of `predict` or `evaluate` to the coach."""
    coach = current_coach()
    if coach is None:
        return
    with out_of_the_way(coach, kind):
        trained = [each for each in coach.session.trainings if each.network == model.network]
        use = UseSeen(inputs, targets, outputs, script_position(), trained[-1] if trained else None)
        if kind == "predict":
            coach.predicted(use)
        else:
            coach.evaluated(use)
