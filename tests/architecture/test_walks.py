"""The walks of a value in ARCHITECTURE.md name what is there."""

import re
from collections import Counter
from importlib import import_module
from operator import attrgetter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
SECTION = TEXT.partition("## Four walks\n")[2].partition("\n## ")[0]
WALKS = [walk for walk in SECTION.split("\n\n") if walk.startswith("**")]
STEP = re.compile(r"`([\w/]+)\.py`\s+((?:`[\w.]+`(?:,\s+|\s+and\s+|\s+\([^()]*\),?\s*)?)+)")


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.split("**")[1])
def test_functions_of_a_walk_are_there_and_no_file_is_entered_often(walk: str) -> None:
    steps = STEP.findall(walk)
    assert len(steps) >= 5
    for file, names in steps:
        module = import_module(f"plainnet.{file.replace('/', '.')}")
        for name in re.findall(r"`([\w.]+)`", names):
            assert callable(attrgetter(name)(module))
    assert max(Counter(file for file, _ in steps).values()) <= 4


def test_there_are_four_walks() -> None:
    assert len(WALKS) == 4
