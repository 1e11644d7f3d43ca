"""What every layer is: a frozen description with pure `init` and `apply`.

A layer holds settings, never numbers that are learned. Its fields are its saved form and
bear the names Keras 3 gives them. Shapes leave the batch axis out: `(features,)`,
`(height, width, channels)`, `(time, features)`. From the shape of the inputs alone,
`output_shape` and `weight_shapes` tell what comes out and what there is to learn.

Sequences of unequal length carry a mask from layer to layer: which times of each example
are there. `forward` is what networks call: `apply`, and all that a layer hands on besides.
"""

from dataclasses import dataclass, field
from math import prod
from typing import Any, ClassVar, NamedTuple, Protocol

import jax
import numpy as np

from plainnet.errors import SettingError, ShapeError
from plainnet.layers.initializers import Initializer, find_initializer

Shape = tuple[int, ...]
Weights = dict[str, jax.Array]  # by the names Keras gives them, in Keras' order
Key = tuple[int, ...]  # seed, then the position of what is initialised


class Passed(NamedTuple):
    """What a layer or network hands on."""

    outputs: Any  # (batch, *output_shape), or a tuple where there are several
    statistics: Weights  # running statistics and carried states after this batch
    mask: jax.Array | None  # True where a time of an example is there, (batch, time)
    added_loss: jax.Array | float = 0.0  # the rows of the batch added up


class Penalty(Protocol):
    """What a regularizer does."""

    def penalty(self, weights: jax.Array) -> jax.Array:
        """Return what these weights cost."""


class Bound(Protocol):
    """What a constraint does."""

    def apply(self, weights: jax.Array) -> jax.Array:
        """Return the nearest weights that are allowed."""


@dataclass(frozen=True)
class Layer:
    """Settings of one layer.

    Attributes
    ----------
    name : str or None
        As in summaries and files; None lets the network name it after its class.
    trainable : bool
        Whether training moves the weights; False also keeps running statistics as they are.
    """

    name: str | None = field(default=None, kw_only=True)
    trainable: bool = field(default=True, kw_only=True)

    # Whether `apply` takes `mask` (batch, time) or None as a further keyword.
    uses_mask: ClassVar[bool] = False
    # Whether `inputs`, `mask` and `input_shape` are tuples, one entry for each layer read.
    takes_several: ClassVar[bool] = False
    # Whether what it gives, or adds to the loss, depends on which rows are in the batch.
    mixes_rows: ClassVar[bool] = False
    # Whether the layer may draw outside of training, too.
    draws_in_use: ClassVar[bool] = False
    # The fields that Keras takes where the layer is called, not where it is made.
    call_settings: ClassVar[tuple[str, ...]] = ()

    @property
    def passes_mask(self) -> bool:
        """Whether the next layer gets the mask that this one got."""
        return True

    @property
    def makes_mask(self) -> bool:
        """Whether the next layer gets a mask that this one made of its inputs."""
        return False

    @property
    def weight_names(self) -> tuple[str, ...]:
        """Order of the weights in files; JAX hands dicts back sorted by name."""
        return ()

    @property
    def running_statistics(self) -> tuple[str, ...]:
        """The weights that data move but gradients do not: batch normalisation's means."""
        return ()

    @property
    def carried_states(self) -> tuple[str, ...]:
        """Those running statistics that are no learned numbers but the state after a batch.

        They move whenever the layer is applied, not in training only, and are in no file.
        """
        return ()

    def init(self, key: Key, input_shape: Shape) -> tuple[Weights, Shape]:
        """Draw the first weights and return the shape of the outputs, too."""
        output_shape = self.output_shape(input_shape)
        generator = np.random.default_rng(key)
        weights = {
            weight: jax.device_put(self.initializer_of(weight).fill(shape, generator))
            for weight, shape in self.weight_shapes(input_shape).items()
        }
        return weights, output_shape

    def output_shape(self, input_shape: Shape) -> Shape:
        """Return the shape of the outputs; a layer that says nothing else keeps the shape."""
        return input_shape

    def weight_shapes(self, input_shape: Shape) -> dict[str, Shape]:
        """Return the shape of each weight, for a shape of inputs that `output_shape` takes."""
        return {}

    def first_states(self, batch_size: int | None) -> Weights:
        """Return the `carried_states` as they are before the first batch: none, or zeros."""
        return {}

    def initializer_of(self, weight: str) -> Initializer:
        """Find what a weight starts from.

        As Keras names them, `kernel` starts from the `kernel_initializer`, `bias` from the
        `bias_initializer`, and `recurrent_kernel` from the `recurrent_initializer`.
        """
        return find_initializer(getattr(self, _setting_of(weight, "initializer")))

    def multiplications(self, input_shape: Shape) -> int:
        """Count the multiplications with weights for one example going forward.

        Each is followed by an addition. Counted are weights of two and more axes, once for
        each of the `places` they are used at; vectors, such as biases, are left out.
        """
        shapes = self.weight_shapes(input_shape).values()
        return self.places(input_shape) * sum(prod(shape) for shape in shapes if len(shape) > 1)

    def places(self, input_shape: Shape) -> int:
        """Count how often each weight is used: at every place of all axes but the last."""
        return prod(input_shape[:-1])

    def apply(
        self,
        weights: Weights,
        inputs: jax.Array,
        *,
        training: bool = False,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
    ) -> jax.Array:
        """Compute the outputs; a layer that needs none of the keywords takes them as `**_`.

        Shapes: `inputs` (batch, *input_shape), `present` (batch,) -> (batch, *output_shape).
        """
        raise NotImplementedError

    def forward(
        self,
        weights: Weights,
        inputs: jax.Array,
        *,
        training: bool = False,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
        mask: jax.Array | None = None,
    ) -> Passed:
        """Apply the layer and give all it hands on; what networks call.

        Shapes: `mask` (batch, time).
        """
        own = {"mask": mask} if self.uses_mask else {}
        outputs = self.apply(weights, inputs, training=training, key=key, present=present, **own)
        is_moved = training and self.trainable and self.running_statistics
        statistics = self.updated_statistics(weights, inputs, present) if is_moved else {}
        return Passed(outputs, statistics, self.mask_after(inputs, mask))

    def mask_after(self, inputs: jax.Array, mask: jax.Array | None) -> jax.Array | None:
        """Return the mask that the next layer gets."""
        return mask if self.passes_mask else None

    def updated_statistics(
        self, weights: Weights, inputs: jax.Array, present: jax.Array | None
    ) -> Weights:
        """Return the running statistics after this batch; only layers that have some."""
        return {}

    def trace(
        self, weights: Weights, inputs: jax.Array, mask: jax.Array | None = None
    ) -> dict[str, jax.Array]:
        """Return every number inside by its name; `outputs` is always one of them."""
        return {"outputs": self.forward(weights, inputs, mask=mask).outputs}

    def penalty(self, weights: Weights) -> jax.Array | float:
        """Return what regularizers add to the loss; `kernel` has the `kernel_regularizer`."""
        penalties = []
        for weight, array in weights.items():
            rule: Penalty | None = getattr(self, _setting_of(weight, "regularizer"), None)
            if rule is not None:
                penalties.append(rule.penalty(array))
        return sum(penalties, 0.0)

    def constrained(self, weights: Weights) -> Weights:
        """Return the weights as constraints allow them; `kernel` has the `kernel_constraint`."""
        allowed = dict(weights)
        for weight, array in weights.items():
            rule: Bound | None = getattr(self, _setting_of(weight, "constraint"), None)
            if rule is not None:
                allowed[weight] = rule.apply(array)
        return allowed


def _setting_of(weight: str, kind: str) -> str:
    """Name the setting that holds for a weight, as Keras does."""
    return f"{weight.rpartition('/')[2].removesuffix('_kernel')}_{kind}"


def check_rank(layer: Layer, input_shape: Shape, rank: int, expected: str) -> None:
    """Refuse inputs with another number of axes than the layer can take."""
    if len(input_shape) != rank:
        raise ShapeError(
            "layer.rank",
            layer=type(layer).__name__,
            expected=expected,
            found=("batch", *input_shape),
        )


def check_positive(layer: Layer, setting: str, value: object) -> None:
    """Refuse a size that is not a positive whole number."""
    is_whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
    if not is_whole or value < 1:  # type: ignore[operator]
        raise SettingError(
            "layer.positive", layer=type(layer).__name__, setting=setting, value=value
        )


def check_pair(layer: Layer, setting: str, value: object) -> None:
    """Refuse anything but two positive whole numbers."""
    if not isinstance(value, tuple) or len(value) != 2:
        raise SettingError("layer.pair", layer=type(layer).__name__, setting=setting, value=value)
    for number in value:
        check_positive(layer, setting, number)


def settle(layer: Layer, /, **values: object) -> None:
    """Fix fields of a frozen layer while it is being made."""
    for field_name, value in values.items():
        object.__setattr__(layer, field_name, value)
