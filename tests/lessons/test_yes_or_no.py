"""The second lesson's contract: its names, scikit-learn's scores, empty values and why."""

import re
from typing import Any

import numpy as np
import pytest

from lessons.lesson_page import act, enter, open_lesson, state, values
from plainnet.lessons.lesson import Act, lessons
from plainnet.lessons.yes_or_no.checks import DATA
from plainnet.lessons.yes_or_no.lab import starting_data

LESSON = next(lesson for lesson in lessons() if lesson.slug == "yes-or-no")
CONTROLS = {"predictions", "threshold", "cost_missed", "cost_false_alarm", "z", "y"}
VALUES = {
    "true_positive", "false_positive", "false_negative", "true_negative", "precision", "recall",
    "f1", "accuracy", "best_threshold", "least_cost", "z", "y", "sigmoid", "sigmoid_slope",
    "cross_entropy", "squared_error", "gradient_z",
}  # fmt: skip


@pytest.fixture
def lab(page: Any, exported: str) -> Any:
    """Open the lesson."""
    open_lesson(page, exported, "en", LESSON)
    return page


def reason(page: Any, name: str) -> str:
    """Read why a value is empty."""
    return str(page.locator(f'dd:has([data-value-of="{name}"]) .why').inner_text())


def rows_of(text: str) -> Any:
    """Read the lines of a text field."""
    return np.array([[float(cell) for cell in line.split(",")] for line in text.splitlines()])


def test_the_names_are_there(lab: Any):
    assert state(lab).keys() >= CONTROLS
    assert values(lab).keys() >= VALUES


def test_the_rows_it_starts_from_are_the_engines():
    computed = starting_data()
    assert computed.keys() == DATA.keys()
    for name, text in computed.items():
        # Another machine may round the training otherwise, in the last digits kept.
        tolerance = 1.0 if name == "forecasts" else 2e-3
        np.testing.assert_allclose(rows_of(DATA[name]), rows_of(text), rtol=0, atol=tolerance)


@pytest.mark.parametrize("threshold", [0.1, 0.3, 0.5, 0.9])
def test_the_scores_are_those_of_scikit_learn(lab: Any, threshold: float):
    from sklearn.metrics import confusion_matrix, precision_recall_fscore_support

    truth, probabilities = rows_of(DATA["predictions"]).T
    enter(lab, {"threshold": threshold})
    shown = {name: float(values(lab)[name]) for name in VALUES - {"best_threshold"}}
    called = probabilities > threshold
    counts = confusion_matrix(truth, called).ravel()
    names = ("true_negative", "false_positive", "false_negative", "true_positive")
    assert [shown[name] for name in names] == counts.tolist()
    expected = precision_recall_fscore_support(truth, called, average="binary")[:3]
    assert [shown[name] for name in ("precision", "recall", "f1")] == pytest.approx(expected)


@pytest.mark.parametrize(("missed", "alarm"), [(5, 1), (1, 1), (1, 20), (100, 1)])
def test_no_threshold_is_cheaper(lab: Any, missed: float, alarm: float):
    truth, probabilities = rows_of(DATA["predictions"]).T
    enter(lab, {"cost_missed": missed, "cost_false_alarm": alarm})
    tried = np.linspace(0, 1, 20001)[:, None]
    is_called = probabilities > tried  # (thresholds, rows)
    costs = missed * (~is_called & (truth == 1)).sum(1) + alarm * (is_called & (truth == 0)).sum(1)
    assert float(values(lab)["least_cost"]) == pytest.approx(costs.min())
    enter(lab, {"threshold": float(values(lab)["best_threshold"])})
    assert values(lab)["cost"] == values(lab)["least_cost"]


@pytest.mark.parametrize(
    ("changes", "name", "why"),
    [
        ({"threshold": 1.0}, "precision", "no row is called yes"),
        ({"predictions": "0,0.2\n0,0.7"}, "recall", "no row is a yes"),
        ({"predictions": "0,0.2\n0,0.3"}, "f1", "none is called so"),
        ({"predictions": "1,0.2\n1,0.3"}, "best_threshold", "all labels are the same"),
        ({"cost_missed": 0}, "least_cost", "above 0"),
        ({"predictions": ""}, "accuracy", "there are no rows"),
        ({"predictions": "1,0.5\n2,0.5"}, "accuracy", "line 2"),
        ({"predictions": "1,0.5\n\n1,1.5"}, "accuracy", "line 3"),
        ({"predictions": "1,yes"}, "true_positive", "line 1"),
        ({"patients": "1,2,0\n1,3,1"}, "mean_loss", "(max − min) is 0"),
        ({"patients": "1,2,7"}, "gradient_w1", "line 1"),
        ({"row": 900}, "row_z", "no such row"),
        ({"forecasts": "0,1\n2,3"}, "mape", "divided by 0"),
        ({"forecasts": "5"}, "mae", "line 1"),
    ],
)
def test_what_is_not_defined_is_empty_and_says_why(
    lab: Any, changes: dict[str, Any], name: str, why: str
):
    assert values(lab)[name] != ""
    enter(lab, changes)
    assert values(lab)[name] == ""
    assert why in reason(lab, name)
    act(lab, Act("step"))
    act(lab, Act("reset"))
    assert values(lab)[name] != ""


def test_a_probability_on_the_threshold_is_not_called(lab: Any):
    enter(lab, {"predictions": "1,0.5\n0,0.5\n1,0.6", "threshold": 0.5})
    assert [values(lab)[name] for name in ("true_positive", "false_positive")] == ["1", "0"]


def test_the_losses_hold_where_the_probability_is_next_to_nothing(lab: Any):
    enter(lab, {"z": 40.0, "y": 0})
    assert float(values(lab)["cross_entropy"]) == pytest.approx(40)
    enter(lab, {"z": -800.0, "y": 1})
    assert float(values(lab)["cross_entropy"]) == pytest.approx(800)
    assert float(values(lab)["gradient_z"]) == -1


def test_a_table_of_predictions_is_read_by_the_server(
    page: Any, learn: str, served: str, tmp_path: Any
):
    from playwright.sync_api import expect

    file = tmp_path / "mine.csv"
    file.write_text("truth,chance\n" + "1,0.9\n0,0.2\n" * 20, encoding="utf-8")
    page.goto(learn)
    open_lesson(page, served, "en", LESSON)
    page.locator("input[type=file]").set_input_files(file)
    expect(page.locator("[data-control=predictions]")).to_have_value(re.compile("^1,0.9\n0,0.2"))
    assert [values(page)[name] for name in ("true_positive", "true_negative")] == ["20", "20"]


def test_a_thousand_rows_are_put_in_at_once(lab: Any):
    """Chromium sends an event for each line; they are not computed one by one."""
    rows = "\n".join(f"{row % 2},{row * 0.618 % 1:.4f}" for row in range(1000))
    lab.evaluate("""() => {
      window.painted = 0;
      const shown = document.querySelector("[data-value-of=accuracy]");
      new MutationObserver(() => (window.painted += 1)).observe(shown, { attributes: true });
    }""")
    lab.locator("[data-control=predictions]").fill(rows)
    lab.wait_for_timeout(500)
    counts = ("true_positive", "false_positive", "false_negative", "true_negative")
    assert sum(int(values(lab)[name]) for name in counts) == 1000
    assert 1 <= lab.evaluate("window.painted") <= 3
