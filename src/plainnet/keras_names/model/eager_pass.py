"""A model called on numbers: its outputs at once, and for a gradient tape how they came about."""

from collections.abc import Mapping
from typing import Any

import jax
import jax.numpy as jnp

from plainnet.keras_names.arrays.eager_array import eager
from plainnet.keras_names.arrays.noted_steps import is_noting, leaves_in, note
from plainnet.keras_names.arrays.random_tensors import next_model_seed
from plainnet.keras_names.model.keras_layer import WeightVariable
from plainnet.keras_names.model.symbolic_tensor import SymbolicTensor
from plainnet.networks.network import NetworkWeights, alone_or_tuple
from plainnet.training.examples import arrays_of, shape_of, with_axes_of
from plainnet.training.forward_pass import repeatable_pass, training_pass

ONE_BATCH = 1 << 62  # more rows than there can be


def applied(model: Any, inputs: Any) -> Any:
    """Compute the outputs of a model for numbers."""
    if model.built and len(model.outputs) > 1 and is_noting():
        return _applied_by_layers(model, inputs)
    outputs = model.engine(inputs).predict(inputs, batch_size=ONE_BATCH)
    return _noted(model, outputs, inputs, False, jax.random.key(0))


def applied_in_training(model: Any, inputs: Any) -> Any:
    """Compute the outputs of a model for numbers with all that layers do while training."""
    engine = model.engine(inputs)
    arrays = arrays_of(model.coded(inputs), engine.network.input_names)
    if engine.input_shape is None:
        engine.build(shape_of(arrays))
    arrays = with_axes_of(arrays, engine.input_shape)
    key = jax.random.key(next_model_seed())
    outputs, engine.weights = training_pass(engine.network, engine.weights, arrays, key)
    return _noted(model, outputs, inputs, True, key)


def _applied_by_layers(model: Any, inputs: Any) -> list[Any]:
    """Compute one layer after the other: a gradient may be asked of one output for another."""
    given = list(inputs) if isinstance(inputs, list | tuple) else [inputs]
    known: dict[tuple[int, int], Any] = {
        tensor.key: array for tensor, array in zip(model.inputs, given, strict=True)
    }

    def value_of(tensor: SymbolicTensor) -> Any:
        """Return what a tensor of the model stands for."""
        if tensor.key not in known:
            read = [value_of(each) for each in tensor.call.arguments]
            made = tensor.call.keras_layer(read[0] if len(read) == 1 else read, training=False)
            several = made if isinstance(made, list) else [made]
            known.update({(id(tensor.call), place): each for place, each in enumerate(several)})
        return known[tensor.key]

    return [value_of(each) for each in model.outputs]


def _noted(model: Any, outputs: Any, inputs: Any, training: bool, key: jax.Array) -> Any:
    """Return outputs as scripts expect them, for a gradient tape with how they came about."""
    several = isinstance(outputs, tuple)
    shown = [eager(each) for each in outputs] if several else eager(outputs)
    if not is_noting():
        return shown
    engine = model.engine()
    forward = repeatable_pass(engine.network, training, key)

    def again(weights: NetworkWeights, moved: Any) -> Any:
        """Compute the outputs once more, from other weights and inputs."""
        names = engine.network.input_names
        given = [moved[name] for name in names] if isinstance(moved, Mapping) else moved
        read = [jnp.asarray(each, jnp.float32) for each in leaves_in(given)]
        return forward(weights, with_axes_of(alone_or_tuple(read), engine.input_shape))

    variables = {
        name: {weight: WeightVariable(layer, weight) for weight in engine.weights[name]}
        for name, layer in model.leaves()
        if name in engine.weights
    }
    return note(shown, again, variables, inputs)
