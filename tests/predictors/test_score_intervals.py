from pathlib import Path

import numpy as np
import pytest

from plainnet.evaluation.intervals import bootstrap_interval
from plainnet.evaluation.score_estimates import estimate_values
from plainnet.predictors.loading import load_predictor
from plainnet.predictors.score_intervals import score_intervals
from predictors.small_models import (
    save_classifier,
    save_forecast,
    save_regression,
    write_series,
    write_table,
)


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
