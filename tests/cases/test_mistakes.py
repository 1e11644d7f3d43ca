"""What a mistake was worth has a sign, and an interval that knows which rows it is from."""

import numpy as np
import pytest

from plainnet.cases.mistakes import Measured, price


def numbers(seed: int, error: float, n: int = 200) -> Measured:
    generator = np.random.default_rng(seed)
    truth = generator.normal(size=n) + 10
    noise = np.random.default_rng(9).normal(size=n)
    return Measured("rmse", truth, truth + error * noise)


def test_worth_is_reported_minus_mended() -> None:
    mistake = price("scaler_refit", "a.py", 7, numbers(0, 1.0), numbers(0, 2.0))
    assert mistake.worth == pytest.approx(-1.0, abs=0.2)
    saved = mistake.to_dict()
    assert saved["inside_noise"] is False
    assert saved["interval"][0] < saved["reported"] - saved["mended"] < saved["interval"][1]


def test_other_rows_give_a_wider_interval_than_the_same_rows() -> None:
    same = price("x", "a.py", 1, numbers(0, 1.0), numbers(0, 1.1)).interval
    other = price("x", "a.py", 1, numbers(0, 1.0), numbers(1, 1.1)).interval
    assert same is not None
    assert other is not None
    assert other.high - other.low > 3 * (same.high - same.low)
    assert other.is_inside_noise
    assert not same.is_inside_noise


def test_a_figure_of_the_script_is_kept_as_it_stands() -> None:
    measured = numbers(0, 1.0)
    given = Measured("rmse", measured.truth, measured.predictions, figure=5.0)
    assert given.value == 5.0
    assert measured.value == pytest.approx(1.0, abs=0.1)
