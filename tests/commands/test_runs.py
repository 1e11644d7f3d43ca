"""`plainnet runs` as a process: the list, one run, a damaged one."""

import json

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
        (folder / "recipe.toml").write_text('data = "a.csv"\n', "utf-8")
    return tmp_path / "runs"


def test_runs_are_listed_beside_each_other(plainnet, runs):
    process = plainnet("runs")
    assert process.returncode == 0
    assert process.stdout.splitlines() == [
        "run  name   model  metric  score                          baseline  seconds",
        "  1  sales  dense  RMSE     2.00  4.00 (mean of the training rows)      1.5",
        "  2  销售   dense  RMSE     2.00  4.00 (mean of the training rows)      1.5",
    ]
    assert len(json.loads(plainnet("runs", "--json").stdout)) == 2


def test_one_run_shows_settings_scores_and_files(plainnet, runs):
    process = plainnet("runs", "show", "1")
    assert process.returncode == 0
    for part in ('data = "a.csv"', "1.50 … 2.50", "Delimiter ';'.", "0001-sales/metrics.json"):
        assert part in process.stdout
    shown = json.loads(plainnet("runs", "show", "1", "--json").stdout)
    assert shown["files"] == ["metrics.json", "recipe.toml"]


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
