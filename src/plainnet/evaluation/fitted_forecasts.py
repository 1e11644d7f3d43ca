"""Forecasts of textbook models fitted to the training rows, which a network has to beat.

Both are fitted once, on the training rows alone; at each origin the states or lags are those
of the values known by then. What does not converge forecasts NaN, so that it is named and
nothing is concluded from it.

References
----------
Hyndman and Athanasopoulos (2021), "Forecasting: Principles and Practice", third edition,
chapters 8 and 9.
"""

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.data.series_form import SeriesForm

Floats = NDArray[np.float64]
Places = NDArray[np.int64]

MOST_ROWS = 2000  # of the training part, the last ones: fitting takes seconds at most
MOST_LAGS, FEW_LAGS = 60, 8
ROWS_PER_LAG = 5
LEAST_SEASONS = 2


def exponential_smoothing(
    values: Floats,
    first_rows: Places,
    horizon: int,
    *,
    known: int,
    season: int | None,
    form: SeriesForm,
) -> Floats:
    """Forecast by exponential smoothing (ETS): a level, a damped trend, an additive season.

    `values` of shape (time,), of which the first `known` are fitted to; `first_rows` holds the
    row of each forecast's first step. A series forecast by changes has a trend, by relative
    changes also logarithms. Returns (rows, horizon).
    """

    return _guarded(_smoothed, values, first_rows, horizon, known, season, form)


def autoregression(
    values: Floats,
    first_rows: Places,
    horizon: int,
    *,
    known: int,
    season: int | None,
    form: SeriesForm,
) -> Floats:
    """Forecast by an autoregression (AR) of the values, their changes or relative changes.

    Its lags reach over one season where the rows allow it. Arguments and result as for
    `exponential_smoothing`.
    """

    return _guarded(_regressed, values, first_rows, horizon, known, season, form)


def _smoothed(
    levels: Floats,
    first_rows: Places,
    horizon: int,
    known: int,
    season: int | None,
    has_trend: bool,
) -> Floats:
    """Fit ETS to the known levels, carry its states through all, and forecast from each origin."""
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    start = max(0, known - MOST_ROWS)
    period = season if season is not None and known - start >= LEAST_SEASONS * season else None
    model: dict[str, Any] = {"error": "add", "trend": "add" if has_trend else None}
    model |= {"damped_trend": has_trend, "seasonal_periods": period}
    model["seasonal"] = None if period is None else "add"
    begin = ETSModel(levels[start:known], initialization_method="heuristic", **model)
    fit = begin.fit(disp=False, maxiter=200)
    parts = ["level", *(["trend"] if has_trend else []), *(["seasonal"] if period else [])]
    states = {f"initial_{part}": getattr(fit, f"initial_{part}") for part in parts}
    on = ETSModel(levels[start:], initialization_method="known", **states, **model)
    smoothed = on.smooth(fit.params)
    last, steps = first_rows - 1 - start, np.arange(1, horizon + 1)
    forecasts = np.repeat(smoothed.level[last][:, None], horizon, axis=1)
    if has_trend:
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
    has_trend: bool,
) -> Floats:
    """Fit AR to the known values, or their changes, and go on from each origin step by step."""
    from statsmodels.tsa.ar_model import AutoReg

    seen = np.diff(levels, prepend=levels[0]) if has_trend else levels
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
    if not has_trend:
        return ahead
    return np.asarray(levels[first_rows - 1][:, None] + np.cumsum(ahead, axis=1))


def _guarded(
    fitted: Callable[[Floats, Places, int, int, int | None, bool], Floats],
    values: Floats,
    first_rows: Places,
    horizon: int,
    known: int,
    season: int | None,
    form: SeriesForm,
) -> Floats:
    """Forecast in the unit of the series, all NaN where a model cannot be fitted."""
    nothing, is_log = np.full((len(first_rows), horizon), np.nan), form == "log_change"
    if is_log and values.min() <= 0:
        return nothing
    levels = np.log(values) if is_log else values
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")  # whether it converged shows in its score
            forecasts = fitted(levels, first_rows, horizon, known, season, form != "value")
            forecasts = np.exp(forecasts) if is_log else forecasts
    except Exception:  # noqa: BLE001 - the library's own kinds of error have no common base
        return nothing
    return forecasts if np.isfinite(forecasts).all() else nothing
