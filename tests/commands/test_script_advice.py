"""One line under Python's own errors, for a learner."""

from pathlib import Path

import pytest

from plainnet.commands.script_advice import nearest_path
from plainnet.commands.script_run import run_script


@pytest.fixture
def advice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Run a script in a folder of its own; return the line under its traceback."""
    import sys

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", list(sys.argv))
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])

    def run(script: str) -> str | None:
        (tmp_path / "script.py").write_text(script, encoding="utf-8")
        sentence, code = run_script("script.py", [])
        assert code == 1
        return sentence

    return run


def test_a_misspelt_file(advice, tmp_path: Path) -> None:
    (tmp_path / "Data").mkdir()
    (tmp_path / "Data" / "train_set.csv").write_text("a\n1\n")
    found = advice("open('data/trainset.csv')")
    assert found == "There is no data/trainset.csv; did you mean Data/train_set.csv?"


def test_a_file_like_no_other(advice, tmp_path: Path) -> None:
    assert str(tmp_path) in advice("open('nothing_at_all.bin')")


def test_the_parts_of_a_path(tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "cat.jpg").touch()
    assert nearest_path(tmp_path / "image" / "cats.jpg") == tmp_path / "images" / "cat.jpg"
    assert nearest_path(tmp_path / "zzz") is None


@pytest.mark.parametrize("place", ["table['Prise']", "table[['Prise']]", "table.loc[:, 'Prise']"])
def test_a_misspelt_column(advice, place: str) -> None:
    script = f"import pandas as pd\ntable = pd.DataFrame({{'price': [1], 'x': [2]}})\n{place}"
    assert advice(script) == "The table has no column Prise; did you mean price?"


def test_a_column_like_no_other(advice) -> None:
    script = "import pandas as pd\npd.DataFrame({'price': [1], 'x': [2]})['weight']"
    assert advice(script) == "The table has no column weight; its columns are price, x."


@pytest.mark.parametrize(
    "line", ["image.shape", "image[0]", "cv2.resize(image, (2, 2))", "image / 255"]
)
def test_an_image_that_was_not_read(advice, line: str) -> None:
    assert "imread" in advice(f"import cv2\nimage = cv2.imread('no.png')\n{line}")


@pytest.mark.parametrize(
    ("script", "part"),
    [
        ("print(1，2)", "， is a Chinese punctuation mark; Python needs ,."),
        ("print（1)", "Python needs (."),
        ("for i in range(2):\nprint(i)", "see line 2"),
        ("x = 1\n  y = 2", "see line 2"),
    ],
)
def test_marks_and_indentation(advice, script: str, part: str) -> None:
    assert part in advice(script)


@pytest.mark.parametrize("script", ["{}['a']", "1 / 0", "None.shape", "x ="])
def test_other_errors_stay_alone(advice, script: str) -> None:
    assert advice(script) is None
