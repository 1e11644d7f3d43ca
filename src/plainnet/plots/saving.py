"""Plots as files."""

from collections.abc import Iterable
from pathlib import Path

from plainnet.files.whole_file import write_whole
from plainnet.messages.language import say
from plainnet.plots.chinese_font import CHINESE_FAMILIES
from plainnet.plots.plot import Plot
from plainnet.plots.rendering import render_plot


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
