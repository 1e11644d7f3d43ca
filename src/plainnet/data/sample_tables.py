"""Tables that come with the project: breast cancer, and generated air quality.

Every pollutant has a sub-index, a broken line through its breakpoints; the index is the
largest of them, rounded up.

Each pollutant, on a scale where it is nearly normal, is a yearly wave plus the weather that
all share plus a weather of its own; both weathers fade from day to day. The index comes from
the true concentrations by the published formula; the table shows readings of them, off by
some per cent as stations are, so that knowing the formula is not knowing the answer.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from plainnet.data.content_hash import hash_array
from plainnet.data.dataset import DataNote, Source, Table


def load_breast_cancer_table() -> Table:
    """Load 569 tumours: thirty measured features and whether each is malignant.

    Street, Wolberg and Mangasarian (1993), "Nuclear feature extraction for breast tumor
    diagnosis", Biomedical Image Processing and Biomedical Visualization 1905.

    >>> table = load_breast_cancer_table()
    >>> table.values.shape, int(table.values[:, -1].sum())
    ((569, 31), 212)
    """
    from sklearn.datasets import load_breast_cancer  # a second to import, needed only here

    bunch = load_breast_cancer()
    is_malignant = bunch.target == list(bunch.target_names).index("malignant")
    values = np.column_stack([bunch.data, is_malignant]).astype(np.float64)  # (rows, columns)
    names = (*map(str, bunch.feature_names), "target")
    source = Source("package:scikit-learn/breast_cancer", hash_array(values))
    return Table(values, names, source, (DataNote("sample.breast_cancer_coding"),))


SUB_INDEX_STEPS = (0, 50, 100, 150, 200, 300, 400, 500)

# HJ 633-2012, table 1. Daily means in ug/m3, CO in mg/m3; O3 is the largest 8-hour mean of
# the day, for which the standard has no step above 300.
CONCENTRATION_STEPS: dict[str, tuple[float, ...]] = {
    "PM2.5": (0, 35, 75, 115, 150, 250, 350, 500),
    "PM10": (0, 50, 150, 250, 350, 420, 500, 600),
    "So2": (0, 50, 150, 475, 800, 1600, 2100, 2620),
    "No2": (0, 40, 80, 180, 280, 565, 750, 940),
    "Co": (0, 2, 4, 14, 24, 36, 48, 60),
    "O3": (0, 100, 160, 215, 265, 800),
}


def air_quality_index(concentrations: NDArray[np.float64]) -> NDArray[np.float64]:
    """Compute the index of each day from its six pollutants.

    Shapes: `concentrations` (days, 6) -> (days,).
    `concentrations`: in the order and units of `CONCENTRATION_STEPS`.
    Result: whole numbers from 0 to 500.

    Ministry of Environmental Protection of China (2012), "Technical Regulation on Ambient
    Air Quality Index (on trial)", HJ 633-2012, table 1 and equations 1 and 2.

    >>> air_quality_index(np.array([[55.0, 50.0, 9.0, 40.0, 1.0, 55.0]])).tolist()
    [75.0]
    """
    sub_indices = [
        np.interp(column, steps, SUB_INDEX_STEPS[: len(steps)])
        for column, steps in zip(concentrations.T, CONCENTRATION_STEPS.values(), strict=True)
    ]
    index: NDArray[np.float64] = np.ceil(np.max(sub_indices, axis=0))  # (days,)
    return index


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
    repairs = (DataNote("sample.generated_air_quality", {"rows": n_rows}),)
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
