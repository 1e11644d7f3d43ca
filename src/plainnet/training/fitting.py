"""From what a user asks of `fit` to a run: as one program, or batch by batch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from plainnet.errors import SettingError
from plainnet.training.batch_by_batch import train_batch_by_batch
from plainnet.training.callbacks.callback_list import CallbackList
from plainnet.training.callbacks.early_stopping import EarlyStopping
from plainnet.training.callbacks.early_stopping_callback import EarlyStoppingCallback
from plainnet.training.checkpoint import Checkpoint
from plainnet.training.compiled_run import Program
from plainnet.training.examples import Examples, split_off, weighted_by_class
from plainnet.training.history import History, ProgressListener
from plainnet.training.model_state import ModelState
from plainnet.training.training_data import DataReader, TrainingData
from plainnet.training.training_loop import Plan, train


@dataclass(frozen=True)
class FitSettings:
    """How data are read and cut.

    `batch_size`: rows a step, 32 if None; the last step of an epoch takes what is left.
    `validation_split`: fraction of the rows, taken from the end before any shuffling, to validate
        on.
    `class_weight`: how much the rows of each class count in training.
    `steps_per_epoch` and `validation_steps`: batches of an epoch and of a validation; None takes
        all.
    `validation_batch_size`: rows of a batch in validation; None takes `batch_size`.
    `validation_freq`: epochs from one validation to the next, or those that validate, counted from
        1.
    """

    batch_size: int | None = None
    epochs: int = 1  # the epoch to reach
    validation_split: float = 0.0
    validation_data: Any = None  # rows to validate on; they are never trained on
    shuffle: bool = True  # whether each epoch has an order of its own
    class_weight: Mapping[int, float] | None = None
    sample_weight: Any = None  # (rows,), How much each row counts
    initial_epoch: int = 0  # epochs done before
    steps_per_epoch: int | None = None
    validation_steps: int | None = None
    validation_batch_size: int | None = None
    validation_freq: int | Sequence[int] = 1

    def plan(self, data: TrainingData, seed: int, title: str) -> Plan:
        """Describe how long and in what order to train."""
        freq = self.validation_freq
        return Plan(
            self.epochs,
            self.initial_epoch,
            data.batch_size,
            data.shuffle,
            seed,
            title,
            self.validation_batch_size or data.batch_size,
            freq if isinstance(freq, int) else tuple(freq),
        )


@dataclass(frozen=True)
class DataOfRun:
    """What is trained on and what is held out."""

    training: TrainingData
    validation: TrainingData | None

    @property
    def first(self) -> list[Examples]:
        """All examples, or the first batches, of both."""
        return [part.first for part in (self.training, self.validation) if part is not None]

    @property
    def is_at_hand(self) -> bool:
        """Whether all examples are arrays."""
        both = (self.training, self.validation)
        return all(part is None or part.source is None for part in both)


def read_data(reader: DataReader, x: Any, y: Any, settings: FitSettings) -> DataOfRun:
    """Read what is trained on, and part or read what is validated on.

    Class weights are for training only.
    """
    weights, size = settings.class_weight, settings.batch_size
    held_out = settings.validation_data
    if settings.validation_split and held_out is None:
        whole = reader.read(x, y, settings.sample_weight, batch_size=size, shuffle=settings.shuffle)
        if whole.source is None:
            kept, rest = split_off(whole.first, settings.validation_split)
            kept = kept if weights is None else weighted_by_class(kept, weights)
            size = settings.validation_batch_size or whole.batch_size
            return DataOfRun(replace(whole, first=kept), TrainingData(rest, None, size, False))
        raise SettingError("model.validation_split_of_batches")
    training = replace(reader, class_weight=weights).read(
        x, y, settings.sample_weight, batch_size=size, shuffle=settings.shuffle
    )
    if held_out is None:
        return DataOfRun(training, None)
    parts = held_out if isinstance(held_out, tuple | list) else (held_out,)
    size = settings.validation_batch_size or training.batch_size
    return DataOfRun(training, reader.read(*parts, batch_size=size))


def fit(
    program: Program,
    state: ModelState,
    data: DataOfRun,
    plan: Plan,
    settings: FitSettings,
    callbacks: CallbackList,
    stopping: EarlyStopping | None,
    listener: ProgressListener,
    checkpoint: Checkpoint | None = None,
) -> History:
    """Train, as one program wherever the host has no say in the batches."""
    state.stop_training, state.initial_epoch = False, None
    has_own_steps = settings.steps_per_epoch or settings.validation_steps
    is_whole = data.is_at_hand and not has_own_steps and plan.validation_freq == 1
    if is_whole and not callbacks.need_every_batch:
        stopping = stopping or callbacks.compiled_stopping(program.metric_names)
        program = replace(program, stopping=stopping)
        held_out = None if data.validation is None else data.validation.first
        return train(
            program,
            state,
            data.training.first,
            held_out,
            plan,
            callbacks=callbacks,
            listener=listener,
            checkpoint=checkpoint,
        )
    if checkpoint is not None:
        raise SettingError("checkpoint.batches")
    if stopping is not None:
        callbacks.add(EarlyStoppingCallback(**vars(stopping)))
    batches = data.training.by_batches(settings.steps_per_epoch, plan.seed, plan.initial_epoch)
    held_out_batches = None
    if data.validation is not None:
        validation = replace(data.validation, shuffle=False)
        held_out_batches = validation.by_batches(settings.validation_steps)
    return train_batch_by_batch(
        program, state, batches, held_out_batches, plan, callbacks=callbacks, listener=listener
    )
