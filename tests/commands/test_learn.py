"""`plainnet learn`: the address on standard output, the export, and what it refuses."""

import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from plainnet.commands import learn
from plainnet.commands.main import main

PLAINNET = [sys.executable, "-m", "plainnet", "learn"]


def test_the_first_line_is_the_address_and_ctrl_c_ends_quietly():
    with subprocess.Popen(
        [*PLAINNET, "--no-browser", "--lang", "zh"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:")
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        with opener.open(address) as answer:
            assert '<html lang="zh-CN">' in answer.read().decode()
        process.send_signal(signal.SIGINT)
        rest, told = process.communicate()
    assert process.returncode == 130
    assert rest == ""
    assert "Traceback" not in told


def test_an_export_is_the_whole_site_and_passes_its_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    folder = tmp_path / "deep" / "site"
    for _ in range(2):  # a second export takes the place of the first
        assert main(["learn", "--export", str(folder)]) == 0
    assert str(folder) in capsys.readouterr().err
    check = Path(__file__).resolve().parents[2] / "scripts" / "check_site.py"
    found = subprocess.run([sys.executable, check, folder], capture_output=True, text=True)
    assert found.returncode == 0, found.stderr
    (folder / "static" / "plot.js").unlink()
    found = subprocess.run([sys.executable, check, folder], capture_output=True, text=True)
    assert "leads nowhere" in found.stderr
    assert found.returncode == 1


def test_an_export_leaves_other_files_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "thesis.docx").write_bytes(b"mine")
    assert main(["learn", "--export", str(tmp_path)]) == 2
    assert "other files" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


def test_a_port_in_use_is_a_sentence(capsys: pytest.CaptureFixture[str]):
    from plainnet.web.server import open_port

    with open_port(0) as taken:
        taken.listen()
        port = str(taken.getsockname()[1])
        assert main(["learn", "--no-browser", "--port", port]) == 2
    assert f"Port {port} is in use" in capsys.readouterr().err


@pytest.mark.parametrize("port", ["65536", "-1", "http"])
def test_a_port_that_is_none_is_refused(port: str, capsys: pytest.CaptureFixture[str]):
    assert main(["learn", "--no-browser", f"--port={port}"]) == 2
    assert "--port" in capsys.readouterr().err


def test_without_the_extra_it_says_how_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(learn, "NEEDED", ("a_package_nobody_has",))
    assert main(["learn"]) == 2
    assert 'pip install "plainnet[web]"' in capsys.readouterr().err


def test_a_missing_data_file_is_a_sentence(capsys: pytest.CaptureFixture[str]):
    assert main(["learn", "--data", "nowhere.csv"]) == 2
    assert "nowhere.csv" in capsys.readouterr().err
