"""Classes come from their files, and not before they are asked for."""

import subprocess
import sys

import pytest

from plainnet.late_table import LateTable
from plainnet.layers.catalogue import LAYERS

TABLE = LateTable("plainnet.layers", {"InputLayer": "input:Input", "Dense": "dense"})


def test_a_name_gives_its_class() -> None:
    from plainnet.layers.dense import Dense
    from plainnet.layers.input import Input

    assert TABLE["Dense"] is Dense
    assert TABLE["InputLayer"] is Input
    assert dict(TABLE) == {"InputLayer": Input, "Dense": Dense}
    assert len(TABLE) == 2


def test_an_unknown_name_is_a_missing_key() -> None:
    assert "Conv9D" not in TABLE
    assert TABLE.get("Conv9D") is None
    with pytest.raises(KeyError):
        TABLE["Conv9D"]


def test_every_layer_can_be_imported() -> None:
    for name, kind in LAYERS.items():
        assert kind.__name__ == {"InputLayer": "Input"}.get(name, name)


def test_a_small_model_imports_few_layers() -> None:
    program = (
        "import sys; from plainnet.model import Model\n"
        "from plainnet.layers.catalogue import LAYERS\n"
        "assert 'Dot' in LAYERS; print('plainnet.layers.merging' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "False", done.stderr
