"""What matplotlib took away since 1.5."""

from functools import wraps
from types import ModuleType
from typing import Any

from plainnet.keras_names.door.refusal import warn_once
from plainnet.keras_names.old_libraries.old_spelling import (
    add_method,
    give_names,
    object_named,
    take_old_arguments,
    tell_old_name,
)

#: Names of matplotlib's modules and what they are called today.
OLD_NAMES: dict[str, dict[str, str]] = {
    "matplotlib.cm": {
        "get_cmap": "plt.get_cmap",
        "spectral": "plt.cm.nipy_spectral",
        "register_cmap": "mpl.colormaps.register",
        **{f"Vega{number}": f"plt.cm.tab{number}" for number in ("10", "20", "20b", "20c")},
    },
    "matplotlib.pyplot": {
        "hold": "nothing: plots are always added",
        "plot_date": "plt.plot",
        "register_cmap": "mpl.colormaps.register",
    },
    "matplotlib.mlab": {"normpdf": "scipy.stats.norm.pdf"},
}
#: Arguments by their old names, of functions that stand in `pyplot` and in `Axes`.
OLD_ARGUMENTS: dict[str, dict[str, str]] = {
    "hist": {"normed": "density"},
    "grid": {"b": "visible"},
    "boxplot": {"labels": "tick_labels"},
    "bar": {"left": "x"},
    "barh": {"bottom": "y"},
    "annotate": {"s": "text"},
}
_DROPPED = {"plot": "axes", "text": "withdash", "stem": "use_line_collection", "scatter": "verts"}


def bring_back_pyplot(pyplot: ModuleType) -> None:
    """Bring the old names of `pyplot` and of what it draws back."""
    Axes = object_named("matplotlib.axes.Axes")
    FigureCanvasBase = object_named("matplotlib.backend_bases.FigureCanvasBase")
    Figure = object_named("matplotlib.figure.Figure")
    Legend = object_named("matplotlib.legend.Legend")

    give_names(pyplot, OLD_NAMES["matplotlib.pyplot"], {"hold": lambda *_: None})
    for owner in (pyplot, Axes):
        for name, renamed in OLD_ARGUMENTS.items():
            take_old_arguments(owner, name, renamed=renamed)
        for name, dropped in _DROPPED.items():
            take_old_arguments(owner, name, dropped=(dropped,))
    for name in ("axes", "subplot"):
        take_old_arguments(pyplot, name, renamed={"axisbg": "facecolor"})
    take_old_arguments(Figure, "add_subplot", renamed={"axisbg": "facecolor"})
    for name in ("papertype", "frameon"):
        take_old_arguments(Figure, "savefig", dropped=(name,))
    _take_projection(pyplot, Figure)
    _take_styles(pyplot)
    add_method(Axes, "hold", "nothing: plots are always added", lambda *_: None)
    add_method(Axes, "set_axis_bgcolor", "Axes.set_facecolor()", lambda s, c: s.set_facecolor(c))
    add_method(
        Axes, "set_color_cycle", "Axes.set_prop_cycle(color=...)",
        lambda self, colors: self.set_prop_cycle(color=colors),
    )  # fmt: skip
    add_method(
        FigureCanvasBase, "set_window_title", "fig.canvas.manager.set_window_title()",
        lambda self, title: self.manager and self.manager.set_window_title(title),
    )  # fmt: skip
    Legend.legendHandles = property(lambda self: self.legend_handles)


def bring_back_names(module: ModuleType) -> None:
    """Bring the old names of one of matplotlib's other modules back."""
    made = {"register_cmap": _register_colors}
    give_names(module, OLD_NAMES[module.__name__], made)


def bring_back(matplotlib: ModuleType) -> None:
    """Bring old arguments of matplotlib itself back."""
    take_old_arguments(matplotlib, "use", dropped=("warn",))


def _register_colors(name: str | None = None, cmap: Any = None) -> None:
    """Make a map of colours known by its name."""
    object_named("matplotlib.colormaps").register(cmap, name=name)


def _take_projection(pyplot: ModuleType, figure: type) -> None:
    """Let `gca(projection="3d")` make axes of three dimensions again."""
    today = figure.gca  # type: ignore[attr-defined]

    @wraps(today)
    def gca(self: Any, **settings: Any) -> Any:
        if not settings:
            return today(self)
        tell_old_name("gca(projection=)", "fig.add_subplot(projection=)")
        return self.add_subplot(**settings)

    figure.gca = gca  # type: ignore[attr-defined]
    pyplot.gca = lambda **settings: pyplot.gcf().gca(**settings)  # type: ignore[attr-defined]


def _take_styles(pyplot: ModuleType) -> None:
    """Let the styles of seaborn be named without their version."""
    today = pyplot.style.use

    @wraps(today)
    def use(style: Any) -> None:
        styles = style if isinstance(style, (list, tuple)) else [style]
        today([_todays_style(each) for each in styles])

    pyplot.style.use = use


def _todays_style(style: Any) -> Any:
    """Write a style as today; one that is no more is left out.

    >>> _todays_style("ggplot")
    'ggplot'
    """
    available = object_named("matplotlib.style.available")

    if not isinstance(style, str) or style in available or not style.startswith("seaborn"):
        return style
    new = style.replace("seaborn", "seaborn-v0_8", 1)
    if new not in available:
        warn_once("script.old_argument_dropped", function="plt.style.use", argument=style)
        return {}
    tell_old_name(f"the style {style!r}", repr(new))
    return new
