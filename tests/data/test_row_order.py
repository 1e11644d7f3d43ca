"""Rows that follow one another are called alike where they are, and hardly ever by chance."""

import numpy as np
import pytest

from plainnet.data.row_order import (
    calendar_trend,
    centred_targets,
    correlation_of_neighbours,
    is_followed,
    lie_regularly,
    neighbours_are_alike,
    without_what_inputs_explain,
)

REPEATS = 2000


def test_correlation_of_neighbours_is_the_autocorrelation_of_statsmodels():
    acf = pytest.importorskip("statsmodels.tsa.stattools").acf
    series = np.cumsum(np.random.default_rng(0).normal(size=80))
    columns = (series - series.mean())[:, None]
    assert correlation_of_neighbours(columns) == pytest.approx(acf(series, nlags=1)[1])


def test_targets_become_ranks_and_indicators():
    assert centred_targets(np.array([3.0, 1.0, 1.0]))[:, 0] == pytest.approx([0.5, -0.25, -0.25])
    assert centred_targets(np.array([0.0, 1.0]), 2).tolist() == [[0.5, -0.5], [-0.5, 0.5]]


@pytest.mark.parametrize("n_rows", [30, 200])
@pytest.mark.parametrize("n_classes", [0, 2, 5])
def test_rows_in_no_order_are_hardly_ever_called_alike(n_rows, n_classes):
    random = np.random.default_rng(n_rows + n_classes)
    alarms = followed = 0
    for _ in range(REPEATS):
        shares = np.linspace(1, 9, max(1, n_classes))
        drawn = random.choice(max(1, n_classes), n_rows, p=shares / shares.sum())
        truth = drawn.astype(float) if n_classes else random.lognormal(size=n_rows)
        columns = centred_targets(truth, n_classes)
        alarms += neighbours_are_alike(columns) > 0
        followed += is_followed(random.normal(size=n_rows), columns)
    assert alarms <= 0.005 * REPEATS
    assert followed <= 0.015 * REPEATS


@pytest.mark.parametrize("n_rows", [4, 6, 10])
def test_few_rows_follow_a_number_only_where_it_is_clear(n_rows):
    random = np.random.default_rng(n_rows)
    followed = sum(
        is_followed(np.arange(n_rows) * 1.0, centred_targets(random.normal(size=n_rows)))
        for _ in range(REPEATS)
    )
    assert followed <= 0.1 * REPEATS
    assert is_followed(np.arange(n_rows) * 1.0, centred_targets(2.0 * np.arange(n_rows)))


def test_a_series_that_remembers_is_found():
    random = np.random.default_rng(0)
    found = 0
    for _ in range(200):
        series = random.normal(size=200)
        for row in range(1, 200):
            series[row] += 0.5 * series[row - 1]
        found += neighbours_are_alike(centred_targets(series)) > 0
    assert found >= 195


def test_what_inputs_explain_is_no_resemblance():
    random = np.random.default_rng(0)
    weather = np.cumsum(random.normal(size=(500, 1)), axis=0)
    columns = centred_targets(weather[:, 0] + random.normal(size=500))
    assert neighbours_are_alike(columns) > 0.5
    explained = without_what_inputs_explain(weather[:, :1] + 0 * columns, weather)
    assert np.abs(explained).max() < 0.01
    trend = calendar_trend(np.arange(500.0))
    rising = centred_targets(0.01 * np.arange(500) + random.normal(size=500))
    assert neighbours_are_alike(rising) > 0
    assert neighbours_are_alike(without_what_inputs_explain(rising, trend)) == 0


def test_clocks_and_calendars_are_regular_and_events_are_not():
    random = np.random.default_rng(0)
    months = np.arange("2001-01", "2010-01", dtype="datetime64[M]").astype("datetime64[D]")
    trading = np.arange("2001-01-01", "2002-01-01", dtype="datetime64[D]")
    trading = trading[np.is_busday(trading)]
    for dates in (months, trading, np.repeat(trading, 24)):
        assert lie_regularly(dates.astype(float))
    assert lie_regularly(np.arange(300) / 24)
    assert not lie_regularly(np.sort(random.integers(18_000, size=800)).astype(float))
    assert not lie_regularly(np.sort(random.integers(18_000, size=90_000)).astype(float))
    assert not lie_regularly(np.sort(random.random(500)))
    assert not lie_regularly(np.array([1.0, 2.0]))
