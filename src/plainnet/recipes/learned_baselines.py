"""Simpler models that learn: in this process, or in one of their own.

Concepts: baseline, logistic regression, gradient-boosted trees, process
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from plainnet.evaluation.baselines import (
    gradient_boosted_trees,
    linear_regression,
    logistic_regression,
)

ARRAYS = ("x", "y", "test")
ANSWERS = "answers.npz"
_RUN = "import sys; from plainnet.recipes.learned_baselines import fit_in; fit_in(*sys.argv[1:])"


def learned_baselines(
    x: NDArray[np.float32], y: NDArray[np.float64], test: NDArray[np.float32], *, is_classes: bool
) -> dict[str, NDArray[Any]]:
    """Fit simpler models and predict.

    Parameters
    ----------
    x : array of shape (training_rows, features)
        Inputs as the network takes them.
    y : array of shape (training_rows,)
        Class numbers, or values in the target's unit.
    test : array of shape (rows, features)
        Inputs to predict for.
    is_classes : bool

    Returns
    -------
    dict of str to array of shape (rows,)
        A linear model's answers, and those of trees.
    """
    said: dict[str, NDArray[Any]]
    if is_classes:
        said = {"logistic_regression": logistic_regression(x, y.astype(np.int64), test)}
    else:
        said = {"linear_regression": linear_regression(x, y, test)}
    # Beside the network's own threads those of the trees would wait for each other. Only
    # what is loaded already can be limited, so the trees come last.
    with threadpool_limits(limits=1, user_api="openmp"):
        trees = boosted_classes if is_classes else gradient_boosted_trees
        return {**said, "gradient_boosted_trees": trees(x, y, test)}


def fitted_apart(
    arrays: Callable[[], Sequence[NDArray[Any]]], *, is_classes: bool
) -> dict[str, NDArray[Any]]:
    """Do the same in another process, which gives all its memory back when it ends.

    Parameters
    ----------
    arrays : callable
        Gives what `learned_baselines` takes, which is not kept here.
    is_classes : bool

    Returns
    -------
    dict of str to array of shape (rows,)
    """
    with tempfile.TemporaryDirectory() as folder:
        for name, array in zip(ARRAYS, arrays(), strict=True):
            np.save(Path(folder, f"{name}.npy"), array)
        del array
        kind = "classes" if is_classes else "number"
        command = [sys.executable, "-c", _RUN, folder, kind]
        subprocess.run(command, check=True, capture_output=True)
        with np.load(Path(folder, ANSWERS)) as answers:
            return {name: answers[name] for name in answers.files}


def fit_in(folder: str, kind: str) -> None:
    """Fit on the arrays in a folder, and leave the answers there.

    Parameters
    ----------
    folder : str
        As `fitted_apart` fills it.
    kind : {"classes", "number"}
    """
    x, y, test = (np.load(Path(folder, f"{name}.npy")) for name in ARRAYS)
    said = learned_baselines(x, y, test, is_classes=kind == "classes")
    np.savez(Path(folder, ANSWERS), **cast("dict[str, Any]", said))


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
