"""What the simplest honest models make of the same rows: the bar a network has to clear.

Every function learns from the training rows only and gives predictions for the test rows.
"""

import warnings
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

# scikit-learn takes a second to import, and most commands need no baseline: it is
# imported inside the functions.

RANDOM_STATE = 0


def majority_class(y_train: ArrayLike, rows: int) -> NDArray[np.int64]:
    """Predict the class most frequent in training, whatever the input.

    Shapes: `y_train` (training_rows,) -> (rows,).
    Result: the smallest label of equally frequent ones.

    >>> majority_class([0, 1, 1], rows=2).tolist()
    [1, 1]
    """
    return np.full(rows, np.bincount(np.asarray(y_train).reshape(-1)).argmax(), dtype=np.int64)


def class_shares(y_train: ArrayLike, rows: int, n_classes: int) -> NDArray[np.float64]:
    """Predict for every row how often each class occurs in training, shape (rows, classes)."""
    labels = np.asarray(y_train).reshape(-1).astype(np.int64)
    return np.tile(np.bincount(labels, minlength=n_classes) / labels.size, (rows, 1))


def mean_value(y_train: ArrayLike, rows: int) -> NDArray[np.float64]:
    """Predict the mean of the training targets, whatever the input.

    Shapes: `y_train` (training_rows,) -> (rows,).
    `y_train`: in the target's unit.

    >>> mean_value([1.0, 2.0], rows=2).tolist()
    [1.5, 1.5]
    """
    return np.full(rows, np.mean(np.asarray(y_train, dtype=np.float64)))


def logistic_regression(
    X_train: ArrayLike, y_train: ArrayLike, X_test: ArrayLike
) -> NDArray[np.int64]:
    """Predict classes by logistic regression on standardised inputs (L2, C = 1).

    Shapes: `X_train` (training_rows, features), `y_train` (training_rows,), `X_test` (rows,
    features) -> (rows,).
    `X_train`: inputs, any unit.
    """
    from sklearn.linear_model import LogisticRegression

    model = _after_standardising(LogisticRegression(max_iter=1000))
    return _labels(model.fit(X_train, y_train).predict(X_test))


def linear_regression(
    X_train: ArrayLike, y_train: ArrayLike, X_test: ArrayLike
) -> NDArray[np.float64]:
    """Predict values by a straight line (least squares with intercept).

    Shapes: `X_train` (training_rows, features), `y_train` (training_rows,), `X_test` (rows,
    features) -> (rows,).
    `X_train`: inputs, any unit.
    `y_train`: in the target's unit.
    """
    from sklearn.linear_model import LinearRegression

    model = _after_standardising(LinearRegression())
    return _values(model.fit(X_train, y_train).predict(X_test))


def gradient_boosted_trees(
    X_train: ArrayLike, y_train: ArrayLike, X_test: ArrayLike
) -> NDArray[np.float64]:
    """Predict values by gradient-boosted trees, as scikit-learn sets them by default.

    Shapes: `X_train` (training_rows, features), `y_train` (training_rows,), `X_test` (rows,
    features) -> (rows,).
    `X_train`: inputs, any unit.
    `y_train`: in the target's unit.

    Friedman (2001), "Greedy function approximation: a gradient boosting machine", Annals of
    Statistics 29.
    """
    from sklearn.ensemble import HistGradientBoostingRegressor

    model = HistGradientBoostingRegressor(random_state=RANDOM_STATE)
    return _values(model.fit(X_train, y_train).predict(X_test))


def neural_network_64_64(
    X_train: ArrayLike, y_train: ArrayLike, X_test: ArrayLike
) -> NDArray[np.float64]:
    """Predict values by scikit-learn's own network, two layers of 64 trained with Adam.

    Inputs are standardised on the training rows. The target keeps its unit: standardised, the
    network stops sooner and a little worse.

    Shapes: `X_train` (training_rows, features), `y_train` (training_rows,), `X_test` (rows,
    features) -> (rows,).
    `X_train`: inputs, any unit.
    `y_train`: in the target's unit.
    """
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPRegressor

    network = MLPRegressor(hidden_layer_sizes=(64, 64), max_iter=500, random_state=RANDOM_STATE)
    model = _after_standardising(network)
    with warnings.catch_warnings():
        # Stopping at 500 epochs is the setting compared with, not a mishap.
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(X_train, np.asarray(y_train, dtype=np.float64).reshape(-1))
    return _values(model.predict(X_test))


def random_forest_on_pixels(
    pixels_train: ArrayLike, y_train: ArrayLike, pixels_test: ArrayLike
) -> NDArray[np.int64]:
    """Predict classes of images by a random forest that sees each pixel as a column.

    Shapes: `pixels_train` (training_images, height, width, channels), `y_train` (training_images,),
    `pixels_test` (images, height, width, channels) -> (images,).
    `pixels_train`: any unit.

    Breiman (2001), "Random forests", Machine Learning 45.
    """
    from sklearn.ensemble import RandomForestClassifier

    model = RandomForestClassifier(random_state=RANDOM_STATE)
    model.fit(_flat(pixels_train), np.asarray(y_train).reshape(-1))
    return _labels(model.predict(_flat(pixels_test)))


def _after_standardising(model: Any) -> Any:
    """Put a scaler, learned on the training rows, before a scikit-learn model."""
    from sklearn import pipeline, preprocessing

    return pipeline.make_pipeline(preprocessing.StandardScaler(), model)


def _flat(pixels: ArrayLike) -> NDArray[np.float32]:
    """Give each image as one row."""
    values = np.asarray(pixels, dtype=np.float32)
    return values.reshape(len(values), -1)  # (images, height x width x channels)


def _labels(predicted: ArrayLike) -> NDArray[np.int64]:
    """Give labels as int64."""
    return np.asarray(predicted).reshape(-1).astype(np.int64)


def _values(predicted: ArrayLike) -> NDArray[np.float64]:
    """Give values as float64."""
    return np.asarray(predicted, dtype=np.float64).reshape(-1)
