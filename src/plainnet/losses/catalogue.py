"""Every loss by the names Keras knows it by.

Concepts: loss
"""

from collections.abc import Mapping
from typing import Any

from plainnet.errors import SettingError
from plainnet.losses.binary_crossentropy import BinaryCrossentropy
from plainnet.losses.categorical_crossentropy import CategoricalCrossentropy
from plainnet.losses.loss import Loss
from plainnet.losses.mean_absolute_error import MeanAbsoluteError
from plainnet.losses.mean_squared_error import MeanSquaredError
from plainnet.losses.sparse_categorical_crossentropy import SparseCategoricalCrossentropy

LOSSES: dict[str, type[Loss]] = {
    "mean_squared_error": MeanSquaredError,
    "MeanSquaredError": MeanSquaredError,
    "mse": MeanSquaredError,
    "MSE": MeanSquaredError,
    "mean_absolute_error": MeanAbsoluteError,
    "MeanAbsoluteError": MeanAbsoluteError,
    "mae": MeanAbsoluteError,
    "MAE": MeanAbsoluteError,
    "binary_crossentropy": BinaryCrossentropy,
    "BinaryCrossentropy": BinaryCrossentropy,
    "bce": BinaryCrossentropy,
    "BCE": BinaryCrossentropy,
    "categorical_crossentropy": CategoricalCrossentropy,
    "CategoricalCrossentropy": CategoricalCrossentropy,
    "sparse_categorical_crossentropy": SparseCategoricalCrossentropy,
    "SparseCategoricalCrossentropy": SparseCategoricalCrossentropy,
}


def find_loss(identifier: str | Mapping[str, Any] | Loss) -> Loss:
    """Give the loss that a name, a saved form or a loss itself stands for.

    Parameters
    ----------
    identifier : str, mapping or Loss
        A name as Keras knows it, the saved form of a loss, or a loss.

    Returns
    -------
    Loss
        The loss; one found by name has that class's default settings.

    Raises
    ------
    SettingError
        If there is no such loss; the sentence lists the choices.

    Examples
    --------
    >>> find_loss("mse")
    MeanSquaredError(name='mean_squared_error')
    """
    if isinstance(identifier, Loss):
        return identifier
    if isinstance(identifier, Mapping):
        name, config = str(identifier.get("class_name")), identifier.get("config", {})
    else:
        name, config = str(identifier), {}
    if name not in LOSSES:
        choices = ", ".join(name for name in LOSSES if name.islower())
        raise SettingError("loss.unknown", found=name, choices=choices)
    return LOSSES[name].from_config(config)


def saved_loss(loss: Loss) -> dict[str, Any]:
    """Give the form in which Keras saves a loss; `find_loss` reads it back.

    Parameters
    ----------
    loss : Loss
        The loss.

    Returns
    -------
    dict
        With `module`, `class_name`, `config` and `registered_name`.
    """
    return {
        "module": "keras.losses",
        "class_name": type(loss).__name__,
        "config": loss.to_config(),
        "registered_name": None,
    }
