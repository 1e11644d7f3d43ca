"""`plainnet cases` as a process: the list, a case with its files, an interrupt."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from plainnet.cases.catalogue import CASES


def test_the_list_has_one_line_for_each_case(plainnet):
    for language in ("en", "zh"):
        process = plainnet("cases", "--lang", language)
        assert process.returncode == 0
        assert [line.split()[0] for line in process.stdout.splitlines()] == list(CASES)
        assert process.stderr == ""


def test_one_case_as_json(plainnet, tmp_path):
    process = plainnet("cases", "linear-regression", "--as", "taught", "--out", "r", "--json")
    assert process.returncode == 0, process.stderr
    result = json.loads(process.stdout)
    assert result == json.loads((tmp_path / "r/linear-regression/metrics.json").read_text("utf-8"))
    assert set(result["ways"]) == {"taught"}
    assert not (tmp_path / "r/linear-regression/should").exists()
    assert "linear-regression" in process.stderr


def test_one_case_ends_with_a_table(plainnet):
    process = plainnet("cases", "linear-regression", "--lang", "zh")
    assert process.returncode == 0, process.stderr
    title, _, *rows = process.stdout.splitlines()
    assert title == "linear-regression"
    assert [row.split()[0] for row in rows[:2]] == ["照教程", "正确做法"]


@pytest.mark.parametrize(
    "arguments", [["lstm-gold", "--data", "nowhere"], ["all", "--data", "nowhere"]]
)
def test_a_missing_path_is_one_sentence(plainnet, arguments):
    process = plainnet("cases", *arguments)
    assert process.returncode == 2
    assert "nowhere" in process.stderr
    assert process.stderr.count("\n") == 1
    assert process.stdout == ""


@pytest.mark.skipif(sys.platform == "win32", reason="signals differ there")
def test_an_interrupt_keeps_the_finished_cases(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-m", "plainnet", "cases", "all", "--out", "r"],
        cwd=tmp_path,
        env={**os.environ, "HOME": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    kept = tmp_path / "r" / "linear-regression" / "metrics.json"
    deadline = time.monotonic() + 120
    while not kept.exists() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    output, messages = process.communicate(timeout=120)
    assert process.returncode == 130, messages
    assert output == ""
    assert "Traceback" not in messages
    assert messages.splitlines()[-1].startswith("Stopped")
    assert [path.name for path in (tmp_path / "r").iterdir()] == ["linear-regression"]
    assert json.loads(kept.read_text("utf-8"))["case"] == "linear-regression"
