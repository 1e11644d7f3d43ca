import json
from dataclasses import replace

import numpy as np
import pytest

from pipeline.finished_runs import run_of_a_number, run_of_a_series, run_of_three_classes
from plainnet.messages.language import speaking
from plainnet.pipeline.predictor import Answer
from plainnet.pipeline.prepared import FinishedRun
from plainnet.pipeline.run_figures import figures_of, run_metrics
from plainnet.pipeline.run_verdict import (
    baseline_name,
    recorded_caution,
    recorded_verdict,
    standing_word,
    verdicts_of,
)


def metrics_of(run: FinishedRun) -> dict[str, object]:
    return run_metrics(run, figures_of(run))


def test_better_means_that_the_interval_excludes_zero() -> None:
    (verdict,) = verdicts_of(figures_of(run_of_a_number()), 200)
    assert verdict.kind == "good"
    assert "Better than the best baseline, linear regression: RMSE" in verdict.text
    assert "excludes zero" in verdict.text


def test_a_forecast_that_follows_is_told() -> None:
    worse, lag, narrow = verdicts_of(figures_of(run_of_a_series(1, knows=0.0)), 142)
    assert worse.kind == "bad"
    assert "Worse than the best baseline, last known value" in worse.text
    assert "lag of 1" in lag.text
    assert narrow.text.startswith("The prediction intervals are too narrow: meant to hold 90 %")


def test_too_few_windows_are_told_and_nothing_is_concluded() -> None:
    run = run_of_a_series(3)
    test = run.prepared.test.only(np.arange(12))
    few = replace(
        run,
        prepared=replace(run.prepared, test=test),
        answer=Answer(run.answer.predictions[:12]),
        baselines={name: said[:12] for name, said in run.baselines.items()},
    )
    figures = figures_of(few)
    assert set(figures.model.intervals.values()) == {None}
    verdict, *_ = verdicts_of(figures, 12)
    assert verdict.kind == "caution"
    assert "on only 12 test windows, which overlap. An interval takes at least 20" in verdict.text
    written = json.loads(json.dumps(metrics_of(few)))
    assert recorded_verdict(written) == verdict.text
    assert written["windows_needed"] == 20
    assert recorded_caution(written) is None
    assert recorded_caution(metrics_of(run_of_a_series(1, knows=0.0))) is not None


def test_few_rows_and_no_difference_are_told() -> None:
    run = run_of_a_number()
    same = {"linear_regression": run.answer.predictions}
    verdict, few = verdicts_of(figures_of(replace(run, baselines=same)), 12)
    assert verdict.kind == "caution"
    assert "Not shown to be better than the best baseline, linear" in verdict.text
    assert few.text.startswith("Only 12 samples")
    assert verdicts_of(figures_of(replace(run, baselines={})), 200) == []


def test_no_mistake_is_no_proof() -> None:
    run = run_of_three_classes()
    truth = run.prepared.test.truth
    assert truth is not None
    perfect = replace(run, answer=replace(run.answer, predictions=truth))
    _, told = verdicts_of(figures_of(perfect), len(truth))
    assert told.text.startswith(f"Not one of the {len(truth)} test samples was answered wrongly")


@pytest.mark.parametrize("run", [run_of_a_number(), run_of_a_series(1, knows=0.0)])
def test_what_is_written_says_the_same_as_the_report(run: FinishedRun) -> None:
    written = json.loads(json.dumps(metrics_of(run)))
    assert recorded_verdict(written) == verdicts_of(figures_of(run), 200)[0].text
    assert recorded_verdict(written | {"baselines": {}}) is None


@pytest.mark.parametrize(("name", "said"), [("window_mean", "窗口均值"), ("own idea", "own idea")])
def test_names_are_said_in_the_readers_language(name: str, said: str) -> None:
    with speaking("zh"):
        assert baseline_name(name) == said
        assert standing_word("same") == "在随机波动之内"
