"""The wheel: what it holds, and that the command works from it."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SUFFIXES = {".py", ".pyi", ".md", ".js", ".json", ".bin", ".css", ".typed"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy of the sources, without the network."""
    sources, out = tmp_path_factory.mktemp("sources"), tmp_path_factory.mktemp("wheel")
    shutil.copytree(
        ROOT / "src", sources / "src", ignore=shutil.ignore_patterns("*.egg-info", "__pycache__")
    )
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, sources)
    command = ["wheel", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", out]
    pip([*command, sources])
    (built,) = out.glob("plainnet-*-py3-none-any.whl")
    return built


def pip(arguments: list[str | Path]) -> None:
    """Run pip, and show what it says if it fails."""
    done = subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments],
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    files = {
        str(file.relative_to(ROOT / "src").as_posix())
        for file in (ROOT / "src" / "plainnet").rglob("*")
        if file.suffix in SUFFIXES and "__pycache__" not in file.parts
    }
    assert files <= held, sorted(files - held)[:5]
    assert held <= files | {name for name in held if name.startswith("plainnet/web/static/")}
    assert {Path(name).suffix for name in held} >= SUFFIXES - {".json"}


def test_the_command_works_from_the_installed_wheel(wheel: Path, tmp_path: Path) -> None:
    pip(["install", "--no-deps", "--no-index", "--quiet", "--target", tmp_path / "site", wheel])
    script = next((tmp_path / "site" / "bin").glob("plainnet*"))
    assert "plainnet.__main__" in script.read_text(encoding="utf-8", errors="replace")
    environment = os.environ | {"PYTHONPATH": str(tmp_path / "site"), "PLAINNET_LANG": "en"}

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert run("-c", "import plainnet; print(plainnet.__file__)").startswith(str(tmp_path))
    assert run(str(script), "--help").startswith("Usage: plainnet")
    assert "learn" in run(str(script), "--help")
    run(str(script), "learn", "--export", "course")
    assert (tmp_path / "course" / "zh").is_dir()
