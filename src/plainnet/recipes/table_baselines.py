"""What simpler models make of the test rows of a table.

Concepts: baseline, logistic regression, gradient-boosted trees
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from plainnet.data.dataset import Repair
from plainnet.evaluation.baselines import (
    gradient_boosted_trees,
    linear_regression,
    logistic_regression,
    majority_class,
    mean_value,
)

MOST_NUMBERS = 2_000_000  # that simpler models learn from


@dataclass(frozen=True)
class TableBaselines:
    """Simpler models, fitted when they are asked for.

    Attributes
    ----------
    x : array of shape (training_rows, features)
        Inputs as the network takes them.
    y : array of shape (training_rows,)
        Class numbers, or values in the target's unit.
    test_inputs : callable
        `() -> array of shape (test_rows, features)`.
    n_test : int
    is_classes : bool
    seed : int
        Of the sample.
    """

    x: NDArray[np.float32]
    y: NDArray[np.float64]
    test_inputs: Callable[[], NDArray[np.float32]]
    n_test: int
    is_classes: bool
    seed: int = 0

    @property
    def n_rows(self) -> int:
        """How many rows simpler models learn from."""
        width = max(1, int(self.x.shape[1]))
        return min(len(self.x), max(1000, MOST_NUMBERS // width))

    @property
    def told(self) -> tuple[Repair, ...]:
        """Whether they learn from a sample only."""
        if self.n_rows == len(self.x):
            return ()
        return (Repair("table.baselines_sample", {"rows": self.n_rows}),)

    def __call__(self) -> dict[str, NDArray[Any]]:
        """Predict for the test rows, the simplest first.

        Returns
        -------
        dict of str to array of shape (test_rows,)
        """
        x, y = self._sample()
        test = self.test_inputs()
        if self.is_classes:
            labels = y.astype(np.int64)
            said: dict[str, NDArray[Any]] = {
                "majority": majority_class(self.y.astype(np.int64), self.n_test),
                "logistic_regression": logistic_regression(x, labels, test),
            }
        else:
            said = {
                "mean": mean_value(self.y, self.n_test),
                "linear_regression": linear_regression(x, y, test),
            }
        # Beside the network's own threads those of the trees would wait for each other. Only
        # what is loaded already can be limited, so the trees come last.
        with threadpool_limits(limits=1, user_api="openmp"):
            trees = boosted_classes if self.is_classes else gradient_boosted_trees
            return {**said, "gradient_boosted_trees": trees(x, y, test)}

    def _sample(self) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
        """Give all training rows, or as many as simpler models can take."""
        if self.n_rows == len(self.x):
            return self.x, self.y
        rows = np.random.default_rng(self.seed).permutation(len(self.x))[: self.n_rows]
        rows.sort()
        return self.x[rows], self.y[rows]


def boosted_classes(
    X_train: NDArray[np.float32], y_train: NDArray[np.float64], X_test: NDArray[np.float32]
) -> NDArray[np.int64]:
    """Predict classes by gradient-boosted trees, as scikit-learn sets them by default.

    Parameters
    ----------
    X_train : array of shape (training_rows, features)
    y_train : array of shape (training_rows,)
        Class numbers.
    X_test : array of shape (rows, features)

    Returns
    -------
    array of shape (rows,), int64

    References
    ----------
    Friedman (2001), "Greedy function approximation: a gradient boosting machine", Annals of
    Statistics 29.
    """
    from sklearn.ensemble import HistGradientBoostingClassifier

    model = HistGradientBoostingClassifier(random_state=0)
    return np.asarray(model.fit(X_train, y_train.astype(np.int64)).predict(X_test), np.int64)
