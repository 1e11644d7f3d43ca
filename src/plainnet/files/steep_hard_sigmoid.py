"""The hard sigmoid of Keras 1 and 2 written with that of Keras 3.

The old one is x / 5 + 0.5, today's x / 6 + 0.5: with weights 1.2 times as large, today's
gives what the old one gave.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from plainnet.errors import FileError
from plainnet.files.saved_model import SavedModel
from plainnet.files.weight_order import Portion, in_keras_order
from plainnet.layers.activations import find_activation
from plainnet.layers.gru import GRU
from plainnet.layers.layer import Layer
from plainnet.layers.lstm import LSTM
from plainnet.networks.layer_names import name_of

OLD, TODAYS = "steep_hard_sigmoid", "hard_sigmoid"
STRETCH = 1.2
# Which of a layer's parts, side by side in its weights, are gates.
GATES: dict[type[Layer], tuple[bool, ...]] = {
    LSTM: (True, True, False, True),
    GRU: (True, True, False),
}


def stretched_for_keras_3(saved: SavedModel, file: object) -> SavedModel:
    """Stretch the weights of layers with the old hard sigmoid; files call it by today's name."""
    weights = saved.network.without_states(saved.weights)
    shapes = {layer: {n: np.shape(a) for n, a in own.items()} for layer, own in weights.items()}
    is_stretched = False
    for portion in in_keras_order([(e, shapes[name_of(e)]) for e in saved.network.hidden]):
        for name, factors in _factors(portion, file):
            place = portion.prefix + name
            weights[portion.owner][place] = weights[portion.owner][place] * factors
            is_stretched = True
    for layer in saved.network.hidden:
        if not shapes[name_of(layer)] and _is_old(getattr(layer, "activation", None)):
            raise FileError("file.hard_sigmoid", file=file, layer=layer.name)
    return replace(saved, weights=weights, optimizer_variables=()) if is_stretched else saved


def _is_old(activation: Any) -> bool:
    """Tell whether this is the hard sigmoid of old."""
    return find_activation(activation).name == OLD


def _factors(portion: Portion, file: object) -> Iterator[tuple[str, Any]]:
    """Give for each weight that is stretched what it is multiplied by."""
    layer: Any = portion.layer
    gates = GATES.get(type(layer))
    is_old = _is_old(getattr(layer, "activation", None))
    if gates is not None and is_old:
        raise FileError("file.hard_sigmoid", file=file, layer=portion.owner)
    for name, shape in portion.shapes.items():
        if gates is not None and _is_old(layer.recurrent_activation):
            parts = np.where(gates, STRETCH, 1.0).astype(np.float32)
            yield name, np.repeat(parts, shape[-1] // len(gates))
        elif gates is None and is_old:
            yield name, np.float32(STRETCH)


def todays_names(config: Any) -> Any:
    """Call the old hard sigmoid by today's name wherever it stands in settings."""
    if isinstance(config, dict):
        return {
            k: TODAYS if v == OLD and k.endswith("activation") else todays_names(v)
            for k, v in config.items()
        }
    return list(map(todays_names, config)) if isinstance(config, list) else config
