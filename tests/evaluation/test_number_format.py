import pytest

from plainnet.evaluation.intervals import Interval
from plainnet.evaluation.number_format import (
    format_difference,
    format_figure,
    format_interval,
    format_number,
    is_better_when_higher,
    metric_name,
)
from plainnet.messages.language import speaking


@pytest.mark.parametrize(
    ("metric", "value", "written"),
    [
        ("accuracy", 0.9824561, "0.982"),
        ("f1", 1.0, "1.000"),
        ("rmse", 16.60812, "16.61"),
        ("mae", 0.004567, "0.00457"),
        ("mape", 0.0066, "0.66 %"),
        ("skill", 0.012, "+1.2 %"),
        ("skill", -0.0004, "-0.04 %"),
        ("precision", None, "–"),
    ],
)
def test_figures(metric: str, value: float | None, written: str) -> None:
    assert format_figure(metric, value) == written


def test_differences_carry_their_sign() -> None:
    assert format_difference("accuracy", 0.0175) == "+0.018"
    assert format_difference("accuracy", -0.0001) == "-0.0001"
    assert format_difference("mape", 0.0000004) == "+0.00004 %"
    assert format_difference("accuracy", 0.0) == format_difference("f1", -1e-12) == "0.000"
    assert format_difference("rmse", -3.2) == "-3.20"
    assert format_difference("rmse", None) == "–"


def test_intervals() -> None:
    assert format_interval("skill", Interval(-0.041, 0.006)) == "-4.1 % … +0.6 %"
    assert format_interval("rmse", Interval(-1.0, 2.0), signed=True) == "-1.00 … +2.00"
    assert format_interval("rmse", None) == "–"


def test_numbers_of_any_size() -> None:
    written = [format_number(value) for value in (-1234.5, 0.5, -0.0, 1e-9, 3e12, float("nan"))]
    assert written == ["-1,234.50", "0.500", "0", "1.00e-09", "3.00e+12", "–"]


def test_metrics_have_names_in_both_languages() -> None:
    with speaking("zh"):
        assert format_figure("mape", 0.0066) == "0.66%"
        assert metric_name("recall") == "召回率"
        assert metric_name("my_metric") == "my_metric"
    assert is_better_when_higher("skill")
    assert not is_better_when_higher("rmse")
