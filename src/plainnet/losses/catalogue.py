"""Every loss by the names Keras knows it by.

Concepts: loss
"""

from collections.abc import Callable, Mapping
from typing import Any

from plainnet.errors import SettingError
from plainnet.losses.binary_crossentropy import BinaryCrossentropy
from plainnet.losses.categorical_crossentropy import CategoricalCrossentropy
from plainnet.losses.categorical_hinge import CategoricalHinge
from plainnet.losses.cosine_similarity import CosineSimilarity
from plainnet.losses.custom_loss import CustomLoss
from plainnet.losses.focal_crossentropy import BinaryFocalCrossentropy, CategoricalFocalCrossentropy
from plainnet.losses.hinge import Hinge
from plainnet.losses.huber import Huber
from plainnet.losses.kl_divergence import KLDivergence
from plainnet.losses.log_cosh import LogCosh
from plainnet.losses.loss import Loss
from plainnet.losses.mean_absolute_error import MeanAbsoluteError
from plainnet.losses.mean_absolute_percentage_error import MeanAbsolutePercentageError
from plainnet.losses.mean_squared_error import MeanSquaredError
from plainnet.losses.mean_squared_logarithmic_error import MeanSquaredLogarithmicError
from plainnet.losses.poisson import Poisson
from plainnet.losses.sparse_categorical_crossentropy import SparseCategoricalCrossentropy
from plainnet.losses.squared_hinge import SquaredHinge

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
    "mean_absolute_percentage_error": MeanAbsolutePercentageError,
    "MeanAbsolutePercentageError": MeanAbsolutePercentageError,
    "mape": MeanAbsolutePercentageError,
    "MAPE": MeanAbsolutePercentageError,
    "mean_squared_logarithmic_error": MeanSquaredLogarithmicError,
    "MeanSquaredLogarithmicError": MeanSquaredLogarithmicError,
    "msle": MeanSquaredLogarithmicError,
    "MSLE": MeanSquaredLogarithmicError,
    "huber": Huber,
    "Huber": Huber,
    "log_cosh": LogCosh,
    "LogCosh": LogCosh,
    "hinge": Hinge,
    "Hinge": Hinge,
    "squared_hinge": SquaredHinge,
    "SquaredHinge": SquaredHinge,
    "categorical_hinge": CategoricalHinge,
    "CategoricalHinge": CategoricalHinge,
    "kl_divergence": KLDivergence,
    "KLDivergence": KLDivergence,
    "kld": KLDivergence,
    "KLD": KLDivergence,
    "poisson": Poisson,
    "Poisson": Poisson,
    "cosine_similarity": CosineSimilarity,
    "CosineSimilarity": CosineSimilarity,
    "binary_focal_crossentropy": BinaryFocalCrossentropy,
    "BinaryFocalCrossentropy": BinaryFocalCrossentropy,
    "categorical_focal_crossentropy": CategoricalFocalCrossentropy,
    "CategoricalFocalCrossentropy": CategoricalFocalCrossentropy,
}

#: Names that earlier Keras had, and today's has not.
OLD_NAMES: dict[str, type[Loss]] = {
    "huber_loss": Huber,
    "logcosh": LogCosh,
    "kullback_leibler_divergence": KLDivergence,
    "cosine_proximity": CosineSimilarity,
    "cosine": CosineSimilarity,
}


def find_loss(identifier: str | Mapping[str, Any] | Loss | Callable[..., Any]) -> Loss:
    """Give the loss that a name, a saved form or a loss itself stands for.

    Parameters
    ----------
    identifier : str, mapping, Loss or callable
        A name as Keras knows it, the saved form of a loss, a loss, or a function of
        targets and outputs.

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
    >>> find_loss("mse").name
    'mean_squared_error'
    """
    if isinstance(identifier, Loss):
        return identifier
    if callable(identifier):
        return CustomLoss(identifier, name=getattr(identifier, "__name__", "custom_loss"))
    if isinstance(identifier, Mapping):
        name, config = str(identifier.get("class_name")), identifier.get("config", {})
    else:
        name, config = str(identifier), {}
    loss_class = {**LOSSES, **OLD_NAMES}.get(name)
    if loss_class is None:
        choices = ", ".join(name for name in LOSSES if name.islower())
        raise SettingError("loss.unknown", found=name, choices=choices)
    return loss_class.from_config(config)


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
