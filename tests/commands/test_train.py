"""`plainnet train` as a process: a series, a recipe, what is refused, an interrupt."""

import json
import os
import signal
import subprocess
import sys
import time
from typing import get_args

import pytest

from plainnet.messages.train_messages import MESSAGES
from plainnet.pipeline.recipe import SETTINGS, ModelKind, Split, Task


@pytest.fixture
def prices(tmp_path):
    lines = [f"{i},{100 + 9 * ((i * 7) % 10) / 10:.2f}" for i in range(120)]
    (tmp_path / "prices.csv").write_text("\n".join(["day,price", *lines]) + "\n")
    return "prices.csv"


def test_a_run_ends_with_a_table_and_its_folder(plainnet, prices, tmp_path):
    process = plainnet(
        "train", prices, "--series", "price", "--window", "4", "--model", "linear",
        "--epochs", "3", "--out", "models/m.keras",
    )  # fmt: skip
    assert process.returncode == 0, process.stderr
    table, verdict = process.stdout.split("\n\n")
    title, header, row, interval, *baselines = table.splitlines()
    assert title == "0001 prices"
    assert "RMSE" in header
    assert row.split()[0] == "linear"
    assert "95 % interval" in interval
    assert all("baseline: " in line for line in baselines)
    assert "95 % interval of the difference" in verdict
    assert "runs/0001-prices/report.html" in process.stderr
    assert (tmp_path / "runs/0001-prices/report.html").exists()
    assert (tmp_path / "models/m.keras").exists()
    again = plainnet("train", "runs/0001-prices/recipe.toml", "--lang", "zh", "--json")
    assert again.returncode == 0, again.stderr
    first = json.loads((tmp_path / "runs/0001-prices/metrics.json").read_text("utf-8"))
    second = json.loads(again.stdout)
    assert second["run"] == 2
    assert second["metrics"] == first["metrics"]
    assert second["weights_hash"] == first["weights_hash"]
    listed = plainnet("runs")
    rows = [line.split() for line in listed.stdout.splitlines()[1:]]
    assert [(row[0], *row[3:5]) for row in rows] == [
        ("1", "prices", "price"), ("2", "prices", "price"),
    ]  # fmt: skip
    scored = plainnet("test", "models/m.keras", prices, "--json")
    metrics = json.loads(scored.stdout)["metrics"]
    assert metrics["rmse"] == pytest.approx(first["metrics"]["rmse"], rel=1e-6)
    forecast = plainnet("predict", "models/m.keras", prices)
    assert forecast.returncode == 0, forecast.stderr
    assert forecast.stdout.startswith("step,prediction,low,high\n1,")


def test_the_coach_looks_on(plainnet, tmp_path):
    # The third column tells the target.
    rows = [f"{i},{i % 5},{i % 3 == 1:d},{'yes' if i % 3 == 1 else 'no'}" for i in range(105)]
    (tmp_path / "t.csv").write_text("\n".join(["a,b,c,y", *rows]) + "\n")
    first = plainnet("train", "t.csv", "--target", "y", "--json")
    assert "target-among-inputs" in first.stderr
    result = json.loads(first.stdout)
    assert "target-among-inputs" in [each["code"] for each in result["findings"]]
    assert "target-among-inputs" in (tmp_path / "runs/0001-t/report.html").read_text("utf-8")
    for option in (("--no-coach",), ("--silence", "target-among-inputs")):
        quiet = plainnet("train", "t.csv", "--target", "y", "--json", *option)
        assert "target-among-inputs" not in quiet.stderr
        assert json.loads(quiet.stdout)["weights_hash"] == result["weights_hash"]
    wrong = plainnet("train", "t.csv", "--target", "y", "--silence", "no-such-rule")
    assert wrong.returncode == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.csv"], "nowhere.csv"),
        (["prices.csv", "--epochs", "0"], "--epochs"),
        (["prices.csv", "--out", "m.txt"], "m.txt"),
        (["prices.csv", "--runs", "prices.csv", "--series", "price"], "prices.csv"),
        (["recipe.toml"], "sizes"),
    ],
)
def test_what_is_wrong_ends_in_one_sentence(plainnet, prices, tmp_path, arguments, said):
    (tmp_path / "recipe.toml").write_text('data = "prices.csv"\nsizes = 3\n')
    process = plainnet("train", *arguments)
    assert process.returncode == 2
    assert said in process.stderr.splitlines()[-1]
    assert "Traceback" not in process.stderr
    assert process.stdout == ""
    assert not (tmp_path / "runs").exists()


def test_every_setting_has_its_help_and_its_words():
    for setting in SETTINGS:
        assert f"train.option.{setting.name}" in MESSAGES
        assert setting.is_flag or f"train.metavar.{setting.metavar}" in MESSAGES
    for name, words in (("task", Task), ("model", ModelKind), ("split", Split)):
        assert MESSAGES[f"train.metavar.{name}"] == ("|".join(get_args(words)),) * 2


@pytest.mark.skipif(sys.platform == "win32", reason="signals differ there")
def test_an_interrupt_leaves_no_half_run(prices, tmp_path):
    process = subprocess.Popen(
        [
            sys.executable, "-m", "plainnet", "train", prices, "--series", "price",
            "--epochs", "1000000", "--patience", "1000000", "--window", "4",
        ],
        cwd=tmp_path,
        env={**os.environ, "HOME": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    runs = tmp_path / "runs"
    deadline = time.monotonic() + 120
    while not list(runs.glob(".0001*")) and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    output, messages = process.communicate(timeout=120)
    assert process.returncode == 130, messages
    assert output == ""
    assert "Traceback" not in messages
    assert "Stopped" in messages
    assert not list(runs.glob("0*"))
