import json
from dataclasses import replace

import numpy as np
import pytest
from sklearn import metrics

from pipeline.finished_runs import (
    diverged,
    every_run,
    run_of_a_number,
    run_of_a_series,
    run_of_three_classes,
    run_of_two_classes,
    without_baselines,
)
from plainnet.evaluation.forecast import best_lag
from plainnet.files.model_card import ClassTarget
from plainnet.pipeline.judging import class_counts
from plainnet.pipeline.prepared import FinishedRun
from plainnet.pipeline.run_figures import (
    ProbabilityFigures,
    figures_of,
    in_windows,
    positive_class,
    probability_figures,
    run_metrics,
    truth_of,
)


def figures(run) -> ProbabilityFigures:
    found = probability_figures(run, run.predictor.card.target)
    assert found is not None
    return found


def test_two_classes_agree_with_scikit_learn() -> None:
    run = run_of_two_classes()
    truth, said = truth_of(run), run.answer.probabilities[:, 1]
    found = figures(run)
    assert found.scores["brier"] == pytest.approx(metrics.brier_score_loss(truth, said))
    assert found.scores["log_loss"] == pytest.approx(metrics.log_loss(truth, said))
    assert found.scores["area"] == pytest.approx(metrics.roc_auc_score(truth, said))
    expected = metrics.average_precision_score(truth, said)
    assert found.scores["average_precision"] == pytest.approx(expected)
    assert found.simplest["average_precision"] == pytest.approx(truth.mean())
    share = run.prepared.train[1][:, 1].mean()
    expected = metrics.brier_score_loss(truth, np.full(120, share))
    assert found.simplest["brier"] == pytest.approx(expected)
    assert found.calibration.error <= found.error_by_chance


def test_many_classes_are_calibrated_by_the_class_that_is_said() -> None:
    run = run_of_three_classes()
    found = figures(run)
    assert "area" not in found.scores
    assert found.calibration.predicted.min() > 1 / 3
    assert found.calibration.error > found.error_by_chance  # all too sure, as made
    assert set(found.area_intervals) == {0, 1, 2}


def test_classes_are_counted_in_the_training_rows() -> None:
    run = run_of_three_classes()
    counts = run.prepared.train[1].sum(axis=0)
    assert class_counts(run.prepared).tolist() == counts.tolist()


def test_only_two_classes_have_a_positive_one() -> None:
    assert positive_class(ClassTarget(("a", "b"))) == 1
    assert positive_class(ClassTarget(("a", "b"), positive=0)) == 0
    assert positive_class(ClassTarget(("a", "b", "c"), positive=0)) is None


def metrics_of(run: FinishedRun) -> dict[str, object]:
    return run_metrics(run, figures_of(run))


def test_classes_are_judged_by_accuracy_or_by_cost() -> None:
    run = run_of_two_classes()
    truth, said = truth_of(run), run.answer.predictions
    figures = figures_of(run)
    assert figures.metric == "accuracy"
    assert figures.model.scores["accuracy"] == metrics.accuracy_score(truth, said)
    assert figures.model.scores["f1"] == pytest.approx(metrics.f1_score(truth, said))
    assert figures.standing("majority") == "better"
    assert figures.best_baseline() == "logistic_regression"
    with_cost = run_of_two_classes((1.0, 5.0))
    told = figures_of(with_cost)
    false_alarms, misses = metrics.confusion_matrix(
        truth_of(with_cost), with_cost.answer.predictions
    )[[0, 1], [1, 0]]
    assert told.metric == "cost"
    assert told.model.scores["cost"] == pytest.approx((false_alarms + 5 * misses) / 120)


def test_numbers_are_judged_by_rmse() -> None:
    run = run_of_a_number()
    figures = figures_of(run)
    assert figures.metrics == ("rmse", "mae", "mape", "r2")
    expected = metrics.r2_score(truth_of(run), run.answer.predictions)
    assert figures.model.scores["r2"] == pytest.approx(expected)
    assert figures.standing("linear_regression") == "better"
    assert figures.probabilities is None


def test_forecasts_are_measured_against_the_last_value() -> None:
    run = run_of_a_series()
    figures = figures_of(run)
    assert figures.metrics == ("rmse", "mae", "mape", "skill")
    assert figures.baselines["last_value"].scores["skill"] == pytest.approx(0)
    assert len(figures.steps) == 3
    truth, said = in_windows(run, truth_of(run)), in_windows(run, run.answer.predictions)
    assert truth.shape == (140, 3)
    assert figures.best_lag == best_lag(truth[:, 0], said[:, 0]) == 0
    follows = figures_of(run_of_a_series(1, knows=0.0))
    assert follows.best_lag == 1
    assert follows.standing("last_value") == "worse"


def test_mape_is_left_out_where_a_true_value_is_zero() -> None:
    run = run_of_a_number()
    truth = truth_of(run).copy()
    truth[0] = 0.0
    test = replace(run.prepared.test, truth=truth)
    changed = replace(run, prepared=replace(run.prepared, test=test))
    assert figures_of(changed).metrics == ("rmse", "mae", "r2")


@pytest.mark.parametrize("name", every_run())
def test_metrics_are_json_with_intervals_around_their_figures(name: str) -> None:
    said = json.loads(json.dumps(metrics_of(every_run()[name]), allow_nan=False))
    for metric, ends in said["intervals"].items():
        if ends is not None:
            assert ends[0] <= said["metrics"][metric] <= ends[1]
    for baseline, gaps in said["differences"].items():
        assert gaps.pop("standing") in ("better", "worse", "same")
        for metric, gap in gaps.items():
            own, other = said["metrics"][metric], said["baselines"][baseline][metric]
            if own is not None and other is not None:
                assert gap["difference"] == pytest.approx(own - other)


def test_a_diverged_model_has_no_figures_and_no_standing() -> None:
    figures = figures_of(diverged(run_of_a_number()))
    assert figures.model.scores["rmse"] is None
    assert figures.standing("mean") == "unknown"
    json.dumps(metrics_of(diverged(run_of_a_series())), allow_nan=False)


def test_without_baselines_there_is_nothing_to_compare_with() -> None:
    for run in (run_of_a_number(), run_of_three_classes(), run_of_a_series()):
        figures = figures_of(without_baselines(run))
        assert figures.best_baseline() is None
        assert np.isfinite(figures.model.scores[figures.metric] or 0)
