"""The report as one HTML page that needs nothing else: no network, no script, no other file."""

import base64
import html
import re
from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files
from pathlib import Path

from plainnet.files.whole_file import write_text_whole
from plainnet.messages.language import current_language, say
from plainnet.plots import palette
from plainnet.plots.rendering import SVG_FONTS, render_plot
from plainnet.report.blocks import (
    Block,
    Code,
    Figures,
    ImageBlock,
    Listing,
    Paragraph,
    PlotBlock,
    Report,
    Section,
    TableBlock,
    Verdict,
)

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
    """Return the `<svg>` element to put into a page.

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


PAGE_LANGUAGES = {"en": "en", "zh": "zh-CN"}
# Says to the browser what is true of the page: nothing is loaded and nothing runs.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
CONTENTS_FROM = 3
STYLE_SHEETS = ("look.css", "report.css")  # look.css alone is what other pages share

WIDE_FROM = 6.0  # inches; a narrower plot is still legible on a telephone
SHORT_TEXT = 24  # columns of a terminal

_NUMBER = re.compile(r"[-+]?\d|–$")


def write_report(report: Report, path: Path) -> None:
    """Write the report, in the current language, whole or not at all."""
    write_text_whole(path, report_html(report))


def report_html(report: Report) -> str:
    """Return the page as text.

    >>> page = report_html(Report("A < B", "", [Section("One", [Paragraph("Text.")])]))
    >>> "<h1>A &lt; B</h1>" in page
    True
    """
    folder = files("plainnet.report")
    style = "\n".join(folder.joinpath(name).read_text(encoding="utf-8") for name in STYLE_SHEETS)
    summary = f'<p class="summary">{escape(report.summary)}</p>' if report.summary else ""
    body = "\n".join(_sections(report.sections))
    return f"""<!DOCTYPE html>
<html lang="{PAGE_LANGUAGES[current_language()]}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{escape(report.title)}</title>
<style>
{style}</style>
</head>
<body>
<header>
<h1>{escape(report.title)}</h1>
{summary}
</header>
{_contents(report.sections)}
<main>
{body}
</main>
<footer>{escape(say("report.footer"))}</footer>
</body>
</html>
"""


def _contents(sections: Sequence[Section]) -> str:
    """Link to the sections, where there are enough of them to get lost in."""
    if len(sections) < CONTENTS_FROM:
        return ""
    links = "".join(
        f'<li><a href="#section-{number}">{escape(section.title)}</a></li>'
        for number, section in enumerate(sections, start=1)
    )
    return f'<nav aria-label="{escape(say("report.contents"))}"><ol>{links}</ol></nav>'


def _sections(sections: Sequence[Section]) -> Iterator[str]:
    """Write the sections, their plots numbered through the page."""
    plots = 0
    for number, section in enumerate(sections, start=1):
        heading = f'<h2 id="heading-{number}">{escape(section.title)}</h2>'
        blocks = []
        for block in section.blocks:
            plots += isinstance(block, PlotBlock)
            blocks.append(_block(block, plots))
        yield (
            f'<section id="section-{number}" aria-labelledby="heading-{number}">\n'
            + "\n".join([heading, *blocks])
            + "\n</section>"
        )


def _block(block: Block, number: int) -> str:
    """Write one block; `number` tells the plots of a page apart."""
    match block:
        case Paragraph(text):
            return f"<p>{escape(text)}</p>"
        case Listing(items):
            return f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in items)}</ul>"
        case Figures():
            return _figures(block)
        case TableBlock():
            return _table(block)
        case PlotBlock():
            return _plot(block, number)
        case Verdict(kind, text):
            label = escape(say(f"report.{kind}"))
            return f'<p class="verdict {kind}"><strong>{label}</strong> {escape(text)}</p>'
        case ImageBlock(png, description, caption):
            data = base64.b64encode(png).decode("ascii")
            source = f"data:image/png;base64,{data}"
            return _figure(f'<img src="{source}" alt="{escape(description)}">', caption)
        case Code(text):
            return f'<pre tabindex="0"><code>{escape(text)}</code></pre>'


def _plot(block: PlotBlock, number: int) -> str:
    """Write a plot; for a telephone there is a narrow one, or it scrolls and a line says so."""
    plot, caption = block.plot, block.caption
    svg = inline_svg(render_plot(plot).svg, prefix=f"plot{number}-", description=caption)
    if plot.size[0] < WIDE_FROM:
        return _figure(svg, caption)
    if plot.narrow is not None:
        drawn = render_plot(plot.narrow).svg
        narrow = inline_svg(drawn, prefix=f"plot{number}-narrow-", description=caption)
        both = f'<div class="on-wide">{svg}</div><div class="on-narrow">{narrow}</div>'
        return _figure(both, caption)
    hint = f'<p class="hint" aria-hidden="true">{escape(say("report.scroll"))}</p>'
    return _figure(_scrolling(svg, caption, "wide") + hint, caption)


def _scrolling(content: str, name: str, *classes: str) -> str:
    """Let the content scroll within the page, with the arrow keys, too."""
    label = f' role="region" aria-label="{escape(name)}"' if name else ""
    return f'<div class="{" ".join(["scroll", *classes])}" tabindex="0"{label}>{content}</div>'


def _figure(content: str, caption: str) -> str:
    """Write a picture with its caption."""
    below = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
    return f"<figure>{content}{below}</figure>"


def _figures(block: Figures) -> str:
    """Write key figures as a list of terms."""
    items = []
    for figure in block.figures:
        note = f'<dd class="note">{escape(figure.note)}</dd>' if figure.note else ""
        items.append(
            f"<div><dt>{escape(figure.label)}</dt><dd>{escape(figure.value)}</dd>{note}</div>"
        )
    return f'<dl class="figures">{"".join(items)}</dl>'


def _table(block: TableBlock) -> str:
    """Write a table; columns of numbers are set flush right, columns of short texts do not wrap."""
    columns = list(zip(*block.rows, strict=True)) or [() for _ in block.headers]
    kinds = [_kind_of_column(place, cells) for place, cells in enumerate(columns)]
    heads = "".join(
        f'<th scope="col"{_marked(kind)}>{escape(header)}</th>'
        for header, kind in zip(block.headers, kinds, strict=True)
    )
    lines = []
    for row, cells in enumerate(block.rows):
        first, *others = [escape(cell) for cell in cells]
        written = [f'<th scope="row"{_marked(kinds[0])}>{first}</th>']
        for column, cell in enumerate(others, start=1):
            marks = _marked(kinds[column], (row, column) in block.best_cells and "best")
            written.append(f"<td{marks}>{cell}</td>")
        emphasis = _marked(row == block.emphasised_row and "emphasised")
        lines.append(f"<tr{emphasis}>{''.join(written)}</tr>")
    body = "\n".join(lines)
    caption = f"<caption><span>{escape(block.caption)}</span></caption>"
    table = f"<table>{caption}<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}\n</tbody></table>"
    return _scrolling(table, block.caption)


def _kind_of_column(place: int, cells: Sequence[str]) -> str | bool:
    """Name the class of a column's cells; False where they are running text."""
    if place > 0 and cells and all(_NUMBER.match(cell) for cell in cells):
        return "number"
    longest = max(
        (len(cell.encode("gb18030")) for cell in cells), default=0
    )  # Chinese counts twice
    return longest <= SHORT_TEXT and "short"


def _marked(*names: str | bool) -> str:
    """Write a class attribute of the names that apply."""
    applying = [name for name in names if isinstance(name, str)]
    return f' class="{" ".join(applying)}"' if applying else ""
