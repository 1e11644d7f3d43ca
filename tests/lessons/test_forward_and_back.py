"""Forward and back: its contract names, slips of the hand, and what a net must not do."""

from typing import Any

import pytest

from lessons.lesson_page import act, enter, open_lesson, values
from plainnet.lessons.forward_and_back.checks import START, WEIGHTS
from plainnet.lessons.lesson import Act, lessons

LESSON = next(each for each in lessons() if each.slug == "forward-and-back")
CONTROLS = {
    "x1", "x2", "target", *WEIGHTS, "activation", "output_activation", "rate", "steps", "update",
}  # fmt: skip
VALUES = {
    "sum1", "sum2", "hidden1", "hidden2", "sum3", "output", "loss", "new_loss",
    "autodiff_difference",
    *(f"gradient_{name}" for name in WEIGHTS), *(f"new_{name}" for name in WEIGHTS),
}  # fmt: skip


@pytest.fixture
def lab(page: Any, exported: str) -> Any:
    """Open the lesson afresh."""
    open_lesson(page, exported, "en", LESSON)
    return page


def number(lab: Any, name: str) -> float:
    """Read a value in full precision."""
    return float(values(lab)[name])


def verdict(lab: Any, weight: str, typed: float) -> str:
    """Give what the page says of a gradient worked out by hand."""
    enter(lab, {"weight": weight, "hand": f"{typed:.8f}"})
    return str(lab.locator('[data-place="hand"] [role="status"]').inner_text())


def test_the_contract_names_are_there(lab: Any):
    named = "all => all.map(one => one.dataset.control)"
    assert set(lab.locator("[data-control]").evaluate_all(named)) >= CONTROLS
    assert set(values(lab)) >= VALUES


def test_an_update_puts_the_new_weights_in_place(lab: Any):
    enter(lab, {"x1": -0.3, "v2": 1.4, "rate": 0.7})
    before = values(lab)
    act(lab, Act("update"))
    for name in WEIGHTS:
        field = lab.locator(f'input[data-control="{name}"]')
        assert field.input_value() == before[f"new_{name}"]
    assert values(lab)["loss"] == before["new_loss"]


def test_many_updates_are_as_many_single_ones(lab: Any):
    for _ in range(10):
        act(lab, Act("update"))
    singly = number(lab, "loss")
    act(lab, Act("reset"))
    enter(lab, {"steps": 10})
    ahead = number(lab, "loss_after_steps")
    act(lab, Act("update"))
    assert number(lab, "loss") == singly == ahead


def test_slips_of_the_hand_are_named(lab: Any):
    gradient = number(lab, "gradient_w11")
    assert verdict(lab, "w11", gradient) == "Right."
    assert "sign" in verdict(lab, "w11", -gradient)
    assert "learning rate" in verdict(lab, "w11", START["rate"] * gradient)
    assert "x₁" in verdict(lab, "w11", gradient / START["x1"])
    assert "v₁" in verdict(lab, "w11", gradient / START["v1"])
    assert "y − t" in verdict(lab, "w11", gradient / (number(lab, "output") - START["target"]))
    assert "h₁" in verdict(lab, "v1", number(lab, "gradient_v1") / number(lab, "hidden1"))
    assert "Not yet" in verdict(lab, "w11", 3 * gradient)


def test_a_dead_unit_gets_no_gradient(lab: Any):
    enter(lab, {"activation": "relu", "b1": -2})
    shown = values(lab)
    assert [float(shown[f"gradient_{name}"]) for name in ("w11", "w21", "b1", "v1")] == [0] * 4
    assert float(shown["gradient_w12"]) != 0


def test_autodiff_agrees_to_the_last_digits(lab: Any):
    for activation in ("sigmoid", "tanh", "relu", "linear"):
        enter(lab, {"activation": activation, "output_activation": "tanh", "w22": -1.7})
        assert 0 <= number(lab, "autodiff_difference") < 1e-15


def test_a_net_that_leaps_beyond_every_number_says_so(lab: Any):
    enter(lab, {"output_activation": "linear", "activation": "linear", "rate": 50, "steps": 100})
    act(lab, Act("update"))
    assert values(lab)["loss"] == ""
    assert lab.locator('[data-value-of="loss"] + .why').inner_text() != ""
