"""Scripts run inside the test's own process, the import door open."""

from collections.abc import Iterator
from contextlib import contextmanager
from textwrap import dedent
from typing import Any

from plainnet.keras_names.arrays.backend_settings import SETTINGS
from plainnet.keras_names.door import door
from plainnet.keras_names.door.module_table import register_names
from plainnet.keras_names.door.refusal import forget_warnings
from plainnet.keras_names.model.keras_layer import forget_names


@contextmanager
def opened_door() -> Iterator[None]:
    """Let `import keras` give plainnet's for the length of a `with` block."""
    forget_names()
    forget_warnings()
    register_names()
    door.install()
    try:
        yield
    finally:
        door.uninstall()
        SETTINGS.image_data_format = "channels_last"


def run(script: str, **given: Any) -> dict[str, Any]:
    """Run a script, some of its global names given; give all of them."""
    names: dict[str, Any] = {"__name__": "script", **given}
    with opened_door():
        exec(compile(dedent(script), "script.py", "exec"), names)
    return names
