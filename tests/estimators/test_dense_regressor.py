from sklearn.datasets import load_diabetes
from sklearn.model_selection import cross_val_score

from plainnet import DenseRegressor


def test_as_it_comes_it_learns_diabetes():
    X, y = load_diabetes(return_X_y=True)
    assert cross_val_score(DenseRegressor(random_state=0), X, y, cv=3).mean() > 0.4
