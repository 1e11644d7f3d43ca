"""Every loss by the names Keras knows it by."""

from collections.abc import Callable, Mapping
from typing import Any

from plainnet.errors import SettingError
from plainnet.late_table import LateTable
from plainnet.losses.loss import CustomLoss, Loss

LOSSES: LateTable[Loss] = LateTable(
    "plainnet.losses",
    {
        "MeanSquaredError": "regression_losses",
        "MeanAbsoluteError": "regression_losses",
        "BinaryCrossentropy": "classification_losses",
        "CategoricalCrossentropy": "classification_losses",
        "SparseCategoricalCrossentropy": "classification_losses",
        "MeanAbsolutePercentageError": "regression_losses",
        "MeanSquaredLogarithmicError": "regression_losses",
        "Huber": "regression_losses",
        "LogCosh": "regression_losses",
        "Hinge": "classification_losses",
        "SquaredHinge": "classification_losses",
        "CategoricalHinge": "classification_losses",
        "KLDivergence": "classification_losses",
        "Poisson": "regression_losses",
        "CosineSimilarity": "regression_losses",
        "BinaryFocalCrossentropy": "classification_losses",
        "CategoricalFocalCrossentropy": "classification_losses",
    },
    aliases={
        "mean_squared_error": "MeanSquaredError",
        "mse": "MeanSquaredError",
        "MSE": "MeanSquaredError",
        "mean_absolute_error": "MeanAbsoluteError",
        "mae": "MeanAbsoluteError",
        "MAE": "MeanAbsoluteError",
        "binary_crossentropy": "BinaryCrossentropy",
        "bce": "BinaryCrossentropy",
        "BCE": "BinaryCrossentropy",
        "categorical_crossentropy": "CategoricalCrossentropy",
        "sparse_categorical_crossentropy": "SparseCategoricalCrossentropy",
        "mean_absolute_percentage_error": "MeanAbsolutePercentageError",
        "mape": "MeanAbsolutePercentageError",
        "MAPE": "MeanAbsolutePercentageError",
        "mean_squared_logarithmic_error": "MeanSquaredLogarithmicError",
        "msle": "MeanSquaredLogarithmicError",
        "MSLE": "MeanSquaredLogarithmicError",
        "huber": "Huber",
        "log_cosh": "LogCosh",
        "hinge": "Hinge",
        "squared_hinge": "SquaredHinge",
        "categorical_hinge": "CategoricalHinge",
        "kl_divergence": "KLDivergence",
        "kld": "KLDivergence",
        "KLD": "KLDivergence",
        "poisson": "Poisson",
        "cosine_similarity": "CosineSimilarity",
        "binary_focal_crossentropy": "BinaryFocalCrossentropy",
        "categorical_focal_crossentropy": "CategoricalFocalCrossentropy",
    },
)

#: Names that earlier Keras had, and today's has not.
OLD_NAMES = {
    "huber_loss": "Huber",
    "logcosh": "LogCosh",
    "kullback_leibler_divergence": "KLDivergence",
    "cosine_proximity": "CosineSimilarity",
    "cosine": "CosineSimilarity",
}


def find_loss(identifier: str | Mapping[str, Any] | Loss | Callable[..., Any]) -> Loss:
    """Return the loss that a name, a saved form or a loss itself stands for.

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
    loss_class = LOSSES.get(OLD_NAMES.get(name, name))
    if loss_class is None:
        choices = [name for name in LOSSES if name.islower()]
        raise SettingError("loss.unknown", found=name, choices=choices)
    return loss_class.from_config(config)


def saved_loss(loss: Loss) -> dict[str, Any]:
    """Return the form in which Keras saves a loss; `find_loss` reads it back."""
    return {
        "module": "keras.losses",
        "class_name": type(loss).__name__,
        "config": loss.to_config(),
        "registered_name": None,
    }
