from sklearn.datasets import load_iris
from sklearn.model_selection import cross_val_score

from plainnet import DenseClassifier


def test_as_it_comes_it_learns_iris():
    X, y = load_iris(return_X_y=True)
    assert cross_val_score(DenseClassifier(random_state=0), X, y, cv=3).mean() > 0.93
