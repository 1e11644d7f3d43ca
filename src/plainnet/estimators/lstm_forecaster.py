"""Forecasts of a series by an LSTM, for scikit-learn."""

from plainnet.estimators.series_forecaster import SeriesForecaster
from plainnet.layers.layer import Layer
from plainnet.layers.lstm import LSTM


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

    def _recurrent(self, units: int, *, return_sequences: bool) -> Layer:
        """Make a recurrent layer."""
        return LSTM(units, return_sequences=return_sequences)
