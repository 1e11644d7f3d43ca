"""`plainnet script` behaves as `python` does: names, arguments, path, ending."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

Process = subprocess.CompletedProcess[str]
Run = Callable[..., Process]


@pytest.fixture
def plainnet(plainnet_started_anew: Run) -> Run:
    """Start Python anew: what a script finds there is tested."""
    return plainnet_started_anew


def written(folder: Path, text: str, name: str = "work.py") -> Path:
    """Write a script."""
    path = folder / name
    path.write_text(dedent(text), encoding="utf-8")
    return path


def test_names_arguments_and_path_are_those_of_python(plainnet: Run, tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "beside.py").write_text("number = 3\n")
    text = """
        "What it does."
        import os, sys, beside
        print(__name__, __file__, __doc__, __package__, sys.argv, os.getcwd(), sys.path[0])
        print(sys.modules["__main__"].__file__ == __file__, beside.number)
        if __name__ == "__main__":
            print("main")
    """
    script = written(tmp_path / "inner", text)
    arguments = ["--help", "--lang", "zh", "-x", "a b"]
    ours = plainnet("script", "inner/work.py", *arguments)
    theirs = subprocess.run(
        [sys.executable, "inner/work.py", *arguments],
        cwd=tmp_path, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert ours.stdout == theirs.stdout
    assert (ours.returncode, ours.stderr) == (0, "")
    assert str(script) in ours.stdout


@pytest.mark.parametrize(
    ("ending", "code"),
    [
        ("import sys; sys.exit(7)", 7),
        ("import sys; sys.exit('farewell')", 1),
        ("raise SystemExit", 0),
        ("def f():\n    return 1 / 0\ntry:\n    f()\nexcept ZeroDivisionError as e:\n"
         "    raise KeyError('k') from e", 1),
        ("print('x'", 1),
    ],
)  # fmt: skip
def test_a_script_ends_as_under_python(
    plainnet: Run, tmp_path: Path, ending: str, code: int
) -> None:
    written(tmp_path, ending)
    ours = plainnet("script", "work.py")
    theirs = subprocess.run(
        [sys.executable, "work.py"], cwd=tmp_path, capture_output=True, encoding="utf-8"
    )
    assert ours.returncode == theirs.returncode == code
    # Python names the script by its full path, as typed here.
    assert ours.stderr == theirs.stderr.replace(f"{tmp_path}/", "")


def test_an_interrupt_ends_with_130(plainnet: Run, tmp_path: Path) -> None:
    written(tmp_path, "raise KeyboardInterrupt")
    done = plainnet("script", "work.py")
    assert done.returncode == 130
    assert done.stderr == "work.py, line 1: Stopped at your wish; what was finished is kept.\n"


def test_what_is_not_covered_is_one_sentence_with_the_line(plainnet: Run, tmp_path: Path) -> None:
    written(tmp_path, "import keras\n\nkeras.applications.VGG16()\n")
    done = plainnet("script", "work.py")
    assert done.returncode == 2
    assert re.fullmatch(r"work\.py, line 3: keras\.applications\.VGG16 .*\n", done.stderr)
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [(("absent.py",), "There is no script absent.py"), ((".",), "folder"), ((), "FILE is missing")],
)
def test_a_script_that_is_none_is_refused(
    plainnet: Run, arguments: tuple[str, ...], sentence: str
) -> None:
    done = plainnet("script", *arguments)
    assert done.returncode == 2
    assert sentence in done.stderr


def test_a_missing_package_names_the_extra(plainnet: Run, tmp_path: Path) -> None:
    text = """
        import sys
        sys.modules["pandas"] = None
        import pandas
    """
    written(tmp_path, text)
    done = plainnet("script", "work.py")
    assert done.returncode == 2
    assert "plainnet[scripts]" in done.stderr
    assert "line 4" in done.stderr


def test_processes_that_a_script_starts_find_its_functions(plainnet: Run, tmp_path: Path) -> None:
    text = """
        import multiprocessing

        def double(number):
            return 2 * number

        if __name__ == "__main__":
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                print(pool.map(double, [1, 2]))
    """
    written(tmp_path, text)
    done = plainnet("script", "work.py")
    assert (done.returncode, done.stdout) == (0, "[2, 4]\n")


def test_a_keras_script_trains_and_says_nothing_but_what_it_prints(
    plainnet: Run, tmp_path: Path
) -> None:
    text = """
        import numpy as np
        from keras.models import Sequential
        from keras.layers import Dense
        model = Sequential([Dense(1, input_dim=2)])
        model.compile('sgd', 'mse')
        model.fit(np.ones((8, 2)), np.ones(8), nb_epoch=1, verbose=2)
        import sys
        print([name for name in sys.modules if name.startswith(('keras.src', 'tensorflow.core'))])
    """
    written(tmp_path, text)
    done = plainnet("script", "--no-coach", "work.py")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(r"1/1 - \d+s - \S+/step - loss: [\d.e-]+\n\[\]\n", done.stdout)
