"""A plot's SVG made part of a page, beside others and in the page's colours."""

import html
import re

from plainnet.plots import palette
from plainnet.plots.rendering import SVG_FONTS

# A page in dark colours gives these variables other values; see look.css.
COLOUR_VARIABLES = {
    getattr(palette, name): f"--plot-{name.lower().replace('_', '-')}"
    for name in (
        *("INK", "MUTED", "RULE", "GRID", "PAPER"),
        *("BLUE", "VERMILLION", "RUST", "GREEN", "AMBER", "PURPLE", "GREY"),
    )
}

_PREAMBLE = re.compile(r"\A.*?(?=<svg)", re.DOTALL)
_ROOT = re.compile(r"\A<svg[^>]*?viewBox=\"([^\"]*)\"[^>]*>")
_OWN_STYLE = re.compile(r"<style[^>]*>.*?</style>", re.DOTALL)
_IDS = re.compile(r'(\bid="|href="#|url\(#)')
_STYLE = re.compile(r'style="[^"]*"')
_COLOUR = re.compile("|".join(map(re.escape, COLOUR_VARIABLES)))


def inline_svg(svg: str, *, prefix: str, description: str) -> str:
    """Give the `<svg>` element to put into a page.

    `prefix`: goes before every identifier, so that those of several plots do not meet.

    >>> svg = '<svg viewBox="0 0 1 1" xmlns="x"><g id="a"/></svg>'
    >>> inline_svg(svg, prefix="p-", description="")
    '<svg viewBox="0 0 1 1" width="1" role="img" aria-label=""><g id="p-a"/></svg>'
    """
    body = _OWN_STYLE.sub("", _PREAMBLE.sub("", svg)).replace(SVG_FONTS, "var(--sans)")
    body = _STYLE.sub(lambda style: _COLOUR.sub(_as_variable, style[0]), body)
    body = _IDS.sub(lambda found: found[0] + prefix, body)
    return _ROOT.sub(lambda root: _root(root[1], description), body).strip()


def _root(view_box: str, description: str) -> str:
    """Write the opening tag, with the width of the picture."""
    # The picture is measured in points, the page in CSS pixels of 3/4 point.
    width = float(view_box.split()[2]) * 4 / 3
    return (
        f'<svg viewBox="{view_box}" width="{width:.0f}" role="img" '
        f'aria-label="{html.escape(description)}">'
    )


def _as_variable(colour: re.Match[str]) -> str:
    """Let the page decide, with the plot's own colour where it does not."""
    return f"var({COLOUR_VARIABLES[colour[0]]}, {colour[0]})"
