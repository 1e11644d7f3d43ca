"""Scripts run inside the test's own process, the import door open."""

from collections.abc import Iterator
from contextlib import contextmanager
from textwrap import dedent
from typing import Any

from plainnet.keras_names import door
from plainnet.keras_names.automatic_names import forget_names
from plainnet.keras_names.backend_settings import SETTINGS
from plainnet.keras_names.told_once import forget_what_was_told


@contextmanager
def opened_door() -> Iterator[None]:
    """Let `import keras` give plainnet's for the length of a `with` block."""
    forget_names()
    forget_what_was_told()
    door.install()
    try:
        yield
    finally:
        door.uninstall()
        SETTINGS.image_data_format = "channels_last"


def run(script: str) -> dict[str, Any]:
    """Run a script; give its global names."""
    names: dict[str, Any] = {"__name__": "script"}
    with opened_door():
        exec(compile(dedent(script), "script.py", "exec"), names)
    return names
