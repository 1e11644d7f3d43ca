"""Attention against Keras: outputs, gradients, masks and scores."""

from dataclasses import replace
from typing import Any

import jax
import keras
import numpy as np
import pytest

from layers.against_keras import assert_close, keras_layer, pulled_back
from plainnet.errors import SettingError, ShapeError
from plainnet.layers.attention import AdditiveAttention, Attention, MultiHeadAttention

SHAPES = ((4, 6), (5, 6), (5, 6))
LAYERS = [
    Attention(),
    Attention(use_scale=True, score_mode="concat"),
    AdditiveAttention(),
    AdditiveAttention(use_scale=False),
    MultiHeadAttention(2, 3),
    MultiHeadAttention(3, 2, value_dim=4, dropout=0.5, use_bias=False),
]


def drawn(layer: Any, shapes: Any = SHAPES) -> tuple[Any, Any]:
    """Draw weights none of which is special, and inputs."""
    random = np.random.default_rng(7)
    weights = {
        name: np.asarray(random.normal(size=shape), np.float32)
        for name, shape in layer.weight_shapes(shapes).items()
    }
    return weights, tuple(random.normal(size=(3, *s)).astype(np.float32) for s in shapes)


def twin_of(layer: Any, weights: Any, inputs: Any, **settings: Any) -> Any:
    """Give Keras' outputs with the same weights, and its gradients of inputs and weights."""
    twin = keras_layer(layer)
    is_listed = not isinstance(layer, MultiHeadAttention)

    def called(inputs: Any) -> Any:
        return twin(list(inputs), **settings) if is_listed else twin(*inputs, **settings)

    called(inputs)
    assert [variable.shape for variable in twin.weights] == [w.shape for w in weights.values()]

    def theirs(weights: Any, inputs: Any) -> Any:
        mapping = list(zip(twin.weights, weights, strict=True))
        with keras.StatelessScope(state_mapping=mapping):
            return called(inputs)

    return pulled_back(theirs, list(weights.values()), inputs)


@pytest.mark.parametrize("is_causal", [False, True])
@pytest.mark.parametrize("layer", LAYERS, ids=str)
def test_against_keras(layer: Any, is_causal: bool) -> None:
    weights, inputs = drawn(layer)
    layer = replace(layer, use_causal_mask=is_causal)
    outputs, (of_weights, of_inputs) = pulled_back(
        lambda weights, inputs: layer.apply(weights, inputs), weights, inputs
    )
    expected, (of_variables, of_keras) = twin_of(
        replace(layer, use_causal_mask=False), weights, inputs, use_causal_mask=is_causal
    )
    assert_close(outputs, expected)
    for own, theirs in zip(of_inputs, of_keras, strict=True):
        assert_close(own, theirs, "gradient of inputs")
    for name, theirs in zip(weights, of_variables, strict=True):
        # The gradient of a key's bias is 0 but for rounding: all scores move alike.
        assert_close(of_weights[name], theirs, f"gradient of {name}", 1e-4)


@pytest.mark.parametrize("is_causal", [False, True])
@pytest.mark.parametrize("layer", [LAYERS[0], LAYERS[2], *LAYERS[4:]], ids=str)
def test_masks_and_scores_against_keras(layer: Any, is_causal: bool) -> None:
    weights, inputs = drawn(layer)
    random = np.random.default_rng(3)
    masks = [random.random((3, size)) < 0.7 for size, _ in SHAPES[:2]]
    tensors = [keras.ops.convert_to_tensor(array) for array in inputs[:2]]
    for tensor, mask in zip(tensors, masks, strict=True):
        keras.src.backend.set_keras_mask(tensor, keras.ops.convert_to_tensor(mask))
    twin = keras_layer(layer)
    given = tensors if isinstance(layer, MultiHeadAttention) else [tensors]
    twin(*given)
    twin.set_weights(list(weights.values()))
    for tensor, mask in zip(tensors, masks, strict=True):
        keras.src.backend.set_keras_mask(tensor, keras.ops.convert_to_tensor(mask))
    settings: dict[str, Any] = {"use_causal_mask": is_causal, "return_attention_scores": True}
    expected = twin(*given, **settings)
    told = replace(layer, **settings)
    ours = told.apply(weights, inputs[:2], mask=(*masks, None)[: 2 + len(given) // 2])
    for own, theirs in zip(ours, expected, strict=True):
        assert_close(own, theirs)
    assert told.output_shape(SHAPES[:2]) == tuple(each.shape[1:] for each in ours)
    np.testing.assert_array_equal(told.mask_after(inputs[:2], masks), masks[0])


def test_a_mask_of_its_own_against_keras() -> None:
    layer = MultiHeadAttention(2, 3)
    weights, inputs = drawn(layer)
    mask = np.random.default_rng(4).random((3, 4, 5)) < 0.5
    expected, _ = twin_of(layer, weights, inputs[:2], attention_mask=mask)
    given, left = layer.called_with([inputs[0]], {"value": inputs[1], "attention_mask": mask})
    assert_close(layer.apply(weights, given), expected)
    assert left == {}
    assert len(given) == 4


@pytest.mark.parametrize(
    "layer", [Attention(dropout=0.5), MultiHeadAttention(2, 3, dropout=0.5)], ids=str
)
def test_training_leaves_shares_out(layer: Any) -> None:
    weights, inputs = drawn(layer)
    one, other = (
        layer.apply(weights, inputs, training=True, key=jax.random.key(seed)) for seed in (0, 1)
    )
    assert (one != other).any()
    with pytest.raises(SettingError, match="key"):
        layer.apply(weights, inputs, training=True)


def test_weights_start_as_in_keras_and_are_counted() -> None:
    assert Attention(use_scale=True).init((0,), SHAPES)[0]["scale"] == 1
    layer = MultiHeadAttention(2, 3)
    weights, _ = layer.init((0,), SHAPES[:2])
    assert list(weights) == list(layer.weight_names)
    largest = np.sqrt(6 / (6 * 2 + 6 * 3))
    assert largest * 0.8 < abs(weights["query_dense/kernel"]).max() <= largest
    assert layer.multiplications(SHAPES[:2]) == 36 * (4 + 5 + 5 + 4)
    assert Attention().multiplications(SHAPES[:2]) == 0


def test_anything_but_sequences_is_refused() -> None:
    with pytest.raises(ShapeError, match=r"Attention takes a query, a value .* got \('batch', 3\)"):
        Attention().output_shape(((3,), (3,)))
    with pytest.raises(ShapeError, match="MultiHeadAttention takes a query"):
        MultiHeadAttention(2, 3).output_shape(((3, 2),))
