"""One layer of every class in the catalogue, with a shape of inputs that it takes."""

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from plainnet.layers.catalogue import LAYERS
from plainnet.layers.dense import Dense
from plainnet.layers.layer import Layer, Weights
from plainnet.layers.lstm import LSTM

ROWS = 3
# Classes that need no settings, by what they take.
WITHOUT_SETTINGS: dict[tuple[Any, ...], tuple[str, ...]] = {
    (4,): ("BatchNormalization", "ELU", "LayerNormalization", "LeakyReLU", "PReLU", "ReLU",
           "Softmax", "ActivityRegularization", "Normalization"),
    (6, 2): ("Cropping1D", "Flatten", "GlobalAveragePooling1D", "GlobalMaxPooling1D", "Masking",
             "MaxPooling1D", "UpSampling1D", "ZeroPadding1D"),
    (6, 4, 2): ("AveragePooling2D", "Cropping2D", "GlobalAveragePooling2D", "GlobalMaxPooling2D",
                "MaxPooling2D", "RandomFlip", "UpSampling2D", "ZeroPadding2D"),
    (4, 4, 4, 2): ("AveragePooling3D", "GlobalAveragePooling3D", "GlobalMaxPooling3D",
                   "MaxPooling3D"),
    ((4, 2), (3, 2)): ("AdditiveAttention", "Attention"),
    ((4,), (4,)): ("Add", "Average", "Maximum", "Minimum", "Multiply", "Subtract"),
    ((4,), (2,)): ("Concatenate",),
}  # fmt: skip
WITH_SETTINGS: dict[str, tuple[tuple[Any, ...], tuple[Any, ...]]] = {
    "Activation": (("relu",), (4,)),
    "AlphaDropout": ((0.5,), (4,)),
    "AveragePooling1D": ((2,), (6, 2)),
    "Bidirectional": ((LSTM(3),), (4, 2)),
    "Conv1D": ((3, 2), (6, 2)),
    "Conv2D": ((3, 2), (6, 5, 2)),
    "Conv3D": ((3, 2), (4, 5, 4, 2)),
    "ConvLSTM2D": ((2, 2), (3, 4, 3, 2)),
    "Conv2DTranspose": ((3, 2, 2), (4, 3, 2)),
    "Dense": ((3,), (4,)),
    "DepthwiseConv2D": ((2,), (6, 5, 2)),
    "Dot": ((1,), ((4,), (4,))),
    "Dropout": ((0.5,), (4,)),
    "Embedding": ((5, 3), (4,)),
    "GaussianDropout": ((0.5,), (4,)),
    "GaussianNoise": ((0.5,), (4,)),
    "GRU": ((3,), (4, 2)),
    "InputLayer": (((4,),), (4,)),
    "LSTM": ((3,), (4, 2)),
    "MultiHeadAttention": ((2, 3), ((4, 2), (3, 2))),
    "Permute": (((2, 1),), (4, 2)),
    "RandomBrightness": ((0.1,), (6, 4, 2)),
    "RandomContrast": ((0.1,), (6, 4, 2)),
    "RandomRotation": ((0.1,), (6, 4, 2)),
    "RandomTranslation": ((0.1, 0.2), (6, 4, 2)),
    "RandomZoom": ((0.1,), (6, 4, 2)),
    "RepeatVector": ((3,), (4,)),
    "Rescaling": ((0.5,), (4,)),
    "Reshape": (((2, -1),), (4,)),
    "Resizing": ((3, 5), (6, 4, 2)),
    "SeparableConv2D": ((3, 2), (6, 5, 2)),
    "SimpleRNN": ((3,), (4, 2)),
    "SpatialDropout1D": ((0.5,), (4, 2)),
    "SpatialDropout2D": ((0.5,), (4, 3, 2)),
    "TimeDistributed": ((Dense(3),), (4, 2)),
}
EXAMPLES: dict[str, tuple[Layer, Any]] = {
    **{
        kind: (LAYERS[kind](), shape) for shape, kinds in WITHOUT_SETTINGS.items() for kind in kinds
    },
    **{kind: (LAYERS[kind](*given), shape) for kind, (given, shape) in WITH_SETTINGS.items()},
}


def drawn_example(kind: str) -> tuple[Layer, Weights, Any]:
    """Give a layer, weights none of which is special, and inputs that suit it."""
    layer, shape = EXAMPLES[kind]
    random = np.random.default_rng(7)
    weights, _ = layer.init((0,), shape)
    noisy = {
        name: array + jnp.asarray(abs(0.3 * random.normal(size=array.shape)), array.dtype)
        for name, array in weights.items()
    }
    if layer.takes_several:
        return layer, noisy, tuple(_inputs(kind, each, random) for each in shape)
    return layer, noisy, _inputs(kind, shape, random)


def _inputs(kind: str, shape: tuple[int, ...], random: np.random.Generator) -> jax.Array:
    """Draw numbers, or numbers of words."""
    if kind == "Embedding":
        return jnp.asarray(random.integers(0, 5, (ROWS, *shape)), jnp.float32)
    return jnp.asarray(random.normal(size=(ROWS, *shape)), jnp.float32)
