"""Forecasts of a series by a simple recurrent network, for scikit-learn."""

from plainnet.estimators.series_forecaster import SeriesForecaster
from plainnet.layers.layer import Layer
from plainnet.layers.recurrent_layer import SimpleRNN


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

    def _recurrent(self, units: int, *, return_sequences: bool) -> Layer:
        """Make a recurrent layer."""
        return SimpleRNN(units, return_sequences=return_sequences)
