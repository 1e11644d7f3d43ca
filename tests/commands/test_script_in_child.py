"""What a process that a script starts runs first; `test_script` starts one."""

import runpy
import sys
from pathlib import Path

import pytest

from plainnet.commands import engine_settings
from plainnet.commands.script_in_child import SCRIPT_VARIABLE
from plainnet.keras_names.door import door


def test_the_script_s_definitions_are_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "work.py"
    script.write_text("import keras\nlayer = keras.layers.Dense(2)\nname = __name__\n")
    monkeypatch.setenv(SCRIPT_VARIABLE, str(script))
    monkeypatch.delitem(sys.modules, "plainnet.commands.script_in_child")
    monkeypatch.setattr(engine_settings, "prepare_engine", lambda: None)  # not in this process
    try:
        names = runpy.run_module("plainnet.commands.script_in_child", run_name="__mp_main__")
    finally:
        door.uninstall()
    assert names["name"] == "__mp_main__"
    assert names["layer"].units == 2
    assert names["__file__"] == str(script)
