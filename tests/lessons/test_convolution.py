"""The convolution lesson: its contract, whole maps, images as text, and an image of one's own."""

import json
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect
from scipy.signal import correlate

from lessons.lesson_page import act, enter, open_lesson, values
from plainnet.lessons.lesson import Act, Lesson, lessons

CONTROLS = [
    "pixels",
    "kernel",
    "bias",
    "padding",
    "stride",
    "pooling",
    "pool_size",
    "row",
    "column",
]
VALUES = [
    "output_height",
    "output_width",
    "sum_at_cursor",
    "pooled_height",
    "pooled_width",
    "weights_convolution",
    "weights_dense",
]
MAPS_JS = """async ([address, states]) => {
  const { numbers, controls } = await import(address);
  const start = Object.fromEntries(
    Object.entries(controls).map(([name, one]) => [name, one.start]),
  );
  return states.map((state) => Array.from(numbers({ ...start, ...state }).maps.values));
}"""


@pytest.fixture(scope="module")
def lesson() -> Lesson:
    """Find the lesson."""
    return next(lesson for lesson in lessons() if lesson.slug == "convolution")


def open_with(page: Any, root: str, lesson: Lesson, query: str) -> dict[str, str]:
    """Open the lesson with settings and read its values."""
    open_lesson(page, root, "en", lesson, query)
    return values(page)


def test_the_contract_names_are_there_and_the_course_example_comes_out(lesson, page, exported):
    shown = open_with(page, exported, lesson, "?row=1&column=1")
    for name in CONTROLS:
        assert page.locator(f'[data-control="{name}"]').count() == 1, name
    assert set(VALUES) <= shown.keys()
    assert [shown[name] for name in ("sum_at_cursor", "output_height", "output_width")] == [
        "43",
        "2",
        "2",
    ]
    assert [shown[name] for name in ("weights_convolution", "weights_dense")] == ["4", "36"]
    assert open_with(page, exported, lesson, "?padding=1")["output_height"] == "4"
    assert open_with(page, exported, lesson, "?padding=1&stride=2")["output_width"] == "2"


def test_whole_maps_are_those_of_scipy(lesson, page, exported):
    random = np.random.default_rng(3)
    states, wanted = [], []
    for padding, stride in ((0, 1), (2, 1), (1, 3)):
        image, kernels = random.integers(0, 256, (3, 9, 7)), random.normal(size=(2, 3, 3, 2))
        text = ["\n|\n".join("\n".join(",".join(map(repr, row)) for row in rows) for rows in one)
                for one in (image.tolist(), *kernels.tolist())]  # fmt: skip
        states.append(
            {
                "pixels": text[0],
                "kernel": "\n\n".join(text[1:]),
                "padding": padding,
                "stride": stride,
                "bias": 2,
            }
        )
        padded = np.pad(image, ((0, 0), (padding, padding), (padding, padding)))
        maps = [correlate(padded, kernel, "valid")[0, ::stride, ::stride] + 2 for kernel in kernels]
        wanted.append(np.stack(maps))
    page.goto(f"{exported}en/teachers/")
    address = f"{exported}static/lessons/convolution/lab.js"
    for mine, theirs in zip(page.evaluate(MAPS_JS, [address, states]), wanted, strict=True):
        np.testing.assert_allclose(np.array(mine), theirs.ravel(), atol=1e-10)


@pytest.mark.parametrize(
    ("query", "undefined", "why"),
    [
        ("?kernel=1,1,1,1;1,1,1,1", "output_height", "does not fit"),
        ("?pixels=1,2;3,4|5,6;7,8", "sum_at_cursor", "the image has 2 channels, the kernel 1"),
        ("?pixels=1,2;3", "sum_at_cursor", "“3”"),
        ("?pixels=1,2;3,4;;1,2;3,4", "weights_dense", "more than one image"),
        ("?kernel=1,2;;3", "sum_at_cursor", "equal sizes"),
        ("?row=2", "sum_at_cursor", "rows of the map 2"),
        ("?pooling=max&pool_size=3", "pooled_height", "does not fit"),
        ("", "pooled_width", "no pooling"),
        ("?padding=1&pooling=max&pool_size=3&row=3", "pooled_at_cursor", "left over"),
    ],
)  # fmt: skip
def test_what_is_not_defined_is_empty_and_says_why(lesson, page, exported, query, undefined, why):
    shown = open_with(page, exported, lesson, query)
    assert shown[undefined] == ""
    place = page.locator(f'.value:has([data-value-of="{undefined}"]) .why')
    assert why in place.inner_text()


def test_channels_may_stand_in_blocks_or_in_rows(lesson, page, exported):
    kernel = "&kernel=1,0;0,1|0,2;2,0"
    blocks = open_with(page, exported, lesson, f"?pixels=1,2;3,4|5,6;7,8{kernel}")
    rows = open_with(page, exported, lesson, f"?pixels=1,2|5,6;3,4|7,8{kernel}")
    assert blocks["sum_at_cursor"] == rows["sum_at_cursor"] == str(1 + 4 + 2 * 6 + 2 * 7)


def wait_for_channels(page: Any, pixels: Any, *, several: bool) -> None:
    """Wait until an image was read; the page's policy allows no function of the test's own."""
    for _ in range(200):
        if ("|" in pixels.input_value()) is several:
            return
        page.wait_for_timeout(50)
    raise AssertionError(pixels.input_value())


def test_an_own_image_becomes_numbers(lesson, page, exported, tmp_path: Path):
    random = Random(5)
    colours = np.array(
        [[[random.randrange(256) for _ in range(3)] for _ in range(5)] for _ in range(4)]
    )
    Image.fromarray(colours.astype(np.uint8)).save(tmp_path / "colours.png")
    Image.new("L", (100, 40), 77).save(tmp_path / "grey.png")
    (tmp_path / "broken.png").write_bytes(b"no image")
    open_lesson(page, exported, "en", lesson)
    pixels = page.locator('[data-control="pixels"]')
    chosen = page.locator("#own-image")
    chosen.set_input_files(tmp_path / "colours.png")
    wait_for_channels(page, pixels, several=True)
    parts = [part.strip().split("\n") for part in pixels.input_value().split("|")]
    read = [[[int(cell) for cell in row.split(",")] for row in part] for part in parts]
    assert np.array_equal(np.array(read).transpose(1, 2, 0), colours)
    chosen.set_input_files(tmp_path / "grey.png")
    wait_for_channels(page, pixels, several=False)
    assert pixels.input_value() == "\n".join([",".join(["77"] * 32)] * 13)
    chosen.set_input_files(tmp_path / "broken.png")
    page.wait_for_selector(".own-image .hint:not(:empty)")
    act(page, Act("reset"))


def test_the_images_are_those_that_the_project_makes(lesson: Lesson):
    kept = json.loads((lesson.folder / "data.json").read_text(encoding="utf-8"))
    assert kept == lesson.engine.pictures()  # type: ignore[attr-defined]


def test_a_whole_number_keeps_all_its_digits_in_its_cell(lesson: Lesson, page: Any, exported: str):
    shown = open_with(page, exported, lesson, "?pixels=-1235,7;8,529&kernel=1")
    cells = page.locator('[data-figure="maps"] text.cell')
    assert cells.evaluate_all("each => each.map(one => one.textContent)") == [
        "−1235", "7", "8", "529",
    ]  # fmt: skip
    assert shown["map_least"] == "-1235"


def test_the_size_after_pooling_is_not_written_without_pooling(
    lesson: Lesson, page: Any, exported: str
):
    open_lesson(page, exported, "en", lesson)
    size = page.locator('[data-live="pooled_exactly"]')
    size.scroll_into_view_if_needed()
    expect(size).to_have_text("…")
    enter(page, {"pooling": "max", "pool_size": 2})
    expect(size).to_have_text("1")
    assert values(page)["pooled_height"] == "1"
