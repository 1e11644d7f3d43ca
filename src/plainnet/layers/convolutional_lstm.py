"""The convolutional LSTM: its sums are convolutions, its states are images."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

import jax
import jax.numpy as jnp

from plainnet.layers.activations import find_activation
from plainnet.layers.convolution import Conv2D, convolve, padded_images
from plainnet.layers.dropout import check_rate, required_key
from plainnet.layers.initializers import Initializer
from plainnet.layers.layer import Layer, Shape, Weights, check_rank, settle
from plainnet.layers.lstm import LSTMCell, OpenForgetGate
from plainnet.layers.regularizers import Constraint, Regularizer, settle_weight_rules
from plainnet.layers.window_geometry import DataFormat, Sizes


@dataclass(frozen=True)
class ConvLSTM2D(Layer):
    """Walk through a sequence of images with an LSTM whose products are convolutions.

    Parameters
    ----------
    filters : int
        Channels of the state and of the output.
    kernel_size, strides, padding, data_format, dilation_rate : object
        Of the convolution of each image, as `Conv2D` takes them; the state is convolved with
        a kernel of the same size and keeps its shape.
    activation, recurrent_activation : str or None
        Of the candidate and the cell state shown, and of the three gates.
    use_bias : bool, default=True
        Whether there is a bias.
    kernel_initializer, recurrent_initializer, bias_initializer : str or Initializer
        What the weights start from.
    unit_forget_bias : bool, default=True
        Whether the bias of the forget gate starts at 1.
    kernel_regularizer, recurrent_regularizer, bias_regularizer : str, Regularizer or None
        What large weights cost.
    activity_regularizer : str, Regularizer or None
        What large outputs cost.
    kernel_constraint, recurrent_constraint, bias_constraint : str, Constraint or None
        What the weights are kept to.
    dropout, recurrent_dropout : float, default=0
        Fraction of the pixels, and of the last output, that training leaves out for each
        gate; the same ones at every time.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.
    return_sequences, return_state, go_backwards : bool, default=False
        As in every recurrent layer.

    References
    ----------
    Shi et al. (2015), "Convolutional LSTM network: a machine learning approach for
    precipitation nowcasting", NIPS.

    Examples
    --------
    >>> ConvLSTM2D(8, 3, padding="same", return_sequences=True).output_shape((10, 16, 16, 1))
    (10, 16, 16, 8)
    """

    filters: int
    kernel_size: Sizes
    strides: Sizes = 1
    padding: Literal["valid", "same"] = "valid"
    data_format: DataFormat = "channels_last"
    dilation_rate: Sizes = 1
    activation: str | None = "tanh"
    recurrent_activation: str | None = "sigmoid"
    use_bias: bool = True
    kernel_initializer: str | Initializer = "glorot_uniform"
    recurrent_initializer: str | Initializer = "orthogonal"
    bias_initializer: str | Initializer = "zeros"
    unit_forget_bias: bool = True
    kernel_regularizer: str | Regularizer | None = None
    recurrent_regularizer: str | Regularizer | None = None
    bias_regularizer: str | Regularizer | None = None
    activity_regularizer: str | Regularizer | None = None
    kernel_constraint: str | Constraint | None = None
    recurrent_constraint: str | Constraint | None = None
    bias_constraint: str | Constraint | None = None
    dropout: float = 0.0
    recurrent_dropout: float = 0.0
    return_sequences: bool = field(default=False, kw_only=True)
    return_state: bool = field(default=False, kw_only=True)
    go_backwards: bool = field(default=False, kw_only=True)

    weight_names: ClassVar[tuple[str, ...]] = ("kernel", "recurrent_kernel", "bias")
    uses_mask: ClassVar[bool] = True

    def __post_init__(self) -> None:
        settings = ("kernel_size", "strides", "padding", "data_format", "dilation_rate")
        of_images = self.of_images
        settle(self, **{setting: getattr(of_images, setting) for setting in settings})
        settle_weight_rules(self)
        check_rate(self, self.dropout, self.recurrent_dropout)

    @property
    def of_images(self) -> Conv2D:
        """The convolution of the images, for all four sums."""
        return Conv2D(
            4 * self.filters,
            self.kernel_size,
            self.strides,
            self.padding,
            self.data_format,
            self.dilation_rate,
            use_bias=self.use_bias,
        )

    @property
    def passes_mask(self) -> bool:
        """Whether there is an output for every time."""
        return self.return_sequences

    def initializer_of(self, weight: str) -> Initializer:
        """Find what a weight starts from; the bias with its forget gate open."""
        initializer = super().initializer_of(weight)
        is_opened = weight == "bias" and self.unit_forget_bias
        return OpenForgetGate(initializer) if is_opened else initializer

    def output_shape(self, input_shape: Shape) -> Any:
        """Return the images of every time or of the last; both states where they are given."""
        check_rank(self, input_shape, 4, "(batch, time, height, width, channels)")
        image = list(self.of_images.output_shape(input_shape[1:]))
        image[-1 if self.data_format == "channels_last" else 0] = self.filters
        state = tuple(image)
        outputs = (input_shape[0], *state) if self.return_sequences else state
        return (outputs, state, state) if self.return_state else outputs

    def weight_shapes(self, input_shape: Shape) -> dict[str, Shape]:
        """Return `kernel`, `recurrent_kernel` and `bias`, four gates side by side."""
        shapes = self.of_images.weight_shapes(input_shape[1:])
        kernel = shapes["kernel"]
        recurrent = (*kernel[:2], self.filters, kernel[3])
        bias = {"bias": shapes["bias"]} if self.use_bias else {}
        return {"kernel": kernel, "recurrent_kernel": recurrent, **bias}

    def places(self, input_shape: Shape) -> int:
        """Count the pixels of the state at all times."""
        return int(input_shape[0]) * self.of_images.places(input_shape[1:])

    def apply(
        self,
        weights: Weights,
        inputs: jax.Array,
        *,
        training: bool = False,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
        mask: jax.Array | None = None,
    ) -> Any:
        """Walk through time and give the outputs, or the last one."""
        images = jnp.moveaxis(inputs, 1, 0)[:: -1 if self.go_backwards else 1]
        if self.data_format == "channels_first":
            images = jnp.moveaxis(images, 2, -1)  # (time, batch, height, width, channels)
        rates = (self.dropout, self.recurrent_dropout) if training else (0.0, 0.0)
        keys = (None, None) if key is None else jax.random.split(key)
        drive = self._driven(weights, images, self._kept(images[0].shape, rates[0], keys[0]))
        state = jnp.zeros((*drive.shape[1:-1], self.filters), drive.dtype)
        kept = self._kept(state.shape, rates[1], keys[1])
        is_there = jnp.ones(inputs.shape[:2], bool) if mask is None else mask
        gate = find_activation(self.recurrent_activation)
        cell = LSTMCell(find_activation(self.activation), gate)

        def step(before: Any, now: Any) -> Any:
            sums, there = now
            product = self._convolved(before[0], weights["recurrent_kernel"], kept)
            stepped = cell.step(sums, product, before)[0]
            is_new = there[:, None, None, None]
            pairs = zip(stepped, before, strict=True)
            after = tuple(jnp.where(is_new, new, old) for new, old in pairs)
            return after, after[0]

        there = is_there.T[:: -1 if self.go_backwards else 1]
        last, outputs = jax.lax.scan(step, (state, state), (drive, there))
        shown = jnp.moveaxis(outputs, 0, 1) if self.return_sequences else last[0]
        given: tuple[jax.Array, ...] = (shown, *last)
        if self.data_format == "channels_first":
            given = tuple(jnp.moveaxis(each, -1, -3) for each in given)
        return given if self.return_state else given[0]

    def _driven(
        self, weights: Weights, images: jax.Array, kept: list[jax.Array] | None
    ) -> jax.Array:
        """Compute what the images give to all sums, for all times at once."""
        layer = self.of_images
        windows, strides = layer.geometry

        def convolved(images: jax.Array, kernel: jax.Array) -> jax.Array:
            flat = images.reshape(-1, *images.shape[2:])
            flat = padded_images(flat, windows, strides, layer.dilation, self.padding)
            maps = convolve(flat, kernel, strides, layer.dilation)
            return maps.reshape(*images.shape[:2], *maps.shape[1:])

        sums = _each_gate(convolved, images, weights["kernel"], kept)
        return sums + weights["bias"] if self.use_bias else sums

    def _convolved(
        self, state: jax.Array, kernel: jax.Array, kept: list[jax.Array] | None
    ) -> jax.Array:
        """Convolve the last output with the recurrent kernel; its size stays."""
        windows = self.of_images.geometry[0]

        def convolved(state: jax.Array, kernel: jax.Array) -> jax.Array:
            padded = padded_images(state, windows, (1, 1), (1, 1), "same")
            return convolve(padded, kernel, (1, 1), (1, 1))

        return _each_gate(convolved, state, kernel, kept)

    def _kept(self, shape: Shape, rate: float, key: Any) -> list[jax.Array] | None:
        """Draw for each gate what stays, scaled up; None where all does."""
        if not 0 < rate < 1:
            return None
        drawn = jax.random.bernoulli(required_key(self, key), 1 - rate, (4, *shape))
        return list(drawn / (1 - rate))


def _each_gate(
    convolved: Callable[[jax.Array, jax.Array], jax.Array],
    images: jax.Array,
    kernel: jax.Array,
    kept: list[jax.Array] | None,
) -> jax.Array:
    """Convolve for all four gates, for each with what is dropped left out."""
    if kept is None:
        return convolved(images, kernel)
    parts = zip(kept, jnp.split(kernel, 4, -1), strict=True)
    return jnp.concatenate([convolved(images * own, part) for own, part in parts], -1)
