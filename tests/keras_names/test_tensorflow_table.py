"""Every name of the table leads to something that is there."""

import pytest

from plainnet.keras_names.module_table import object_at
from plainnet.keras_names.tensorflow_table import TENSORFLOW_MODULES


@pytest.mark.parametrize("module", TENSORFLOW_MODULES)
def test_every_name_is_there(module):
    missing = []
    for name, place in TENSORFLOW_MODULES[module].items():
        try:
            object_at(place)
        except (ImportError, AttributeError):
            missing.append((name, place))
    assert missing == []
