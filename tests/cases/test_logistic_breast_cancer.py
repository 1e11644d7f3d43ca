"""Our descent against scikit-learn's solver, and the threshold by cost."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from plainnet.cases.breast_cancer_rows import read
from plainnet.cases.case import CaseData, CaseRun
from plainnet.cases.logistic_breast_cancer import CASE
from plainnet.data.scaling import learn_min_max
from plainnet.files.model_card import ClassTarget
from plainnet.training.history import SILENT


@pytest.fixture(scope="module")
def data() -> CaseData:
    return read(None)


@pytest.fixture(scope="module")
def taught(data: CaseData) -> CaseRun:
    return CASE.taught(data, 0, SILENT)


def test_weights_are_those_of_scikit_learn(data: CaseData, taught: CaseRun) -> None:
    scaled = learn_min_max(data.train.inputs).apply(data.train.inputs)
    # Its default tolerance stops about 0.01 short of the minimum.
    solver = LogisticRegression(C=1.0, tol=1e-10, max_iter=10_000).fit(scaled, data.train.truth)
    np.testing.assert_allclose(taught.extra["coefficients"], solver.coef_[0], atol=1e-3)
    assert taught.extra["intercept"] == pytest.approx(solver.intercept_[0], abs=1e-3)


def test_the_script_split_by_chance_reports_another_figure(taught: CaseRun) -> None:
    assert taught.extra["reported"]["f1"] != taught.metrics["f1"]
    codes = [mistake.code for mistake in taught.mistakes]
    assert codes == ["split_without_seed", "threshold_without_validation"]
    assert all(mistake.interval is not None for mistake in taught.mistakes)


def test_the_threshold_by_cost_travels_with_the_model(data: CaseData) -> None:
    way = CASE.should(data, 0, SILENT)
    target = way.predictor.card.target
    assert isinstance(target, ClassTarget)
    assert target.threshold == way.extra["threshold"]
    assert way.answer.probabilities is not None
    malignant = way.answer.probabilities[:, 1] > way.extra["threshold"]
    np.testing.assert_array_equal(way.answer.predictions, malignant)
    assert way.metrics["recall"] >= 0.95  # type: ignore[operator]
