"""After how many steps a series repeats itself, and whether it wanders or stays near a level.

Concepts: season, autocorrelation, von Neumann ratio
"""

import numpy as np
from numpy.typing import NDArray

_LONGEST_SEASON = 400
_LEAST_CORRELATION = 0.3
_RARELY_BY_CHANCE = 5.0  # standard deviations, as the highest of many lags is taken
_AS_GOOD_AS_THE_BEST = 0.9  # a season is also found at twice its length
_WANDERING_BELOW = 0.25


def find_season(values: NDArray[np.float64]) -> int | None:
    """Find the number of steps after which the changes of a series repeat themselves.

    Parameters
    ----------
    values : array of shape (time,)
        In the order of time; the training part only.

    Returns
    -------
    int or None
        The smallest lag whose autocorrelation stands out among its neighbours, is nearly
        the highest, and neither small nor to be expected by chance; None without one, or
        where the series does not show three seasons.

    References
    ----------
    Box, Jenkins, Reinsel and Ljung (2015), "Time Series Analysis", fifth edition, chapter 2.

    Examples
    --------
    >>> find_season(np.tile([5.0, 1.0, 2.0, 9.0], 10))
    4
    """
    changes = np.diff(values)  # a trend would look like a correlation at every lag
    longest = min(len(changes) // 3, _LONGEST_SEASON)
    spread = float(changes.var()) if len(changes) else 0.0
    if longest < 2 or spread == 0:
        return None
    correlations = _autocorrelations(changes - changes.mean(), longest + 1)  # from lag 0 on
    overlaps = len(changes) - np.arange(longest + 1)
    least = np.maximum(_LEAST_CORRELATION, _RARELY_BY_CHANCE / np.sqrt(overlaps))
    is_peak = (correlations[1:-1] > correlations[:-2]) & (correlations[1:-1] >= correlations[2:])
    peaks = np.flatnonzero(is_peak) + 1
    peaks = peaks[(peaks >= 2) & (correlations[peaks] >= least[peaks])]
    if not len(peaks):
        return None
    best = correlations[peaks].max()
    return int(peaks[correlations[peaks] >= _AS_GOOD_AS_THE_BEST * best][0])


def is_wandering(values: NDArray[np.float64]) -> bool:
    """Tell a series that wanders off from one that stays near its level.

    Parameters
    ----------
    values : array of shape (time,)
        In the order of time; the training part only.

    Returns
    -------
    bool
        Whether the mean square of its changes is below a quarter of its variance; for
        independent values it would be twice the variance.

    References
    ----------
    von Neumann (1941), "Distribution of the ratio of the mean square successive difference
    to the variance", The Annals of Mathematical Statistics 12.

    Examples
    --------
    >>> is_wandering(np.arange(20.0)), is_wandering(np.tile([0.0, 1.0], 10))
    (True, False)
    """
    if len(values) < 2:
        return False
    return bool(np.mean(np.diff(values) ** 2) < _WANDERING_BELOW * np.var(values))


def _autocorrelations(centred: NDArray[np.float64], n_lags: int) -> NDArray[np.float64]:
    """Correlate values with those some steps earlier, by the Fourier transform."""
    size = 1 << (2 * len(centred) - 1).bit_length()  # room against wrapping around
    spectrum = np.fft.rfft(centred, size)
    products = np.fft.irfft(spectrum * spectrum.conj(), size)[:n_lags]
    overlaps = len(centred) - np.arange(n_lags)
    return np.asarray(products / overlaps / (products[0] / len(centred)))
