"""The first lesson's contract: its names, the course's run to the last digit, empty values."""

from typing import Any

import pytest

from lessons.lesson_page import act, enter, open_lesson, state, values
from plainnet.lessons.lesson import Act, Lesson, lessons

LESSON = next(lesson for lesson in lessons() if lesson.slug == "a-line-through-points")
CONTROLS = {"points", "w", "b", "bias", "rate", "epochs"}
BUTTONS = ("step", "run", "reset")
VALUES = {
    "w", "b", "loss", "gradient_w", "gradient_b", "least_squares_w", "least_squares_b",
    "diverges_above", "prediction_at_4",
}  # fmt: skip


@pytest.fixture
def lab(page: Any, exported: str) -> Any:
    """Open the lesson."""
    open_lesson(page, exported, "en", LESSON)
    return page


def reason(page: Any, name: str) -> str:
    """Read why a value is empty."""
    return str(page.locator(f'dd:has([data-value-of="{name}"]) .why').inner_text())


def test_the_names_are_there(lab: Any):
    assert state(lab).keys() >= CONTROLS
    assert values(lab).keys() >= VALUES
    for name in BUTTONS:
        assert lab.locator(f'button[data-control="{name}"]').count() == 1


def test_the_courses_run_ends_on_its_number(lab: Any):
    enter(lab, {"w": 4.0, "rate": 0.01, "epochs": 100, "bias": "fixed"})
    act(lab, Act("run"))
    assert values(lab)["prediction_at_4"] == "8.000444482757587"
    act(lab, Act("reset"))
    assert values(lab)["w"] == "4"


def test_the_bound_of_the_courses_points(lab: Any):
    assert float(values(lab)["diverges_above"]) == pytest.approx(3 / 14, rel=1e-15)


def test_descent_grows_above_the_bound_and_shrinks_below(lab: Any):
    for rate, grows in ((0.22, True), (0.21, False)):
        enter(lab, {"w": 4.0, "rate": rate})
        before = float(values(lab)["loss"])
        act(lab, Act("step"))
        assert (float(values(lab)["loss"]) > before) is grows


def test_two_equal_columns_break_least_squares_and_not_descent(lab: Any):
    act(lab, Act("equal_columns"))
    shown = values(lab)
    assert shown["least_squares_w"] == shown["least_squares_b"] == ""
    assert "no inverse" in reason(lab, "least_squares_w")
    enter(lab, {"rate": 0.2, "epochs": 200})
    act(lab, Act("run"))
    shown = values(lab)
    assert float(shown["w"]) + float(shown["b"]) == pytest.approx(3, abs=1e-9)
    assert float(shown["gradient_w"]) == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(
    ("points", "why"),
    [
        ("", "there are no points"),
        ("1,2\n\nzwei,4", "line 3"),
        ("1,2,3", "line 1"),
        ("1,", "line 1"),
    ],
)
def test_points_that_are_none_leave_every_value_empty(lab: Any, points: str, why: str):
    enter(lab, {"points": points})
    assert {values(lab)[name] for name in VALUES} == {""}
    assert why in reason(lab, "loss")
    act(lab, Act("run"))
    act(lab, Act("course_points"))
    assert "" not in {values(lab)[name] for name in VALUES}


@pytest.mark.parametrize("points", ["1，2\n2，4", "1 2\n2\t4", " 1 , 2 ;2,4\n", "+1,2\n2,4e0"])
def test_points_are_read_as_people_write_them(lab: Any, points: str):
    enter(lab, {"points": points})
    assert values(lab)["least_squares_w"] == "2"


def test_zeros_alone_have_no_bound_and_no_least_squares(lab: Any):
    enter(lab, {"points": "0,1\n0,3", "bias": "fixed"})
    shown = values(lab)
    assert shown["diverges_above"] == shown["least_squares_w"] == ""
    assert "no rate diverges" in reason(lab, "diverges_above")


def test_a_descent_beyond_every_number_says_so(lab: Any):
    enter(lab, {"rate": 5.0, "epochs": 10000})
    act(lab, Act("run"))
    assert values(lab)["loss"] == ""
    assert "too large" in reason(lab, "loss")
    act(lab, Act("reset"))
    assert values(lab)["loss"] != ""


def test_what_is_no_number_is_marked_and_changes_nothing(lab: Any):
    before = values(lab)
    for name, text in (("w", ""), ("epochs", "1.5"), ("rate", "-1"), ("epochs", "10001")):
        field = lab.locator(f'[data-control="{name}"]')
        field.fill(text)
        assert field.get_attribute("aria-invalid") == "true"
        assert values(lab) == before


def test_figures_are_saved(lab: Any, tmp_path: Any):
    for kind, start in (("SVG", b"<svg"), ("PNG", b"\x89PNG")):
        with lab.expect_download() as waiting:
            lab.locator('[data-figure="loss"] .savers button', has_text=kind).click()
        file = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(file)
        assert file.read_bytes().startswith(start)
        assert file.suffix == f".{kind.lower()}"


def test_the_lesson_is_first() -> None:
    assert isinstance(LESSON, Lesson)
    assert lessons()[0] is LESSON


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "This needs a number from 0 to ∞."), ("zh", "请填写 0 到 ∞ 之间的数。")],
)
def test_a_refused_number_is_said_beside_its_field(
    language: str, sentence: str, page: Any, exported: str
):
    open_lesson(page, exported, language, LESSON)
    refused = page.locator('.control:has([data-control="rate"]) .refused')
    page.locator('[data-control="rate"]').fill("-1")
    assert refused.inner_text() == sentence
    assert values(page)["w"] == "4"
    page.locator('[data-control="rate"]').fill("0.1")
    assert refused.inner_text() == ""


def test_a_rate_changed_after_training_is_no_line_dragged_by_hand(lab: Any):
    step = lab.locator('[data-step="drag_line"]')
    act(lab, Act("run"))
    act(lab, Act("rate", "0.02"))
    assert step.get_attribute("data-done") != "yes"
    act(lab, Act("w", "2.01"))
    assert step.get_attribute("data-done") == "yes"


def test_no_chinese_line_begins_with_the_mark_after_a_formula(page: Any, exported: str):
    open_lesson(page, exported, "zh", LESSON)
    loose = page.evaluate(
        "[...document.querySelectorAll('main math')].filter((each) =>"
        " each.nextSibling?.nodeType === 3 && /^[，。；：、）！？]/.test(each.nextSibling.data)"
        " && !each.closest('.kept')).length"
    )
    assert page.locator("main .kept").count() > 0
    assert loose == 0
