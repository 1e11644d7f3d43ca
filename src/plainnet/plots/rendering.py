"""From a plot to the text of an SVG and the bytes of a PNG."""

import io
import re
import threading
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from plainnet.files.whole_file import write_whole
from plainnet.messages.language import Language, current_language, say, speaking
from plainnet.plots.chinese_font import CHINESE_FAMILIES, chinese_font
from plainnet.plots.plot import LATIN_FONT, STYLE, Plot

DOTS_PER_INCH = 110
# Who opens an SVG may have other fonts than the machine that made it.
SVG_FONTS = (
    "'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', 'PingFang SC', 'Hiragino Sans GB', "
    "'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', 'Source Han Sans SC', "
    "'WenQuanYi Micro Hei', SimHei, 'DejaVu Sans', sans-serif"
)

_FONT_LIST = re.compile(r"(font-family: |font: [^;\"]*?px )[^;\"]+")
_METADATA = re.compile(r"\s*<metadata>.*?</metadata>", re.DOTALL)
_DOCTYPE = re.compile(r"<!DOCTYPE.*?>\s*", re.DOTALL)

# matplotlib's settings and Python's warning filters belong to the whole process.
_drawing = threading.Lock()


@dataclass(frozen=True)
class RenderedPlot:
    """A plot, drawn."""

    svg: str  # text stays text; nothing in it depends on the time
    png: bytes  # at 110 dots per inch
    lacks_chinese_font: bool  # whether the PNG would have needed a Chinese font and there is none


def render_plot(
    plot: Plot, *, chinese_families: tuple[str, ...] = CHINESE_FAMILIES
) -> RenderedPlot:
    """Draw a plot in the current language.

    Without a Chinese font the labels of the PNG are English; the SVG is Chinese in any case,
    since who opens it has a font. The last plots drawn are remembered, so that files and
    report share one drawing.
    """
    return _rendered(plot, current_language(), chinese_font(chinese_families))


@lru_cache(maxsize=64)
def _rendered(plot: Plot, language: Language, font: str | None) -> RenderedPlot:
    """Draw once, or twice where SVG and PNG cannot have the same labels."""
    families = [LATIN_FONT, font] if language == "en" else [font, LATIN_FONT]
    style: Any = STYLE | {"font.family": [family for family in families if family]}
    with _drawing, mpl.rc_context(style), _glyphs_missing() as missing:
        with speaking(language):
            figure = _drawn(plot)
            svg = _svg_of(figure)
        lacks_font = language == "zh" and font is None
        if lacks_font:
            with speaking("en"):
                figure = _drawn(plot)
                _svg_of(figure)
        # Positions were found with the SVG, and are the same for any number of dots per inch.
        figure.set_layout_engine("none")
        png = _png_of(figure)
    return RenderedPlot(svg, png, lacks_font or bool(missing))


def _drawn(plot: Plot) -> Figure:
    """Draw on a fresh figure."""
    figure = Figure(figsize=plot.size, layout="constrained")
    plot.draw(figure)
    return figure


def _svg_of(figure: Figure) -> str:
    """Write the figure as SVG without date, maker or document type."""
    file = io.StringIO()
    # The canvas' own method draws once; `savefig` would draw everything twice.
    canvas: Any = FigureCanvasSVG(figure)
    canvas.print_svg(file, metadata={"Date": None})
    svg = _DOCTYPE.sub("", _METADATA.sub("", file.getvalue()))
    return _FONT_LIST.sub(lambda found: found[1] + SVG_FONTS, svg)


def _png_of(figure: Figure) -> bytes:
    """Write the figure as PNG."""
    file = io.BytesIO()
    figure.set_dpi(DOTS_PER_INCH)
    canvas: Any = FigureCanvasAgg(figure)
    canvas.print_png(file, metadata={"Software": None})
    return file.getvalue()


@contextmanager
def _glyphs_missing() -> Iterator[list[str]]:
    """Collect matplotlib's complaints about missing glyphs; pass on any other warning."""
    missing: list[str] = []
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield missing
        missing += [str(warning.message) for warning in caught if _is_about_glyph(warning)]
    for warning in caught:
        if not _is_about_glyph(warning):
            warnings.warn_explicit(
                warning.message, warning.category, warning.filename, warning.lineno
            )


def _is_about_glyph(warning: warnings.WarningMessage) -> bool:
    """Return whether a font had no glyph for a character."""
    return str(warning.message).startswith("Glyph ")


def save_plots(
    plots: Iterable[Plot],
    folder: Path,
    *,
    chinese_families: tuple[str, ...] = CHINESE_FAMILIES,
) -> list[str]:
    """Write `folder/NAME.svg` and `folder/NAME.png` for each plot."""
    lacks_font = False
    for plot in plots:
        rendered = render_plot(plot, chinese_families=chinese_families)
        write_whole(folder / f"{plot.name}.svg", rendered.svg.encode("utf-8"))
        write_whole(folder / f"{plot.name}.png", rendered.png)
        lacks_font = lacks_font or rendered.lacks_chinese_font
    return [say("plots.no_chinese_font")] if lacks_font else []
