"""After how many steps a series repeats itself, and whether it wanders or stays near a level."""

import numpy as np
from numpy.typing import NDArray

_LONGEST_SEASON = 400
_LEAST_CORRELATION = 0.3
_RARELY_BY_CHANCE = 5.0  # standard deviations, as the highest of many lags is taken
_AS_GOOD_AS_THE_BEST = 0.9  # a season is also found at twice its length
_AS_GOOD_AS_ITS_MULTIPLE = 0.6  # a drift or a period like 52.18 favours the multiple by chance
_WANDERING_BELOW = 0.25
_NEAR = 0.08  # of a season: noise moves a peak of the correlations so far
_COARSER = (1, 3, 6, 12)  # steps averaged where noise from step to step hides a long season
_LEAST_COARSE = 5  # averages to a season


def find_season(values: NDArray[np.float64]) -> int | None:
    """Find the number of steps after which the changes of a series repeat themselves.

    Shapes: `values` (time,).
    Result: the smallest lag whose autocorrelation stands out among its neighbours, is nearly the
        highest, and neither small nor to be expected by chance; a fraction of it that is nearly as
        good goes first. None without one, or where the series does not show three seasons.

    Box, Jenkins, Reinsel and Ljung (2015), "Time Series Analysis", fifth edition, chapter 2.

    >>> find_season(np.tile([5.0, 1.0, 2.0, 9.0], 10))
    4
    """
    for steps in _COARSER:
        usable = len(values) - len(values) % steps
        means = values[len(values) - usable :].reshape(-1, steps).mean(axis=1)
        season = _season_of_changes(means)
        if season is not None and (steps == 1 or season >= _LEAST_COARSE):
            return _refined(values, season * steps, steps)
    return None


def _refined(values: NDArray[np.float64], season: int, steps: int) -> int:
    """Return the period near a season found whose mean shape explains most of the series."""
    reach = max(steps, round(_NEAR * season))
    deviations = _deviations(values, season)

    def unexplained(period: int) -> float:
        phases = np.arange(len(values)) % period
        counts = np.bincount(phases, minlength=period)
        explained = np.sum(np.bincount(phases, deviations, period) ** 2 / counts)
        return float((np.sum(deviations**2) - explained) / max(1, len(values) - period))

    longest = min(season + reach, len(values) // 2)
    return min(range(max(2, season - reach), longest + 1), key=unexplained)


def _season_of_changes(values: NDArray[np.float64]) -> int | None:
    """Find the lag at which the changes resemble themselves."""
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
    found = int(peaks[correlations[peaks] >= _AS_GOOD_AS_THE_BEST * best][0])
    return _fundamental(found, peaks, correlations)


def _fundamental(found: int, peaks: NDArray[np.int64], correlations: NDArray[np.float64]) -> int:
    """Return the shortest lag that a season found is a multiple of, if it is nearly as good.

    Halves and thirds only: a week has seven days, and both are seasons of their own.
    """
    for part in (3, 2):
        near = peaks[np.abs(peaks - found / part) <= 1]
        enough = _AS_GOOD_AS_ITS_MULTIPLE * correlations[found]
        near = near[(near >= 2) & (correlations[near] >= enough)]
        if len(near):
            return int(near[np.argmax(correlations[near])])
    return found


def is_wandering(values: NDArray[np.float64], season: int | None = None) -> bool:
    """Tell a series that wanders off from one that stays near its level.

    Shapes: `values` (time,).
    `season`: its shape is taken out first, because large swings within a year would hide that years
        differ.

    von Neumann (1941), "Distribution of the ratio of the mean square successive difference
    to the variance", The Annals of Mathematical Statistics 12.

    >>> is_wandering(np.arange(20.0)), is_wandering(np.tile([0.0, 1.0], 10))
    (True, False)
    """
    if len(values) < 2:
        return False
    if season is not None and len(values) >= 2 * season:
        values = values - _seasonal_shape(values, season)
    return bool(np.mean(np.diff(values) ** 2) < _WANDERING_BELOW * np.var(values))


def _seasonal_shape(values: NDArray[np.float64], season: int) -> NDArray[np.float64]:
    """Return the mean deviation of each phase of the season from the mean of its season."""
    phases = np.arange(len(values)) % season
    sums = np.bincount(phases, _deviations(values, season), season)
    return np.asarray((sums / np.bincount(phases, minlength=season))[phases])


def _deviations(values: NDArray[np.float64], season: int) -> NDArray[np.float64]:
    """Return the deviation of each value from the mean of the season around it."""
    ends = np.cumsum(np.insert(values, 0, 0.0))
    means = (ends[season:] - ends[:-season]) / season  # of each run as long as a season
    centre = np.clip(np.arange(len(values)) - season // 2, 0, len(means) - 1)
    return np.asarray(values - means[centre])


def _autocorrelations(centred: NDArray[np.float64], n_lags: int) -> NDArray[np.float64]:
    """Correlate values with those some steps earlier, by the Fourier transform."""
    size = 1 << (2 * len(centred) - 1).bit_length()  # room against wrapping around
    spectrum = np.fft.rfft(centred, size)
    products = np.fft.irfft(spectrum * spectrum.conj(), size)[:n_lags]
    overlaps = len(centred) - np.arange(n_lags)
    return np.asarray(products / overlaps / (products[0] / len(centred)))
