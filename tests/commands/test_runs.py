"""`plainnet runs` as a process: the list, one run, a damaged one."""

import json
import os
from datetime import datetime

import pytest

RESULT = {
    "run": 1,
    "name": "sales",
    "model": "dense",
    "metric": "rmse",
    "metrics": {"rmse": 2.0, "mae": 1.0},
    "intervals": {"rmse": [1.5, 2.5], "mae": None},
    "baselines": {"mean": {"rmse": 4.0, "mae": 3.0}},
    "seconds": {"total": 1.54},
    "decisions": ["Delimiter ';'."],
}


@pytest.fixture
def runs(tmp_path):
    for number, name in ((1, "sales"), (2, "销售")):
        folder = tmp_path / "runs" / f"{number:04}-{name}"
        folder.mkdir(parents=True)
        (folder / "metrics.json").write_text(json.dumps(RESULT), "utf-8")
        learned = 'target = "y"' if number == 1 else 'series = ["v"]\nhorizon = 7'
        (folder / "recipe.toml").write_text(f'data = "a.csv"\n{learned}\n', "utf-8")
        moment = datetime(2020, 2, 3, 4, 5).timestamp()
        os.utime(folder / "metrics.json", (moment, moment))
    return tmp_path / "runs"


def test_runs_are_listed_beside_each_other(plainnet, runs):
    process = plainnet("runs")
    assert process.returncode == 0
    assert process.stdout.splitlines() == [
        "run  date              name   target  model  metric  score"
        "                          baseline  seconds",
        "  1  2020-02-03 04:05  sales  y       dense  RMSE     2.00"
        "  4.00 (mean of the training rows)      1.5",
        "  2  2020-02-03 04:05  销售   v (+7)  dense  RMSE     2.00"
        "  4.00 (mean of the training rows)      1.5",
    ]
    assert len(json.loads(plainnet("runs", "--json").stdout)) == 2


def test_one_run_shows_settings_scores_and_files(plainnet, runs):
    process = plainnet("runs", "show", "1")
    assert process.returncode == 0
    for part in ('data = "a.csv"', "1.50 … 2.50", "Delimiter ';'.", "0001-sales/metrics.json"):
        assert part in process.stdout
    shown = json.loads(plainnet("runs", "show", "1", "--json").stdout)
    assert shown["files"] == ["metrics.json", "recipe.toml"]


def test_runs_are_sorted_compared_and_removed(plainnet, runs):
    better = RESULT | {"metrics": {"rmse": 1.0}}
    (runs / "0002-销售" / "metrics.json").write_text(json.dumps(better), "utf-8")
    listed = plainnet("runs", "--sort", "score").stdout.splitlines()
    assert [line.split()[0] for line in listed[1:]] == ["2", "1"]
    compared = plainnet("runs", "compare", "1", "2").stdout
    assert "target = y | -" in compared
    assert "horizon = - | 7" in compared
    assert "data =" not in compared
    (runs / "0001-sales" / "my notes.txt").write_text("keep")
    assert "my notes.txt" in plainnet("runs", "remove", "1").stderr
    assert [path.name for path in (runs / "0001-sales").iterdir()] == ["my notes.txt"]
    assert plainnet("runs", "remove", "2").returncode == 0
    assert not (runs / "0002-销售").exists()


def test_a_damaged_run_is_named_and_the_others_are_listed(plainnet, runs):
    (runs / "0001-sales" / "metrics.json").write_text("{")
    process = plainnet("runs")
    assert process.returncode == 0
    assert len(process.stdout.splitlines()) == 2
    assert "0001-sales" in process.stderr
    assert plainnet("runs", "show", "1").returncode == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["show"], "show 3"),
        (["list"], "show 3"),
        (["show", "x"], "x"),
        (["show", "9"], "1, 2"),
        (["show", "1", "--runs", "nowhere"], "nowhere"),
    ],
)
def test_what_is_wrong_ends_in_one_sentence(plainnet, runs, arguments, said):
    process = plainnet("runs", *arguments)
    assert process.returncode == 2
    assert said in process.stderr
    assert process.stderr.count("\n") == 1


def test_without_runs_it_is_said_how_to_make_one(plainnet):
    process = plainnet("runs", "--lang", "zh")
    assert process.returncode == 0
    assert "plainnet train" in process.stderr
    assert process.stdout == ""
