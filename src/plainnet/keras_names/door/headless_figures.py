"""What a script's first `import matplotlib.pyplot` sets off: saved figures, Chinese titles.

A script that never imports matplotlib pays nothing.
"""

import atexit
import os
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType

from plainnet.keras_names.door.refusal import warn_once
from plainnet.late_table import object_at

_PYPLOT = "matplotlib.pyplot"


class PyplotFinder(MetaPathFinder):
    """Finds matplotlib's `pyplot` as Python does, and adds a step after its loading."""

    def __init__(self, script: Path) -> None:
        self.script = script

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Answer for `pyplot` only."""
        if fullname != _PYPLOT:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _ThenPrepare(spec.loader, self.script)
        return spec


class _ThenPrepare(Loader):
    """Loads `pyplot`, then prepares it."""

    def __init__(self, loader: Loader, script: Path) -> None:
        self.loader = loader
        self.script = script

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """Make the module as Python does."""
        return self.loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        """Run the module, then change what it does without a display."""
        self.loader.exec_module(module)
        module.__loader__ = self.loader
        prepare_pyplot(module, self.script)


def watch_for_pyplot(script: Path) -> None:
    """Prepare matplotlib when the script imports it."""
    if _PYPLOT in sys.modules:
        prepare_pyplot(sys.modules[_PYPLOT], script)
    else:
        sys.meta_path.insert(0, PyplotFinder(script))


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
    """Say where the first figure is."""
    warn_once("script_data.figures", file=file)
