"""Recurrence: contract names, what T and K count, the rule of four, clipping, bad series."""

from typing import Any

import pytest

from lessons.lesson_page import act, enter, open_lesson, values
from plainnet.lessons.lesson import Act, lessons
from plainnet.lessons.recurrence.checks import START, WEIGHTS

LESSON = next(each for each in lessons() if each.slug == "recurrence")
CONTROLS = {*WEIGHTS, "h0", "inputs", "targets", "activation", "clip"}
ALONE = {"loss", "gradient_u", "gradient_w", "gradient_v", "clipped_norm"}
GRADIENTS = [f"gradient_{name}" for name in WEIGHTS]


@pytest.fixture
def lab(page: Any, exported: str) -> Any:
    """Open the lesson afresh."""
    open_lesson(page, exported, "en", LESSON)
    return page


def numbers(lab: Any) -> dict[str, float]:
    """Read the values that are defined, in full precision."""
    return {name: float(text) for name, text in values(lab).items() if text != ""}


def series(*cells: float) -> str:
    """Write inputs or targets."""
    return ", ".join(map(str, cells))


def alike(count: int, first: float = 0) -> dict[str, str]:
    """Give inputs of zero after the first, and targets of one."""
    zeros = [0.0] * (count - 1)
    return {"inputs": series(first, *zeros), "targets": series(*[1.0] * count)}


@pytest.mark.parametrize("count", [2, 4, 50])
def test_the_contract_names_are_there(lab: Any, count: int):
    enter(lab, alike(count))
    named = "all => all.map(one => one.dataset.control)"
    assert set(lab.locator("[data-control]").evaluate_all(named)) >= CONTROLS
    times = range(1, count + 1)
    each = {f"{name}_{time}" for name in ("hidden", "output", "factor") for time in times}
    terms = {f"term_{time}_{step}" for time in times for step in range(1, time + 1)}
    shown = values(lab)
    assert set(shown) >= ALONE | each | terms
    assert "" not in {shown[name] for name in each | terms}
    for outside in (f"hidden_{count + 1}", "hidden_0", "term_1_2", f"term_{count + 1}_1"):
        assert outside not in shown


def test_fewer_steps_leave_nothing_behind(lab: Any):
    before = values(lab)
    act(lab, Act("twenty_steps"))
    assert "hidden_20" in values(lab)
    enter(lab, {name: START[name] for name in ("inputs", "targets", "error_at")})
    assert values(lab) == before


def test_terms_and_factors_are_what_the_docs_define(lab: Any):
    """By differences: a w of one step alone, and the first state."""
    enter(lab, {"h0": 0.3, "activation": "tanh"})
    shown = numbers(lab)
    x = [float(cell) for cell in START["inputs"].split(",")]
    slopes = [shown[f"slope_{time}"] for time in range(1, 5)]
    states = [0.3, *(shown[f"hidden_{time}"] for time in range(1, 5))]
    error = shown["output_4"] - 0.2
    to_sum = error * START["v"] * slopes[3]
    for step in (4, 3, 2, 1):
        assert shown[f"term_4_{step}"] == pytest.approx(to_sum * states[step - 1], rel=1e-12)
        to_sum *= START["w"] * slopes[step - 2]
    tiny = 1e-6
    enter(lab, {"h0": 0.3 + tiny})
    moved = numbers(lab)
    for time in range(1, len(x) + 1):
        slope = (moved[f"hidden_{time}"] - shown[f"hidden_{time}"]) / tiny
        assert shown[f"factor_{time}"] == pytest.approx(slope, rel=1e-4)


def test_the_terms_add_up_to_the_gradient(lab: Any):
    enter(lab, {"h0": -0.7, "w": -1.3})
    shown = numbers(lab)
    terms = [shown[name] for name in shown if name.startswith("term_")]
    assert sum(terms) == pytest.approx(shown["gradient_w"], rel=1e-12)
    rows = [shown[f"row_{time}"] for time in range(1, 5)]
    columns = [shown[f"column_{step}"] for step in range(1, 5)]
    assert sum(rows) == pytest.approx(sum(columns), rel=1e-12)


def test_the_rule_of_four_holds_only_at_the_middle(lab: Any):
    for w in (3.9, 4, 4.1):
        enter(lab, {**alike(50), "w": w, "b": -w / 2, "h0": 0.5, "activation": "sigmoid"})
        assert numbers(lab)["factor_50"] == pytest.approx((w / 4) ** 50, rel=1e-9)
    enter(lab, {**alike(50, first=2), "w": 5, "b": -2.5})
    assert abs(numbers(lab)["factor_50"]) < 1e-3
    enter(lab, {"w": -3.9, "b": 2})
    assert abs(numbers(lab)["factor_50"]) < (3.9 / 4) ** 50


def test_no_state_is_handed_on_without_w(lab: Any):
    enter(lab, {"w": 0, "h0": 5})
    shown = numbers(lab)
    assert shown["factor_4"] == 0
    assert [shown["term_4_3"], shown["term_4_1"], shown["gradient_h0"]] == [0, 0, 0]
    assert shown["term_4_4"] != 0


@pytest.mark.parametrize("clip", [0, 0.25, 100])
def test_clipping_shortens_all_gradients_by_one_factor(lab: Any, clip: float):
    enter(lab, {"clip": clip})
    shown = numbers(lab)
    norm = sum(shown[name] ** 2 for name in GRADIENTS) ** 0.5
    assert shown["gradient_norm"] == pytest.approx(norm, rel=1e-12)
    assert shown["clipped_norm"] == pytest.approx(min(norm, clip or norm), rel=1e-12)
    for name in WEIGHTS:
        share = shown["clipped_norm"] / norm
        assert shown[f"clipped_{name}"] == pytest.approx(shown[f"gradient_{name}"] * share)
    act(lab, Act("update"))
    assert numbers(lab)["loss"] == pytest.approx(shown["clipped_loss"], rel=1e-12)


def test_a_press_on_a_term_follows_it(lab: Any):
    cell = lab.locator('td:has(> [data-value-of="term_3_1"])')
    cell.click()
    assert lab.locator('[data-control="error_at"]').input_value() == "3"
    assert lab.locator('[data-control="back_to"]').input_value() == "1"
    assert values(lab)["chosen_term"] == values(lab)["term_3_1"]
    assert "chosen" in cell.get_attribute("class")


def verdict(lab: Any, typed: float) -> str:
    """Give what the page says of a term worked out by hand."""
    enter(lab, {"hand": f"{typed:.10f}"})
    return str(lab.locator('[data-place="hand"] [role="status"]').inner_text())


def test_slips_of_the_hand_are_named(lab: Any):
    shown = numbers(lab)
    term = shown["term_4_2"]
    assert verdict(lab, term) == "Right."
    assert "sign" in verdict(lab, -term)
    assert "the one after" in verdict(lab, term / shown["hidden_1"] * shown["hidden_2"])
    assert "a w on the way" in verdict(lab, term / START["w"])
    assert "slope at step 4" in verdict(lab, term / shown["slope_4"])
    assert "y − t at T = 4" in verdict(lab, term / shown["error_4"])
    assert "whole row" in verdict(lab, shown["row_4"])
    assert "Not yet" in verdict(lab, 7 * term)


@pytest.mark.parametrize(
    "bad",
    [
        {"inputs": "1, 2, x, 4"},
        {"inputs": "1, 2, 3"},
        {"inputs": "1", "targets": "1"},
        {"inputs": "", "targets": ""},
        alike(51),
    ],
    ids=["a word", "one too few", "one step", "empty", "51 steps"],
)
def test_a_series_that_is_none_is_said_to_be_none(lab: Any, bad: dict[str, str]):
    enter(lab, bad)
    assert values(lab)["loss"] == ""
    assert lab.locator('[data-value-of="loss"] + .why').inner_text() != ""
    for name in ("twenty_steps", "balance", "update"):
        act(lab, Act(name))
    assert values(lab)["loss"] == ""
    act(lab, Act("reset"))
    assert numbers(lab)["loss"] > 0


@pytest.mark.parametrize(
    "written", ["0.2 0.4 0.6 0.5", "0.2，0.4；0.6、0.5", "0.2\n0.4\n0.6;0.5\n"]
)
def test_series_are_read_as_people_write_them(lab: Any, written: str):
    before = values(lab)
    lab.locator('[data-control="inputs"]').fill(written)
    assert values(lab) == before
