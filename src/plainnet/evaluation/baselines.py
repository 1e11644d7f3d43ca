"""What the simplest honest models make of the same rows: the bar a network has to clear.

Every function learns from the training rows only and gives predictions for the test rows.
"""

import warnings
from contextlib import suppress
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from plainnet.data.sliding_windows import SeriesForm

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


# Below, `X_train` is of shape (training_rows, features), `y_train` (training_rows,), `X_test`
# (rows, features), and what is predicted (rows,).


def logistic_regression(
    X_train: ArrayLike, y_train: ArrayLike, X_test: ArrayLike
) -> NDArray[np.int64]:
    """Predict classes by logistic regression on standardised inputs (L2, C = 1)."""
    from sklearn.linear_model import LogisticRegression

    model = _after_standardising(LogisticRegression(max_iter=1000))
    return _labels(model.fit(X_train, y_train).predict(X_test))


def linear_regression(
    X_train: ArrayLike, y_train: ArrayLike, X_test: ArrayLike
) -> NDArray[np.float64]:
    """Predict values by a straight line (least squares with intercept)."""
    from sklearn.linear_model import LinearRegression

    model = _after_standardising(LinearRegression())
    return _values(model.fit(X_train, y_train).predict(X_test))


def gradient_boosted_trees(
    X_train: ArrayLike, y_train: ArrayLike, X_test: ArrayLike
) -> NDArray[np.float64]:
    """Predict values by gradient-boosted trees, as scikit-learn sets them by default.

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
    pixels_train: ArrayLike, y_train: ArrayLike, pixels_test: ArrayLike, n_classes: int
) -> NDArray[np.float64]:
    """Predict probabilities of images' classes by a random forest; each pixel is a column.

    Shapes: `pixels_train` (training_images, height, width, channels), `y_train` (training_images,),
    `pixels_test` (images, height, width, channels) -> (images, n_classes).

    Breiman (2001), "Random forests", Machine Learning 45.
    """
    from sklearn.ensemble import RandomForestClassifier

    train, test = (
        np.asarray(pixels, dtype=np.float32).reshape(len(np.asarray(pixels)), -1)
        for pixels in (pixels_train, pixels_test)
    )  # (images, height x width x channels)
    model = RandomForestClassifier(random_state=RANDOM_STATE)
    model.fit(train, np.asarray(y_train).reshape(-1))
    shares = np.zeros((len(test), n_classes))  # 0 for a class that was not learned from
    shares[:, model.classes_] = model.predict_proba(test)
    return shares


def _after_standardising(model: Any) -> Any:
    """Put a scaler, learned on the training rows, before a scikit-learn model."""
    from sklearn import pipeline, preprocessing

    return pipeline.make_pipeline(preprocessing.StandardScaler(), model)


def _labels(predicted: ArrayLike) -> NDArray[np.int64]:
    """Return labels as int64."""
    return np.asarray(predicted).reshape(-1).astype(np.int64)


def _values(predicted: ArrayLike) -> NDArray[np.float64]:
    """Return values as float64."""
    return np.asarray(predicted, dtype=np.float64).reshape(-1)


def last_values(windows: NDArray[np.float64], horizon: int) -> NDArray[np.float64]:
    """Forecast every step by the last value seen.

    Shapes: `windows` (rows, window) -> (rows, horizon).

    >>> last_values(np.array([[1.0, 2.0]]), 3).tolist()
    [[2.0, 2.0, 2.0]]
    """
    return np.repeat(windows[:, -1:], horizon, axis=1)


def seasonal_last_values(
    windows: NDArray[np.float64], horizon: int, season: int
) -> NDArray[np.float64]:
    """Forecast every step by the last value seen at the same place of the season.

    Shapes: `windows` (rows, window) -> (rows, horizon).
    `windows`: window is at least `season`.

    Hyndman and Athanasopoulos (2021), "Forecasting: Principles and Practice", third
    edition, section 5.2.

    >>> seasonal_last_values(np.array([[1.0, 2.0, 3.0]]), 3, season=2).tolist()
    [[2.0, 3.0, 2.0]]
    """
    places = np.arange(horizon) % season - season
    return windows[:, places]


def window_means(windows: NDArray[np.float64], horizon: int) -> NDArray[np.float64]:
    """Forecast every step by the mean of the values seen.

    Shapes: `windows` (rows, window) -> (rows, horizon).

    >>> window_means(np.array([[1.0, 2.0]]), 2).tolist()
    [[1.5, 1.5]]
    """
    return np.repeat(windows.mean(axis=1, keepdims=True), horizon, axis=1)


Floats = NDArray[np.float64]
Places = NDArray[np.int64]

MOST_ROWS = 2000  # of the training part, the last ones: fitting takes seconds at most
MOST_LAGS, FEW_LAGS = 60, 8
ROWS_PER_LAG = 5
LEAST_SEASONS = 2


def textbook_forecasts(
    values: Floats,
    first_rows: Places,
    horizon: int,
    *,
    known: int,
    season: int | None,
    form: SeriesForm,
) -> dict[str, Floats]:
    """Forecast by exponential smoothing (ETS) and by an autoregression (AR), by their names.

    `values` of shape (time,), of which the first `known` are fitted to; `first_rows` holds the
    row of each forecast's first step. For a series forecast by changes the one has a trend, and
    the other is of changes; by relative changes both are of logarithms. Forecasts are of shape
    (rows, horizon), all NaN where a model cannot be fitted.
    """
    nothing, is_log = np.full((len(first_rows), horizon), np.nan), form == "log_change"
    models = {"exponential_smoothing": _smoothed, "autoregression": _regressed}
    found = dict.fromkeys(models, nothing)
    if is_log and values.min() <= 0:
        return found
    levels = np.log(values) if is_log else values
    for name, model in models.items():
        # The library's own kinds of error have no common base; whether it converged shows in its
        # score.
        with suppress(Exception), warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            forecasts = model(levels, first_rows, horizon, known, season, form != "value")
            forecasts = np.exp(forecasts) if is_log else forecasts
            found[name] = forecasts if np.isfinite(forecasts).all() else nothing
    return found


def _smoothed(
    levels: Floats,
    first_rows: Places,
    horizon: int,
    known: int,
    season: int | None,
    trended: bool,
) -> Floats:
    """Fit ETS to the known levels, carry its states through all, and forecast from each origin."""
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    start = max(0, known - MOST_ROWS)
    period = season if season is not None and known - start >= LEAST_SEASONS * season else None
    model: dict[str, Any] = {"error": "add", "trend": "add" if trended else None}
    model |= {"damped_trend": trended, "seasonal_periods": period}
    model["seasonal"] = None if period is None else "add"
    begin = ETSModel(levels[start:known], initialization_method="heuristic", **model)
    fit = begin.fit(disp=False, maxiter=200)
    parts = ["level", *(["trend"] if trended else []), *(["seasonal"] if period else [])]
    states = {f"initial_{part}": getattr(fit, f"initial_{part}") for part in parts}
    on = ETSModel(levels[start:], initialization_method="known", **states, **model)
    smoothed = on.smooth(fit.params)
    last, steps = first_rows - 1 - start, np.arange(1, horizon + 1)
    forecasts = np.repeat(smoothed.level[last][:, None], horizon, axis=1)
    if trended:
        damping = dict(zip(fit.param_names, fit.params, strict=True))["damping_trend"]
        forecasts += np.cumsum(damping**steps) * smoothed.slope[last][:, None]
    if period is not None:
        forecasts += smoothed.season[last[:, None] + (steps - 1) % period - period + 1]
    return np.asarray(forecasts)


def _regressed(
    levels: Floats,
    first_rows: Places,
    horizon: int,
    known: int,
    season: int | None,
    trended: bool,
) -> Floats:
    """Fit AR to the known values, or their changes, and go on from each origin step by step."""
    from statsmodels.tsa.ar_model import AutoReg

    seen = np.diff(levels, prepend=levels[0]) if trended else levels
    train = seen[max(1, known - MOST_ROWS) : known]
    wanted = FEW_LAGS if season is None or season >= MOST_LAGS else season + 1
    lags = max(1, min(wanted, len(train) // ROWS_PER_LAG))
    constant, *weights = AutoReg(train, lags).fit().params
    back = first_rows[:, None] - 1 - np.arange(lags)  # the last value first
    window = seen[np.maximum(back, 0)]  # (rows, lags)
    ahead = np.empty((len(first_rows), horizon))
    for step in range(horizon):
        ahead[:, step] = constant + window @ np.asarray(weights)
        window = np.concatenate([ahead[:, step : step + 1], window[:, :-1]], axis=1)
    if not trended:
        return ahead
    return np.asarray(levels[first_rows - 1][:, None] + np.cumsum(ahead, axis=1))
