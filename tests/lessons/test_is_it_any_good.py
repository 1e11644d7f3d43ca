"""Is it any good: contract names, statsmodels' interval, what is undefined, a net in training."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import expect

from lessons.lesson_page import act, enter, open_lesson, state, values
from plainnet.evaluation.forecast import rmse_by_lag
from plainnet.lessons.is_it_any_good.checks import DATA, START, lines_of
from plainnet.lessons.is_it_any_good.lab import case_figures, starting_data
from plainnet.lessons.lesson import Act, lessons

LESSON = next(lesson for lesson in lessons() if lesson.slug == "is-it-any-good")
CONTROLS = {"test_rows", "errors", "shift"}
LONGEST = 60_000  # milliseconds: other programs may be at work beside the browser
VALUES = {"interval_low", "interval_high", "rmse", "rmse_last_value", "best_lag"}


@pytest.fixture
def lab(page: Any, exported: str) -> Any:
    """Open the lesson."""
    open_lesson(page, exported, "en", LESSON)
    return page


def shown(page: Any, name: str) -> float:
    """Read a value."""
    return float(values(page)[name])


def reason(page: Any, name: str) -> str:
    """Read why a value is empty."""
    return str(page.locator(f'dd:has([data-value-of="{name}"]) .why').text_content())


def test_the_names_are_there(lab: Any):
    assert state(lab).keys() >= CONTROLS
    assert values(lab).keys() >= VALUES


@pytest.mark.parametrize(("rows", "errors"), [(114, 0), (114, 114), (1, 1), (50, 4), (100000, 7)])
def test_the_interval_is_that_of_statsmodels(lab: Any, rows: int, errors: int):
    from statsmodels.stats.proportion import proportion_confint

    enter(lab, {"test_rows": rows, "errors": errors})
    ends = proportion_confint(rows - errors, rows, method="wilson")
    found = [shown(lab, "interval_low"), shown(lab, "interval_high")]
    assert found == pytest.approx(np.clip(ends, 0, 1), rel=1e-12, abs=1e-15)


def test_a_moved_forecast_is_held_against_the_days_it_reaches(lab: Any):
    truth, said = lines_of(DATA["days"]).T
    for shift in range(6):
        enter(lab, {"shift": shift})
        off = said[shift:] - truth[: len(truth) - shift]
        assert shown(lab, "rmse") == pytest.approx(np.sqrt(np.mean(off**2)), rel=1e-12)
    assert shown(lab, "best_lag") == np.argmin(rmse_by_lag(truth, said))
    yesterday = np.sqrt(np.mean(np.diff(truth) ** 2))
    assert shown(lab, "rmse_last_value") == pytest.approx(yesterday, rel=1e-12)


def test_yesterdays_price_as_the_forecast_fits_best_at_one_day(lab: Any):
    prices = [5.0, 7, 4, 8, 6, 9, 3, 8]
    days = "\n".join(f"{now},{before}" for before, now in pairwise(prices))
    enter(lab, {"days": days, "shift": 1})
    assert [shown(lab, "best_lag"), shown(lab, "rmse")] == [1, 0]
    assert shown(lab, "skill") == 0


@pytest.mark.parametrize(
    ("changes", "name", "why"),
    [
        ({"test_rows": 0, "errors": 0}, "interval_low", "no rows"),
        ({"test_rows": 3}, "interval_high", "more errors than rows"),
        ({"patients": "12,0\n12,1", "patient": 1}, "row_probability_refit", "(max − min) is 0"),
        ({"patients": "12,2"}, "row_scaled", "line 1"),
        ({"patient": 500}, "row_probability", "no such row"),
        ({"days": "1,2\n1"}, "rmse", "line 2"),
        ({"days": "1,2\n2,3", "shift": 2}, "rmse", "2 days"),
        ({"days": "1,2"}, "rmse_last_value", "no day before"),
        ({"days": "5,5\n5,4"}, "skill", "no error"),
        ({"days": "1,2\n2,3\n3,4\n4,5\n5,6"}, "best_lag", "more than 5"),
        ({"own": "cat"}, "own_score", "line 1"),
        ({"own": "1,1\n1,1"}, "own_gain", "one class"),
        ({"own": "1,yes", "own_kind": "numbers"}, "own_score", "line 1"),
        ({"own": "\n".join(f"{row},1" for row in range(41))}, "own_score", "41 classes"),
    ],
)
def test_what_is_not_defined_is_empty_and_says_why(
    lab: Any, changes: dict[str, Any], name: str, why: str
):
    assert values(lab)[name] != ""
    enter(lab, changes)
    assert values(lab)[name] == ""
    assert why in reason(lab, name)
    for button in ("show_own", "train"):
        act(lab, Act(button))
    act(lab, Act("reset"))
    assert values(lab)[name] != ""


def test_three_rows_have_no_interval(lab: Any):
    assert values(lab)["linear_regression_taught_low"] == ""
    cell = lab.locator('td:has([data-value-of="linear_regression_taught_low"]) .why')
    assert "too few rows" in cell.inner_text()


def test_a_drag_in_small_steps_is_noticed(lab: Any):
    handle = lab.locator("[data-handle=largest]")
    handle.focus()
    for _ in range(20):
        lab.keyboard.press("ArrowRight")
    assert lab.locator("[data-step=others_moved]").get_attribute("data-done") == "yes"


# --- one's own answers ---


def test_classes_of_ones_own_are_shown_in_the_first_lab(lab: Any):
    lab.locator("[data-control=own]").fill("cat,cat\ncat,dog\n dog , dog\ncat,cat\n")
    assert [shown(lab, name) for name in ("own_rows", "own_score", "own_baseline")] == [
        4,
        0.75,
        0.75,
    ]
    assert shown(lab, "own_gain") == 0
    act(lab, Act("show_own"))
    assert [state(lab)[name] for name in ("test_rows", "errors", "commonest")] == ["4", "1", "0.75"]
    assert shown(lab, "interval_low") == shown(lab, "own_low")


def test_a_series_of_ones_own_is_shown_as_the_forecast(lab: Any):
    days = "\n".join(f"{day % 7},{(day - 1) % 7}" for day in range(1, 30))
    enter(lab, {"own": days, "own_kind": "series"})
    assert shown(lab, "own_lag") == 1
    act(lab, Act("show_own"))
    assert shown(lab, "best_lag") == 1
    assert shown(lab, "rmse") == shown(lab, "own_score")


@pytest.mark.parametrize(
    ("header", "line"),
    [
        ("row,truth,prediction,probability_b", "3,b,b,0.9"),
        ("step,truth_step_1,truth_step_2,prediction_step_1,low_step_1", "3,b,x,b,0"),
    ],
)
def test_the_answers_of_a_run_are_read_in_the_page(
    lab: Any, tmp_path: Path, header: str, line: str
):
    file = tmp_path / "predictions.csv"
    file.write_text(f"{header}\n{line}\n{line}\n", encoding="utf-8")
    lab.locator("#own-answers").set_input_files(file)
    expect(lab.locator("[data-control=own]")).to_have_value("b,b\nb,b")
    assert shown(lab, "own_score") == 1
    other = tmp_path / "other.csv"
    other.write_text("a,b,c\n1,2,3\n", encoding="utf-8")
    lab.locator("#own-answers").set_input_files(other)
    expect(lab.locator(".own [role=status]")).to_contain_text("truth and prediction")


# --- the net in training ---


def trained(page: Any, epochs: int) -> None:
    """Wait until the net has passed so many epochs."""
    shown = page.locator("[data-value-of=epoch]")
    expect(shown).to_have_attribute("data-value", str(epochs), timeout=LONGEST)


def test_a_training_goes_on_while_the_page_answers(lab: Any):
    act(lab, Act("train"))
    assert shown(lab, "epoch") < 300, "one press is not waited for"
    enter(lab, {"test_rows": 50})
    assert state(lab)["test_rows"] == "50"
    trained(lab, 300)
    overfit = values(lab)
    assert shown(lab, "validation_loss") > 2 * shown(lab, "best_validation")
    lab.wait_for_timeout(500)  # the address follows when the hand rests
    lab.reload()
    trained(lab, 300)
    assert {name: values(lab)[name] for name in overfit} == overfit


def test_an_epoch_may_be_looked_at_again(lab: Any):
    enter(lab, {"epochs": 20})
    trained(lab, 20)
    before = values(lab)
    enter(lab, {"epochs": 60})
    trained(lab, 60)
    assert values(lab)["train_loss"] != before["train_loss"]
    enter(lab, {"epochs": 20})
    assert values(lab) == before


def test_more_rows_keep_the_net_from_overfitting(lab: Any):
    enter(lab, {"rows": 40, "epochs": 300})
    trained(lab, 300)
    assert shown(lab, "validation_loss") < 1.2 * shown(lab, "train_loss")


@pytest.mark.parametrize(("compare", "sizes"), [("depth", 7), ("width", 12)])
def test_all_sizes_are_trained_one_after_the_other(lab: Any, compare: str, sizes: int):
    enter(lab, {"width": 3, "rows": 4, "epochs": 20})
    lab.locator("[data-control=compare]").select_option(compare)
    act(lab, Act("train_all"))
    circles = lab.locator("[data-figure=sizes] circle")
    expect(circles).to_have_count(2 * sizes, timeout=LONGEST)
    assert state(lab)[compare] == {"depth": "2", "width": "3"}[compare]


# --- what the lab starts from ---


def test_what_it_starts_from_is_the_engines():
    computed = starting_data()
    assert computed.keys() == DATA.keys() - {"cases"}
    # Another machine may round the training otherwise, in the last digits kept.
    for name, tolerance in {"patients": 0, "own": 0, "days": 1.0}.items():
        found, expected = lines_of(computed[name]), lines_of(DATA[name])
        np.testing.assert_allclose(found, expected, rtol=0, atol=tolerance)
    for name in ("scale", "unit", "learned", "fresh", "wrong", "points"):
        np.testing.assert_allclose(computed[name], DATA[name], rtol=0, atol=2e-3)
    assert computed["honest_rmse"] == pytest.approx(DATA["honest_rmse"], rel=0.05)


def test_the_figures_of_a_case_are_those_of_its_run(tmp_path: Path):
    measured = {
        "ways": {
            "taught": {
                "accuracy": 0.9,
                "interval": {"accuracy": [0.8, 0.95]},
                "reported": {"accuracy": 0.99, "val_accuracy": 0.97},
            },
            "should": {"accuracy": 0.92, "interval": {"accuracy": None}},
        },
        "baselines": {"majority": {"accuracy": 0.6}, "broken": {"accuracy": None}},
    }
    folder = tmp_path / "dense-breast-cancer"
    folder.mkdir()
    (folder / "metrics.json").write_text(json.dumps(measured), encoding="utf-8")
    assert case_figures(tmp_path) == [
        {
            "case": "dense-breast-cancer",
            "metric": "accuracy",
            "reported": 0.97,
            "ways": {"taught": [0.9, 0.8, 0.95], "should": [0.92, None, None]},
            "baselines": {"majority": 0.6},
        }
    ]


def test_the_lesson_shows_all_cases(lab: Any):
    from plainnet.cases.catalogue import CASES

    assert [each["case"] for each in DATA["cases"]] == list(CASES)
    for name in CASES:
        lab.locator("[data-control=case]").select_option(name.replace("-", "_"))
        assert lab.locator("[data-figure=case] circle").count() >= 3


def test_the_start_is_the_labs(lab: Any):
    held = state(lab)
    assert {name: held[name] for name in START} == {
        name: f"{value:g}" if not isinstance(value, str) else value for name, value in START.items()
    }
