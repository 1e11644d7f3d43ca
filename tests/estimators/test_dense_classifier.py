"""DenseClassifier, quick to train."""

import pickle

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.calibration import CalibratedClassifierCV
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from plainnet import DenseClassifier
from plainnet.errors import SettingError
from plainnet.estimators.dense_classifier import LogisticClassifier

X, NUMBERS = load_iris(return_X_y=True)
Y = np.array(["setosa", "versicolor", "virginica"])[NUMBERS]
QUICK = {"hidden": (8,), "epochs": 30, "n_networks": 1, "learning_rate": 0.02, "random_state": 0}


@pytest.fixture(scope="module")
def fitted():
    return DenseClassifier(**QUICK).fit(X, Y)


def test_it_learns_names_and_answers_with_them(fitted):
    assert fitted.score(X, Y) > 0.93
    assert fitted.predict(X).dtype == Y.dtype
    probabilities = fitted.predict_proba(X)
    np.testing.assert_allclose(probabilities.sum(1), 1)
    assert (fitted.classes_[probabilities.argmax(1)] == fitted.predict(X)).all()


def test_one_state_gives_one_answer_and_another_another(fitted):
    again = clone(fitted).fit(X, Y)
    assert np.array_equal(again.predict_proba(X), fitted.predict_proba(X))
    other = clone(fitted).set_params(random_state=1).fit(X, Y)
    assert not np.array_equal(other.predict_proba(X), fitted.predict_proba(X))


def test_the_order_of_the_rows_does_not_matter(fitted):
    rows = np.random.default_rng(0).permutation(len(X))
    other = clone(fitted).fit(X[rows], Y[rows])
    assert np.array_equal(other.predict_proba(X), fitted.predict_proba(X))


def test_a_pickle_answers_to_the_last_bit_and_learns_on(fitted):
    restored = pickle.loads(pickle.dumps(fitted))
    assert np.array_equal(restored.predict_proba(X), fitted.predict_proba(X))
    assert restored.partial_fit(X, Y).n_iter_ == fitted.n_iter_ + 1


def test_as_a_model_it_takes_rows_as_they_come(fitted, tmp_path):
    model = fitted.as_model()
    np.testing.assert_allclose(model.predict(X), fitted.predict_proba(X), atol=1e-5)
    model.save(tmp_path / "iris.keras")
    average = clone(fitted).set_params(n_networks=3).fit(X, Y)
    np.testing.assert_allclose(average.as_model().predict(X), average.predict_proba(X), atol=1e-5)


def test_early_stopping_keeps_the_best_epoch():
    stopped = DenseClassifier(**{**QUICK, "epochs": 60}, early_stopping=True, patience=3)
    stopped.fit(X, Y)
    history = stopped.histories_[0]
    assert "val_loss" in history.figures
    assert history.best_epoch == int(np.argmin(history.figures["val_loss"]))


def test_partial_fit_gets_there_step_by_step():
    classifier = DenseClassifier(**QUICK)
    with pytest.raises(SettingError, match="classes="):
        classifier.partial_fit(X, Y)
    for _ in range(15):
        classifier.partial_fit(X[:100], Y[:100], classes=np.unique(Y))
        classifier.partial_fit(X[100:], Y[100:])
    assert classifier.n_iter_ == 30
    assert classifier.score(X, Y) > 0.8
    with pytest.raises(SettingError, match="'other'"):
        classifier.partial_fit(X[:5], ["other"] * 5)
    with pytest.raises(SettingError, match="earlier calls named"):
        classifier.partial_fit(X[:5], Y[:5], classes=["a", "b"])


def test_it_is_at_home_in_searches_pipelines_and_calibration():
    pipeline = make_pipeline(StandardScaler(), DenseClassifier(**QUICK))
    assert cross_val_score(pipeline, X, Y, cv=3).mean() > 0.9
    search = GridSearchCV(pipeline, {"denseclassifier__learning_rate": [1e-5, 0.02]}, cv=3)
    assert search.fit(X, Y).best_params_ == {"denseclassifier__learning_rate": 0.02}
    calibrated = CalibratedClassifierCV(DenseClassifier(**QUICK), cv=3).fit(X, Y)
    assert calibrated.score(X, Y) > 0.9


@pytest.mark.slow
def test_workers_of_a_search_train_beside_a_process_that_trained(fitted):
    search = GridSearchCV(fitted, {"learning_rate": [1e-5, 0.02]}, cv=2, n_jobs=2)
    assert search.fit(X, Y).best_params_ == {"learning_rate": 0.02}


def test_columns_of_a_data_frame_are_remembered():
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(X, columns=["a", "b", "c", "d"])
    scaler = StandardScaler().set_output(transform="pandas")
    pipeline = make_pipeline(scaler, DenseClassifier(**QUICK)).fit(frame, Y)
    assert pipeline[-1].feature_names_in_.tolist() == ["a", "b", "c", "d"]
    with pytest.raises(ValueError, match="feature names"):
        pipeline[-1].predict(frame[["b", "a", "c", "d"]])


def test_as_it_comes_it_learns_iris():
    X, y = load_iris(return_X_y=True)
    assert cross_val_score(DenseClassifier(random_state=0), X, y, cv=3).mean() > 0.93


def test_logistic_regression_finds_scikit_learns_line():
    two = NUMBERS > 0
    rows, labels = X[two], Y[two]
    ours = LogisticClassifier(epochs=300, weight_decay=0.0, random_state=0).fit(rows, labels)
    theirs = LogisticRegression(C=np.inf, max_iter=5000).fit(rows, labels)
    assert (ours.predict(rows) == theirs.predict(rows)).mean() > 0.97
    line = rows @ ours.coef_[0] + ours.intercept_[0]
    np.testing.assert_allclose(line, ours.decision_function(rows), atol=1e-8)


def test_three_classes_have_three_lines():
    logistic = LogisticClassifier(epochs=10, random_state=0).fit(X, Y)
    assert logistic.coef_.shape == (3, 4)
    line = X @ logistic.coef_.T + logistic.intercept_
    np.testing.assert_allclose(line, logistic.decision_function(X), atol=1e-8)
