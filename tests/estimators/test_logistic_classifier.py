import numpy as np
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression

from plainnet.estimators.logistic_classifier import LogisticClassifier

X, NUMBERS = load_iris(return_X_y=True)
Y = np.array(["setosa", "versicolor", "virginica"])[NUMBERS]


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
