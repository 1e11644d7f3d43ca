"""The classic neural networks done right: fast, honest about the score, open to look inside.

Importing plainnet imports nothing heavy; each name is fetched when it is first used.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

# Each public name and the file that defines it.
PUBLIC_NAMES = {
    "Activation": "layers.activation_layers",
    "Adam": "optimizers.adam",
    "AdamW": "optimizers.adam",
    "BatchNormalization": "layers.batch_normalization",
    "Conv2D": "layers.convolution",
    "CosineDecay": "optimizers.learning_rate_schedules",
    "Dense": "layers.dense",
    "DenseClassifier": "estimators.dense_classifier",
    "DenseRegressor": "estimators.dense_regressor",
    "Dropout": "layers.dropout",
    "EarlyStopping": "training.callbacks.early_stopping",
    "ExponentialDecay": "optimizers.learning_rate_schedules",
    "Flatten": "layers.reshaping",
    "Flips": "training.augmentation",
    "Input": "layers.input",
    "L1": "layers.regularizers",
    "L2": "layers.regularizers",
    "LSTM": "layers.lstm",
    "LSTMForecaster": "estimators.series_forecaster",
    "LeNetClassifier": "estimators.lenet_classifier",
    "LinearRegressor": "estimators.dense_regressor",
    "LogisticClassifier": "estimators.dense_classifier",
    "MaxPooling2D": "layers.pooling",
    "Model": "model",
    "PlainnetError": "errors",
    "RMSprop": "optimizers.adaptive_optimizers",
    "SGD": "optimizers.optimizer",
    "SimpleRNN": "layers.recurrent_layer",
    "SimpleRNNForecaster": "estimators.series_forecaster",
    "Stack": "networks.network",
    "fit_average": "averaged_model",
    "least_squares": "training.least_squares",
    "lenet": "networks.classic_networks",
    "load_model": "model",
    "load_predictor": "pipeline.loading",
}


def __getattr__(name: str) -> Any:
    """Import the file that defines a public name, when the name is first used."""
    if name in ("coach", "keras"):
        return import_module(f"plainnet.{name}")
    if name not in PUBLIC_NAMES:
        raise AttributeError(f"module 'plainnet' has no attribute {name!r}")
    return getattr(import_module(f"plainnet.{PUBLIC_NAMES[name]}"), name)


def __dir__() -> list[str]:
    """List the public names."""
    return sorted([*PUBLIC_NAMES, "coach", "keras", "__version__"])
