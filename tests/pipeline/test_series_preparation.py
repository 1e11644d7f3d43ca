"""How a series is cut, found out or as asked for."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pipeline.series_files import prices, weeks, write_series
from plainnet.data.dataset import Series, Source
from plainnet.errors import DataError, PlainnetError, SettingError
from plainnet.files.model_card import SeriesInputs
from plainnet.pipeline.loading import load_predictor
from plainnet.pipeline.prepared import FinishedRun
from plainnet.pipeline.recipe import Recipe
from plainnet.pipeline.series_predictor import SeriesPredictor
from plainnet.pipeline.series_preparation import (
    LEAST_TRAINING_WINDOWS,
    is_long_enough,
    parts_in_time,
    plan_sentences,
    plan_series,
    prepare_series,
)
from plainnet.pipeline.training_run import run_prepared


def series(*columns: np.ndarray) -> Series:
    """Make a series of some columns."""
    names = tuple("abc"[: len(columns)])
    return Series(np.stack(columns, axis=1), names, None, Source("x.csv", ""))


def test_parts_follow_each_other() -> None:
    recipe = Recipe("x.csv", test_fraction=0.25, validation_fraction=0.5)
    assert parts_in_time(100, recipe) == (37, 75)


def test_a_price_is_seen_as_relative_changes() -> None:
    plan = plan_series(series(prices(300)), Recipe("x.csv"))
    assert (plan.forms, plan.season, plan.window, plan.horizon) == (("log_change",), None, 8, 1)


def test_a_week_is_found_and_fits_in_the_window() -> None:
    plan = plan_series(series(weeks(300)), Recipe("x.csv", horizon=7))
    assert (plan.forms, plan.season, plan.window, plan.horizon) == (("value",), 7, 8, 7)
    assert plan.history == 8
    asked = plan_series(series(weeks(300)), Recipe("x.csv", window=3, season=14))
    assert (asked.window, asked.season, asked.history) == (3, 14, 14)
    assert plan_series(series(weeks(300)), Recipe("x.csv", season=1)).season is None


def test_each_column_has_its_form_and_the_logarithm_may_be_asked_for() -> None:
    walk = np.cumsum(np.random.default_rng(0).standard_normal(300))
    both = series(prices(300), walk, weeks(300))
    assert plan_series(both, Recipe("x.csv")).forms == ("log_change", "change", "value")
    without = plan_series(both, Recipe("x.csv", log_target=False))
    assert without.forms == ("change", "change", "value")
    asked = plan_series(series(weeks(300)), Recipe("x.csv", log_target=True))
    assert asked.forms == ("log_change",)


def test_what_comes_after_the_training_part_decides_nothing() -> None:
    known = plan_series(series(prices(300)), Recipe("x.csv"))
    later = prices(300)
    later[known.first_validation :] = 50 + weeks(300)[known.first_validation :]
    assert plan_series(series(later), Recipe("x.csv")) == known


def test_all_that_was_found_out_is_said() -> None:
    both = series(weeks(300), prices(300))
    text = " ".join(plan_sentences(both, plan_series(both, Recipe("x.csv")), Recipe("x.csv")))
    assert "300 rows; the network sees 8 and forecasts 1" in text
    assert "after 7 steps" in text
    assert "'a' stays near its level" in text
    assert "'b' wanders and is above 0" in text


@pytest.mark.parametrize(
    ("settings", "part"),
    [
        ({"window": 1}, "--window is 1; it must be at least 2"),
        ({"split": "random"}, "--split random does not fit a series"),
        ({"task": "classes"}, "--task classes does not fit"),
    ],
)
def test_settings_that_cannot_be(settings: dict[str, Any], part: str) -> None:
    with pytest.raises(SettingError) as error:
        plan_series(series(prices(100)), Recipe("x.csv", **settings))
    assert part in str(error.value)


@pytest.mark.parametrize("settings", [{}, {"window": 60}, {"horizon": 30}, {"season": 40}])
def test_too_short_a_series_is_told_the_least_length(settings: dict[str, Any]) -> None:
    recipe = Recipe("x.csv", **settings)
    with pytest.raises(DataError, match="at least") as error:
        plan_series(series(prices(16)), recipe)
    needed = error.value.values["needed"]
    assert isinstance(needed, int)
    with pytest.raises(PlainnetError):
        plan_series(series(prices(needed - 1)), recipe)
    plan = plan_series(series(prices(needed)), recipe)
    assert plan.first_validation - plan.history - plan.horizon + 1 >= LEAST_TRAINING_WINDOWS
    assert is_long_enough(needed, plan.history, plan.horizon, recipe)


def test_nothing_can_be_learned_from_one_value() -> None:
    constant = prices(100)
    constant[:70] = 5
    with pytest.raises(DataError, match="all values to train on are 5"):
        plan_series(series(constant), Recipe("x.csv"))
    for rows in (1, 2, 3):  # which are too few, whatever their values
        with pytest.raises(DataError, match="at least"):
            plan_series(series(constant[:rows]), Recipe("x.csv"))


QUICK = {"model": "linear", "epochs": 40, "rate": 0.03}
HORIZON = 3


@pytest.fixture(scope="module")
def sales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write sales and a price beside them."""
    columns = {"sales": weeks(400), "price": prices(400)}
    return write_series(tmp_path_factory.mktemp("series") / "sales.csv", columns)


@pytest.fixture(scope="module")
def run(sales: Path) -> FinishedRun:
    """Train on both columns."""
    recipe = Recipe(str(sales), series=("sales", "price"), horizon=HORIZON, **QUICK)
    return run_prepared(prepare_series(recipe))


@pytest.fixture(scope="module")
def saved(run: FinishedRun, sales: Path) -> SeriesPredictor:
    """Save the model and open it again."""
    path = sales.parent / "m.keras"
    run.predictor.model.save(path, run.predictor.card.to_dict())
    predictor = load_predictor(path)
    assert isinstance(predictor, SeriesPredictor)
    assert predictor.card == run.predictor.card
    return predictor


def test_beats_the_last_value_where_there_is_something_to_know(run: FinishedRun) -> None:
    assert run.metrics["skill"] is not None
    assert run.metrics["skill"] > 0.6
    assert list(run.baselines) == [
        "last_value",
        "seasonal_last_value",
        "window_mean",
        "exponential_smoothing",
        "autoregression",
    ]
    for step in (1, 2, 3):
        assert run.metrics[f"skill_step_{step}"] > 0.5
        assert run.baseline_scores["last_value"][f"skill_step_{step}"] == 0


def test_intervals_hold_about_what_they_say(run: FinishedRun) -> None:
    truth, low, high = run.prepared.test.truth, run.answer.low, run.answer.high
    assert truth is not None
    assert low is not None
    assert high is not None
    held = ((low <= truth) & (truth <= high)).mean(axis=0)
    assert held.shape == (HORIZON,)
    assert ((held > 0.75) & (held <= 1)).all()
    assert (high - low).max() < 10  # noise of 1, sales from 12 to 42


def test_no_part_sees_what_another_forecasts(sales: Path) -> None:
    prepared = prepare_series(Recipe(str(sales), series=("sales",), horizon=HORIZON, **QUICK))
    origin = prepared.card.origin
    assert origin.cores > 0 and origin.devices > 0 and "jax" in origin.versions
    values = weeks(400)
    first_test, first_validation = 320, 256
    window, test = prepared.recipe.window, prepared.test
    assert window is not None
    assert test.labels[0] == first_test
    assert test.labels[-1] == 400 - HORIZON
    np.testing.assert_allclose(test.inputs[0][:, 0], values[first_test - 8 : first_test], rtol=1e-5)
    assert len(prepared.train[0]) == first_validation - window - HORIZON + 1
    assert len(prepared.validation[0]) == first_test - first_validation - HORIZON + 1


def test_later_rows_change_nothing_that_is_learned(sales: Path, tmp_path: Path) -> None:
    later = {"sales": weeks(400), "price": prices(400)}
    later["sales"][256:] *= 50
    later["price"][256:] += 1000
    changed = write_series(tmp_path / "later.csv", later)
    first, second = (
        prepare_series(Recipe(str(file), series=("sales", "price"), horizon=HORIZON, **QUICK))
        for file in (sales, changed)
    )
    assert np.array_equal(first.train[0], second.train[0])
    assert np.array_equal(first.train[1], second.train[1])
    assert first.card.inputs == second.card.inputs
    assert first.card.target == second.card.target


def test_the_saved_model_scores_the_same_rows_the_same(
    saved: SeriesPredictor, run: FinishedRun, sales: Path
) -> None:
    tested = saved.test(sales)
    assert tested["rows"] == len(run.prepared.test.inputs)
    for metric, value in run.metrics.items():
        assert tested["metrics"][metric] == pytest.approx(value, rel=1e-6)
    assert tested["baselines"]["last_value"]["rmse"] == run.baseline_scores["last_value"]["rmse"]
    assert saved.test(sales, "all")["rows"] == 400 - 8 - HORIZON + 1


def test_forecasts_every_step_with_its_interval(saved: SeriesPredictor, sales: Path) -> None:
    steps = saved.predict(sales)
    assert [list(step) for step in steps] == [["step", "prediction", "low", "high"]] * HORIZON
    assert [step["step"] for step in steps] == [1, 2, 3]
    shape = 3 * np.array([9.0, 4.0, 5.0, 4.0, 7.0, 14.0, 12.0])
    for step, expected in zip(steps, shape[(400 + np.arange(3)) % 7], strict=True):
        assert step["low"] < step["prediction"] < step["high"]
        assert step["prediction"] == pytest.approx(expected, abs=3)


def test_a_price_gets_forecasts_and_intervals_above_zero(tmp_path: Path) -> None:
    file = write_series(tmp_path / "prices.csv", {"price": prices(200)})
    finished = run_prepared(prepare_series(Recipe(str(file), window=5, model="dense", epochs=3)))
    inputs = finished.predictor.card.inputs
    assert isinstance(inputs, SeriesInputs)
    assert (inputs.forecast, inputs.window, inputs.horizon) == ("log_change", 5, 1)
    assert finished.prepared.train[0].shape[1:] == (4, 1)
    assert finished.answer.low is not None
    assert (finished.answer.low > 0).all()
    assert "rmse_step_1" not in finished.metrics


def test_the_recipe_says_all_that_was_found_out(run: FinishedRun, sales: Path) -> None:
    recipe = run.prepared.recipe
    assert (recipe.window, recipe.season, recipe.split, recipe.task) == (8, 7, "time", "number")
    assert recipe.log_target is False
    again = prepare_series(recipe)
    assert again.recipe == recipe
    assert again.card.inputs == run.prepared.card.inputs
    assert np.array_equal(again.train[1], run.prepared.train[1])


def test_few_validation_windows_are_said(tmp_path: Path) -> None:
    file = write_series(tmp_path / "short.csv", {"price": prices(40)})
    prepared = prepare_series(Recipe(str(file), **QUICK))
    assert "Only 7 validation windows" in prepared.decisions[-1]


def test_missing_values_are_neither_learned_nor_scored(tmp_path: Path) -> None:
    values = weeks(200)
    values[[50, 130, 180]] = np.nan
    file = write_series(tmp_path / "holes.csv", {"sales": values})
    run = run_prepared(prepare_series(Recipe(str(file), horizon=2, season=7, **QUICK)))
    assert not {179, 180} & set(run.prepared.test.labels)
    run.predictor.model.save(tmp_path / "m.keras", run.predictor.card.to_dict())
    tested = load_predictor(tmp_path / "m.keras").test(file)
    assert tested["rows"] == len(run.prepared.test.labels) == 37
    assert any("missing values: 3, the first on line 52" in note for note in tested["notes"])
