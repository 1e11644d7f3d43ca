"""The third lesson's contract: its names, vanishing products, collapsed layers, units that die."""

from typing import Any

import numpy as np
import pytest

from lessons.lesson_page import act, enter, open_lesson, state, values
from plainnet.lessons.activations.checks import DATA
from plainnet.lessons.activations.lab import starting_data
from plainnet.lessons.lesson import Act, lessons

LESSON = next(lesson for lesson in lessons() if lesson.slug == "activations")
CONTROLS = {"activation", "x", "depth", "slope", "logits"}
VALUES = {"value", "slope_at_x", "product_of_slopes", "softmax_1", "softmax_2", "softmax_3"}


@pytest.fixture
def lab(page: Any, exported: str) -> Any:
    """Open the lesson."""
    open_lesson(page, exported, "en", LESSON)
    return page


def number(page: Any, name: str) -> float:
    """Read a value."""
    return float(values(page)[name])


def reason(page: Any, name: str) -> str:
    """Read why a value is empty."""
    return str(page.locator(f'dd:has([data-value-of="{name}"]) .why').inner_text())


def test_the_names_are_there(lab: Any):
    assert state(lab).keys() >= CONTROLS
    assert values(lab).keys() >= VALUES


def test_the_weights_it_starts_from_are_the_engines():
    assert starting_data() == DATA


@pytest.mark.parametrize(
    ("activation", "x", "value", "slope"),
    [
        ("sigmoid", 0.0, 0.5, 0.25),
        ("tanh", 0.0, 0.0, 1.0),
        ("relu", 3.0, 3.0, 1.0),
        ("relu", 0.0, 0.0, 0.0),
        ("relu", -3.0, 0.0, 0.0),
        ("leaky_relu", -3.0, -0.3, 0.1),
        ("leaky_relu", 2.0, 2.0, 1.0),
    ],
)
def test_values_and_slopes(lab: Any, activation: str, x: float, value: float, slope: float):
    enter(lab, {"activation": activation, "x": x, "slope": 0.1, "depth": 7})
    assert number(lab, "value") == pytest.approx(value)
    assert number(lab, "slope_at_x") == pytest.approx(slope)
    assert number(lab, "product_of_slopes") == pytest.approx(slope**7)


def test_a_quarter_to_the_power_of_the_depth(lab: Any):
    for depth in (1, 10, 50):
        enter(lab, {"activation": "sigmoid", "x": 0.0, "depth": depth})
        assert number(lab, "product_of_slopes") == 0.25**depth


@pytest.mark.parametrize(
    "logits", ["2\n1\n0.1", "2, 1, 0.1", "2 1 0.1", "2；1；0.1", "1002\n1001\n1000.1"]
)
def test_softmax_is_that_of_the_differences(lab: Any, logits: str):
    from scipy.special import softmax

    enter(lab, {"logits": logits})
    shown = [number(lab, f"softmax_{k}") for k in (1, 2, 3)]
    assert shown == pytest.approx(softmax([2, 1, 0.1]).tolist())
    assert sum(shown) == pytest.approx(1)
    assert not lab.locator('[data-value-of="softmax_4"]').is_visible()


@pytest.mark.parametrize(
    ("changes", "name", "why"),
    [
        ({"logits": ""}, "softmax_1", "there are no scores"),
        ({"logits": "1\nzwei"}, "softmax_1", "“zwei” is not a number"),
        ({"logits": "1 2 3 4 5 6 7 8 9"}, "softmax_1", "more than 8"),
        ({"logits": "x", "activation": "softmax"}, "value", "is not a number"),
        ({"layer1": "1,2"}, "line_slope", "two lines"),
        ({"layer2": "1,2\n3,4"}, "line_output", "second layer"),
        ({"layer3": "1,2,3\n1,2,3"}, "stack_output", "one line"),
        ({"rate": 30.0, "epochs": 1000}, "dead_units", "range of numbers"),
    ],
)
def test_what_is_not_defined_is_empty_and_says_why(
    lab: Any, changes: dict[str, Any], name: str, why: str
):
    enter(lab, changes)
    assert values(lab)[name] == ""
    assert why in reason(lab, name)
    act(lab, Act("reset"))
    assert values(lab)[name] != ""


def test_layers_without_an_activation_are_one_line(lab: Any):
    for x in (-4.0, 0.0, 2.5):
        enter(lab, {"x": x, "between": "linear"})
        line = number(lab, "line_slope") * x + number(lab, "line_bias")
        assert number(lab, "stack_output") == pytest.approx(line)
    enter(lab, {"between": "relu"})
    assert number(lab, "stack_output") != pytest.approx(number(lab, "line_output"))


def test_units_die_at_too_high_a_rate_and_leaky_ones_do_not(lab: Any):
    dead = []
    for rate in (0.01, 0.1, 0.7):
        enter(lab, {"rate": rate, "unit": "relu"})
        dead.append(number(lab, "dead_units"))
    assert dead == sorted(dead)
    assert dead[0] == 0
    assert dead[-1] >= 5
    enter(lab, {"unit": "leaky_relu"})
    assert number(lab, "dead_units") == 0
    enter(lab, {"rate": 0.95})
    assert values(lab)["dead_units"] == ""


def test_a_dead_unit_stays_dead(lab: Any):
    """Training on at the same rate may only add to the dead."""
    counts = []
    for epochs in (0, 5, 20, 100, 200):
        enter(lab, {"rate": 0.6, "epochs": epochs})
        counts.append(number(lab, "dead_units"))
    assert counts == sorted(counts)
    assert np.ptp(counts) > 0
