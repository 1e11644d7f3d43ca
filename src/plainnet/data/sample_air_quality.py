"""A generated table of daily air pollutants and the air quality index that follows.

Each pollutant, on a scale where it is nearly normal, is a yearly wave plus the weather that
all share plus a weather of its own; both weathers fade from day to day. The index comes from
the true concentrations by the published formula; the table shows readings of them, off by
some per cent as stations are, so that knowing the formula is not knowing the answer.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from plainnet.data.air_quality_index import CONCENTRATION_STEPS, air_quality_index
from plainnet.data.array_hash import hash_array
from plainnet.data.dataset import Repair, Source, Table

_DAYS_IN_A_YEAR = 365.25
_PERSISTENCE = 0.75  # how much of a day's weather is left the day after
_READING_ERROR = 0.04  # standard deviation of a reading, as a share of the truth


@dataclass(frozen=True)
class _Pollutant:
    """How one pollutant behaves: `typical` in its unit, the rest on its nearly normal scale."""

    typical: float
    swing: float  # of the yearly wave; winter is high where it is positive
    spread: float  # standard deviation of both weathers together
    shared: float  # correlation of its weather with the weather all share
    lowest: float
    decimals: int = 0
    is_root_normal: bool = False  # the square root is nearly normal, not the logarithm


_POLLUTANTS = {
    "PM2.5": _Pollutant(typical=43, swing=0.33, spread=0.60, shared=0.95, lowest=3),
    "PM10": _Pollutant(typical=72, swing=0.22, spread=0.56, shared=0.85, lowest=6),
    "So2": _Pollutant(typical=9.5, swing=0.38, spread=0.60, shared=0.60, lowest=2),
    "No2": _Pollutant(typical=40, swing=0.18, spread=0.42, shared=0.75, lowest=8),
    "Co": _Pollutant(typical=0.95, swing=0.14, spread=0.27, shared=0.75, lowest=0.3, decimals=2),
    "O3": _Pollutant(
        typical=53, swing=-1.7, spread=1.6, shared=-0.05, lowest=2, is_root_normal=True
    ),
}


def generate_air_quality(seed: int = 0, n_rows: int = 2967) -> Table:
    """Generate daily means of six pollutants and the air quality index of the day.

    >>> table = generate_air_quality(n_rows=3)
    >>> table.column_names
    ('PM2.5', 'PM10', 'So2', 'No2', 'Co', 'O3', 'AQI')
    """
    random = np.random.default_rng(seed)
    season = np.cos(2 * np.pi * np.arange(n_rows) / _DAYS_IN_A_YEAR)  # (days,)
    weathers = _fading_noise(random, n_rows, 1 + len(_POLLUTANTS))  # (days, 7), shared first
    truth = np.empty((n_rows, len(_POLLUTANTS)))  # (days, pollutants)
    for column, pollutant in enumerate(_POLLUTANTS.values()):
        weather = pollutant.shared * weathers[:, 0]
        weather += np.sqrt(1 - pollutant.shared**2) * weathers[:, 1 + column]
        truth[:, column] = _concentration(pollutant, season, weather)
    readings = truth * (1 + _READING_ERROR * random.standard_normal(truth.shape))
    decimals = [pollutant.decimals for pollutant in _POLLUTANTS.values()]
    for column, places in enumerate(decimals):
        readings[:, column] = readings[:, column].round(places)
    values = np.column_stack([readings, air_quality_index(truth)])
    source = Source("generated:air-quality", hash_array(values))
    repairs = (Repair("sample.generated_air_quality", {"rows": n_rows}),)
    return Table(values, (*CONCENTRATION_STEPS, "AQI"), source, repairs)


def _concentration(
    pollutant: _Pollutant, season: NDArray[np.float64], weather: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Bring season and weather from the nearly normal scale to the pollutant's unit."""
    deviation = pollutant.swing * season + pollutant.spread * weather  # (days,)
    if pollutant.is_root_normal:
        concentration = np.maximum(np.sqrt(pollutant.typical) + deviation, 0) ** 2
    else:
        concentration = pollutant.typical * np.exp(deviation)
    kept: NDArray[np.float64] = np.maximum(concentration, pollutant.lowest)
    return kept


def _fading_noise(random: np.random.Generator, days: int, columns: int) -> NDArray[np.float64]:
    """Draw columns of unit variance in which a part of each day stays for the next."""
    noise = random.standard_normal((days, columns))
    for day in range(1, days):
        noise[day] *= np.sqrt(1 - _PERSISTENCE**2)
        noise[day] += _PERSISTENCE * noise[day - 1]
    return noise
