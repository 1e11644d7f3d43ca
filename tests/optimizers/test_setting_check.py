"""Settings outside their range are named."""

from types import SimpleNamespace
from typing import Any

import pytest

from plainnet.errors import SettingError
from plainnet.optimizers.setting_check import check_numbers, is_finite


@pytest.mark.parametrize(
    ("expected", "value"),
    [
        ("fraction", 0),
        ("fraction", 1.0),
        ("positive", 1e-9),
        ("not_negative", 0),
        ("positive", None),
    ],
)
def test_values_in_range_pass(expected: str, value: Any) -> None:
    check_numbers(SimpleNamespace(rate=value), expected, "rate")


@pytest.mark.parametrize(
    ("expected", "value", "sentence"),
    [
        ("fraction", 1.01, "rate=1.01; give a number from 0 to 1"),
        ("positive", 0, "rate=0; give a number above 0"),
        ("not_negative", -1, "rate=-1; give a number not below 0"),
        ("positive", float("inf"), "rate=inf; give a number above 0"),
        ("positive", "1", "rate=1; give a number above 0"),
    ],
)
def test_others_are_refused(expected: str, value: Any, sentence: str) -> None:
    with pytest.raises(SettingError, match=sentence):
        check_numbers(SimpleNamespace(rate=value), expected, "rate")


def test_only_finite_numbers_are_finite() -> None:
    assert [is_finite(value) for value in (1, 0.5, float("nan"), "1")] == [True, True, False, False]
