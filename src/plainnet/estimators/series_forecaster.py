"""Forecasts of a series by a recurrent network, for scikit-learn."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator
from sklearn.utils import check_random_state
from sklearn.utils.validation import check_array, check_is_fitted

from plainnet.data.scaling import learn_standard
from plainnet.data.sliding_windows import SeriesForm, form_targets, form_windows, undo_form
from plainnet.errors import DataError, SettingError, ShapeError
from plainnet.estimators.network_estimator import check_setting, given_settings
from plainnet.estimators.training_of_networks import TableSettings, train_networks
from plainnet.estimators.training_rows import WeightedRows
from plainnet.layers.dense import Dense
from plainnet.layers.lstm import LSTM
from plainnet.layers.recurrent_layer import SimpleRNN
from plainnet.networks.network import Stack

Array = NDArray[np.float64]


class SeriesForecaster(BaseEstimator):  # type: ignore[misc]
    """Forecasts the next steps of all columns of a series from the last ones.

    Parameters
    ----------
    window : int, default=10
        Steps of the past that are seen.
    horizon : int, default=1
        Steps that are forecast.
    units : sequence of int, default=(32,)
        Of each recurrent layer.
    form : {"change", "value", "log_change"}, default="change"
        Whether the network sees and forecasts changes, values, or changes of the logarithm.
    epochs : int, default=50
        Rounds over the windows.
    batch_size : int, default=32
        Windows of a step.
    learning_rate : float, default=0.003
        Of the first step; it falls along half a cosine to zero.
    weight_decay : float, default=0.1
        Share of each kernel taken away in a step, times the learning rate.
    early_stopping : bool, default=False
        Whether to hold the last windows out, end when they get no better and keep the best
        weights.
    validation_fraction : float, default=0.1
        Of the windows, held out by early stopping.
    patience : int, default=10
        Epochs without a better validation loss before training ends.
    random_state : int, RandomState or None, default=None
        Of first weights and the order of windows.

    Attributes
    ----------
    model_ : Model
        For windows in their form, scaled.
    history_ : History
        What each epoch measured.
    n_iter_ : int
        Epochs trained.
    series_ : array of shape (time, columns)
        The end of the series that was learned from.
    scaling_, target_scaling_ : Scaling
        Of what goes in and of what comes out.
    """

    _recurrent: ClassVar[type[LSTM | SimpleRNN]]

    def __init__(
        self,
        window: int = 10,
        horizon: int = 1,
        *,
        units: Sequence[int] = (32,),
        form: SeriesForm = "change",
        epochs: int = 50,
        batch_size: int = 32,
        learning_rate: float = 0.003,
        weight_decay: float = 0.1,
        early_stopping: bool = False,
        validation_fraction: float = 0.1,
        patience: int = 10,
        random_state: int | np.random.RandomState | None = None,
    ) -> None:
        self.window = window
        self.horizon = horizon
        self.units = units
        self.form = form
        self.epochs = epochs
        self.batch_size = batch_size
        self.learning_rate = learning_rate
        self.weight_decay = weight_decay
        self.early_stopping = early_stopping
        self.validation_fraction = validation_fraction
        self.patience = patience
        self.random_state = random_state

    def fit(self, X: ArrayLike, y: Any = None) -> Self:
        """Learn from a series.

        Parameters
        ----------
        X : array-like of shape (time,) or (time, columns)
            In the order of time; a step without gaps.
        y : None
            Not looked at.

        Returns
        -------
        self
        """
        settings = self._settings()
        self._is_single = np.ndim(X) == 1
        values = _series(X)  # (time, columns)
        windows, targets = self._cut(values)
        inputs, outputs = self._formed(windows, targets)
        n_held = self._held_out(len(inputs), len(values))
        # Targets of the last training windows reach into the held-out part: leave those out.
        n_kept = len(inputs) - n_held - (self.horizon - 1 if n_held else 0)
        self.scaling_ = learn_standard(inputs[:n_kept].reshape(-1, values.shape[1]))
        self.target_scaling_ = learn_standard(outputs[:n_kept])
        rows = WeightedRows(
            self.scaling_.apply(inputs), self.target_scaling_.apply(outputs), np.ones(len(inputs))
        )
        numbers = np.arange(len(inputs))
        [self.model_], [self.history_] = train_networks(
            self._network(settings, outputs.shape[1]),
            rows.only(numbers[:n_kept]),
            settings,
            loss="mean_squared_error",
            seeds=[check_random_state(self.random_state).randint(np.iinfo(np.int32).max)],
            held_out=rows.only(numbers[-n_held:]) if n_held else None,
        )
        self.n_iter_ = len(self.history_.epochs)
        self.series_ = values[-self.window :]
        return self

    def _settings(self) -> TableSettings:
        """Check what was asked for."""
        for name in ("window", "horizon", "units"):
            check_setting(name, getattr(self, name))
        if self.form not in ("change", "value", "log_change"):
            raise SettingError("estimator.form", value=self.form)
        if self.form != "value" and self.window < 2:
            raise SettingError("estimator.window_of_changes", window=self.window)
        return given_settings(self, tuple(self.units))

    def _network(self, settings: TableSettings, n_outputs: int) -> Stack:
        """Stack recurrent layers, and one that gives all steps of all columns."""
        last = len(settings.hidden) - 1
        layers = [
            self._recurrent(units, return_sequences=depth < last)
            for depth, units in enumerate(settings.hidden)
        ]
        return Stack((*layers, Dense(n_outputs)))

    def _cut(self, values: Array) -> tuple[Array, Array]:
        """Cut into windows, each with the steps after it."""
        needed = self.window + self.horizon
        if len(values) < needed:
            raise DataError(
                "estimator.short_series",
                rows=len(values),
                window=self.window,
                horizon=self.horizon,
                needed=needed,
            )
        if self.form == "log_change" and (values <= 0).any():
            row = int(np.argmax((values <= 0).any(axis=1)))
            raise DataError("estimator.not_positive", row=row, value=values[row].min())
        whole = np.lib.stride_tricks.sliding_window_view(values, needed, axis=0).swapaxes(1, 2)
        return whole[:, : self.window], whole[:, self.window :]

    def _formed(self, windows: Array, targets: Array) -> tuple[Array, Array]:
        """Bring windows and targets, (rows, horizon, columns), into their form."""
        columns = range(windows.shape[2])
        inputs = form_windows(windows, [self.form] * len(columns))
        outputs = [form_targets(targets[..., at], windows[:, -1, at], self.form) for at in columns]
        return inputs, np.hstack(outputs)  # (rows, steps, columns), (rows, columns * horizon)

    def _held_out(self, n_windows: int, n_steps: int) -> int:
        """Count the windows to validate on."""
        if not self.early_stopping:
            return 0
        held = round(n_windows * self.validation_fraction)
        if not 0 < held < n_windows - self.horizon + 1:
            fraction = self.validation_fraction
            raise SettingError("estimator.few_rows", fraction=fraction, rows=n_steps)
        return held

    def predict(self, X: ArrayLike | None = None) -> Array:
        """Forecast what comes after a series.

        Parameters
        ----------
        X : array-like of shape (time,) or (time, columns), or None
            At least `window` steps; None goes on after the series that was learned from.

        Returns
        -------
        array of shape (horizon,) or (horizon, columns), float64
            In the units of the series.
        """
        check_is_fitted(self)
        values = self.series_ if X is None else self._like_fitted(X)
        if len(values) < self.window:
            raise DataError(
                "estimator.short_series",
                rows=len(values),
                window=self.window,
                horizon=self.horizon,
                needed=self.window,
            )
        forecast = self._forecasts(values[None, -self.window :])[0]
        return np.asarray(forecast[:, 0] if self._is_single else forecast)

    def _forecasts(self, windows: Array) -> Array:
        """Forecast after each window: (rows, horizon, columns)."""
        columns = range(windows.shape[2])
        inputs = self.scaling_.apply(form_windows(windows, [self.form] * len(columns)))
        outputs = self.target_scaling_.undo(self.model_.predict(inputs))
        by_column = outputs.reshape(len(windows), len(columns), self.horizon)
        return np.stack(
            [undo_form(by_column[:, at], windows[:, -1, at], self.form) for at in columns], axis=2
        )

    def _like_fitted(self, X: ArrayLike) -> Array:
        """Check that a series has the columns of the one learned from."""
        values = _series(X)
        if values.shape[1] != self.series_.shape[1]:
            expected = self.series_.shape[1]
            raise ShapeError("estimator.columns", found=values.shape[1], expected=expected)
        return values

    def score(self, X: ArrayLike, y: Any = None) -> float:
        """Measure the skill on a series: what saying the last value again gets wrong, saved.

        Parameters
        ----------
        X : array-like of shape (time,) or (time, columns)
            Every stretch of `window + horizon` steps is forecast.
        y : None
            Not looked at.

        Returns
        -------
        float
            1 - squared error / squared error of the last value, averaged over the columns; 1
            is perfect, 0 no better than the last value, or worse where that is perfect.
        """
        check_is_fitted(self)
        windows, targets = self._cut(self._like_fitted(X))
        errors = ((self._forecasts(windows) - targets) ** 2).mean(axis=(0, 1))  # (columns,)
        naive = ((windows[:, -1:] - targets) ** 2).mean(axis=(0, 1))
        perfect = (errors == 0).astype(np.float64)  # where the last value makes no error
        return float(np.mean(np.where(naive > 0, 1 - errors / np.where(naive, naive, 1), perfect)))


def _series(X: ArrayLike) -> Array:
    """Check a series, and give a single one its column: (time, columns)."""
    values: Array = check_array(X, dtype=np.float64, ensure_2d=False, allow_nd=True, input_name="X")
    if values.ndim not in (1, 2):
        raise ShapeError("estimator.series", found=values.shape)
    return values.reshape(len(values), -1)


class LSTMForecaster(SeriesForecaster):
    """Forecasts the next steps of a series by layers of `LSTM`.

    Settings are those of `SeriesForecaster`.

    References
    ----------
    Hochreiter and Schmidhuber (1997), "Long short-term memory", Neural Computation 9.

    Examples
    --------
    >>> import numpy as np
    >>> wave = np.sin(np.arange(120) / 5)
    >>> forecaster = LSTMForecaster(window=6, horizon=3, epochs=5, random_state=0)
    >>> forecaster.fit(wave).predict().shape
    (3,)
    """

    _recurrent = LSTM


class SimpleRNNForecaster(SeriesForecaster):
    """Forecasts the next steps of a series by layers of `SimpleRNN`.

    Settings are those of `SeriesForecaster`.

    References
    ----------
    Elman (1990), "Finding structure in time", Cognitive Science 14.

    Examples
    --------
    >>> import numpy as np
    >>> wave = np.sin(np.arange(120) / 5)
    >>> forecaster = SimpleRNNForecaster(window=6, horizon=3, epochs=5, random_state=0)
    >>> forecaster.fit(wave).predict().shape
    (3,)
    """

    _recurrent = SimpleRNN
