"""What rules see of a training: the layers with their lines, the loss, the data, the settings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from plainnet.coach.finding import Position
from plainnet.coach.label_form import LabelForm, label_form
from plainnet.coach.preparation_seen import Preparation
from plainnet.coach.source_seen import SourceSeen
from plainnet.data.row_hashes import FEWEST_DISTINCT, Hashes, hash_rows

if TYPE_CHECKING:  # the rules look at a script that needs no engine, too
    from plainnet.layers.layer import Layer
    from plainnet.losses.loss import Loss
    from plainnet.networks.network import Network

PASSES_ON = {"Dropout", "Flatten", "Reshape", "GaussianNoise", "ActivityRegularization"}
REGRESSION_LOSSES = {
    "MeanSquaredError", "MeanAbsoluteError", "MeanAbsolutePercentageError", "Huber", "LogCosh",
    "MeanSquaredLogarithmicError",
}  # fmt: skip
BINARY_LOSSES = {"BinaryCrossentropy", "BinaryFocalCrossentropy"}
CATEGORICAL_LOSSES = {"CategoricalCrossentropy", "CategoricalFocalCrossentropy"}
SPARSE_LOSSES = {"SparseCategoricalCrossentropy"}
CLASS_LOSSES = BINARY_LOSSES | CATEGORICAL_LOSSES | SPARSE_LOSSES
MOST_BYTES_KEPT = 64_000_000  # of an array, until the session ends
ROWS_KEPT = 1000
LONG_ROW = 256  # numbers, as images have
RECURRENT = {"LSTM", "GRU", "SimpleRNN"}


@dataclass(frozen=True)
class LayerSeen:
    """A layer, the shapes around it without the batch, and where the user made it."""

    layer: "Layer"
    before: Any
    after: Any
    position: Position | None = None

    @property
    def kind(self) -> str:
        """The class of the layer."""
        return type(self.layer).__name__

    @property
    def activation(self) -> str:
        """The name of what the layer applies; "" where it applies nothing."""
        if self.kind == "Activation" or hasattr(self.layer, "activation"):
            return activation_name(getattr(self.layer, "activation", None))
        return ACTIVATION_LAYERS.get(self.kind, "")


ACTIVATION_LAYERS = {
    "Softmax": "softmax", "ReLU": "relu", "LeakyReLU": "leaky_relu", "ELU": "elu", "PReLU": "prelu",
}  # fmt: skip


def activation_name(given: Any) -> str:
    """Name an activation however it was given; None is linear.

    >>> activation_name(None), activation_name("relu")
    ('linear', 'relu')
    """
    if given is None:
        return "linear"
    name = given if isinstance(given, str) else getattr(given, "name", None)
    return str(name or getattr(given, "__name__", "custom"))


@dataclass(frozen=True)
class FilesSeen:
    """The image files that batches are made of, and the number of each class."""

    files: list[str]
    classes: dict[str, int]


@dataclass
class TrainingSeen:
    """One call of `fit`, before and after."""

    network: "Network"
    layers: list[LayerSeen]
    loss: "Loss"
    metrics: list[str]
    optimizer: Any
    inputs: Any
    targets: Any
    validation: tuple[Any, Any] | None
    is_whole: bool  # whether inputs and targets are all of the rows, not a first batch
    batch_size: int
    epochs: int
    shuffle: bool
    class_weight: Mapping[int, float] | None
    validation_split: float
    listeners: Sequence[str]  # the classes of the callbacks, as Keras names them
    compiled_at: Position | None
    fitted_at: Position | None
    steps_per_epoch: int | None = None
    folders: tuple["FilesSeen", "FilesSeen"] | None = None  # trained on, and validated on
    targets_repeated: bool = False  # whether Keras repeated one target along several outputs
    history: dict[str, list[float]] = field(default_factory=dict)
    traced: dict[str, dict[str, NDArray[Any]]] = field(default_factory=dict)
    weights_moved: bool | None = None
    began_with: Sequence[NDArray[Any]] = ()  # a few numbers of each weight before
    ended_with: Sequence[NDArray[Any]] = ()  # and after
    is_cut: bool = False  # ended early by a check, so that what it reached says little

    @cached_property
    def is_single(self) -> bool:
        """Whether there is one input, one output and one loss."""
        one_each = not isinstance(self.inputs, tuple) and not isinstance(self.targets, tuple)
        return one_each and bool(self.layers) and len(self.network.output_names) == 1

    def goes_on_from(self, earlier: "TrainingSeen") -> bool:
        """Return whether this training began with the weights that an earlier one ended with."""
        pairs = list(zip(self.began_with, earlier.ended_with, strict=False))
        is_same = bool(pairs) and all(np.array_equal(one, other) for one, other in pairs)
        return is_same and len(self.began_with) == len(earlier.ended_with)

    @cached_property
    def form(self) -> LabelForm:
        """The form of the targets."""
        return label_form(self.targets)

    @property
    def loss_name(self) -> str:
        """The class of the loss."""
        names = [each.__name__ for each in type(self.loss).__mro__]
        known = (name for name in names if name in CLASS_LOSSES | REGRESSION_LOSSES)
        return next(known, type(self.loss).__name__)

    @property
    def from_logits(self) -> bool:
        """Whether the loss takes scores and not probabilities."""
        return bool(getattr(self.loss, "from_logits", False))

    @cached_property
    def steps_in_line(self) -> bool:
        """Whether each layer reads the one before alone."""
        steps = self.network.wiring.steps
        return all(
            len(step.reads) == 1 and step.reads[0][0] in (number - 1, -1)
            for number, step in enumerate(steps)
        )

    @cached_property
    def last(self) -> LayerSeen:
        """The layer that shapes the outputs; what only passes numbers on is skipped."""
        output = self.network.wiring.outputs[0][0]
        at = output if 0 <= output < len(self.layers) else len(self.layers) - 1
        while at > 0 and self.layers[at].kind in PASSES_ON:
            at -= 1
        return self.layers[at]

    @property
    def output_activation(self) -> str:
        """What the outputs went through last."""
        return self.last.activation or "none"

    @property
    def output_units(self) -> int:
        """How many numbers the last axis of the outputs has."""
        shape = self.last.after
        return int(shape[-1]) if shape and isinstance(shape[-1], int) else 0

    @cached_property
    def rows(self) -> int:
        """How many rows are trained on, as far as known."""
        known = first_array(self.inputs) if self.folders is None else self.folders[0].files
        return len(known)

    @cached_property
    def updates(self) -> int:
        """How many steps the whole training has."""
        per_epoch = self.steps_per_epoch or -(-self.rows // max(1, self.batch_size))
        return per_epoch * self.epochs

    @cached_property
    def reproduces_inputs(self) -> bool:
        """Whether the targets are the inputs, as in an autoencoder."""
        inputs, targets = self.inputs, self.targets
        if isinstance(inputs, tuple) or isinstance(targets, tuple):
            return False
        n_values = prod(inputs.shape[1:])
        return bool(n_values > 1 and n_values == prod(targets.shape[1:]))

    @cached_property
    def hashes(self) -> Hashes:
        """The rows trained on, known by what they hold."""
        return rows_hashed(self.inputs)

    @cached_property
    def common_rows(self) -> tuple[int, int] | None:
        """How many of how many validation rows are training rows; None where that says little."""
        if self.folders is not None:
            trained, held_out = (each.files for each in self.folders)
            return int(np.isin(held_out, trained).sum()), len(held_out)
        if self.validation is None or not self.is_whole or isinstance(self.validation[0], tuple):
            return None
        distinct = np.unique(self.hashes)
        if len(distinct) < FEWEST_DISTINCT or len(distinct) < 0.7 * self.rows:
            return None  # a table that lists cases, or whose rows coincide by nature
        return int(np.isin(rows_hashed(self.validation[0]), distinct).sum()), len(
            self.validation[0]
        )

    @property
    def measures_accuracy(self) -> bool:
        """Whether an accuracy is measured."""
        return any("acc" in name.lower() for name in self.metrics)

    @property
    def is_regression(self) -> bool:
        """Whether the loss compares measured numbers."""
        return self.loss_name in REGRESSION_LOSSES

    @cached_property
    def image(self) -> bool:
        """Whether the inputs are images."""
        inputs = first_array(self.inputs)
        return inputs.ndim == 4 or (inputs.ndim == 3 and not self.has(RECURRENT | {"Conv1D"}))

    def release_arrays(self) -> None:
        """Keep some rows only of arrays that fill the memory, once the training is over."""
        if self.is_single and self.inputs.nbytes > MOST_BYTES_KEPT:
            self.inputs, self.targets = (
                sample_of(each, ROWS_KEPT) for each in (self.inputs, self.targets)
            )
            self.is_whole = False
        if self.validation is not None and first_array(self.validation[0]).nbytes > MOST_BYTES_KEPT:
            self.validation = None

    def has(self, kinds: set[str]) -> bool:
        """Return whether some layer is one of these, also inside a wrapper."""
        return any(
            each.kind in kinds or type(getattr(each.layer, "layer", None)).__name__ in kinds
            for each in self.layers
        )

    def first_of(self, kinds: set[str]) -> LayerSeen | None:
        """Return the first layer of some kinds."""
        return next((each for each in self.layers if each.kind in kinds), None)


def first_array(arrays: Any) -> NDArray[Any]:
    """Return the only array, or the first of several."""
    found: NDArray[Any] = arrays[0] if isinstance(arrays, tuple) else arrays
    return found


def rows_hashed(rows: NDArray[Any]) -> Hashes:
    """Hash each row, with what an image of any shape holds; comparable in one process alone."""
    flat = rows.reshape(len(rows), -1)
    if flat.shape[1] < LONG_ROW:
        return hash_rows(flat)
    # Python's hash of bytes is many times as fast; adding 0 makes -0 a 0.
    zero = np.float32(0)
    hashes = (hash((np.asarray(row, np.float32) + zero).tobytes()) for row in flat)
    return np.fromiter((each & 2**64 - 1 for each in hashes), np.uint64, len(flat))


def sample_of(array: Any, most: int) -> NDArray[Any]:
    """Take rows spread evenly over an array."""
    rows: NDArray[Any] = np.asarray(array)
    if len(rows) <= most:
        return rows
    return np.asarray(rows[np.linspace(0, len(rows) - 1, most).astype(int)])


@dataclass
class UseSeen:
    """One call of `predict` or `evaluate`.

    `training`: that of the model, None where it was trained elsewhere.
    """

    inputs: Any
    targets: Any
    outputs: Any
    at: Position | None
    training: TrainingSeen | None

    @property
    def is_plain(self) -> bool:
        """Whether there is one array of inputs."""
        return not isinstance(self.inputs, tuple)


@dataclass
class SessionSeen:
    """All that happened."""

    script: SourceSeen | None = None
    trainings: list[TrainingSeen] = field(default_factory=list)
    predictions: list[UseSeen] = field(default_factory=list)
    evaluations: list[UseSeen] = field(default_factory=list)
    preparation: Preparation = field(default_factory=Preparation)

    def held_out(self) -> list[tuple[NDArray[Any], Position | None]]:
        """Return the inputs that were validated, evaluated or predicted, each with its line."""
        found: list[tuple[Any, Position | None]] = [
            (training.validation[0], training.fitted_at)
            for training in self.trainings
            if training.validation is not None and not training.validation_split
        ]
        found += [(use.inputs, use.at) for use in (*self.evaluations, *self.predictions)]
        return [(array, at) for array, at in found if isinstance(array, np.ndarray)]
