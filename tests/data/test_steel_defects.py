"""The drawn defects: each shows, varies, and has the sign and direction it should."""

import numpy as np
import pytest

from plainnet.data.steel_defects import DEFECTS, SIZE, draw_inclusion, draw_scratches


@pytest.mark.parametrize("kind", DEFECTS)
def test_every_defect_shows_and_no_two_are_alike(kind: str) -> None:
    fields = [DEFECTS[kind](np.random.default_rng(seed)) for seed in range(10)]
    for field in fields:
        assert field.shape == (SIZE, SIZE)
        assert field.dtype == np.float32
        assert field.std() > 0.005
    assert len({field.tobytes() for field in fields}) == 10


@pytest.mark.parametrize("kind", ["Cr", "In", "Pa", "PS", "Rs"])
def test_darkens_the_sheet(kind: str) -> None:
    assert all(DEFECTS[kind](np.random.default_rng(seed)).mean() < 0 for seed in range(10))


def test_scratches_brighten_it_mostly() -> None:
    means = [draw_scratches(np.random.default_rng(seed)).mean() for seed in range(20)]
    assert np.mean(np.array(means) > 0) > 0.7


def test_slivers_lie_along_the_rolling_direction() -> None:
    for seed in range(10):
        field = draw_inclusion(np.random.default_rng(seed))
        assert np.abs(np.diff(field, axis=0)).mean() < 0.5 * np.abs(np.diff(field)).mean()
