import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from example_plots import every_plot
from plainnet.errors import FileError
from plainnet.messages.language import Language, speaking
from plainnet.plots.rendering import render_plot
from plainnet.report import html_report
from plainnet.report.blocks import (
    Code,
    Figures,
    ImageBlock,
    KeyFigure,
    Listing,
    Paragraph,
    PlotBlock,
    Report,
    Section,
    TableBlock,
    Verdict,
)
from plainnet.report.html_report import COLOUR_VARIABLES, report_html, write_report

PLOTS = every_plot()
HOSTILE = '<script>alert("1")</script> & "quotes"'
VOID = {"meta", "img", "br", "link", "hr", "input"}


class Page(HTMLParser):
    """Reads a page: whether its tags close in order, its attributes and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def full_report() -> Report:
    """Give a report with every block and every plot, with hostile names in all places."""
    table = TableBlock(
        ["way", "RMSE"],
        [[HOSTILE, "16.61"], ["as taught", "–"]],
        HOSTILE,
        emphasised_row=0,
        best_cells=frozenset({(0, 1)}),
    )
    return Report(
        HOSTILE,
        HOSTILE,
        [
            Section(
                HOSTILE,
                [Paragraph(HOSTILE), Verdict("bad", HOSTILE), Code(HOSTILE), Listing([HOSTILE])],
            ),
            Section("Two", [table, Figures([KeyFigure(HOSTILE, HOSTILE, HOSTILE)])]),
            Section("Three", [PlotBlock(plot, HOSTILE) for plot in [*PLOTS, PLOTS[0]]]),
            Section("Four", [ImageBlock(render_plot(PLOTS[0]).png, HOSTILE, HOSTILE)]),
        ],
    )


@pytest.fixture(scope="module", params=["en", "zh"])
def html(request: pytest.FixtureRequest) -> str:
    """Give the full report in each language."""
    language: Language = request.param
    with speaking(language):
        return report_html(full_report())


def test_tags_close_in_order(html: str) -> None:
    page = Page(html)
    assert page.open == []
    attributes = dict(page.tags)["html"]
    assert attributes["lang"] in ("en", "zh-CN")


def test_nothing_comes_from_outside(html: str) -> None:
    page = Page(html)
    for _, attributes in page.tags:
        for name in ("href", "xlink:href", "src", "action", "data"):
            target = attributes.get(name)
            assert target is None or target.startswith(("#", "data:image/png;base64,"))
    assert not re.search(r"https?:|@import|url\((?!#)", html)
    assert not {"script", "link", "iframe", "object"} & {tag for tag, _ in page.tags}


def test_hostile_names_are_only_text(html: str) -> None:
    page = Page(html)
    assert "<script" not in html
    assert sum(HOSTILE in words for words in page.words) >= 8


def test_no_identifier_is_used_twice_and_every_reference_is_met(html: str) -> None:
    page = Page(html)
    identifiers = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(identifiers) == len(set(identifiers)) > 100
    targets = re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', html)
    assert {one or other for one, other in targets} <= set(identifiers)


def test_tables_tell_what_their_heads_are_heads_of(html: str) -> None:
    page = Page(html)
    scopes = [attributes.get("scope") for tag, attributes in page.tags if tag == "th"]
    assert scopes == ["col", "col", "row", "row"]
    assert "caption" in {tag for tag, _ in page.tags}
    assert '<tr class="emphasised">' in html
    assert '<td class="number best">16.61</td>' in html


def test_pictures_have_descriptions(html: str) -> None:
    for tag, attributes in Page(html).tags:
        if tag == "svg":
            assert attributes["role"] == "img"
            assert attributes["aria-label"] == HOSTILE
        if tag == "img":
            assert attributes["alt"] == HOSTILE


def test_dark_pages_have_a_colour_for_each_of_the_plots(html: str) -> None:
    for variable in COLOUR_VARIABLES.values():
        assert f"  {variable}: #" in html
    assert "var(--plot-ink, #1f2933)" in html


def test_the_look_of_light_pages_has_the_colours_of_the_plots() -> None:
    look = Path(html_report.__file__).with_name("look.css").read_text(encoding="utf-8")
    light = look[: look.index("@media")]
    assert dict(re.findall(r"(--plot-[a-z-]+): (#[0-9a-f]{6});", light)) == {
        variable: colour for colour, variable in COLOUR_VARIABLES.items()
    }


def test_the_same_report_gives_the_same_page() -> None:
    with speaking("en"):
        assert report_html(full_report()) == report_html(full_report())


def test_a_report_is_written_whole(tmp_path: Path) -> None:
    report = Report("标题", "", [Section("One", [TableBlock(["a"], [], "empty")])])
    write_report(report, tmp_path / "new" / "report.html")
    assert "标题" in (tmp_path / "new" / "report.html").read_text(encoding="utf-8")
    assert [file.name for file in (tmp_path / "new").iterdir()] == ["report.html"]
    with pytest.raises(FileError):
        write_report(report, tmp_path / "new" / "report.html" / "below.html")
