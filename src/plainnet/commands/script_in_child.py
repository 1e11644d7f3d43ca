"""The doors a script goes through; and the script once more, in a process that it started.

Python runs this as `__mp_main__`, so that functions the script handed to the process are
found; the import door has to stand there as well.
"""

import os
from pathlib import Path

from plainnet.commands.engine_settings import prepare_engine
from plainnet.keras_names.door.door import install
from plainnet.keras_names.door.headless_figures import watch_for_pyplot
from plainnet.keras_names.door.module_table import register_names
from plainnet.keras_names.old_libraries.old_libraries import bring_old_names_back

SCRIPT_VARIABLE = "PLAINNET_SCRIPT"  # in the environment of processes that a script starts


def open_doors(file: Path) -> None:
    """Let a script find Keras' names here, and old names in the libraries beside it."""
    register_names()
    install(prepare_engine)
    bring_old_names_back()
    watch_for_pyplot(file.absolute())


if __name__ == "__mp_main__":
    open_doors(Path(os.environ[SCRIPT_VARIABLE]))
    # As Python would set them for the script.
    __doc__ = __package__ = None  # type: ignore[assignment]
    __file__ = os.environ[SCRIPT_VARIABLE]
    exec(compile(Path(__file__).read_bytes(), __file__, "exec"))
