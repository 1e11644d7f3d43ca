"""A layer of the engine that computes what code of the script says.

The code is traced once into the compiled run, as the engine's own layers are.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar, Protocol

import jax
import jax.numpy as jnp

from plainnet.keras_names.refusal import refusal_of
from plainnet.keras_names.traced_randomness import randomness_from
from plainnet.layers.initializers import Initializer
from plainnet.layers.layer import Layer, Shape, Weights
from plainnet.networks.network import each_shape

_ROWS = 3  # of the arrays on which shapes are tried out


class Code(Protocol):
    """What a script layer is told by."""

    def compute(self, weights: Weights, inputs: tuple[Any, ...], training: bool) -> Any:
        """Give the outputs."""

    def shapes_of_weights(self) -> dict[str, Shape]:
        """Give the shape of each weight."""

    def initializer_named(self, weight: str) -> Initializer:
        """Find what a weight starts from."""

    def fixed_weights(self) -> tuple[str, ...]:
        """Name the weights that training leaves."""


@dataclass(frozen=True)
class ScriptLayer(Layer):
    """Applies code to one or several inputs, row by row."""

    code: Code  # two layers are equal if theirs is the same object

    takes_several: ClassVar[bool] = True
    passes_mask: ClassVar[bool] = False

    @property
    def weight_names(self) -> tuple[str, ...]:
        """The weights that the code asked for."""
        return tuple(self.code.shapes_of_weights())

    @property
    def running_statistics(self) -> tuple[str, ...]:
        """The weights that training leaves."""
        return self.code.fixed_weights()

    def weight_shapes(self, input_shape: Any) -> dict[str, Shape]:
        """Give the shape of each weight."""
        return self.code.shapes_of_weights()

    def initializer_of(self, weight: str) -> Initializer:
        """Find what a weight starts from."""
        return self.code.initializer_named(weight)

    def updated_statistics(self, weights: Weights, inputs: Any, present: Any) -> Weights:
        """Leave fixed weights as they are."""
        return {name: weights[name] for name in self.running_statistics}

    def output_shape(self, input_shape: Any) -> Any:
        """Try the code out on arrays without numbers."""
        inputs = tuple(
            jax.ShapeDtypeStruct((_ROWS, *shape), jnp.float32) for shape in each_shape(input_shape)
        )
        weights = {
            name: jax.ShapeDtypeStruct(shape, jnp.float32)
            for name, shape in self.code.shapes_of_weights().items()
        }
        with randomness_from(None):
            tried = jax.eval_shape(lambda w, x: self._outputs(w, x, False), weights, inputs)
        found = tried if isinstance(tried, tuple) else (tried,)
        if any(each.shape[:1] != (_ROWS,) for each in found):
            shapes = ", ".join(str(each.shape) for each in found)
            raise refusal_of(f"{self.name or type(self).__name__}: {shapes}", "script.hint.rows")
        shapes_found = tuple(tuple(each.shape[1:]) for each in found)
        return shapes_found if isinstance(tried, tuple) else shapes_found[0]

    def places(self, input_shape: Any) -> int:
        """Count each weight once: nobody knows how often the code uses it."""
        return 1

    def apply(
        self,
        weights: Weights,
        inputs: Any,
        *,
        training: bool = False,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
    ) -> Any:
        """Run the code."""
        with randomness_from(key):
            return self._outputs(weights, inputs, training)

    def _outputs(self, weights: Weights, inputs: Any, training: bool) -> Any:
        """Run the code; several outputs come as a tuple."""
        outputs = self.code.compute(weights, tuple(inputs), training)
        if isinstance(outputs, list | tuple):
            return tuple(jnp.asarray(each) for each in outputs)
        return jnp.asarray(outputs)


@cache
def script_layer_class(name: str) -> type[ScriptLayer]:
    """Give script layers the name of the script's class, as summaries show it."""
    return type(name, (ScriptLayer,), {})
