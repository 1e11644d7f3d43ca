"""Hold a layer of sequences against Keras: with masks, states and several outputs."""

from typing import Any

import jax
import jax.numpy as jnp
import keras
import numpy as np

from layers.against_keras import ROWS, assert_close, drawn, keras_layer, pulled_back
from plainnet.layers.layer import Layer, Shape, Weights

MASK = jnp.asarray([[1, 1, 0, 0, 0], [0, 1, 1, 0, 1], [0, 0, 0, 0, 0]], bool)


def twin_of(layer: Layer, input_shape: Any, weights: Weights) -> Any:
    """Make Keras' layer with the same weights, in the order of files."""
    twin = keras_layer(layer)
    twin.build((ROWS, *input_shape))
    learned = [array for name, array in weights.items() if name not in layer.carried_states]
    assert [variable.shape for variable in twin.weights] == [array.shape for array in learned]
    twin.set_weights([np.asarray(array) for array in learned])
    return twin


def assert_same_in_time(
    layer: Layer, input_shape: Shape, mask: jax.Array | None = None, *, training: bool = False
) -> None:
    """Compare all outputs, the mask handed on, and the gradients of inputs and weights."""
    weights, inputs = drawn(layer, input_shape)
    twin = twin_of(layer, input_shape, weights)
    own: dict[str, Any] = {"mask": mask} if layer.uses_mask else {}
    moved = [variable.path for variable in twin.trainable_variables]
    places = [at for at, variable in enumerate(twin.weights) if variable.path in moved]
    names = list(weights)

    def ours(weights: Weights, inputs: jax.Array) -> jax.Array:
        return joined(layer.apply(weights, inputs, training=training, **own))

    def theirs(values: list[jax.Array], inputs: jax.Array) -> jax.Array:
        mapping = list(zip(twin.weights, values, strict=True))
        with keras.StatelessScope(state_mapping=mapping):
            return joined(twin(inputs, training=training, **own))

    outputs, (of_weights, of_inputs) = pulled_back(ours, weights, inputs)
    expected, (of_variables, of_keras) = pulled_back(theirs, list(weights.values()), inputs)
    assert_close(outputs, expected, "outputs")
    assert_close(of_inputs, of_keras, "gradient of inputs")
    for place in places:
        assert_close(of_weights[names[place]], of_variables[place], names[place])
    passed, kept = layer.mask_after(inputs, mask), twin.compute_mask(inputs, mask)
    assert (passed is None) == (kept is None)
    if passed is not None:
        np.testing.assert_array_equal(passed, kept)


def joined(outputs: Any) -> jax.Array:
    """Lay several outputs out in one row."""
    parts = outputs if isinstance(outputs, tuple | list) else (outputs,)
    return jnp.concatenate([part.ravel() for part in parts])
