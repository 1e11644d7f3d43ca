import numpy as np
import pytest
from sklearn.metrics import r2_score

from plainnet.evaluation.classification import score_classification
from plainnet.evaluation.forecast import skill
from plainnet.evaluation.regression import score_regression
from plainnet.evaluation.score_comparison import compare_models
from plainnet.evaluation.score_estimates import difference_interval, estimate

GENERATOR = np.random.default_rng(0)
LABELS = GENERATOR.integers(0, 3, 300)
GOOD, POOR = (
    np.where(GENERATOR.random(300) < share, LABELS, (LABELS + 1) % 3) for share in (0.9, 0.6)
)
TRUE = GENERATOR.normal(50, 10, 200)
NEAR, FAR = TRUE + GENERATOR.normal(0, 1, 200), TRUE + GENERATOR.normal(0, 5, 200)


def test_labels_are_scored_as_alone() -> None:
    names = ("accuracy", "precision", "recall", "f1")
    found = compare_models(names, LABELS, {"good": GOOD, "poor": POOR}, n_classes=3)
    assert found["good"].scores == pytest.approx(score_classification(LABELS, GOOD, 3))
    assert found["poor"].scores == pytest.approx(score_classification(LABELS, POOR, 3))
    assert found["good"].differences == {}
    assert found["poor"].differences["f1"] == pytest.approx(
        score_classification(LABELS, GOOD, 3)["f1"] - score_classification(LABELS, POOR, 3)["f1"]
    )
    for name in names:
        good, poor = (estimate(name, LABELS, said, n_classes=3) for said in (GOOD, POOR))
        assert good is not None
        assert poor is not None
        alone, paired = good.interval, difference_interval(good, poor)
        pairs = (
            (found["good"].intervals[name], alone),
            (found["poor"].difference_intervals[name], paired),
        )
        for one, other in pairs:
            assert one is not None
            assert other is not None
            assert (one.low, one.high) == pytest.approx((other.low, other.high))


def test_values_are_scored_as_alone() -> None:
    found = compare_models(
        ("rmse", "mae", "mape", "r2", "skill"), TRUE, {"near": NEAR, "far": FAR}, reference=FAR
    )
    expected = {**score_regression(TRUE, NEAR), "r2": r2_score(TRUE, NEAR)}
    assert found["near"].scores == pytest.approx({**expected, "skill": skill(TRUE, NEAR, FAR)})
    assert found["far"].scores["skill"] == pytest.approx(0)
    for metric, interval in found["near"].intervals.items():
        assert interval is not None
        assert interval.low < found["near"].scores[metric] < interval.high


def test_what_is_undefined_stays_so() -> None:
    nothing = np.full(200, np.nan)
    found = compare_models(("rmse",), TRUE, {"diverged": nothing, "near": NEAR})
    assert found["diverged"].scores == {"rmse": None}
    assert found["near"].differences == {"rmse": None}
    assert found["near"].difference_intervals == {"rmse": None}
    assert found["near"].scores["rmse"] == pytest.approx(score_regression(TRUE, NEAR)["rmse"])
    alone = compare_models(("rmse",), TRUE, {"diverged": nothing})
    assert alone["diverged"].intervals == {"rmse": None}


def test_a_class_never_called_leaves_precision_undefined() -> None:
    found = compare_models(("precision",), [0, 1, 2], {"model": [0, 1, 1]}, n_classes=3)
    assert found["model"].scores["precision"] is None
    assert found["model"].intervals["precision"] is None


def test_no_mistake_has_the_exact_interval_of_the_accuracy() -> None:
    found = compare_models(("accuracy",), LABELS, {"all right": LABELS}, n_classes=3)
    interval = found["all right"].intervals["accuracy"]
    assert interval is not None
    assert interval.high == 1
    assert 0.98 < interval.low < 0.99
