"""Every lesson that is there: its numbers are the engine's, its page answers mouse and keyboard."""

import json
import re
from collections.abc import Sequence
from itertools import cycle
from random import Random
from typing import Any

import pytest

from lessons.lesson_page import act, differs, enter, open_lesson, state, values
from plainnet.lessons.lesson import Act, Lesson, lessons
from plainnet.messages.language import LANGUAGES, speaking
from plainnet.web.markup import shown_source
from plainnet.web.page import lesson_page

STATES = 1000
STATES_THROUGH_THE_PAGE = 20
CHANGED_BY_KEY = {
    "SELECT": "ArrowDown",
    "number": "ArrowUp",
    "range": "ArrowRight",
    "checkbox": "Space",
}
NUMBERS_JS = """async ([address, states]) => {
  const { numbers, controls } = await import(address);
  const start = Object.fromEntries(
    Object.entries(controls).map(([name, one]) => [name, one.start]),
  );
  const finite = (value) => (typeof value === "string" || Number.isFinite(value) ? value : null);
  return states.map((state) => {
    const { values } = numbers({ ...start, ...state });
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, finite(value)]));
  });
}"""

each_lesson = pytest.mark.parametrize("lesson", lessons(), ids=lambda lesson: lesson.slug)
each_language = pytest.mark.parametrize("language", LANGUAGES)


def lab_numbers(page: Any, root: str, lesson: Lesson, states: list[dict[str, Any]]) -> Any:
    """Run the pure part of a lab in the browser."""
    page.goto(f"{root}en/teachers/")
    address = f"{root}static/lessons/{lesson.folder.name}/lab.js"
    return page.evaluate(NUMBERS_JS, [address, states])


def differences(lesson: Lesson, states: Any, shown: Any) -> list[tuple[int, str, Any, Any]]:
    """List where the page does not show what the engine computes."""
    tolerance = lesson.engine.TOLERANCE
    return [
        (number, name, mine.get(name), engine)
        for number, (mine, theirs) in enumerate(
            zip(shown, lesson.engine.answers(states), strict=True)
        )
        for name, engine in theirs.items()
        if differs(mine.get(name), engine, tolerance)
    ]


@each_lesson
def test_the_numbers_of_a_lab_are_those_of_the_engine(lesson: Lesson, page: Any, exported: str):
    random = Random(lesson.slug)
    states = [lesson.checks.states(random) for _ in range(STATES)]
    shown = lab_numbers(page, exported, lesson, states)
    assert len(shown[0]) > 3
    assert differences(lesson, states, shown) == []


@each_lesson
def test_the_page_shows_what_the_engine_computes(lesson: Lesson, page: Any, exported: str):
    random = Random(f"{lesson.slug} through the page")
    states = [lesson.checks.states(random) for _ in range(STATES_THROUGH_THE_PAGE)]
    open_lesson(page, exported, "en", lesson)
    shown = []
    for wanted in states:
        enter(page, wanted)
        texts = values(page)
        shown.append({name: _as_number(text) for name, text in texts.items()})
    assert differences(lesson, states, shown) == []


def _as_number(text: str) -> float | str | None:
    """Read a value of the page; empty is undefined."""
    try:
        return float(text) if text else None
    except ValueError:
        return text


@each_lesson
def test_the_python_that_is_printed_computes_the_same(lesson: Lesson, page: Any, exported: str):
    results = lesson.checks.python_results()
    shown = lab_numbers(page, exported, lesson, [state for state, _, _ in results])
    for (_, name, result), mine in zip(results, shown, strict=True):
        assert not differs(mine[name], result, 1e-9), name
    for name in lesson.checks.PYTHON:
        assert len(shown_source(lesson, name).splitlines()) <= 8


@each_lesson
def test_steps_are_noticed(lesson: Lesson, page: Any, exported: str):
    open_lesson(page, exported, "en", lesson)
    for name, deeds in lesson.checks.STEPS.items():
        page.evaluate("localStorage.clear()")
        open_lesson(page, exported, "en", lesson)
        _notice(page, name, deeds)
    open_lesson(page, exported, "en", lesson)
    assert page.locator(f'[data-step="{name}"]').get_attribute("data-done") == "yes", "forgotten"
    named = page.locator("[data-step]").evaluate_all("all => all.map(one => one.dataset.step)")
    assert sorted(named) == sorted(lesson.checks.STEPS)


def _notice(page: Any, name: str, deeds: Sequence[Act]) -> None:
    """Do what a step asks for; the page notices it then, and not before."""
    step = page.locator(f'[data-step="{name}"]')
    for deed in deeds:
        assert step.get_attribute("data-done") is None, f"{name} is noticed too early"
        act(page, deed)
    assert step.get_attribute("data-done") == "yes", name
    assert step.locator(".reason").is_visible()


@each_lesson
def test_nonsense_is_no_step(lesson: Lesson, page: Any, exported: str):
    open_lesson(page, exported, "en", lesson)
    for name in page.locator("textarea").evaluate_all("all => all.map(one => one.dataset.control)"):
        page.locator(f'[data-control="{name}"]').fill("abc")
        for button in page.locator('button:is([data-control="step"], [data-control="run"])').all():
            button.click()
        assert page.locator("[data-step][data-done]").count() == 0, name


@pytest.mark.parametrize(
    ("lesson", "language"),
    list(zip(lessons(), cycle(LANGUAGES))),
    ids=lambda one: getattr(one, "slug", one),
)
def test_the_served_page_notices_steps(
    lesson: Lesson, language: str, page: Any, learn: str, served: str
):
    page.goto(learn)
    open_lesson(page, served, language, lesson)
    _notice(page, *next(iter(lesson.checks.STEPS.items())))


@each_lesson
def test_every_control_is_changed_by_keyboard_and_by_mouse(
    lesson: Lesson, page: Any, exported: str
):
    open_lesson(page, exported, "en", lesson)
    for name in state(page):
        page.locator('[data-control="reset"]').click()
        before = state(page)[name]
        control = page.locator(f'[data-control="{name}"]')
        control.focus()
        kind = control.evaluate("one => one.tagName === 'INPUT' ? one.type : one.tagName")
        page.keyboard.press(CHANGED_BY_KEY.get(kind, "Control+End"))
        if kind == "TEXTAREA":
            page.keyboard.press("Backspace")
        elif state(page)[name] == before and kind == "SELECT":
            page.keyboard.press("ArrowUp")
        assert state(page)[name] != before, f"{name} by keyboard"
        _change_by_mouse(page, name, kind)


def _change_by_mouse(page: Any, name: str, kind: str) -> None:
    """Press into the control, or into the slider beside a field."""
    before = state(page)[name]
    slider = page.locator(f'[data-slider-of="{name}"]')
    target = slider if slider.count() else page.locator(f'[data-control="{name}"]')
    box = target.bounding_box()
    if kind in {"SELECT", "TEXTAREA"}:  # a list opens outside the page; text is typed
        return
    for share in (0.9, 0.1):
        target.click(position={"x": box["width"] * share, "y": box["height"] / 2})
    if slider.count():
        assert state(page)[name] != before, f"{name} by mouse"


@each_lesson
def test_every_handle_moves_by_keyboard_and_by_mouse(lesson: Lesson, page: Any, exported: str):
    open_lesson(page, exported, "en", lesson)
    names = page.locator("[data-handle]").evaluate_all("all => all.map(one => one.dataset.handle)")
    for name in names:
        for way in ("keyboard", "mouse"):
            page.locator('[data-control="reset"]').click()
            handle = page.locator(f'[data-handle="{name}"]').first
            before = handle.get_attribute("transform")
            if way == "keyboard":
                handle.focus()
                page.keyboard.press("ArrowUp")
                page.keyboard.press("ArrowRight")
            else:
                handle.hover()
                box = handle.bounding_box()
                page.mouse.down()
                x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
                page.mouse.move(x - 25, y - 20, steps=3)
                if handle.get_attribute("transform") == before:  # it lies at an edge
                    page.mouse.move(x + 90, y + 90, steps=3)
                page.mouse.up()
            assert handle.get_attribute("transform") != before, f"{name} by {way}"


@each_lesson
def test_the_address_holds_the_state(lesson: Lesson, page: Any, exported: str):
    wanted = lesson.checks.states(Random(f"{lesson.slug} address"))
    open_lesson(page, exported, "en", lesson)
    start = values(page)
    enter(page, wanted)
    shown = values(page)
    page.wait_for_timeout(500)  # the address follows when the hand rests
    page.reload()
    page.wait_for_selector("main[data-ready]")
    assert values(page) == shown
    page.locator("a[hreflang=zh-CN]").click()
    page.wait_for_selector("html[lang=zh-CN] main[data-ready]")
    assert values(page) == shown
    page.locator('[data-control="reset"]').click()
    assert values(page) == start


@each_lesson
@each_language
def test_questions_know_their_answers(lesson: Lesson, language: str, page: Any, exported: str):
    open_lesson(page, exported, language, lesson)
    named = page.locator("[data-check]").evaluate_all("all => all.map(one => one.dataset.check)")
    assert sorted(named) == sorted(lesson.checks.ANSWERS)
    for name, answer in lesson.checks.ANSWERS.items():
        form = page.locator(f'[data-check="{name}"]')
        for given, is_right in [
            (answer.value + 3 * answer.tolerance + 1, False),
            (answer.value + answer.tolerance / 2, True),
        ]:
            form.locator("input").fill(repr(given))
            form.locator("button").click()
            assert form.get_attribute("data-right") == ("yes" if is_right else "no")
        assert form.locator(".reason").is_visible()


@each_lesson
@each_language
def test_every_page_is_accessible(
    lesson: Lesson, language: str, page: Any, exported: str, axe: Any
):
    open_lesson(page, exported, language, lesson)
    page.evaluate(axe.read_text(encoding="utf-8"))
    for scheme in ("light", "dark") if language == "en" else ("light",):
        page.emulate_media(color_scheme=scheme)
        found = page.evaluate("axe.run()")["violations"]
        serious = [
            (one["id"], [node["html"][:120] for node in one["nodes"]])
            for one in found
            if one["impact"] in {"serious", "critical"}
        ]
        assert serious == []


@each_lesson
@each_language
def test_every_page_fits_every_screen(
    lesson: Lesson, language: str, page: Any, exported: str, pictures: Any
):
    open_lesson(page, exported, language, lesson)
    for width in (360, 768, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_timeout(100)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{wide} px in {width} px"
        for scheme in ("light", "dark") if pictures else ():
            page.emulate_media(color_scheme=scheme)
            name = f"{lesson.slug}-{language}-{width}-{scheme}.png"
            page.screenshot(path=pictures / name, full_page=True)


@each_lesson
@each_language
def test_formulas_fit_a_desktop(lesson: Lesson, language: str, page: Any, exported: str):
    open_lesson(page, exported, language, lesson)
    wide = "all => all.filter(one => one.scrollWidth > one.clientWidth).map(one => one.textContent)"
    assert page.locator(".formula").evaluate_all(wide) == []


@each_lesson
def test_the_lab_is_on_the_first_screen(lesson: Lesson, page: Any, exported: str):
    for language in LANGUAGES:
        open_lesson(page, exported, language, lesson)
        box = page.locator('[data-place="lab"]').bounding_box()
        assert box["y"] + box["height"] <= 800


@each_lesson
def test_texts_hold_no_typed_number(lesson: Lesson):
    for language in LANGUAGES:
        text = lesson.text(language)
        prose = re.sub(r"^:::(python|script|place).*?^:::$", "", text.body, flags=re.M | re.S)
        prose = re.sub(
            r"\{\{.*?\}\}|\$\$.+?\$\$|\$[^$\n]+?\$|`[^`]*`|^:::.*$", "", prose, flags=re.S | re.M
        )
        assert re.findall(r"\d+", prose) == []


@each_lesson
def test_both_languages_hold_the_same_lesson(lesson: Lesson):
    english, chinese = (lesson.text(language) for language in LANGUAGES)
    assert english.words.keys() == chinese.words.keys()
    for part in (r"^:::\w+.*$", r"\\live\{\w+\}", r"\{\{ *\w+"):
        found = [sorted(re.findall(part, text.body, re.M)) for text in (english, chinese)]
        assert found[0] == found[1]
    for name in ("concepts", "settings"):
        keys = [
            [entry.get("control") or entry.get("query") for entry in text.head[name]]
            for text in (english, chinese)
        ]
        assert keys[0] == keys[1]


@each_lesson
def test_pages_are_the_same_each_time(lesson: Lesson):
    for language in LANGUAGES:
        with speaking(language):
            assert lesson_page(lesson) == lesson_page(lesson)


@each_lesson
def test_the_lines_of_the_course_are_the_courses(lesson: Lesson, course: Any):
    for file, lines in re.findall(
        r"^:::script (\S+)\n(.*?)^:::$", lesson.text("en").body, re.M | re.S
    ):
        script = (course / file).read_text(encoding="utf-8")
        for line in lines.splitlines():
            assert line.strip() in script


@each_lesson
def test_concepts_name_controls_that_are_there(lesson: Lesson, page: Any, exported: str):
    open_lesson(page, exported, "en", lesson)
    there = set(
        page.locator("[data-control]").evaluate_all("all => all.map(one => one.dataset.control)")
    )
    assert {entry["control"] for entry in lesson.text("en").head["concepts"]} <= there


@each_lesson
def test_a_page_is_light(lesson: Lesson, browser: Any, exported: str):
    sizes = []
    context = browser.new_context()  # where nothing is cached
    page = context.new_page()
    page.on("response", lambda answer: sizes.append(len(answer.body())))
    open_lesson(page, exported, "zh", lesson)
    context.close()
    carries_nets = lesson.facts["order"] > 5  # trained ones, beside what every page holds
    assert 20_000 < sum(sizes) < (400_000 if carries_nets else 300_000)


@each_lesson
def test_no_word_is_missing(lesson: Lesson, page: Any, exported: str):
    """A word that a text lacks is shown by its name; names have underscores or are in `words`."""
    for language in LANGUAGES:
        open_lesson(page, exported, language, lesson)
        words = json.loads(page.locator("#words").text_content())
        for place in page.locator("[data-place], .steps").all():
            assert re.findall(r"\b[a-z]+_[a-z_]+\b", place.inner_text()) == []
        assert words["progress"]
