"""`sklearn.cross_validation`: folds that know their rows and are walked through directly."""

from collections.abc import Iterator
from typing import Any

from sklearn import model_selection
from sklearn.model_selection import (
    cross_val_predict,
    cross_val_score,
    permutation_test_score,
    train_test_split,
)

__all__ = [
    "KFold",
    "LeaveOneOut",
    "ShuffleSplit",
    "StratifiedKFold",
    "StratifiedShuffleSplit",
    "cross_val_predict",
    "cross_val_score",
    "permutation_test_score",
    "train_test_split",
]


class _Folds:
    """Splits of rows that were given when the folds were made."""

    def __init__(self, folds: Any, rows: Any, y: Any = None) -> None:
        self.n_folds = self.n_iter = folds.get_n_splits(rows, y)
        self._splits = [(train, test) for train, test in folds.split(rows, y)]

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        """Return the rows to train on and to test on, fold by fold."""
        return iter(self._splits)

    def __len__(self) -> int:
        """Count the folds."""
        return len(self._splits)


def KFold(  # noqa: N802 - the old name
    n: int, n_folds: int = 3, shuffle: bool = False, random_state: Any = None
) -> _Folds:
    """Return folds of n rows."""
    seed = random_state if shuffle else None
    return _Folds(model_selection.KFold(n_folds, shuffle=shuffle, random_state=seed), range(n))


def StratifiedKFold(  # noqa: N802 - the old name
    y: Any, n_folds: int = 3, shuffle: bool = False, random_state: Any = None
) -> _Folds:
    """Return folds that hold each class alike."""
    seed = random_state if shuffle else None
    folds = model_selection.StratifiedKFold(n_folds, shuffle=shuffle, random_state=seed)
    return _Folds(folds, list(range(len(y))), y)


def ShuffleSplit(  # noqa: N802 - the old name
    n: int, n_iter: int = 10, test_size: Any = 0.1, train_size: Any = None, random_state: Any = None
) -> _Folds:
    """Return random splits of n rows."""
    splits = model_selection.ShuffleSplit(
        n_iter, test_size=test_size, train_size=train_size, random_state=random_state
    )
    return _Folds(splits, range(n))


def StratifiedShuffleSplit(  # noqa: N802 - the old name
    y: Any, n_iter: int = 10, test_size: Any = 0.1, train_size: Any = None, random_state: Any = None
) -> _Folds:
    """Return random splits that hold each class alike."""
    splits = model_selection.StratifiedShuffleSplit(
        n_iter, test_size=test_size, train_size=train_size, random_state=random_state
    )
    return _Folds(splits, list(range(len(y))), y)


def LeaveOneOut(n: int) -> _Folds:  # noqa: N802 - the old name
    """Return splits that test one row each."""
    return _Folds(model_selection.LeaveOneOut(), range(n))
