"""Reports as people meet them: on a telephone, on a screen, in dark colours and on paper."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from example_plots import every_plot
from pipeline.finished_runs import (
    run_of_a_number,
    run_of_a_series,
    run_of_three_classes,
    run_of_two_classes,
)
from plainnet.messages.language import Language, speaking
from plainnet.pipeline.prepared import FinishedRun
from plainnet.pipeline.run_figures import figures_of
from plainnet.pipeline.run_report import report_of
from plainnet.report.blocks import Code, PlotBlock, Report, Section, TableBlock, Verdict
from plainnet.report.html_report import write_report

LEAST_CONTRAST = 4.5

# Each gives what is wrong, as a list of texts.
WIDER_THAN_THE_PAGE = """() => [...document.body.querySelectorAll('*')]
    .filter(e => !e.closest('.scroll, pre, svg') && e.checkVisibility())
    .filter(e => e.getBoundingClientRect().right > innerWidth + 0.5)
    .map(e => e.outerHTML.slice(0, 80))"""
WITHOUT_TEXT = """() => [...document.querySelectorAll('svg, img')]
    .filter(e => e.checkVisibility())
    .filter(e => !(e.getAttribute('aria-label') || e.getAttribute('alt') || '').trim())
    .map(e => e.outerHTML.slice(0, 80))"""
SCROLLS_WITHOUT_KEYS = """() => [...document.body.querySelectorAll('*')]
    .filter(e => e.scrollWidth > e.clientWidth + 1)
    .filter(e => ['auto', 'scroll'].includes(getComputedStyle(e).overflowX) && e.tabIndex < 0)
    .map(e => e.outerHTML.slice(0, 80))"""
HEADINGS = "() => [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(e => +e.tagName[1])"
HEADS_WITHOUT_SCOPE = "() => document.querySelectorAll('th:not([scope])').length"
# A head of a column breaks between words only: no line of it holds a single Chinese character.
BROKEN_HEADS = """() => [...document.querySelectorAll('thead th')].filter(e => {
    const range = document.createRange(); range.selectNodeContents(e);
    const lines = new Set([...range.getClientRects()].map(r => Math.round(r.top))).size;
    return lines > 1 && e.textContent.length / lines < 2;
}).map(e => e.textContent)"""
FAINT_LETTERS = """least => {
    const channels = colour => colour.match(/[\\d.]+/g).map(Number);
    const light = ([r, g, b]) => [r, g, b].map(c => c / 255)
        .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
        .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
    const over = (colour, share, ground) =>
        ground.map((c, i) => share * colour[i] + (1 - share) * c);
    const shapes = (text, ground) => {  // bars and cells of a plot that lie below the text
        const box = text.getBoundingClientRect();
        const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
        for (const shape of text.closest('svg').querySelectorAll('path')) {
            const style = getComputedStyle(shape), area = shape.getBoundingClientRect();
            if (style.fill === 'none' || shape.closest('defs, clipPath')) continue;
            if (x < area.left || x > area.right || y < area.top || y > area.bottom) continue;
            ground = over(channels(style.fill), style.opacity * style.fillOpacity, ground);
        }
        return ground;
    };
    const paper = e => {
        for (; e; e = e.parentElement) {
            const colour = channels(getComputedStyle(e).backgroundColor);
            if (colour[3] === undefined || colour[3] > 0) return colour.slice(0, 3);
        }
    };
    const faint = [];
    for (const e of document.body.querySelectorAll('*')) {
        const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
        if (!own || !e.checkVisibility()) continue;
        const style = getComputedStyle(e), svg = e.closest('svg');
        const ink = light(channels(svg ? style.fill : style.color));
        const ground = light(svg ? shapes(e, paper(e)) : paper(e));
        const contrast = (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05);
        if (contrast < least) faint.push(`${e.textContent.slice(0, 40)} ${contrast.toFixed(2)}`);
    }
    return faint;
}"""


def page_of(run: FinishedRun) -> Report:
    return report_of(run, figures_of(run))


def case_like_report() -> Report:
    """Give a report with every plot, and a table with a column of sentences, as cases have."""
    sentence = "测试集上重新计算了归一化参数：同一个输入值，测试时的含义已与训练时不同。"
    rows = [[sentence, "model_test.py 第 32 行", "准确率", "0.974", "0.965", "在随机波动之内"]] * 2
    heads = ["错误", "位置", "指标", "脚本的结果", "改正后", "判断"]
    blocks = [
        Verdict("bad", sentence),
        TableBlock(heads, rows, sentence),
        Code("plainnet cases dense-breast-cancer --data " + "folder/" * 20),
        *(PlotBlock(plot, plot.name) for plot in every_plot()),
    ]
    return Report("全连接神经网络：乳腺癌分类", sentence, [Section("每个错误造成多大影响", blocks)])


@pytest.fixture(scope="module", params=["en", "zh"])
def pages(request: pytest.FixtureRequest, tmp_path_factory: Any) -> dict[str, Path]:
    """Write one report of each kind, in each language."""
    language: Language = request.param
    folder = tmp_path_factory.mktemp(language)
    with speaking(language):
        reports = {
            "two_classes": page_of(run_of_two_classes((1.0, 5.0))),
            "images": page_of(run_of_three_classes(of_images=True)),
            "number": page_of(run_of_a_number()),
            "series": page_of(run_of_a_series()),
            "case": case_like_report(),
        }
        for name, report in reports.items():
            write_report(report, folder / f"{name}.html")
    return {name: folder / f"{name}.html" for name in reports}


@pytest.fixture
def open_page(browser: Any, pages: dict[str, Path]) -> Iterator[Any]:
    """Open a page; whatever the console says is an error."""
    context = browser.new_context()
    said: list[str] = []

    def opened(name: str) -> Any:
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(pages[name].as_uri())
        return page

    yield opened
    context.close()
    assert said == []


@pytest.mark.parametrize("name", ["two_classes", "images", "number", "series", "case"])
def test_a_page_fits_its_window_and_can_be_read_and_heard(open_page: Any, name: str) -> None:
    page = open_page(name)
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for fault in (WIDER_THAN_THE_PAGE, WITHOUT_TEXT, SCROLLS_WITHOUT_KEYS, BROKEN_HEADS):
            assert page.evaluate(fault) == []
    for colours in ("light", "dark"):
        page.emulate_media(color_scheme=colours)
        assert page.evaluate(FAINT_LETTERS, LEAST_CONTRAST) == [], colours
    assert page.evaluate(HEADS_WITHOUT_SCOPE) == 0
    levels = page.evaluate(HEADINGS)
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert page.evaluate("document.documentElement.lang") in ("en", "zh-CN")


def test_a_plot_that_scrolls_says_so_and_the_main_picture_need_not(open_page: Any) -> None:
    page = open_page("two_classes")
    for width, is_narrow in ((360, True), (1280, False)):
        page.set_viewport_size({"width": width, "height": 800})
        wide = page.locator("figure:has(.wide)").first
        assert wide.locator(".hint").is_visible() == is_narrow
        scrolls = wide.locator(".wide").evaluate("e => e.scrollWidth > e.clientWidth")
        assert scrolls == is_narrow
        main = page.locator("figure:has(.on-narrow)").first
        assert main.locator(".on-narrow svg").is_visible() == is_narrow
        assert main.locator(".on-wide svg").is_visible() != is_narrow


def test_no_page_of_paper_is_half_white(
    browser: Any, pages: dict[str, Path], tmp_path: Path
) -> None:
    if shutil.which("pdftoppm") is None:
        pytest.skip("no pdftoppm to look at a PDF with")
    context = browser.new_context(color_scheme="dark")
    for name, path in pages.items():
        page = context.new_page()
        page.goto(path.as_uri())
        page.pdf(path=tmp_path / f"{name}.pdf", prefer_css_page_size=True)
        subprocess.run(
            ["pdftoppm", "-r", "40", "-gray", tmp_path / f"{name}.pdf", tmp_path / name],
            check=True,
        )
        sheets = sorted(tmp_path.glob(f"{name}-*.pgm"))
        assert len(sheets) > 1
        for sheet in sheets:
            is_last = sheet == sheets[-1]
            assert white_halves(np.asarray(Image.open(sheet)), is_last) == [], sheet.name
    context.close()


def white_halves(sheet: Any, is_last: bool) -> list[str]:
    """Name the halves of a sheet of paper without ink; the last one may end early."""
    assert re.match(r"\(3\d\d, 4\d\d\)|\(4\d\d, 3\d\d\)", str(sheet.shape))
    assert np.median(sheet) > 250  # the paper is white though the screen is dark
    middle_row, middle_column = np.array(sheet.shape) // 2
    halves = {
        "lower": sheet[middle_row:],
        "upper": sheet[:middle_row],
        "left": sheet[:, :middle_column],
        "right": sheet[:, middle_column:],
    }
    return [
        name
        for name, half in halves.items()
        if half.min() > 200 and not (is_last and name == "lower")
    ]
