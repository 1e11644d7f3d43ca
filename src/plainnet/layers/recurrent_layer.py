"""What all recurrent layers share: weights, options, and what goes in and comes out."""

from dataclasses import dataclass, field
from functools import partial
from typing import Any, ClassVar

import jax
import jax.numpy as jnp
import numpy as np

from plainnet.errors import SettingError
from plainnet.layers.activations import Activation, find_activation
from plainnet.layers.backpropagation_through_time import (
    AddingCell,
    Cell,
    ReversibleCell,
    State,
    Walk,
    outputs_through_time,
    walk,
)
from plainnet.layers.dense import times_kernel
from plainnet.layers.dropout import check_rate, required_key
from plainnet.layers.initializers import Initializer
from plainnet.layers.layer import Layer, Passed, Shape, Weights, check_positive, check_rank
from plainnet.layers.regularizers import Constraint, Regularizer, settle_weight_rules


@dataclass(frozen=True)
class RecurrentLayer(Layer):
    """A layer that walks through time and carries a state.

    Inputs are the sequence `(batch, time, features)`, or a tuple of it and the states to
    start from.

    Parameters
    ----------
    units : int
        Size of the state and of the output.
    activation : str or None
        None is a straight line.
    name : str or None
        As in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.
    use_bias : bool, default=True
        Whether a bias is added.
    kernel_initializer, recurrent_initializer, bias_initializer : str or Initializer
        What the weights start from.
    kernel_regularizer, recurrent_regularizer, bias_regularizer : str, Regularizer or None
        What large weights cost.
    activity_regularizer : str, Regularizer or None
        What large outputs cost.
    kernel_constraint, recurrent_constraint, bias_constraint : str, Constraint or None
        What the weights are kept to.
    dropout, recurrent_dropout : float, default=0
        Fraction of the features, and of the last outputs, that training leaves out; the
        same ones at every time.
    return_sequences : bool, default=False
        Whether to give the output at every time or only the last.
    return_state : bool, default=False
        Whether to give the last state, too.
    go_backwards : bool, default=False
        Whether to begin at the end; outputs then come in that order.
    stateful : bool, default=False
        Whether the next batch goes on from the last state of this one, row by row.
    zero_output_for_mask : bool, default=False
        Whether a masked time gives zeros, not the output before it.
    """

    units: int
    activation: str | None = "tanh"
    use_bias: bool = field(default=True, kw_only=True)
    kernel_initializer: str | Initializer = field(default="glorot_uniform", kw_only=True)
    recurrent_initializer: str | Initializer = field(default="orthogonal", kw_only=True)
    bias_initializer: str | Initializer = field(default="zeros", kw_only=True)
    kernel_regularizer: str | Regularizer | None = field(default=None, kw_only=True)
    recurrent_regularizer: str | Regularizer | None = field(default=None, kw_only=True)
    bias_regularizer: str | Regularizer | None = field(default=None, kw_only=True)
    activity_regularizer: str | Regularizer | None = field(default=None, kw_only=True)
    kernel_constraint: str | Constraint | None = field(default=None, kw_only=True)
    recurrent_constraint: str | Constraint | None = field(default=None, kw_only=True)
    bias_constraint: str | Constraint | None = field(default=None, kw_only=True)
    dropout: float = field(default=0.0, kw_only=True)
    recurrent_dropout: float = field(default=0.0, kw_only=True)
    return_sequences: bool = field(default=False, kw_only=True)
    return_state: bool = field(default=False, kw_only=True)
    go_backwards: bool = field(default=False, kw_only=True)
    stateful: bool = field(default=False, kw_only=True)
    zero_output_for_mask: bool = field(default=False, kw_only=True)

    uses_mask: ClassVar[bool] = True
    # Sums that one step needs for each unit.
    n_sums: ClassVar[int] = 1
    # Names of the arrays that are carried through time, the output first.
    state_names: ClassVar[tuple[str, ...]] = ("hidden_state",)

    def __post_init__(self) -> None:
        check_positive(self, "units", self.units)
        find_activation(self.activation)
        settle_weight_rules(self)
        check_rate(self, self.dropout, self.recurrent_dropout)

    @property
    def passes_mask(self) -> bool:
        """Whether there is an output for every time."""
        return self.return_sequences

    @property
    def weight_names(self) -> tuple[str, ...]:
        """Kernel, recurrent kernel and bias; then the states that are carried on."""
        return ("kernel", "recurrent_kernel", "bias", *self.carried_states)

    @property
    def running_statistics(self) -> tuple[str, ...]:
        """The states that are carried on."""
        return self.carried_states

    @property
    def carried_states(self) -> tuple[str, ...]:
        """The states, where the layer is stateful."""
        return self.state_names if self.stateful else ()

    def first_states(self, batch_size: int | None) -> Weights:
        """Return zeros for the states that are carried on."""
        if self.stateful and batch_size is None:
            raise SettingError("layer.stateful", layer=type(self).__name__)
        zeros = np.zeros((batch_size or 0, self.units), np.float32)
        return {name: jax.device_put(zeros) for name in self.carried_states}

    def output_shape(self, input_shape: Any) -> Any:
        """Return `(time, units)`, or `(units,)` where only the last output is given.

        With `return_state` the shapes of output and states are a tuple.
        """
        sequence = sequence_of(input_shape)
        check_rank(self, sequence, 2, "(batch, time, features)")
        outputs = (sequence[0], self.units) if self.return_sequences else (self.units,)
        states = [(self.units,)] * len(self.state_names)
        return (outputs, *states) if self.return_state else outputs

    def weight_shapes(self, input_shape: Any) -> dict[str, Shape]:
        """Return `kernel`, `recurrent_kernel` and `bias`."""
        width = self.n_sums * self.units
        shapes: dict[str, Shape] = {
            "kernel": (sequence_of(input_shape)[-1], width),
            "recurrent_kernel": (self.units, width),
        }
        return {**shapes, "bias": (width,)} if self.use_bias else shapes

    def places(self, input_shape: Any) -> int:
        """Count the times."""
        return int(sequence_of(input_shape)[0])

    @property
    def cell(self) -> ReversibleCell:
        """What happens in one step."""
        raise NotImplementedError

    def biases(self, weights: Weights) -> tuple[jax.Array | None, jax.Array | None]:
        """Return what is added to the drive and what to the recurrent product."""
        return weights.get("bias"), None

    def apply(
        self,
        weights: Weights,
        inputs: Any,
        *,
        training: bool = False,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
        mask: Any = None,
    ) -> Any:
        """Walk through time and give the outputs, or the last one."""
        settings: dict[str, Any] = {"training": training, "key": key, "mask": mask}
        return self.forward(weights, inputs, **settings).outputs

    def forward(
        self,
        weights: Weights,
        inputs: Any,
        *,
        training: bool = False,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
        mask: Any = None,
    ) -> Passed:
        """Walk through time; give the outputs, and the states that are carried on."""
        sequence, is_there, start, from_rest = self._read(weights, inputs, mask)
        dropped = self.dropped(sequence, key) if training else (None, None)
        driven = self.driven(weights, sequence, dropped[0])
        outputs, last = self.walked(weights, driven, start, is_there, dropped[1], from_rest)
        if is_there is not None and self.zero_output_for_mask:
            outputs = jnp.where(is_there, outputs, 0)
        given: Any = outputs.swapaxes(0, 1) if self.return_sequences else outputs[-1]
        if self.return_state:
            given = (given, *last)
        statistics = dict(zip(self.carried_states, last, strict=False))
        return Passed(given, statistics, self.mask_after(inputs, mask))

    def mask_after(self, inputs: Any, mask: Any) -> jax.Array | None:
        """Return the mask on where there is an output for every time."""
        return super().mask_after(inputs, mask[0] if isinstance(mask, tuple) else mask)

    def _read(
        self, weights: Weights, inputs: Any, mask: Any
    ) -> tuple[jax.Array, jax.Array | None, State, bool]:
        """Put the times first, in the order of the walk; find the states to start from.

        The last thing given is whether those are all zeros.
        """
        sequence, *given = inputs if isinstance(inputs, tuple) else (inputs,)
        found = mask[0] if isinstance(mask, tuple) else mask
        times = slice(None, None, -1 if self.go_backwards else None)
        if found is not None and found.ndim > 2:  # a time is there if any within it is
            found = found.any(tuple(range(2, found.ndim)))
        is_there = None if found is None else found.T[times, :, None]  # (time, batch, 1)
        if self.stateful and not given:
            given = [weights[name] for name in self.carried_states]
        from_rest = not given
        if from_rest:
            zeros = jnp.zeros((len(sequence), self.units), sequence.dtype)
            given = [zeros] * len(self.state_names)
        return sequence.swapaxes(0, 1)[times], is_there, tuple(given), from_rest

    def dropped(
        self, sequence: jax.Array, key: jax.Array | None
    ) -> tuple[jax.Array | None, jax.Array | None]:
        """Draw what training leaves out of the inputs and of the last outputs.

        Shapes: `sequence` (time, batch, features) -> `of_inputs` (kinds, batch, features),
        `of_outputs` (sums, batch, units).
        `of_inputs`: one kind for all sums, or one for each where last outputs are dropped, too.
        """
        rates = self.dropout, self.recurrent_dropout
        if not any(0 < rate < 1 for rate in rates):
            return None, None
        parts = jax.random.split(required_key(self, key))
        batch, features = sequence.shape[1:]
        kinds = self.n_sums if self.recurrent_dropout else 1
        shapes = (kinds, batch, features), (self.n_sums, batch, self.units)
        of_inputs, of_outputs = (
            jax.random.bernoulli(part, 1 - rate, shape) / (1 - rate) if 0 < rate < 1 else None
            for part, rate, shape in zip(parts, rates, shapes, strict=True)
        )
        return of_inputs, of_outputs

    def driven(self, weights: Weights, sequence: jax.Array, dropped: jax.Array | None) -> jax.Array:
        """Compute what the inputs give to all sums, for all times at once."""
        bias = self.biases(weights)[0]
        sums = each_times_kernel(sequence, weights["kernel"], dropped)
        return sums if bias is None else sums + bias

    def walked(
        self,
        weights: Weights,
        driven: jax.Array,
        start: State,
        is_there: jax.Array | None,
        dropped: jax.Array | None,
        from_rest: bool,
    ) -> tuple[jax.Array, State]:
        """Walk through time: outputs `(time, batch, units)` and the last state."""
        kernel, bias = weights["recurrent_kernel"], self.biases(weights)[1]
        if dropped is None:
            return outputs_through_time(
                self.cell, driven, kernel, bias, start, is_there, from_rest=from_rest
            )
        through = self.walk(weights, driven, start, is_there, dropped)
        return through.states[0], through.last

    def walk(
        self,
        weights: Weights,
        driven: jax.Array,
        start: State,
        is_there: jax.Array | None = None,
        dropped: jax.Array | None = None,
    ) -> Walk:
        """Walk through time and keep all that happens inside."""
        cell: Cell = self.cell
        product = partial(self._product, weights, dropped)
        return walk(cell, driven, product, start, is_there)

    def inside(self, weights: Weights, inputs: Any, mask: Any = None) -> Walk:
        """Return all states and all that every step keeps, in the order of the walk."""
        sequence, is_there, start, _ = self._read(weights, inputs, mask)
        return self.walk(weights, self.driven(weights, sequence, None), start, is_there)

    def _product(self, weights: Weights, dropped: jax.Array | None, output: jax.Array) -> jax.Array:
        """Multiply the last output, what is dropped left out, with the recurrent kernel."""
        bias = self.biases(weights)[1]
        sums = each_times_kernel(output, weights["recurrent_kernel"], dropped)
        return sums if bias is None else sums + bias


def sequence_of(shapes: Any) -> Shape:
    """Return the shape of the sequence, where states to start from may follow."""
    found: Shape = shapes[0] if shapes and isinstance(shapes[0], tuple) else shapes
    return found


def each_times_kernel(inputs: jax.Array, kernel: jax.Array, dropped: jax.Array | None) -> jax.Array:
    """Multiply with a kernel, for each part of it what is dropped left out."""
    if dropped is None:
        return times_kernel(inputs, kernel)
    parts = jnp.split(kernel, len(dropped), axis=1)
    sums = [times_kernel(inputs * kept, part) for kept, part in zip(dropped, parts, strict=True)]
    return jnp.concatenate(sums, -1)


@dataclass(frozen=True)
class SimpleRNNCell(AddingCell):
    """One step: `activation(drive + product)`."""

    activation: Activation

    @property
    def is_reversible(self) -> bool:
        """Whether the slope can be told from the output."""
        return self.activation.slope is not None

    def step(self, drive: jax.Array, product: jax.Array, before: State) -> tuple[State, None]:
        """Add and activate."""
        return (self.activation(drive + product),), None

    def step_back(
        self, gradients: State, before: State, after: State, kept: None
    ) -> tuple[State, jax.Array]:
        """Return the gradient of the sums; the state before counts through the product only."""
        assert self.activation.slope is not None
        d_sums = gradients[0] * self.activation.slope(after[0])
        return (jnp.zeros_like(before[0]),), d_sums


@dataclass(frozen=True)
class SimpleRNN(RecurrentLayer):
    """`h[t] = activation(x[t] @ kernel + h[t - 1] @ recurrent_kernel + bias)`.

    Its settings are those of every `RecurrentLayer`.

    Attributes
    ----------
    units : int
        Size of the hidden state.
    activation : str or None
        "tanh" by default; None is a straight line.

    References
    ----------
    Elman (1990), "Finding structure in time", Cognitive Science 14.

    Examples
    --------
    >>> SimpleRNN(4, return_sequences=True).output_shape((5, 1))
    (5, 4)
    """

    @property
    def cell(self) -> SimpleRNNCell:
        """What happens in one step."""
        return SimpleRNNCell(find_activation(self.activation))

    def trace(
        self, weights: Weights, inputs: jax.Array, mask: jax.Array | None = None
    ) -> dict[str, jax.Array]:
        """Return `hidden_states` (batch, time, units) in the order of the walk, and `outputs`."""
        through = self.inside(weights, inputs, mask)
        outputs = self.forward(weights, inputs, mask=mask).outputs
        return {"hidden_states": through.states[0].swapaxes(0, 1), "outputs": outputs}
