"""Metrics and losses of one of several outputs."""

import numpy as np

from plainnet.losses.mean_squared_error import MeanSquaredError
from plainnet.metrics.mean_of_loss import MeanOfLoss
from plainnet.metrics.metric_of_output import LossOfOutput, MetricOfOutput

TARGETS = np.zeros((3, 1)), np.array([[1.0], [2.0], [3.0]])
OUTPUTS = np.ones((3, 1)), np.zeros((3, 1))


def test_a_metric_of_the_second_output() -> None:
    metric = MetricOfOutput(MeanOfLoss(MeanSquaredError(), name="mse"), 1, name="size_mse")
    tally = metric.tally(TARGETS, OUTPUTS, np.array([1.0, 1.0, 0.0]))
    assert float(metric.result(tally)) == 2.5
    assert not metric.mixes_rows


def test_the_loss_of_an_output_counts_rows_not_weights() -> None:
    loss = LossOfOutput(MeanSquaredError(), 1, name="size_loss")
    tally = loss.tally(TARGETS, OUTPUTS, np.array([0.5, 2.0, 0.0]))
    assert float(loss.result(tally)) == (0.5 * 1 + 2.0 * 4) / 2
    assert not loss.mixes_rows
