"""What a mistake was worth has a sign, and an interval over the rows and seeds it is from."""

from pathlib import Path

import numpy as np
import pytest

from plainnet.cases.catalogue import CASES
from plainnet.cases.mistakes import (
    SEEDS,
    Measured,
    ScriptLine,
    changes_no_weight,
    mape_over_prediction,
    price,
    price_of_choosing,
    skill_of,
)
from plainnet.coach.coaching import all_rules
from plainnet.evaluation.forecast import skill
from plainnet.messages.catalogue import CATALOGUE

PLACE = ScriptLine("1_a/a.py", 2, "sc.fit_transform(x_test)", "sc.transform(x_test)")


def numbers(rows: int, error: float, n: int = 200) -> list[Measured]:
    """Measure eight seeds, each with errors of its own beside those of the rows."""
    generator = np.random.default_rng(rows)
    truth = generator.normal(size=n) + 10
    noise = np.random.default_rng(9).normal(size=n)
    own = np.random.default_rng(8).normal(size=(SEEDS, n))
    return [
        Measured("rmse", truth, truth + error * noise + 0.1 * each, rows=rows * n + np.arange(n))
        for each in own
    ]


def test_worth_is_the_mean_of_reported_minus_mended() -> None:
    mistake = price("scaler_refit", PLACE, numbers(0, 1.0), numbers(0, 2.0))
    assert mistake.worth == pytest.approx(-1.0, abs=0.2)
    saved = mistake.to_dict()
    assert saved["inside_noise"] is False
    assert saved["worth"] == pytest.approx(np.mean(saved["worths"]))
    assert saved["worth"] == pytest.approx(saved["reported_mean"] - saved["mended_mean"])
    assert saved["worths"][0] == pytest.approx(saved["reported"] - saved["mended"])
    assert saved["interval"][0] < saved["worth"] < saved["interval"][1]


def test_other_rows_give_a_wider_interval_than_the_same_rows() -> None:
    same = price("x", PLACE, numbers(0, 1.0), numbers(0, 1.1)).interval
    other = price("x", PLACE, numbers(0, 1.0), numbers(1, 1.1)).interval
    assert same is not None
    assert other is not None
    assert other.high - other.low > 3 * (same.high - same.low)
    assert other.is_inside_noise
    assert not same.is_inside_noise


def test_seeds_that_disagree_widen_the_interval_until_no_effect_is_shown() -> None:
    generator = np.random.default_rng(0)
    truth = generator.normal(size=100)
    mended = [Measured("mae", truth, truth + 1.0)] * SEEDS
    changes = np.linspace(-0.3, 0.5, SEEDS)  # either way, 0.1 on average
    reported = [Measured("mae", truth, truth + 1.0 + change) for change in changes]
    mistake = price("x", PLACE, reported, mended)
    assert mistake.worth == pytest.approx(0.1)
    assert mistake.interval is not None
    assert mistake.interval.is_inside_noise
    # One seed alone would have called it certain: its rows agree to the last.
    alone = price("x", PLACE, reported[:1], mended[:1]).interval
    assert alone is not None
    assert not alone.is_inside_noise


def test_figures_of_the_scripts_own() -> None:
    generator = np.random.default_rng(1)
    truth, predictions = generator.normal(100, 5, 50), generator.normal(100, 5, 50)
    plain = Measured("mape", truth, predictions)
    own = mape_over_prediction(plain)
    assert own.value == pytest.approx(np.mean(np.abs((truth - predictions) / predictions)))
    assert price("x", PLACE, [own], [plain]).worth == pytest.approx(own.value - plain.value)  # type: ignore[operator]
    before = generator.normal(100, 5, 50)
    assert skill_of(plain, before).value == pytest.approx(skill(truth, predictions, before))


def test_choosing_by_the_rows_one_reports_flatters_and_never_the_other_way() -> None:
    generator = np.random.default_rng(2)
    curves = 0.9 + 0.02 * generator.normal(size=(2, SEEDS, 120))  # no epoch is really better
    choosing = price_of_choosing(*curves, is_higher_better=True)
    assert choosing.honest == pytest.approx(0.9, abs=0.01)
    assert choosing.chosen > 0.93
    assert choosing.interval is not None
    assert choosing.interval.low > 0
    errors = price_of_choosing(*curves, is_higher_better=False)
    assert errors.chosen < errors.honest
    mistake = changes_no_weight("test_as_validation", PLACE, numbers(0, 1.0), choosing)
    saved = mistake.to_dict()
    assert saved["worth"] == 0
    assert saved["zero_by_construction"]
    assert saved["reported"] == saved["mended"]


def test_the_line_of_the_script_is_read_where_the_script_lies_beside_the_data(
    tmp_path: Path,
) -> None:
    data = tmp_path / "1_a" / "data.csv"
    data.parent.mkdir()
    assert PLACE.as_found(data) == PLACE.written
    script = data.parent / "a.py"
    script.write_text("import x\nx_test = scaler.fit_transform(x_test)  # again\n", "utf-8")
    assert PLACE.as_found(data) == "x_test = scaler.fit_transform(x_test)"
    script.write_text("import x\nsomething_else()\n", "utf-8")  # another version of the script
    assert PLACE.as_found(data) == PLACE.written


def test_every_line_of_the_course_is_where_it_is_said_to_be(course: Path) -> None:
    for entry in CASES.values():
        case = entry.load()
        lines = getattr(__import__(case.read.__module__, fromlist=["LINES"]), "LINES", {})
        for place in lines.values():
            assert (course / place.file).exists()
            assert place.as_found(course) != place.written or place.written in (
                course / place.file
            ).read_text("utf-8")


def test_the_coach_has_a_rule_for_every_mistake() -> None:
    codes = {key.split(".")[2] for key in CATALOGUE if key.startswith("case.mistake.")}
    rules = {each.code for each in all_rules()}
    for code in codes:
        assert changes_no_weight(code, PLACE, numbers(1, 0.1)).rule in rules, code
