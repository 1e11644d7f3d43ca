"""The tables of names: every place is there, and nothing that is covered is refused."""

import pytest

from plainnet.keras_names.door.module_table import REFUSED_NAMES, covered_modules, entries
from plainnet.late_table import object_at


def test_a_name_may_stand_for_another():
    assert entries("door.door", "install open=install") == {
        "install": "plainnet.keras_names.door.door:install",
        "open": "plainnet.keras_names.door.door:install",
    }


@pytest.mark.parametrize("module", covered_modules())
def test_every_name_is_there(module):
    missing = []
    for name, place in covered_modules()[module].items():
        try:
            object_at(place)
        except (ImportError, AttributeError):
            missing.append((name, place))
    assert missing == []


@pytest.mark.parametrize("module", REFUSED_NAMES)
def test_no_name_that_is_covered_is_refused(module):
    covered = covered_modules()[module]
    made = object_at(covered["*"]) if "*" in covered else lambda name: None
    assert [n for n in REFUSED_NAMES[module] if n in covered or made(n) is not None] == []
