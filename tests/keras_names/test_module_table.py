"""Entries of tables, written many at a time."""

import pytest

from plainnet.keras_names.door.module_table import (
    BACKEND_MODULES,
    DATA_MODULES,
    TENSORFLOW_MODULES,
    entries,
    object_at,
)


def test_a_name_may_stand_for_another():
    assert entries("door.door", "install open=install") == {
        "install": "plainnet.keras_names.door.door:install",
        "open": "plainnet.keras_names.door.door:install",
    }


@pytest.mark.parametrize("module", DATA_MODULES)
def test_every_name_is_there(module):
    missing = []
    for name, place in DATA_MODULES[module].items():
        try:
            object_at(place)
        except (ImportError, AttributeError):
            missing.append((name, place))
    assert missing == []


@pytest.mark.parametrize("module", BACKEND_MODULES)
def test_every_name_is_there_of_backend_table(module):
    missing = []
    for name, place in BACKEND_MODULES[module].items():
        try:
            object_at(place)
        except (ImportError, AttributeError):
            missing.append((name, place))
    assert missing == []


@pytest.mark.parametrize("module", TENSORFLOW_MODULES)
def test_every_name_is_there_of_tensorflow_table(module):
    missing = []
    for name, place in TENSORFLOW_MODULES[module].items():
        try:
            object_at(place)
        except (ImportError, AttributeError):
            missing.append((name, place))
    assert missing == []
