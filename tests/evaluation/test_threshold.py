"""A threshold by cost that is not chosen by the chance of few rows."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainnet.errors import DataError, SettingError
from plainnet.evaluation.threshold import (
    choose_threshold,
    one_standard_error_threshold,
    row_costs,
    threshold_table,
)


def cost_of(true: np.ndarray, values: np.ndarray, threshold: float, missed: float) -> float:
    called = values > threshold
    return float(np.mean(missed * (true == 1) * ~called + (true == 0) * called))


@given(
    st.lists(st.tuples(st.integers(0, 1), st.integers(0, 20)), min_size=2, max_size=40),
    st.sampled_from([0.2, 1.0, 5.0, 20.0]),
)
def test_no_other_threshold_is_cheaper(rows: list[tuple[int, int]], missed: float) -> None:
    true = np.array([0, 1, *(label for label, _ in rows)])
    values = np.array([5, 10, *(value for _, value in rows)]) / 20
    chosen = choose_threshold(true, values, cost_missed=missed, cost_false_alarm=1)
    assert chosen.cost == pytest.approx(cost_of(true, values, chosen.threshold, missed))
    for threshold in np.linspace(0.01, 0.99, 99):
        assert chosen.cost <= cost_of(true, values, threshold, missed) + 1e-12


def test_the_dearer_a_miss_the_lower_the_threshold() -> None:
    generator = np.random.default_rng(0)
    true = generator.integers(0, 2, 2000)
    values = 1 / (1 + np.exp(-generator.normal(3 * true - 1.5, 1.5)))
    chosen = [
        choose_threshold(true, values, cost_missed=cost, cost_false_alarm=1) for cost in (1, 5, 50)
    ]
    assert chosen[0].threshold > chosen[1].threshold > chosen[2].threshold
    assert chosen[2].recall is not None
    assert chosen[2].recall > 0.98


def test_where_every_threshold_between_is_as_cheap_it_takes_the_calibrated_one() -> None:
    chosen = choose_threshold(
        [0, 0, 1, 1], [0.01, 0.02, 0.98, 0.99], cost_missed=4, cost_false_alarm=1
    )
    assert chosen.threshold == 0.2
    assert chosen.cost == 0


def test_the_table_counts_as_the_definition_says() -> None:
    rows = threshold_table(
        [0, 0, 1, 1],
        [0.1, 0.6, 0.4, 0.9],
        cost_missed=10,
        cost_false_alarm=1,
        thresholds=(0.3, 0.4),
    )
    assert [row.recall for row in rows] == [1.0, 0.5]
    assert [row.precision for row in rows] == [pytest.approx(2 / 3), 0.5]
    assert [row.cost for row in rows] == [0.25, 2.75]


def test_bad_input_is_refused() -> None:
    with pytest.raises(SettingError, match="cost 0"):
        choose_threshold([0, 1], [0.1, 0.2], cost_missed=0, cost_false_alarm=1)
    with pytest.raises(DataError, match="both classes"):
        choose_threshold([0, 0], [0.1, 0.2], cost_missed=2, cost_false_alarm=1)


COSTS = {"cost_missed": 20.0, "cost_false_alarm": 1.0}


def test_one_false_alarm_less_does_not_raise_the_threshold():
    probabilities = np.concatenate([np.full(50, 0.01), [0.6], np.full(40, 0.95)])
    truth = np.concatenate([np.zeros(51), np.ones(40)])
    threshold, is_chosen = one_standard_error_threshold(truth, probabilities, **COSTS)
    assert (threshold, is_chosen) == (pytest.approx(1 / 21), False)


def test_what_is_clearly_cheaper_is_chosen():
    generator = np.random.default_rng(0)
    truth = generator.random(400) < 0.3
    probabilities = np.where(truth, 0.02, 0.01)  # in order, but far from calibrated
    threshold, is_chosen = one_standard_error_threshold(truth, probabilities, **COSTS)
    assert is_chosen
    assert 0.01 <= threshold < 0.02


@pytest.mark.parametrize("only", [0, 1])
def test_of_one_class_alone_nothing_is_chosen(only):
    assert one_standard_error_threshold([only] * 5, [0.5] * 5, **COSTS) == (
        pytest.approx(1 / 21),
        False,
    )


def test_each_row_has_its_cost():
    truth = np.array([True, True, False, False])
    costs = row_costs(truth, np.array([0.9, 0.1, 0.9, 0.1]), 0.5, **COSTS)
    assert costs.tolist() == [0.0, 20.0, 1.0, 0.0]


def test_a_probability_at_the_threshold_is_not_called():
    costs = row_costs(np.array([True, False]), np.array([0.5, 0.5]), 0.5, **COSTS)
    assert costs.tolist() == [20.0, 0.0]
