"""The published index on days computed by hand, and on the course's file."""

from pathlib import Path

import numpy as np
import pytest

from plainnet.data.air_quality_index import (
    CONCENTRATION_STEPS,
    SUB_INDEX_STEPS,
    air_quality_index,
)
from plainnet.data.table import read_table

CLEAN = dict.fromkeys(CONCENTRATION_STEPS, 0.0)


@pytest.mark.parametrize(
    ("day", "index"),
    [
        ({}, 0),
        ({"PM2.5": 55}, 75),
        ({"PM10": 100}, 75),
        ({"So2": 50}, 50),
        ({"No2": 60}, 75),
        ({"Co": 3}, 75),
        ({"O3": 130}, 75),
        ({"O3": 800}, 300),
        ({"O3": 5000}, 300),
        ({"PM2.5": 900}, 500),
        ({"PM2.5": 10, "PM10": 300, "O3": 160}, 175),
        ({"PM2.5": 36}, 52),  # 51.25, rounded up
    ],
)
def test_is_the_largest_sub_index_rounded_up(day: dict[str, float], index: int) -> None:
    concentrations = np.array([list((CLEAN | day).values())])
    assert air_quality_index(concentrations).tolist() == [index]


def test_every_breakpoint_gives_its_step() -> None:
    for place, steps in enumerate(CONCENTRATION_STEPS.values()):
        days = np.zeros((len(steps), len(CONCENTRATION_STEPS)))
        days[:, place] = steps
        assert tuple(air_quality_index(days)) == SUB_INDEX_STEPS[: len(steps)]


def test_is_what_the_course_file_nearly_follows(course: Path) -> None:
    values = read_table(course / "4_dense_air_quality" / "data.csv").values
    errors = np.abs(air_quality_index(values[:, :6]) - values[:, 6])
    assert np.median(errors) <= 2
