"""What the repository says of itself: nothing of the machine it was written on."""

import re
import subprocess
from pathlib import Path

import pytest

from architecture.source_tree import ROOT

# Pieces are joined here so that this file does not find itself.
MACHINE_PATHS = re.compile("/" + "(work|root|Users|home/[a-z]+)/")
ADDRESSES = re.compile(
    "|".join(["py" + r"pi\.", "python" + r"hosted", "index" + "-url", "find" + "-links"])
)
MARKERS = re.compile("^(<" + "{7} |>" + "{7} )", re.MULTILINE)


def tracked_texts() -> list[Path]:
    """List the text files under version control."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True
    ).stdout.split("\0")
    files = [ROOT / name for name in listed if name]
    return [file for file in files if file.is_file() and b"\0" not in file.read_bytes()[:1024]]


def test_no_file_names_a_machine_or_a_registry():
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    files = tracked_texts()
    assert len(files) > 20
    for file in files:
        text = file.read_text(encoding="utf-8", errors="replace")
        for pattern in (MACHINE_PATHS, ADDRESSES, MARKERS):
            found = pattern.search(text)
            assert found is None, f"{file.relative_to(ROOT)}: {found}"


def test_the_pinned_versions_are_plain_pins():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert len(pins) > 30
    for pin in pins:
        assert re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.+!]*( ; .+)?", pin), pin


def test_the_version_is_the_same_everywhere():
    import plainnet

    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f'version = "{plainnet.__version__}"' in project
    assert f"## [{plainnet.__version__}]" in changes
