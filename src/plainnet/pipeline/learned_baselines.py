"""Simpler models that learn: in this process, or in one of their own."""

import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from plainnet.data.dataset import DataNote
from plainnet.errors import PlainnetError
from plainnet.evaluation.baselines import class_shares, mean_value

Floats = NDArray[np.float64]

ANSWERS = "answers.npz"
# Of every standardised column, for each row: what the rounding of the inputs tells apart is
# left alone, and a line through sound columns keeps eight digits.
RIDGE = 1e-8
_RUN = "import sys; from plainnet.pipeline.learned_baselines import fit_in; fit_in(*sys.argv[1:])"


@dataclass(frozen=True)
class BaselineData:
    """What simpler models learn from, and what they predict for.

    `x` and `y`: (training_rows, features), inputs as the network takes them; class numbers, or
        values in the target's unit.
    `x_validation` and `y_validation`: (rows, features), what the network stops by, and the trees;
        perhaps no row.
    """

    x: NDArray[np.float32]
    y: Floats
    x_validation: NDArray[np.float32]
    y_validation: Floats
    test: NDArray[np.float32]  # (test_rows, features)


def learned_baselines(data: BaselineData, n_classes: int) -> dict[str, Floats]:
    """Fit a linear model and trees, and predict for the test rows.

    `n_classes` is 0 for numbers, which are given as (test_rows,); of classes come the
    probabilities, (test_rows, n_classes).
    """
    predicted: dict[str, Floats]
    if n_classes:
        predicted = {"logistic_regression": logistic_probabilities(data, n_classes)}
    else:
        predicted = {"linear_regression": ridge_values(data)}
    return {**predicted, "gradient_boosted_trees": boosted_trees(data, n_classes)}


def fitted_apart(arrays: Callable[[], Sequence[NDArray[Any]]], n_classes: int) -> dict[str, Floats]:
    """Do the same in another process, which gives all its memory back when it ends.

    `arrays` gives the fields of a `BaselineData`, and they are not kept here.
    """
    with tempfile.TemporaryDirectory() as folder:
        for field, array in zip(fields(BaselineData), arrays(), strict=True):
            np.save(Path(folder, f"{field.name}.npy"), array)
        del array
        # -P: a file beside the data may be called like a library, and is not to run.
        command = [sys.executable, "-P", "-c", _RUN, folder, str(n_classes)]
        subprocess.run(command, check=True, capture_output=True)
        with np.load(Path(folder, ANSWERS)) as answers:
            return {name: answers[name] for name in answers.files}


def fit_in(folder: str, n_classes: str) -> None:
    """Fit on the arrays in a folder, as `fitted_apart` fills it, and leave the answers there."""
    names = [field.name for field in fields(BaselineData)]
    data = BaselineData(*(np.load(Path(folder, f"{name}.npy")) for name in names))
    predicted = learned_baselines(data, int(n_classes))
    np.savez(Path(folder, ANSWERS), **cast("dict[str, Any]", predicted))


def standardised(data: BaselineData) -> tuple[Floats, Floats]:
    """Bring training and test inputs to mean 0 and variance 1, in double precision."""
    x, test = data.x.astype(np.float64), data.test.astype(np.float64)
    mean, scale = x.mean(axis=0), x.std(axis=0)
    # A column that is constant but for rounding carries nothing.
    is_constant = scale <= 1e-6 * np.abs(mean)
    scale = np.where(is_constant, np.inf, scale)
    scale[scale == 0] = np.inf
    return (x - mean) / scale, (test - mean) / scale


def ridge_values(data: BaselineData) -> Floats:
    """Predict values by the straight line of least squares, with the slightest ridge.

    Columns that follow from each other, as those of a category whose names all occur, leave
    many lines equally good; rounding would choose among them one with weights of millions.
    """
    x, test = standardised(data)
    mean = float(data.y.mean())
    u, singular, vt = np.linalg.svd(x, full_matrices=False)
    shrunk = singular / (singular**2 + RIDGE * len(x))
    return np.asarray(mean + test @ (vt.T @ (shrunk * (u.T @ (data.y - mean)))))


def logistic_probabilities(data: BaselineData, n_classes: int) -> Floats:
    """Predict classes by logistic regression on standardised inputs (L2, C = 1)."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression

    x, test = standardised(data)
    model = LogisticRegression(max_iter=1000)
    with warnings.catch_warnings():
        # Classes that a line parts perfectly have no last step; its answers no longer change.
        warnings.simplefilter("ignore", ConvergenceWarning)
        return _by_class(model.fit(x, data.y.astype(np.int64)), test, n_classes)


def boosted_trees(data: BaselineData, n_classes: int) -> Floats:
    """Predict by gradient-boosted trees that stop where the validation rows say so.

    Without that, many classes of few rows each drive the scores apart until one class takes
    all rows. Friedman (2001), "Greedy function approximation: a gradient boosting machine",
    Annals of Statistics 29.
    """
    from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

    y, y_validation = data.y, data.y_validation
    is_known = np.isfinite(y_validation)
    if n_classes:
        y, y_validation = y.astype(np.int64), y_validation.astype(np.int64)
        is_known = np.isin(y_validation, y)
    settings: dict[str, Any] = {"early_stopping": False, "random_state": 0}
    beside: dict[str, Any] = {}
    if is_known.any():
        settings |= {"early_stopping": True}
        beside = {"X_val": data.x_validation[is_known], "y_val": y_validation[is_known]}
    # Beside the network's own threads those of the trees would wait for each other. Only what
    # is loaded by now is limited, so scikit-learn is imported first.
    with threadpool_limits(limits=1, user_api="openmp"):
        if n_classes:
            model = HistGradientBoostingClassifier(**settings).fit(data.x, y, **beside)
            return _by_class(model, data.test, n_classes)
        model = HistGradientBoostingRegressor(**settings).fit(data.x, y, **beside)
        return np.asarray(model.predict(data.test), np.float64)


def _by_class(model: Any, test: NDArray[Any], n_classes: int) -> Floats:
    """Return the probabilities of all classes, 0 for one that was not learned from."""
    shares = np.zeros((len(test), n_classes))
    shares[:, model.classes_] = model.predict_proba(test)
    return shares


class BaselinesFailedError(PlainnetError):
    """The process of the baselines that learn did not end well; the simplest are there."""

    def __init__(self, simplest: dict[str, NDArray[np.float64]]) -> None:
        super().__init__("train.baselines_failed")
        self.simplest = simplest


MOST_NUMBERS = 2_000_000  # that simpler models learn from


@dataclass(frozen=True)
class TableBaselines:
    """Simpler models, fitted when they are asked for.

    `validation`: (rows, features), what trees stop by.
    """

    x: NDArray[np.float32]  # (training_rows, features), Inputs as the network takes them
    y: NDArray[np.float64]  # (training_rows,), Class numbers, or values in the target's unit
    validation: tuple[NDArray[np.float32], NDArray[np.float64]]
    test_inputs: Callable[[], NDArray[np.float32]]  # `() -> array of shape (test_rows, features)`
    n_test: int
    n_classes: int  # 0 for numbers
    seed: int = 0  # of the sample

    @property
    def n_rows(self) -> int:
        """How many rows simpler models learn from."""
        width = max(1, int(self.x.shape[1]))
        return min(len(self.x), max(1000, MOST_NUMBERS // width))

    @property
    def notes(self) -> tuple[DataNote, ...]:
        """Whether they learn from a sample only."""
        if self.n_rows == len(self.x):
            return ()
        return (DataNote("table.baselines_sample", {"rows": self.n_rows}),)

    def __call__(self) -> dict[str, NDArray[np.float64]]:
        """Predict for the test rows, the simplest first.

        Shapes: returns (test_rows,).
        Result: values, or the probabilities of classes.
        """
        if self.n_classes:
            simplest = {"majority": class_shares(self.y, self.n_test, self.n_classes)}
        else:
            simplest = {"mean": mean_value(self.y, self.n_test)}
        # Beside a huge table there is no room for another library and its trees.
        if self.n_rows < len(self.x):
            try:
                return simplest | fitted_apart(self._arrays, self.n_classes)
            except (OSError, subprocess.CalledProcessError) as problem:
                raise BaselinesFailedError(simplest) from problem
        return simplest | learned_baselines(BaselineData(*self._arrays()), self.n_classes)

    def _arrays(self) -> tuple[NDArray[Any], ...]:
        """Return what to learn from, and the inputs to predict for."""
        return (*self._sample(), *self.validation, self.test_inputs())

    def _sample(self) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
        """Return all training rows, or as many as simpler models can take."""
        if self.n_rows == len(self.x):
            return self.x, self.y
        rows = np.random.default_rng(self.seed).permutation(len(self.x))[: self.n_rows]
        rows.sort()
        return self.x[rows], self.y[rows]
