"""From a network's outputs to classes."""

from pathlib import Path

import numpy as np
import pytest

from pipeline.small_models import (
    save_classifier,
    save_forecast,
    save_regression,
    write_series,
    write_table,
)
from plainnet.data.dataset import DataNote, Source
from plainnet.evaluation.intervals import bootstrap_interval
from plainnet.evaluation.score_estimates import estimate_values
from plainnet.files.model_card import ClassTarget
from plainnet.pipeline.loading import load_predictor
from plainnet.pipeline.predictor import RawRows, decide, score_intervals


@pytest.mark.parametrize("kind", ["classes", "number"])
def test_intervals_hold_the_figures_of_a_table(kind: str, tmp_path: Path) -> None:
    data = write_table(tmp_path / "data.csv")
    save = save_classifier if kind == "classes" else save_regression
    save(tmp_path / "m.keras", data)
    result = load_predictor(tmp_path / "m.keras").test(write_table(tmp_path / "new.csv", seed=3))
    assert set(result["intervals"]) == set(result["metrics"])
    for metric, (low, high) in result["intervals"].items():
        assert low <= result["metrics"][metric] <= high
        assert low < high


def test_the_interval_is_that_of_a_run(tmp_path: Path) -> None:
    save_regression(tmp_path / "m.keras", write_table(tmp_path / "data.csv"))
    truth = np.arange(1.0, 41.0)
    said = truth + np.random.default_rng(0).normal(size=40)
    found = score_intervals(load_predictor(tmp_path / "m.keras").card, truth, said, truth + 9)
    alone = estimate_values("mae", truth, said)
    assert alone is not None
    assert alone.interval is not None
    assert found["mae"] == pytest.approx([alone.interval.low, alone.interval.high])


def test_neighbouring_forecasts_are_drawn_together(tmp_path: Path) -> None:
    data = write_series(tmp_path / "series.csv")
    save_forecast(tmp_path / "m.keras", data, "value")
    card = load_predictor(tmp_path / "m.keras").card
    truth = np.linspace(10.0, 20.0, 64)
    in_runs = truth + np.repeat([1.0, 3.0], 32)
    (low, high) = score_intervals(card, truth, in_runs, truth + 9)["mae"] or (0, 0)
    by_row = bootstrap_interval("mae", truth, in_runs)
    assert by_row is not None
    assert high - low > by_row.high - by_row.low


TWO = ClassTarget(("no", "yes"))


def test_the_likeliest_class_is_said() -> None:
    outputs = np.array([[0.2, 0.5, 0.3], [0.4, 0.3, 0.3]])
    answer = decide(outputs, ClassTarget(("a", "b", "c")))
    assert answer.predictions.tolist() == [1, 0]
    assert answer.probabilities is outputs


def test_a_single_output_is_the_probability_of_the_second_class() -> None:
    answer = decide(np.array([[0.25], [0.75]]), TWO)
    assert answer.predictions.tolist() == [0, 1]
    assert answer.probabilities is not None
    assert answer.probabilities.tolist() == [[0.75, 0.25], [0.25, 0.75]]


@pytest.mark.parametrize(("positive", "expected"), [(1, [0, 1, 1]), (0, [0, 0, 1])])
def test_the_threshold_is_one_of_the_positive_class(positive: int, expected: list[int]) -> None:
    target = ClassTarget(("no", "yes"), positive=positive, threshold=0.3)
    outputs = np.array([[0.7, 0.3], [0.6, 0.4], [0.2, 0.8]])  # 0.3 itself does not pass
    assert decide(outputs, target).predictions.tolist() == expected


def test_some_rows_only() -> None:
    repairs = (DataNote("csv.columns_unused", {"file": "f", "columns": "c"}),)
    rows = RawRows(np.arange(6).reshape(3, 2), np.array([7, 8, 9]), ("a", "b", "c"),
                   Source("f", "0"), repairs)  # fmt: skip
    some = rows.only(np.array([2, 0]))
    assert some.inputs.tolist() == [[4, 5], [0, 1]]
    assert some.truth is not None
    assert some.truth.tolist() == [9, 7]
    assert (some.labels, some.repairs) == (("c", "a"), repairs)
    untold = RawRows(rows.inputs, None, rows.labels, rows.source).only(np.array([1]))
    assert untold.truth is None
