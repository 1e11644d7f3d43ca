"""Every name of the tables leads to something that is there."""

import pytest

from plainnet.keras_names.backend_table import BACKEND_MODULES
from plainnet.keras_names.data_table import DATA_MODULES
from plainnet.keras_names.module_table import object_at
from plainnet.keras_names.table_entries import entries
from plainnet.keras_names.tensorflow_table import TENSORFLOW_MODULES

TABLES = BACKEND_MODULES | DATA_MODULES | TENSORFLOW_MODULES


@pytest.mark.parametrize("module", TABLES)
def test_every_name_is_there(module):
    missing = []
    for name, place in TABLES[module].items():
        try:
            object_at(place)
        except (ImportError, AttributeError):
            missing.append((name, place))
    assert missing == []


def test_entries_are_written_many_at_a_time():
    assert entries("door", "install open=install") == {
        "install": "plainnet.keras_names.door:install",
        "open": "plainnet.keras_names.door:install",
    }
