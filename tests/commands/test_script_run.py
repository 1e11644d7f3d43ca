"""Running a file: what comes back, and which frames of a traceback are shown."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from plainnet.commands.script_run import run_script
from plainnet.errors import DataError


@pytest.fixture(autouse=True)
def _own_process() -> Iterator[None]:
    """Put back what a script's run changes in the process."""
    main, arguments, path = sys.modules["__main__"], sys.argv, list(sys.path)
    yield
    sys.modules["__main__"], sys.argv, sys.path[:] = main, arguments, path


def test_a_script_that_ends(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    script = tmp_path / "a.py"
    script.write_text("import sys; print(sys.argv)")
    assert run_script(str(script), ["x"]) == (None, 0)
    assert capsys.readouterr().out == f"{[str(script), 'x']}\n"


def test_own_frames_are_not_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    script = tmp_path / "a.py"
    script.write_text("from plainnet.networks.wiring import named_apart\nnamed_apart([object()])")
    assert run_script(str(script), []) == (None, 1)
    error = capsys.readouterr().err
    assert error.count("  File ") == 1
    assert "a.py" in error


def test_the_script_s_own_hook_is_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    script = tmp_path / "a.py"
    script.write_text("import sys\nsys.excepthook = lambda *a: print('mine', a[0])\n1 / 0")
    try:
        assert run_script(str(script), []) == (None, 1)
    finally:
        sys.excepthook = sys.__excepthook__
    assert "mine <class 'ZeroDivisionError'>" in capsys.readouterr().out


def test_a_refusal_names_the_line(tmp_path: Path) -> None:
    script = tmp_path / "a.py"
    script.write_text("from plainnet.errors import SettingError\n\nraise SettingError('epoch')")
    sentence, code = run_script(str(script), [])
    assert sentence is not None
    assert f"{script}, line 3" in sentence
    assert code == 2


def test_no_script_no_run(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no script"):
        run_script(str(tmp_path / "absent.py"), [])


@pytest.mark.parametrize(
    ("script", "line"),
    [
        ("nets/train.py", "from .sizes_of_nets import width"),
        ("nets/runs/first.py", "from ..sizes_of_nets import width"),
    ],
)
@pytest.mark.parametrize("is_declared", [True, False])
def test_imports_from_the_script_s_own_package(
    script: str, line: str, is_declared: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / script).parent.mkdir(parents=True)
    (tmp_path / "nets" / "sizes_of_nets.py").write_text("width = 12")
    if is_declared:
        for folder in {tmp_path / "nets", (tmp_path / script).parent}:
            (folder / "__init__.py").touch()
    (tmp_path / script).write_text(f"{line}\nprint(width, __name__)")
    before = set(sys.modules)
    try:
        assert run_script(str(tmp_path / script), []) == (None, 0)
    finally:
        for name in set(sys.modules) - before:
            del sys.modules[name]
    assert capsys.readouterr().out == "12 __main__\n"
