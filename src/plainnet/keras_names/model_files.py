"""Models in files: saved, loaded, copied, written as JSON.

Concepts: model file
"""

import json
from pathlib import Path
from typing import Any

from plainnet.files.network_config import network_from_config
from plainnet.keras_names.keras_optimizer import KerasOptimizer
from plainnet.keras_names.model_from_network import keras_model_of
from plainnet.model import Model as PlainModel
from plainnet.model import load_model as load_plain_model


def load_model(
    filepath: Any, custom_objects: Any = None, compile: bool = True, safe_mode: bool = True
) -> Any:
    """Read a model from a `.keras` or `.h5` file of any Keras version.

    Parameters
    ----------
    filepath : str or Path
    custom_objects : mapping or None
        Losses and metrics of the script by their names.
    compile : bool, default=True
        Whether to take up how it was trained.
    safe_mode : bool, default=True
        Without effect: no code from a file is ever run.

    Returns
    -------
    Sequential or Model
    """
    return _around(load_plain_model(Path(filepath)), is_compiled=compile)


def _around(plain: PlainModel, is_compiled: bool) -> Any:
    """Make a script's model of one of the engine's."""
    model = keras_model_of(plain.network, plain.input_shape)
    for path, layer in model.leaves():
        if path in plain.state.weights:
            layer.move_to(plain.state, path)
    if is_compiled and plain.optimizer is not None and plain.loss is not None:
        model.take_over(KerasOptimizer.around(plain.optimizer), plain)
    return model


def save_model(model: Any, filepath: Any, overwrite: bool = True, **settings: Any) -> None:
    """Write a model to a file."""
    model.save(filepath, overwrite, **settings)


def model_from_json(json_string: str, custom_objects: Any = None) -> Any:
    """Make a model without weights from its JSON."""
    return keras_model_of(network_from_config(json.loads(json_string), "JSON"), None)


def clone_model(model: Any, input_tensors: Any = None, clone_function: Any = None) -> Any:
    """Make a model with the same layers and weights of its own."""
    network = model.as_plain()
    return keras_model_of(network, network.input_shape)
