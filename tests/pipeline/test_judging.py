"""By which metric a run is judged."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from pipeline.finished_runs import run_of_a_number, run_of_three_classes, run_of_two_classes
from plainnet.errors import SettingError
from plainnet.pipeline.judging import (
    check_judging,
    class_weights,
    imbalance_sentence,
    judged_metric,
)
from plainnet.pipeline.prepared import FinishedRun, Prepared
from plainnet.pipeline.run_figures import figures_of


def wanting(run: FinishedRun, **settings: Any) -> Prepared:
    return replace(run.prepared, recipe=replace(run.prepared.recipe, **settings))


def rare(prepared: Prepared, share: float) -> Prepared:
    """Leave the second class so many of the training rows."""
    x, y = prepared.train
    labels = np.arange(len(y)) < share * len(y)
    return replace(prepared, train=(x, np.stack([~labels, labels], axis=1).astype(np.float32)))


def test_the_metric_is_the_one_asked_for_or_the_usual_one():
    two, three, number = run_of_two_classes(), run_of_three_classes(), run_of_a_number()
    assert judged_metric(two.prepared) == judged_metric(three.prepared) == "accuracy"
    assert judged_metric(number.prepared) == "rmse"
    assert judged_metric(wanting(two, metric="auc")) == "area"
    assert judged_metric(wanting(two, cost=(1.0, 5.0))) == "cost"
    assert judged_metric(wanting(number, metric="mae")) == "mae"


@pytest.mark.parametrize(
    ("run", "settings", "sentence"),
    [
        (run_of_two_classes, {"metric": "rmse"}, "does not fit .* accuracy, f1, .*auc"),
        (run_of_three_classes, {"metric": "auc"}, "does not fit .* log_loss"),
        (run_of_a_number, {"metric": "f1"}, "does not fit .* rmse, mae, mape"),
        (run_of_a_number, {"cost": (1.0, 5.0)}, "not two"),
        (run_of_a_number, {"class_weight": "balanced"}, "a number"),
    ],
)
def test_what_does_not_fit_is_refused(run: Any, settings: dict[str, Any], sentence: str):
    with pytest.raises(SettingError, match=sentence):
        check_judging(wanting(run(), **settings))


def test_a_true_value_of_zero_has_no_percentage():
    prepared = wanting(run_of_a_number(), metric="mape")
    check_judging(prepared)
    truth = np.asarray(prepared.test.truth).copy()
    truth[3] = 0
    with pytest.raises(SettingError, match="0 in some test rows"):
        check_judging(replace(prepared, test=replace(prepared.test, truth=truth)))


def test_nearly_all_rows_of_one_class_get_a_sentence_and_another_metric():
    prepared = run_of_two_classes().prepared
    assert imbalance_sentence(prepared) is None
    uneven = rare(prepared, 0.02)
    assert judged_metric(uneven) == "average_precision"
    assert judged_metric(rare(prepared, 0.95)) == "area"
    sentence = imbalance_sentence(uneven)
    assert sentence is not None
    assert "98 %" in sentence
    by_rote = np.mean(np.asarray(prepared.test.truth) == 0)
    assert f"accuracy of {by_rote:.3f}" in sentence
    assert imbalance_sentence(run_of_a_number().prepared) is None


def test_weights_let_every_class_count_the_same():
    prepared = rare(run_of_two_classes().prepared, 0.1)
    assert class_weights(prepared) is None
    weighted = replace(prepared, recipe=replace(prepared.recipe, class_weight="balanced"))
    assert class_weights(weighted) == pytest.approx({0: 1 / 1.8, 1: 5.0})


@pytest.mark.parametrize("metric", ["f1", "recall", "auc", "average_precision", "log_loss"])
def test_every_metric_compares_the_model_with_baselines_that_have_it(metric: str):
    run = run_of_two_classes()
    truth = np.asarray(run.prepared.test.truth)
    shares = {"majority": np.tile([0.6, 0.4], (len(truth), 1))}
    changed = replace(run, prepared=wanting(run, metric=metric), baseline_probabilities=shares)
    figures = figures_of(changed)
    assert figures.metric == judged_metric(changed.prepared)
    assert figures.metric in figures.metrics
    assert figures.model.scores[figures.metric] is not None
    assert figures.standing("majority") == "better"
