"""The folder of a run: its number, its files, and that it appears whole or not at all."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from pipeline.prepared_by_hand import prepare_by_hand
from plainnet.errors import DataError, FileError, SettingError
from plainnet.pipeline.loading import load_predictor
from plainnet.pipeline.recipe import Recipe, read_recipe_file
from plainnet.pipeline.run_figures import figures_of
from plainnet.pipeline.run_folder import (
    best_baseline,
    folders_of,
    is_whole,
    name_of_run,
    numbers_of_runs,
    predictions_text,
    read_result,
    recorded_run,
    recorded_runs,
    reserved_place,
    result_of,
    write_run,
)
from plainnet.pipeline.run_report import report_of
from plainnet.pipeline.training_run import run_prepared

FILES = [
    "history.csv",
    "metrics.json",
    "model.keras",
    "predictions.csv",
    "recipe.toml",
    "report.html",
]


@pytest.fixture(scope="module")
def run():
    return run_prepared(prepare_by_hand())


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("data/Air quality (2014).csv", "Air-quality-2014"),
        ("销售数据.xlsx", "销售数据"),
        ("generated:steel-surfaces", "steel-surfaces"),
        ("./.csv", "csv"),
        ("air quality/data.csv", "air-quality"),
        ("!!!.csv", "run"),
        ("x" * 300 + ".csv", "x" * 40),
    ],
)
def test_a_run_is_named_like_its_data(data, name):
    assert name_of_run(Recipe(data)) == name


def test_a_run_is_written_whole(run, tmp_path):
    with reserved_place(tmp_path / "runs", "plants") as place:
        result, _ = write_run(run, figures_of(run), report_of(run, figures_of(run)), place)
    folder = tmp_path / "runs/0001-plants"
    assert list((tmp_path / "runs").iterdir()) == [folder]
    assert {path.name for path in folder.iterdir()} >= set(FILES)
    assert any((folder / "plots").iterdir())
    assert json.loads((folder / "metrics.json").read_text("utf-8")) == result
    assert read_recipe_file(folder / "recipe.toml")["target"] == "kind"
    again = load_predictor(folder / "model.keras")
    inputs = run.prepared.test.inputs
    assert (again.answer(inputs).predictions == run.answer.predictions).all()


def test_the_result_names_what_was_measured_on_what(run):
    result = result_of(run, figures_of(run), 7)
    assert (result["run"], result["name"], result["metric"]) == (7, "plants", "accuracy")
    assert result["rows"] == {"train": 60, "validation": 30, "test": 30}
    assert result["metrics"]["accuracy"] == run.metrics["accuracy"]
    assert (result["classes"], result["threshold"]) == (["no", "yes"], 0.5)
    low, high = result["intervals"]["accuracy"]
    assert low <= result["metrics"]["accuracy"] <= high


def test_predictions_stand_beside_the_truth(run):
    first, *rows = predictions_text(run).splitlines()
    assert first == "row,truth,prediction,probability_no,probability_yes"
    assert len(rows) == 30
    assert rows[0].startswith("91,")


def test_numbers_go_on_after_the_largest(tmp_path):
    (tmp_path / "0007-x").mkdir()
    (tmp_path / "notes").mkdir()
    with reserved_place(tmp_path, "plants") as place:
        assert place.number == 8
        assert place.folder.name == "0008-plants"
    assert numbers_of_runs(tmp_path) == {7: tmp_path / "0007-x"}
    assert not place.unfinished.exists()


def test_runs_that_start_at_once_get_numbers_of_their_own(tmp_path):
    def finish(place_name):
        with reserved_place(tmp_path, place_name) as place:
            place.unfinished.rename(place.folder)
        return place.number

    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(finish, [f"n{i}" for i in range(40)]))
    assert sorted(numbers) == list(range(1, 41))
    assert len(numbers_of_runs(tmp_path)) == 40


def test_what_a_killed_run_left_is_removed_and_its_number_free(tmp_path):
    left = tmp_path / ".0001-unfinished"
    (left / "plots").mkdir(parents=True)
    (left / "model.keras").write_bytes(b"half")
    (tmp_path / ".2024").mkdir()  # not a run's
    with reserved_place(tmp_path, "first") as first, reserved_place(tmp_path, "other") as other:
        assert (first.number, other.number) == (1, 2)
        assert first.unfinished == left
        assert not list(left.iterdir())
    assert [path.name for path in tmp_path.iterdir()] == [".2024"]


def test_a_run_that_fails_leaves_nothing(tmp_path):
    with pytest.raises(RuntimeError), reserved_place(tmp_path / "runs", "x") as place:
        (place.unfinished / "half").write_text("x")
        raise RuntimeError
    assert not (tmp_path / "runs").exists()


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path):
    (tmp_path / "runs").write_text("a file")
    with pytest.raises(FileError, match="runs"), reserved_place(tmp_path / "runs", "x"):
        pass


FULL_DISK = """
import resource, sys
from pathlib import Path
from plainnet.errors import FileError
from plainnet.pipeline.run_folder import reserved_place, write_run
from plainnet.pipeline.run_figures import figures_of
from plainnet.pipeline.run_report import report_of
from plainnet.pipeline.training_run import run_prepared
from pipeline.prepared_by_hand import prepare_by_hand
import signal
run = run_prepared(prepare_by_hand())
report = report_of(run, figures_of(run))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
try:
    with reserved_place(Path(sys.argv[1]), "x") as place:
        write_run(run, figures_of(run), report, place)
except FileError as problem:
    print(problem)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of files are of Unix")
def test_a_full_disk_leaves_no_folder(tmp_path):
    process = subprocess.run(
        [sys.executable, "-c", FULL_DISK, tmp_path / "runs"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
    )
    assert process.returncode == 0, process.stderr
    assert process.stdout.count("\n") == 1
    assert "cannot be written" in process.stdout
    assert not (tmp_path / "runs").exists()


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
