"""Figures of a script that runs without a display: saved instead of shown."""

import re
import warnings
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.figure import Figure
from matplotlib.text import Text

from plainnet.plots.chinese_font import chinese_font

_INTO_FILES = ("agg", "cairo", "pdf", "pgf", "ps", "svg", "template")
_CHINESE = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")


class SavedFigures:
    """Saves the open figures when a script shows them, numbered in the order they come."""

    def __init__(
        self, pyplot: ModuleType, folder: Path, stem: str, tell: Callable[[Path], None]
    ) -> None:
        self.pyplot = pyplot
        self.folder = folder
        self.stem = stem
        self.tell = tell
        self.count = 0
        self.later: list[Figure] = []  # shown without waiting; the script may go on drawing

    def show(self, *args: Any, block: bool | None = None, **settings: Any) -> None:
        """Save all open figures and close them, as a person closes windows."""
        figures = [self.pyplot.figure(number) for number in self.pyplot.get_fignums()]
        is_waiting = block if block is not None else not mpl.is_interactive()
        if not is_waiting:
            self.later += [figure for figure in figures if figure not in self.later]
            return
        for figure in figures:
            self._save(figure)
        self.pyplot.close("all")

    def show_one(self, figure: Figure) -> None:
        """Save a figure when the script ends."""
        if figure not in self.later:
            self.later.append(figure)

    def save_rest(self) -> None:
        """Save the figures that were shown without waiting."""
        for figure in list(self.later):
            self._save(figure)

    def _save(self, figure: Figure) -> None:
        """Write one figure."""
        if figure in self.later:
            self.later.remove(figure)
        self.count += 1
        path = self.folder / f"{self.stem}_figure_{self.count}.png"
        figure.savefig(path)
        if self.count == 1:
            self.tell(path)


def has_no_display(pyplot: ModuleType) -> bool:
    """Whether matplotlib draws into files only, by choice or because windows are impossible."""
    if pyplot.get_backend().lower() not in _INTO_FILES:
        try:
            pyplot.switch_backend(pyplot.get_backend())
        except ImportError:
            pyplot.switch_backend("agg")
    return pyplot.get_backend().lower() in _INTO_FILES


def draw_into_files(pyplot: ModuleType, figures: SavedFigures) -> None:
    """Let a script's `show` save figures; a backend with windows is refused silently."""
    choose = pyplot.switch_backend

    def switch_backend(newbackend: str) -> None:
        """Stay with files where there is no display for windows."""
        try:
            choose(newbackend)
        except ImportError:
            choose("agg")

    def show(*args: Any, block: bool | None = None, **settings: Any) -> None:
        """Save; a function, since matplotlib notes a signature on it, which a method refuses."""
        figures.show(*args, block=block, **settings)

    pyplot.switch_backend = switch_backend  # type: ignore[attr-defined]
    pyplot.show = show  # type: ignore[attr-defined]
    Figure.show = lambda self, warn=True: figures.show_one(self)  # type: ignore[method-assign]


def put_chinese_font_behind(tell_none: Callable[[], None]) -> None:
    """Draw Chinese with a font that has it, after those the script chose."""
    family = chinese_font()
    if family is None:
        _tell_when_chinese_is_drawn(tell_none)
        return
    chosen = font_manager.FontProperties.get_family

    def get_family(self: font_manager.FontProperties) -> list[str]:
        """Return the script's families, then the one that has Chinese."""
        families = list(chosen(self))
        return families if family in families else [*families, family]

    font_manager.FontProperties.get_family = get_family  # type: ignore[method-assign]


def _tell_when_chinese_is_drawn(tell_none: Callable[[], None]) -> None:
    """Say once what is missing, instead of a warning for each character and font."""
    set_text = Text.set_text
    is_told = False

    def watching(self: Text, s: object) -> None:
        nonlocal is_told
        if not is_told and _CHINESE.search(str(s)):
            is_told = True
            warnings.filterwarnings("ignore", r"Glyph \d+", UserWarning)
            font_manager._log.setLevel("ERROR")  # type: ignore[attr-defined]
            tell_none()
        set_text(self, s)

    Text.set_text = watching  # type: ignore[method-assign]
