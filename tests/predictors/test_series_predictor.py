"""Forecasts, from file to answer."""

from pathlib import Path

import numpy as np
import pytest

from plainnet.data.scaling import Scaling
from plainnet.data.series import read_series
from plainnet.errors import DataError
from plainnet.files.model_card import ModelCard, NumberTarget, Origin, SeriesInputs
from plainnet.model import Model
from plainnet.networks.classic_networks import forecast_network
from plainnet.predictors.loading import load_predictor
from predictors.small_models import WINDOW, save_forecast, write_series

KINDS = ["value", "log_change"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Train both kinds of forecast on one file."""
    folder = tmp_path_factory.mktemp("series")
    data = write_series(folder / "prices.csv")
    for kind in KINDS:
        save_forecast(folder / f"{kind}.keras", data, kind)
    return folder


@pytest.mark.parametrize("kind", KINDS)
def test_of_the_training_file_only_the_test_steps_count(kind: str, folder: Path) -> None:
    result = load_predictor(folder / f"{kind}.keras").test(folder / "prices.csv")
    assert result["rows"] == 10
    prices = read_series(folder / "prices.csv").values[:, 0]
    yesterday = float(np.sqrt(np.mean((prices[50:] - prices[49:-1]) ** 2)))
    assert result["baselines"]["last_value"]["rmse"] == pytest.approx(yesterday)
    means = [prices[row - WINDOW : row].mean() for row in range(50, 60)]
    by_mean = float(np.sqrt(np.mean((prices[50:] - means) ** 2)))
    assert result["baselines"]["window_mean"]["rmse"] == pytest.approx(by_mean)
    assert result["metrics"]["skill"] == pytest.approx(1 - result["metrics"]["rmse"] / yesterday)
    assert result["metrics"]["rmse"] < 3 * yesterday  # in the unit of the prices


@pytest.mark.parametrize("kind", KINDS)
def test_all_steps_on_demand_and_of_other_files(kind: str, folder: Path, tmp_path: Path) -> None:
    model = load_predictor(folder / f"{kind}.keras")
    assert model.test(folder / "prices.csv", "all")["rows"] == 60 - WINDOW
    assert model.test(write_series(tmp_path / "short.csv", 9))["rows"] == 9 - WINDOW


@pytest.mark.parametrize("kind", KINDS)
def test_the_forecast_is_that_of_the_last_window(kind: str, folder: Path, tmp_path: Path) -> None:
    model = load_predictor(folder / f"{kind}.keras")
    (answer,) = model.predict(folder / "prices.csv")
    assert answer["step"] == 1
    lines = (folder / "prices.csv").read_text().splitlines()
    (tmp_path / "longer.csv").write_text("\n".join([*lines, "1.0", ""]))
    rows = model.read(tmp_path / "longer.csv", with_truth=True)
    forecasts = model.answer(rows.inputs).predictions
    assert answer["prediction"] == pytest.approx(forecasts[-1], rel=1e-6)
    assert answer["prediction"] == pytest.approx(float(lines[-1]), rel=0.5)


def test_a_relative_change_starts_from_the_last_value(folder: Path, tmp_path: Path) -> None:
    model = load_predictor(folder / "log_change.keras")
    (near,) = model.predict(write_series(tmp_path / "a.csv", start=100))
    (far,) = model.predict(write_series(tmp_path / "b.csv", start=100_000))
    assert far["prediction"] == pytest.approx(1000 * near["prediction"], rel=1e-4)


@pytest.mark.parametrize("kind", KINDS)
def test_too_short_a_series_is_refused(kind: str, folder: Path, tmp_path: Path) -> None:
    model = load_predictor(folder / f"{kind}.keras")
    three = write_series(tmp_path / "three.csv", WINDOW)
    assert len(model.predict(three)) == 1
    with pytest.raises(DataError, match=r"three\.csv has 3 values, but the model needs at least 4"):
        model.test(three)
    with pytest.raises(DataError, match="has 2 values, but the model needs at least 3"):
        model.predict(write_series(tmp_path / "two.csv", 2))


def test_a_relative_change_of_nothing_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "zero.csv").write_text("price\n3\n0\n2\n5\n")
    with pytest.raises(DataError, match="values above 0, but the series holds 0"):
        load_predictor(folder / "log_change.keras").predict(tmp_path / "zero.csv")
    load_predictor(folder / "value.keras").predict(tmp_path / "zero.csv")


def test_another_column_is_not_taken_for_the_series(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("volume\n1\n2\n3\n4\n")
    with pytest.raises(DataError, match="there is no column 'price'"):
        load_predictor(folder / "value.keras").predict(tmp_path / "other.csv")


@pytest.fixture(scope="module")
def several_steps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Save an untrained model of two columns and two steps; write a series for it."""
    folder = tmp_path_factory.mktemp("steps")
    series = write_two_columns(folder / "two.csv")
    inputs = SeriesInputs(
        "price",
        3,
        Scaling("standard", (0.0, 20.0), (0.01, 5.0)),
        "log_change",
        columns=("price", "heat"),
        forms=("log_change", "value"),
        horizon=2,
        season=4,
        lowest=(-0.05, 10.0),
        highest=(0.05, 30.0),
        interval_level=0.9,
        interval_half_widths=(1.0, 2.0),
    )
    target = NumberTarget("price", "", Scaling("standard", (0.0, 0.0), (0.01, 0.02)))
    card = ModelCard(inputs, target, Origin(read_series(series, column="price").source, (), 0))
    model = Model(forecast_network("linear", 2, 2, 2, ()), seed=0)  # forecasts no change
    model.save(folder / "m.keras", card.to_dict())
    return folder


def write_two_columns(
    path: Path, n_rows: int = 12, heat: float = 20, scale: float = 1, growth: float = 1.01
) -> Path:
    """Write a price that rises by one percent a step, and a temperature."""
    rows = [f"{heat + row % 3:g},{scale * 100 * growth**row:.8g}" for row in range(n_rows)]
    path.write_text("\n".join(["heat,price", *rows, ""]))
    return path


def test_several_steps_each_with_its_interval(several_steps: Path, tmp_path: Path) -> None:
    model = load_predictor(several_steps / "m.keras")
    first, second = model.predict(write_two_columns(tmp_path / "window.csv", 3))
    last = 100 * 1.01**2
    assert (first["step"], second["step"]) == (1, 2)
    for step, width in ((first, 0.01), (second, 0.04)):
        assert step["prediction"] == pytest.approx(last, rel=1e-6)
        assert step["low"] == pytest.approx(last * np.exp(-width), rel=1e-6)
        assert step["high"] == pytest.approx(last * np.exp(width), rel=1e-6)


def test_an_interval_is_wider_where_the_last_ones_missed(
    several_steps: Path, tmp_path: Path
) -> None:
    model = load_predictor(several_steps / "m.keras")
    calm = model.predict(write_two_columns(tmp_path / "calm.csv", 40, growth=1.0001))[0]
    missed = model.predict(write_two_columns(tmp_path / "missed.csv", 40, growth=1.1))[0]
    widths = [np.log(step["high"] / step["low"]) / 2 for step in (calm, missed)]
    assert widths[0] == pytest.approx(0.007, rel=0.05)  # as narrow as it becomes
    assert widths[1] == pytest.approx(np.log(1.1), rel=0.1)


def test_several_steps_are_scored_together_and_each(several_steps: Path, tmp_path: Path) -> None:
    model = load_predictor(several_steps / "m.keras")
    tested = model.test(write_two_columns(tmp_path / "new.csv", 20))
    assert tested["rows"] == 20 - 4 - 2 + 1
    assert tested["metrics"] == tested["baselines"]["last_value"]
    assert tested["metrics"]["skill_step_2"] == 0
    assert list(tested["baselines"]) == ["last_value", "seasonal_last_value", "window_mean"]
    assert tested["baselines"]["seasonal_last_value"]["skill"] < 0


def test_new_series_that_do_not_fit_get_a_clear_answer(several_steps: Path, tmp_path: Path) -> None:
    model = load_predictor(several_steps / "m.keras")
    new = tmp_path / "new.csv"
    with pytest.raises(DataError, match=r"new\.csv has 2 values, but the model needs at least 3"):
        model.predict(write_two_columns(new, 2))
    with pytest.raises(DataError, match=r"new\.csv has 5 values, but the model needs at least 6"):
        model.test(write_two_columns(new, 5))
    with pytest.raises(DataError, match="column 'heat': 69 lies far outside"):
        model.predict(write_two_columns(new, heat=68))
    (note,) = model.test(write_two_columns(new, heat=68))["notes"]
    assert "Column 'heat': rows far outside" in note
    with pytest.raises(DataError, match="line 2, column 'price': -100 is not above 0"):
        model.test(write_two_columns(new, scale=-1))
    new.write_text("price\n1\n2\n3\n")
    with pytest.raises(DataError, match="no column 'heat'"):
        model.predict(new)


def test_another_level_of_a_price_is_forecast_in_its_own_unit(
    several_steps: Path, tmp_path: Path
) -> None:
    model = load_predictor(several_steps / "m.keras")
    (first, _) = model.predict(write_two_columns(tmp_path / "new.csv", scale=7))
    assert first["prediction"] == pytest.approx(700 * 1.01**11, rel=1e-6)


def test_what_a_reader_decided_is_told_before_a_forecast(
    several_steps: Path, tmp_path: Path
) -> None:
    new = write_two_columns(tmp_path / "new.csv")
    new.write_text(new.read_text().replace(",", ";"))
    told: list[str] = []
    load_predictor(several_steps / "m.keras").predict(new, told.append)
    assert any("';'" in sentence for sentence in told)
