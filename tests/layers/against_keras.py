"""Hold a layer against Keras: outputs, all gradients, and the order of its weights."""

from dataclasses import fields, replace
from typing import Any

import jax
import jax.numpy as jnp
import keras
import numpy as np
from jax.test_util import check_grads

from plainnet.layers.initializers import Initializer
from plainnet.layers.layer import Layer, Shape, Weights
from plainnet.layers.regularizers import Constraint, Regularizer

ROWS = 3
MODULES: dict[type, Any] = {
    Initializer: keras.initializers,
    Regularizer: keras.regularizers,
    Constraint: keras.constraints,
}
# Each program runs once: what counts is how soon it is there.
QUICK_TO_COMPILE = {
    "xla_backend_optimization_level": 0,
    "xla_llvm_disable_expensive_passes": True,
}


def keras_layer(layer: Layer) -> Any:
    """Make Keras' layer with the same settings."""
    settings = {f.name: getattr(layer, f.name) for f in fields(layer)}
    settings = {name: value for name, value in settings.items() if name not in layer.call_settings}
    if layer.trainable:
        del settings["trainable"]  # not every layer of Keras takes it
    for setting, value in settings.items():
        for kind, module in MODULES.items():
            if isinstance(value, kind):
                settings[setting] = getattr(module, type(value).__name__)(**vars(value))
        if isinstance(value, Layer):
            settings[setting] = keras_layer(value)
    return getattr(keras.layers, type(layer).__name__)(**settings)


def with_zeros(layer: Layer) -> Layer:
    """Let all weights start at 0: Keras takes its time to compile what draws them."""
    named = [f.name for f in fields(layer) if f.name.endswith("_initializer")]
    return replace(layer, **dict.fromkeys(named, "zeros"))


def built_twin(layer: Layer, input_shape: Shape) -> Any:
    """Make Keras' layer and its weights, and check names, shapes and order of ours."""
    twin = keras_layer(with_zeros(layer))
    twin.build((ROWS, *input_shape))
    weights, output_shape = layer.init((0,), input_shape)
    assert [variable.name for variable in twin.weights] == list(weights)
    assert [variable.shape for variable in twin.weights] == [a.shape for a in weights.values()]
    assert tuple(twin.compute_output_shape((ROWS, *input_shape))) == (ROWS, *output_shape)
    return twin


def drawn(layer: Layer, input_shape: Shape, rows: int = ROWS) -> tuple[Weights, jax.Array]:
    """Draw inputs, and weights none of which is special."""
    random = np.random.default_rng(7)
    weights, _ = layer.init((0,), input_shape)
    noisy = {}
    for name, array in weights.items():
        noise = 0.3 * random.normal(size=array.shape)
        noise = np.asarray(array) + (abs(noise) if name == "moving_variance" else noise)
        noisy[name] = jnp.asarray(noise, jnp.float32)
    return noisy, jnp.asarray(random.normal(size=(rows, *input_shape)), jnp.float32)


def pulled_back(function: Any, *arguments: Any) -> tuple[jax.Array, Any]:
    """Give outputs, and the gradients of a random projection of them."""

    @jax.jit
    def outputs_and_gradients(*arguments: Any) -> tuple[jax.Array, Any]:
        outputs, pull = jax.vjp(function, *arguments)
        projection = np.random.default_rng(8).normal(size=outputs.shape)
        return outputs, pull(jnp.asarray(projection, outputs.dtype))

    program = outputs_and_gradients.lower(*arguments).compile(compiler_options=QUICK_TO_COMPILE)
    return program(*arguments)  # type: ignore[no-any-return]


def assert_close(ours: Any, theirs: Any, what: str = "", tolerance: float = 2e-5) -> None:
    """Compare to float32's accuracy, measured by the largest number."""
    theirs = np.asarray(theirs)
    largest = max(1.0, float(np.abs(theirs).max(initial=0)))
    np.testing.assert_allclose(
        np.asarray(ours), theirs, rtol=tolerance, atol=tolerance / 5 * largest, err_msg=what
    )


def assert_same(
    layer: Layer, input_shape: Shape, *, training: bool = False, inputs: Any = None
) -> None:
    """Compare outputs and gradients with respect to inputs and every weight."""
    twin = built_twin(layer, input_shape)
    weights, drawn_inputs = drawn(layer, input_shape)
    inputs = drawn_inputs if inputs is None else jnp.asarray(inputs, jnp.float32)
    names = [variable.name for variable in twin.trainable_variables]

    def ours(moved: Weights, inputs: jax.Array) -> jax.Array:
        return layer.apply({**weights, **moved}, inputs, training=training)

    def theirs(moved: list[jax.Array], inputs: jax.Array) -> Any:
        values = {**weights, **dict(zip(names, moved, strict=True))}
        mapping = [(variable, values[variable.name]) for variable in twin.weights]
        with keras.StatelessScope(state_mapping=mapping):
            return twin(inputs, training=training)

    moved = {name: weights[name] for name in names}
    outputs, (of_weights, of_inputs) = pulled_back(ours, moved, inputs)
    expected, (of_variables, of_keras) = pulled_back(theirs, list(moved.values()), inputs)
    assert_close(outputs, expected, "outputs")
    assert_close(of_inputs, of_keras, "gradient of inputs")
    for name, gradient in zip(names, of_variables, strict=True):
        assert_close(of_weights[name], gradient, f"gradient of {name}")


def assert_finite_differences(
    layer: Layer, input_shape: Shape, *, training: bool = False, inputs: Any = None
) -> None:
    """Compare the gradients with differences, in float64."""
    weights, drawn_inputs = drawn(layer, input_shape)
    inputs = drawn_inputs if inputs is None else inputs
    statistics = {name: np.asarray(weights.pop(name)) for name in layer.running_statistics}
    with jax.enable_x64(True):
        check_grads(
            lambda weights, inputs: layer.apply(
                {**weights, **statistics}, inputs, training=training
            ),
            (
                {name: jnp.asarray(np.asarray(w), jnp.float64) for name, w in weights.items()},
                jnp.asarray(np.asarray(inputs), jnp.float64),
            ),
            order=1,
            modes=["rev"],
            eps=1e-6,
            rtol=1e-6,
            atol=1e-6,
        )
