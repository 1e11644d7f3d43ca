"""What a script's first `import matplotlib.pyplot` sets off: saved figures, Chinese titles.

A script that never imports matplotlib pays nothing.
"""

import atexit
import os
from pathlib import Path
from types import ModuleType

from plainnet.after_import import take_after_import
from plainnet.keras_names.door.refusal import warn_once
from plainnet.late_table import object_at

_PYPLOT = "matplotlib.pyplot"


def watch_for_pyplot(script: Path) -> None:
    """Prepare matplotlib when the script imports it."""
    take_after_import(_PYPLOT, lambda pyplot: prepare_pyplot(pyplot, script))


def prepare_pyplot(pyplot: ModuleType, script: Path) -> None:
    """Draw Chinese; without a display, save what is shown."""
    place = "plainnet.plots.figures_of_scripts"
    object_at(f"{place}:put_chinese_font_behind")(lambda: warn_once("script_data.no_chinese_font"))
    if not object_at(f"{place}:has_no_display")(pyplot):
        return
    folder = script.parent if os.access(script.parent, os.W_OK) else Path.cwd()
    figures = object_at(f"{place}:SavedFigures")(pyplot, folder, script.stem, _tell_place)
    object_at(f"{place}:draw_into_files")(pyplot, figures)
    atexit.register(figures.save_rest)


def _tell_place(file: Path) -> None:
    """Describe where the first figure is."""
    warn_once("script_data.figures", file=file)
