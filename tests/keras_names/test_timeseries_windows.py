"""Windows of series, against Keras."""

import json

import numpy as np
import pytest

from plainnet.errors import SettingError, ShapeError
from plainnet.keras_names.preprocessing.timeseries_windows import (
    TimeseriesGenerator,
    timeseries_dataset_from_array,
)

theirs = pytest.importorskip("keras.src.legacy.preprocessing.sequence")
SERIES = np.arange(40.0).reshape(20, 2)
TARGETS = np.arange(100, 120)


@pytest.mark.parametrize(
    "settings",
    [
        {"length": 3},
        {"length": 4, "sampling_rate": 2, "batch_size": 5},
        {"length": 2, "stride": 3, "batch_size": 2, "reverse": True},
        {"length": 3, "start_index": 2, "end_index": 15, "batch_size": 4},
        {"length": 3, "shuffle": True, "batch_size": 4},
    ],
    ids=str,
)
def test_batches_equal_those_of_keras(settings):
    own = TimeseriesGenerator(SERIES, TARGETS, **settings)
    other = theirs.TimeseriesGenerator(SERIES, TARGETS, **settings)
    assert len(own) == len(other)
    for index in range(len(own)):
        np.random.seed(index)
        expected = other[index]
        np.random.seed(index)
        for found, wanted in zip(own[index], expected, strict=True):
            np.testing.assert_array_equal(found, wanted)
    assert json.loads(own.to_json())["config"]["length"] == settings["length"]
    whole = own.as_arrays()
    assert (whole is None) == settings.get("shuffle", False)
    if whole is not None:
        np.testing.assert_array_equal(whole.x, np.concatenate([x for x, _ in own]))
        np.testing.assert_array_equal(whole.y, np.concatenate([y for _, y in own]))


def test_series_that_do_not_fit_are_refused():
    with pytest.raises(ShapeError, match="20 steps"):
        TimeseriesGenerator(SERIES, TARGETS[:5], 3)
    with pytest.raises(SettingError, match="30 steps"):
        TimeseriesGenerator(SERIES, TARGETS, 30)


def test_windows_with_the_target_of_their_beginning():
    found = timeseries_dataset_from_array(SERIES, TARGETS, 4, 3, 2, batch_size=2)
    batches = list(found)
    x = np.concatenate([each for each, _ in batches])
    y = np.concatenate([each for _, each in batches])
    starts = range(0, 14, 3)
    np.testing.assert_array_equal(x, [SERIES[s : s + 7 : 2] for s in starts])
    np.testing.assert_array_equal(y, [TARGETS[s] for s in starts])
    whole = found.as_arrays()
    np.testing.assert_array_equal(whole.x, x)


def test_windows_without_targets_and_of_a_part():
    found = timeseries_dataset_from_array(
        SERIES, None, 3, batch_size=None, start_index=5, end_index=10
    )
    assert [window[0, 0] / 2 for window in found.as_numpy_iterator()] == [5, 6, 7]
    short = timeseries_dataset_from_array(SERIES, TARGETS[:4], 3, shuffle=True, seed=1)
    (_, y), *_ = list(short)
    assert sorted(y.tolist()) == [100, 101, 102, 103]


@pytest.mark.parametrize("settings", [{"sequence_length": 0}, {"start_index": 99}])
def test_settings_out_of_range_are_named(settings):
    given = {"sequence_length": 3} | settings
    with pytest.raises(SettingError, match=next(iter(settings))):
        timeseries_dataset_from_array(SERIES, None, **given)
