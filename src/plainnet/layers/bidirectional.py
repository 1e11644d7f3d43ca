"""Bidirectional: one recurrent layer reads forward, its twin backward."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, ClassVar, Literal

import jax
import jax.numpy as jnp

from plainnet.errors import SettingError
from plainnet.layers.layer import Passed, Shape, Weights, settle
from plainnet.layers.layer_within import LayerOfLayers, LayerWithin
from plainnet.layers.recurrent_layer import RecurrentLayer

MergeMode = Literal["concat", "sum", "mul", "ave"] | None


@dataclass(frozen=True)
class Bidirectional(LayerOfLayers):
    """Walk through a sequence in both directions and merge what comes out.

    Parameters
    ----------
    layer : RecurrentLayer
        Walks forward.
    merge_mode : {"concat", "sum", "mul", "ave"} or None, default="concat"
        How the outputs of both are merged; None gives both.
    backward_layer : RecurrentLayer or None
        Walks backward; None makes a twin of `layer`.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.

    References
    ----------
    Schuster and Paliwal (1997), "Bidirectional recurrent neural networks", IEEE
    Transactions on Signal Processing 45.

    Examples
    --------
    >>> from plainnet.layers.lstm import LSTM
    >>> layer = Bidirectional(LSTM(4))
    >>> layer.output_shape((5, 3)), layer.weight_names[0]
    ((8,), 'forward_layer/kernel')
    """

    layer: RecurrentLayer
    merge_mode: MergeMode = "concat"
    backward_layer: RecurrentLayer | None = None

    uses_mask: ClassVar[bool] = True

    def __post_init__(self) -> None:
        if self.merge_mode not in ("concat", "sum", "mul", "ave", None):
            raise SettingError("bidirectional.merge_mode", mode=self.merge_mode)
        forward, backward = self.layer, self.backward_layer
        is_named = forward.name is not None
        inner = forward.name if is_named else type(forward).__name__.lower()
        if backward is None:
            name = f"backward_{str(inner).removeprefix('forward_')}"
            backward = replace(forward, go_backwards=not forward.go_backwards, name=name)
        name = f"forward_{str(inner).removeprefix('forward_')}"
        common = ("return_sequences", "return_state", "stateful")
        if forward.go_backwards == backward.go_backwards or any(
            getattr(forward, setting) != getattr(backward, setting) for setting in common
        ):
            raise SettingError("bidirectional.directions")
        zeros = forward.return_sequences  # a masked time gives zeros in both directions
        settle(
            self,
            layer=replace(forward, name=name, zero_output_for_mask=zeros),
            backward_layer=replace(backward, zero_output_for_mask=zeros),
        )

    @cached_property
    def within(self) -> tuple[LayerWithin, ...]:
        """The layer of each direction."""
        return (
            LayerWithin("forward_layer", self.layer),
            LayerWithin("backward_layer", self.backward_layer),
        )

    def output_shape(self, input_shape: Any) -> Any:
        """Merge the shapes of both outputs; states follow where they are returned."""
        forward, backward = (each.layer.output_shape(input_shape) for each in self.within)
        if not self.layer.return_state:
            forward, backward = (forward,), (backward,)
        outputs: tuple[Shape, ...] = (forward[0], backward[0])
        if self.merge_mode is not None:
            is_joined = self.merge_mode == "concat"
            last = forward[0][-1] + backward[0][-1] if is_joined else forward[0][-1]
            outputs = ((*forward[0][:-1], last),)
        shapes = (*outputs, *forward[1:], *backward[1:])
        return shapes if len(shapes) > 1 else shapes[0]

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
        """Walk in both directions, with randomness of their own, and merge."""
        sequence, *states = inputs if isinstance(inputs, tuple) else (inputs,)
        half = len(states) // 2
        starts = (states[:half], states[half:])
        passed = []
        for position, (each, start) in enumerate(zip(self.within, starts, strict=True)):
            own = None if key is None else jax.random.fold_in(key, position)
            fed = (sequence, *start) if start else sequence
            passed.append(
                each.forward(weights, fed, training=training, key=own, present=present, mask=mask)
            )
        ahead, back = (
            each.outputs if self.layer.return_state else (each.outputs,) for each in passed
        )
        reversed_back = back[0][:, ::-1] if self.layer.return_sequences else back[0]
        given = (*self._merged(ahead[0], reversed_back), *ahead[1:], *back[1:])
        return Passed(
            given if len(given) > 1 else given[0],
            {**passed[0].statistics, **passed[1].statistics},
            self.mask_after(inputs, mask),
        )

    def _merged(self, ahead: jax.Array, back: jax.Array) -> tuple[jax.Array, ...]:
        """Merge what comes out in both directions."""
        if self.merge_mode is None:
            return ahead, back
        if self.merge_mode == "concat":
            return (jnp.concatenate([ahead, back], -1),)
        if self.merge_mode == "mul":
            return (ahead * back,)
        total = ahead + back
        return (total / 2 if self.merge_mode == "ave" else total,)

    def mask_after(self, inputs: Any, mask: Any) -> jax.Array | None:
        """Return the mask on where there is an output for every time."""
        return self.layer.mask_after(inputs, mask)

    @property
    def passes_mask(self) -> bool:
        """Whether there is an output for every time."""
        return self.layer.passes_mask
