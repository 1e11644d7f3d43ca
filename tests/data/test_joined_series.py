"""Several series in one file are found, and hours beside days are one series."""

import numpy as np
import polars as pl
import pytest

from plainnet.data.series import read_series
from plainnet.errors import DataError, SettingError

RANDOM = np.random.default_rng(0)
T = 60
DAYS = (np.datetime64("2023-01-01") + np.arange(T).astype("timedelta64[D]")).astype(str)
A, B, C = (level + np.cumsum(RANDOM.normal(size=T)) for level in (10, 50, 90))
HOURS = np.arange(T * 24)
LOAD = 100 + 30 * np.sin(2 * np.pi * HOURS / 24) + np.cumsum(RANDOM.normal(size=T * 24))
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def read(folder, columns, *only):
    pl.DataFrame(columns).write_csv(folder / "series.csv")
    return read_series(folder / "series.csv", [list(columns)[-1]], only)


ONE_BELOW_THE_OTHER = {"id": ["A"] * T + ["B"] * T, "ds": [*DAYS, *DAYS], "y": [*A, *B]}
SIDE_BY_SIDE = {
    "date": np.repeat(DAYS, 3), "shop": [1, 2, 3] * T, "y": np.column_stack([A, B, C]).ravel()
}  # fmt: skip


@pytest.mark.parametrize(
    ("columns", "apart"),
    [
        (ONE_BELOW_THE_OTHER, "'id'"),
        ({**ONE_BELOW_THE_OTHER, "ds": [*range(T), *range(T)]}, "'id'"),
        ({**ONE_BELOW_THE_OTHER, "id": [7] * T + [8] * T}, "'id'"),
        (SIDE_BY_SIDE, "'shop'"),
        ({**SIDE_BY_SIDE, "shop": ["x", "y", "z"] * T}, "'shop'"),
        (
            {
                "date": np.repeat(DAYS, 4),
                "land": ["n", "n", "s", "s"] * T,
                "sex": ["f", "m"] * 2 * T,
                "y": np.column_stack([A, B, C, A + B]).ravel(),
            },
            "'land + sex'",
        ),
    ],
)
def test_the_column_that_tells_series_apart_is_named(tmp_path, columns, apart):
    with pytest.raises(DataError, match="series stand in one file") as refused:
        read(tmp_path, columns)
    assert apart in str(refused.value)


@pytest.mark.parametrize(
    "columns",
    [
        {"date": np.repeat(DAYS, 24), "hour": HOURS % 24, "load": LOAD},
        {"Date": np.repeat(DAYS, 24), "Time": [f"{h % 24:02}.00.00" for h in HOURS], "CO": LOAD},
        {"date": np.repeat(DAYS, 24), "nr": HOURS % 24, "load": LOAD},
        {"year": np.repeat(np.arange(1950, 1955), 12), "month": MONTHS * 5, "y": A},
        {"date": DAYS, "weather": RANDOM.choice(["sun", "rain"], T), "y": A},
        {"date": [*DAYS[:30], *DAYS[29:-1]], "weather": ["sun", "rain"] * 30, "y": A},
    ],
)
def test_one_series_is_one_series(tmp_path, columns):
    assert len(read(tmp_path, columns).values) == len(list(columns.values())[-1])


def test_one_is_chosen(tmp_path):
    series = read(tmp_path, SIDE_BY_SIDE, "shop=2")
    assert series.values[:, 0] == pytest.approx(B)
    assert series.dates == tuple(DAYS)
    assert series.lines is not None
    assert series.lines[1] == 6
    for wrong, kind in (("shop", SettingError), ("shop=9", DataError), ("town=1", DataError)):
        with pytest.raises(kind):
            read(tmp_path, SIDE_BY_SIDE, wrong)
    file = tmp_path / "series.csv"
    assert len(read_series(file, ["y"], ["town=1", "shop=1"], may_lack=True).values) == T
