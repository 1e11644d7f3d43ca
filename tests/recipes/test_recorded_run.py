"""Earlier runs, read from their folders; damaged ones named."""

import json

import pytest

from plainnet.errors import DataError, SettingError
from plainnet.recipes.recorded_run import (
    best_baseline,
    folders_of,
    is_whole,
    read_result,
    recorded_run,
    recorded_runs,
)

RESULT = {
    "model": "dense",
    "metric": "rmse",
    "metrics": {"rmse": 2.0},
    "baselines": {"mean": {"rmse": 4.0}, "linear_regression": {"rmse": 3.0}, "odd": {"rmse": None}},
    "seconds": {"total": 1.5},
}


@pytest.fixture
def runs(tmp_path):
    for number, name in ((1, "销售"), (2, "gold"), (10, "last")):
        folder = tmp_path / f"{number:04}-{name}"
        folder.mkdir()
        (folder / "metrics.json").write_text(json.dumps(RESULT), "utf-8")
        (folder / "recipe.toml").write_text('data = "a.csv"\n', "utf-8")
    return tmp_path


def test_runs_come_in_the_order_of_their_numbers(runs):
    found, damaged = recorded_runs(runs)
    assert [(run.number, run.name) for run in found] == [(1, "销售"), (2, "gold"), (10, "last")]
    assert damaged == []
    assert recorded_run(runs, 2).files() == ["metrics.json", "recipe.toml"]
    assert recorded_run(runs, 2).settings() == 'data = "a.csv"\n'


@pytest.mark.parametrize(
    "text",
    [None, "", "{", "[]", "{}", '{"model": 3}', json.dumps({**RESULT, "seconds": {"total": "x"}}),
     json.dumps({**RESULT, "baselines": {"mean": 3}}), "\x00", "[" * 100_000],
)  # fmt: skip
def test_a_damaged_run_is_named_and_the_others_are_listed(runs, text):
    file = runs / "0002-gold" / "metrics.json"
    file.unlink()
    if text is not None:
        file.write_text(text, "utf-8")
    found, damaged = recorded_runs(runs)
    assert [run.number for run in found] == [1, 10]
    assert len(damaged) == 1
    assert "0002-gold" in damaged[0]
    with pytest.raises(DataError, match="0002-gold"):
        recorded_run(runs, 2)


def test_a_result_that_is_no_text_is_refused(runs):
    (runs / "0002-gold" / "metrics.json").write_bytes(b"\xff\xfe{")
    with pytest.raises(DataError, match="cannot be read"):
        read_result(runs / "0002-gold")


def test_a_run_without_its_recipe_has_no_settings(runs):
    (runs / "0001-销售" / "recipe.toml").unlink()
    assert recorded_run(runs, 1).settings() == ""


def test_an_unknown_number_is_answered_by_those_there_are(runs, tmp_path):
    with pytest.raises(SettingError, match="1, 2, 10"):
        recorded_run(runs, 3)
    with pytest.raises(SettingError, match="no runs"):
        recorded_run(tmp_path / "nowhere", 3)


def test_a_file_in_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "runs").write_text("x")
    with pytest.raises(DataError):
        folders_of(tmp_path / "runs")
    assert folders_of(tmp_path / "nowhere") == {}


def test_the_best_baseline_is_shown():
    assert best_baseline(RESULT, higher_is_better=False) == ("linear_regression", 3.0)
    assert best_baseline(RESULT, higher_is_better=True) == ("mean", 4.0)
    assert best_baseline({**RESULT, "baselines": {}}, higher_is_better=True) is None


def test_figures_have_to_be_numbers():
    assert is_whole(RESULT)
    assert not is_whole({**RESULT, "metrics": {"rmse": float("nan")}})
