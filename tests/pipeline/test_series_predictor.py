"""Windows of a series, and the simplest forecasts for them."""

from pathlib import Path

import numpy as np
import pytest

from pipeline.small_models import WINDOW, save_forecast, write_series
from plainnet.data.dataset import Series, Source
from plainnet.data.scaling import Scaling
from plainnet.data.series import read_series
from plainnet.errors import DataError
from plainnet.files.model_card import ModelCard, NumberTarget, Origin, SeriesInputs
from plainnet.model import Model
from plainnet.networks.classic_networks import forecast_network
from plainnet.pipeline.loading import load_predictor
from plainnet.pipeline.predictor import RawRows
from plainnet.pipeline.series_predictor import (
    check_last_window,
    check_positive,
    history_of,
    simplest_forecasts,
    tell_strange_rows,
    windows_of,
)

VALUES = np.arange(20.0).reshape(10, 2)
SCALING = Scaling("standard", (0.0, 0.0), (1.0, 1.0))


def inputs_of(window: int, horizon: int, season: int | None) -> SeriesInputs:
    """Make the inputs of a model of two columns."""
    return SeriesInputs(
        "a",
        window,
        SCALING,
        columns=("a", "b"),
        forms=("value",) * 2,
        horizon=horizon,
        season=season,
    )


def series(filled: tuple[int, ...] = ()) -> Series:
    """Make a series, some of whose first values were missing."""
    is_filled = np.zeros(VALUES.shape, bool)
    is_filled[list(filled), 0] = True
    return Series(VALUES, ("a", "b"), None, Source("", ""), is_filled=is_filled if filled else None)


def test_windows_reach_back_a_season() -> None:
    inputs = inputs_of(2, 2, 4)
    rows = windows_of(series(), inputs)
    assert history_of(inputs) == 4
    assert rows.labels == (4, 5, 6, 7, 8)
    assert np.array_equal(rows.inputs[0], VALUES[:4])
    assert rows.truth is not None
    assert rows.truth[0].tolist() == [VALUES[4, 0], VALUES[5, 0]]


def test_nothing_is_learned_from_values_that_were_missing() -> None:
    assert windows_of(series(filled=(6,)), inputs_of(2, 2, None)).labels == (2, 3, 4, 7, 8)


def test_the_simplest_forecasts_by_name() -> None:
    inputs = inputs_of(2, 2, 4)
    simple = simplest_forecasts(windows_of(series(), inputs), inputs)
    assert list(simple) == ["last_value", "seasonal_last_value", "window_mean"]
    assert simple["last_value"][0].tolist() == [6, 6]
    assert simple["seasonal_last_value"][0].tolist() == [0, 2]
    assert simple["window_mean"][0].tolist() == [5, 5]


def test_old_cards_have_one_step() -> None:
    inputs = SeriesInputs("a", 2, SCALING)
    rows = windows_of(series(), inputs)
    assert rows.truth is not None
    assert rows.truth.shape == (8,)
    assert {name: said.shape for name, said in simplest_forecasts(rows, inputs).items()} == {
        "last_value": (8,),
        "window_mean": (8,),
    }


SOURCE = Source("new.csv", "")


def series_of_series_check(*rows: tuple[float, float]) -> Series:
    """Make a series_of_series_check of two columns that stands from line 2 on."""
    return Series(np.array(rows), ("price", "heat"), None, SOURCE, lines=range(2, 2 + len(rows)))


INPUTS = SeriesInputs(
    "price",
    3,
    Scaling("standard", (0.0, 0.0), (1.0, 1.0)),
    "log_change",
    columns=("price", "heat"),
    forms=("log_change", "value"),
    lowest=(-0.1, 10.0),
    highest=(0.1, 30.0),
)


def test_what_is_near_the_trained_range_passes() -> None:
    check_last_window(series_of_series_check((100, 20), (101, 45), (103, 1)), INPUTS)
    check_last_window(
        series_of_series_check((0.1, 20), (0.101, 45), (0.102, 1)), INPUTS
    )  # another level


def test_a_changed_unit_is_refused_with_its_line() -> None:
    with pytest.raises(DataError, match=r"line 5, column 'heat': 80 lies far outside .* 10 to 30"):
        check_last_window(series_of_series_check((9, 999), (9, 20), (9, 20), (9, 80)), INPUTS)
    with pytest.raises(DataError, match=r"line 3, column 'price': a change of \+610 % from .*unit"):
        check_last_window(series_of_series_check((100, 20), (710, 20), (711, 20)), INPUTS)


def test_only_the_last_window_counts_for_a_forecast() -> None:
    check_last_window(series_of_series_check((1, 20), (100, 20), (101, 20), (102, 20)), INPUTS)


def test_a_series_to_test_on_is_told_how_many_rows_are_strange() -> None:
    rows = RawRows(np.zeros((1, 3, 2)), None, (3,), SOURCE)
    new = series_of_series_check((100, 20), (101, 900), (102, 901), (999, 20))
    told = [str(repair) for repair in tell_strange_rows(rows, new, INPUTS).repairs]
    assert (
        "Column 'price': rows far outside what the model was trained on: 1, the first on line 5"
        in told[0]
    )
    assert (
        "Column 'heat': rows far outside what the model was trained on: 2, the first on line 3"
        in told[1]
    )


def test_no_logarithm_of_zero() -> None:
    with pytest.raises(DataError, match=r"new\.csv, line 3, column 'price': 0 is not above 0"):
        check_positive(series_of_series_check((1, 0), (0, -1)), INPUTS.forms)


def test_rounding_is_no_change() -> None:
    steady = SeriesInputs(
        "price",
        3,
        INPUTS.scaling,
        "change",
        columns=("price", "heat"),
        forms=("change", "value"),
        lowest=(0.1, 5.0),
        highest=(0.1, 5.0),
    )
    check_last_window(series_of_series_check((0.1, 5), (0.2, 5), (0.3, 5)), steady)


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


def test_a_forecast_carries_the_date_of_its_step(folder: Path, tmp_path: Path) -> None:
    name, *values = (folder / "prices.csv").read_text().split()
    rows = [f"{1960 + step // 12}-{step % 12 + 1:02},{value}" for step, value in enumerate(values)]
    (tmp_path / "dated.csv").write_text("\n".join([f"month,{name}", *rows]))
    model = load_predictor(folder / "value.keras")
    (dated,), (plain,) = model.predict(tmp_path / "dated.csv"), model.predict(folder / "prices.csv")
    assert dated == {"step": 1, "date": "1965-01", "prediction": plain["prediction"]}


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
    card = ModelCard(inputs, target, Origin(read_series(series, ["price"]).source, (), 0))
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
