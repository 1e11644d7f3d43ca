"""TimeDistributed: the same layer at every time."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import jax
import jax.numpy as jnp

from plainnet.errors import ShapeError
from plainnet.layers.layer import Layer, Passed, Shape, Weights, settle
from plainnet.layers.layer_within import Inner, LayerOfLayers, LayerWithin


@dataclass(frozen=True)
class TimeDistributed(LayerOfLayers):
    """Apply a layer, or a network, to each time of a sequence on its own.

    Parameters
    ----------
    layer : Layer or network
        The same weights serve all times.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.

    Examples
    --------
    >>> from plainnet.layers.dense import Dense
    >>> TimeDistributed(Dense(3)).output_shape((10, 7))
    (10, 3)
    """

    layer: Inner

    def __post_init__(self) -> None:
        if isinstance(self.layer, Layer) and self.layer.name is None:
            settle(self, layer=replace(self.layer, name=type(self.layer).__name__.lower()))

    @cached_property
    def within(self) -> tuple[LayerWithin, ...]:
        """The layer."""
        return (LayerWithin("layer", self.layer),)

    def shape_within(self, input_shape: Shape) -> Shape:
        """Leave the axis of times out."""
        if len(input_shape) < 2:
            raise ShapeError(
                "layer.rank",
                layer="TimeDistributed",
                expected="(batch, time, ...)",
                found=("batch", *input_shape),
            )
        return input_shape[1:]

    def output_shape(self, input_shape: Shape) -> Shape:
        """Put the axis of times before what comes out at each."""
        return (input_shape[0], *self.layer.output_shape(self.shape_within(input_shape)))

    def multiplications(self, input_shape: Shape) -> int:
        """Count those of the layer at every time."""
        return input_shape[0] * super().multiplications(input_shape)

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
        """Apply the layer to all times, as rows of one batch where rows do not mix."""
        (within,) = self.within
        settings: dict[str, Any] = {"training": training, "key": key}
        if training and any(each.running_statistics and each.trainable for each in within.hidden):
            passed = self._time_after_time(weights, inputs, present, mask, settings)
        else:
            batch, times = inputs.shape[:2]
            rows = inputs.reshape(batch * times, *inputs.shape[2:])
            there = None if present is None else jnp.repeat(present, times)
            own = None if mask is None or mask.ndim < 3 else mask.reshape(-1, *mask.shape[2:])
            passed = within.forward(weights, rows, present=there, mask=own, **settings)
            outputs, after = jax.tree.map(
                lambda array: array.reshape(batch, times, *array.shape[1:]),
                (passed.outputs, passed.mask),
            )
            passed = Passed(outputs, passed.statistics, after, passed.added_loss)
        if mask is not None and mask.ndim > 2:  # of sequences within the sequence
            inner = tuple(range(2, mask.ndim))
            mask = mask.any(inner) if passed.mask is None else passed.mask
        return passed._replace(mask=mask)

    def _time_after_time(
        self,
        weights: Weights,
        inputs: jax.Array,
        present: jax.Array | None,
        mask: jax.Array | None,
        settings: dict[str, Any],
    ) -> Passed:
        """Apply the layer to one time after the other: its statistics are those of one time."""
        (within,) = self.within
        moved = {name: weights[name] for name in self.running_statistics if name in weights}

        def step(statistics: Weights, now: tuple[jax.Array, Any]) -> tuple[Weights, Any]:
            own = {**weights, **statistics}
            passed = within.forward(own, now[0], present=present, mask=now[1], **settings)
            given = (passed.outputs, passed.mask), passed.added_loss
            return {**statistics, **passed.statistics}, given

        def swapped(arrays: Any) -> Any:
            return jax.tree.map(lambda array: array.swapaxes(0, 1), arrays)

        statistics, (given, losses) = jax.lax.scan(step, moved, swapped((inputs, mask)))
        outputs, after = swapped(given)
        return Passed(outputs, statistics, after, jnp.sum(losses))
