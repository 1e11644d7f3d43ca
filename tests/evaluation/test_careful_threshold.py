"""A threshold by cost that is not chosen by the chance of few rows."""

import numpy as np
import pytest

from plainnet.evaluation.careful_threshold import careful_threshold, row_costs

COSTS = {"cost_missed": 20.0, "cost_false_alarm": 1.0}


def test_one_false_alarm_less_does_not_raise_the_threshold():
    probabilities = np.concatenate([np.full(50, 0.01), [0.6], np.full(40, 0.95)])
    truth = np.concatenate([np.zeros(51), np.ones(40)])
    threshold, is_chosen = careful_threshold(truth, probabilities, **COSTS)
    assert (threshold, is_chosen) == (pytest.approx(1 / 21), False)


def test_what_is_clearly_cheaper_is_chosen():
    generator = np.random.default_rng(0)
    truth = generator.random(400) < 0.3
    probabilities = np.where(truth, 0.02, 0.01)  # in order, but far from calibrated
    threshold, is_chosen = careful_threshold(truth, probabilities, **COSTS)
    assert is_chosen
    assert 0.01 <= threshold < 0.02


@pytest.mark.parametrize("only", [0, 1])
def test_of_one_class_alone_nothing_is_chosen(only):
    assert careful_threshold([only] * 5, [0.5] * 5, **COSTS) == (pytest.approx(1 / 21), False)


def test_each_row_has_its_cost():
    truth = np.array([True, True, False, False])
    costs = row_costs(truth, np.array([0.9, 0.1, 0.9, 0.1]), 0.5, **COSTS)
    assert costs.tolist() == [0.0, 20.0, 1.0, 0.0]
