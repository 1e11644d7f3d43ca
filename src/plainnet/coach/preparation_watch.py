"""Watches scikit-learn's scalers, `train_test_split` and errors of regression, changing nothing.

What the script calls is called as it is; a copy of what went in and came out is kept.
"""

import sys
from collections.abc import Callable
from functools import wraps
from types import ModuleType
from typing import Any

import numpy as np

from plainnet.after_import import leave_after_import, take_after_import
from plainnet.coach.call_site import script_position
from plainnet.coach.preparation_seen import (
    MOST_EVENTS,
    Comparison,
    Fit,
    Preparation,
    Scaling,
    Split,
    table_of,
)
from plainnet.data.row_hashes import hash_rows

SCALERS = ("MinMaxScaler", "StandardScaler", "RobustScaler", "MaxAbsScaler")
ERRORS = ("mean_squared_error", "mean_absolute_error", "r2_score", "root_mean_squared_error",
          "mean_absolute_percentage_error")  # fmt: skip
# Modules after whose loading something is watched, and where their names stand as well.
WATCHED = {
    "sklearn.preprocessing._data": "sklearn.preprocessing",
    "sklearn.model_selection._split": "sklearn.model_selection",
    "sklearn.metrics._regression": "sklearn.metrics",
}

Keeper = Callable[[], Preparation | None]


class LibraryWatch:
    """Wraps scikit-learn's functions once they are loaded, and takes that back."""

    def __init__(self, keeper: Keeper) -> None:
        self.keeper = keeper
        self.undo: list[Callable[[], None]] = []

    def begin(self) -> None:
        """Watch what is loaded, and what will be."""
        for name in WATCHED:
            take_after_import(name, self.watch)

    def end(self) -> None:
        """Put everything back."""
        for name in WATCHED:
            leave_after_import(name, self.watch)
        while self.undo:
            self.undo.pop()()

    def watch(self, module: ModuleType) -> None:
        """Wrap what a module defines."""
        for name in SCALERS:
            if module.__name__.endswith("_data") and hasattr(module, name):
                scaler = getattr(module, name)
                self._replace(scaler, "fit", _watched_fit(scaler.fit, self.keeper))
                self._replace(
                    scaler, "transform", _watched_transform(scaler.transform, self.keeper)
                )
        if module.__name__.endswith("_split"):
            self._replace_function(module, "train_test_split", _watched_split)
        if module.__name__.endswith("_regression"):
            for name in ERRORS:
                if hasattr(module, name):
                    self._replace_function(module, name, _watched_error)

    def _replace_function(
        self, module: ModuleType, name: str, wrapper: Callable[[Any, Keeper], Any]
    ) -> None:
        """Wrap a function wherever scikit-learn's own names lead to it."""
        wrapped = wrapper(getattr(module, name), self.keeper)
        self._replace(module, name, wrapped)
        package = sys.modules.get(WATCHED[module.__name__])
        if package is not None and hasattr(package, name):
            self._replace(package, name, wrapped)

    def _replace(self, owner: Any, name: str, wrapped: Any) -> None:
        """Put a wrapper in the place of what it wraps, and note how to take it back."""
        is_own, before = name in vars(owner), getattr(owner, name)
        setattr(owner, name, wrapped)
        self.undo.append(
            (lambda: setattr(owner, name, before)) if is_own else (lambda: delattr(owner, name))
        )


def _watched_fit(fit: Callable[..., Any], keeper: Keeper) -> Any:
    """Note the rows that a scaler is fit on."""

    @wraps(fit)
    def watched(self: Any, X: Any, *args: Any, **kwargs: Any) -> Any:
        fitted = fit(self, X, *args, **kwargs)
        seen, table = keeper(), table_of(X)
        if seen is not None and table is not None and len(seen.fits) < MOST_EVENTS:
            number = len(seen.fits)
            kind = type(self).__name__
            own = Fit(kind, script_position(), number, hash_rows(table), table.shape[1])
            seen.fits.append(own)
            _FIT_OF[id(self)] = own
        return fitted

    return watched


_FIT_OF: dict[int, Fit] = {}  # by scaler, the fit in force


def _watched_transform(transform: Callable[..., Any], keeper: Keeper) -> Any:
    """Note what a scaler makes of an array."""

    @wraps(transform)
    def watched(self: Any, X: Any, *args: Any, **kwargs: Any) -> Any:
        outputs = transform(self, X, *args, **kwargs)
        seen, fit = keeper(), _FIT_OF.get(id(self))
        table, made = table_of(X), table_of(outputs)
        if seen is None or fit is None or table is None or made is None:
            return outputs
        if fit in seen.fits and seen.has_room():
            is_own = np.array_equal(np.sort(hash_rows(table)), np.sort(fit.hashes))
            seen.scalings.append(
                Scaling(fit.scaler, fit.at, fit.number, len(fit.hashes), fit.hashes, made, is_own)
            )
        return outputs

    return watched


def _watched_split(split: Callable[..., Any], keeper: Keeper) -> Any:
    """Note what is split, and how."""

    @wraps(split)
    def watched(*arrays: Any, **settings: Any) -> Any:
        parts = split(*arrays, **settings)
        seen = keeper()
        if seen is not None and arrays and seen.has_room():
            whole, train, test = (table_of(each) for each in (arrays[0], parts[0], parts[1]))
            seen.splits.append(
                Split(
                    script_position(),
                    settings.get("random_state") is not None,
                    settings.get("shuffle", True) is not False,
                    whole,
                    None if train is None else hash_rows(train),
                    None if test is None else hash_rows(test),
                )
            )
        return parts

    return watched


def _watched_error(error: Callable[..., Any], keeper: Keeper) -> Any:
    """Note what a score is computed of."""

    @wraps(error)
    def watched(y_true: Any, y_pred: Any, **settings: Any) -> Any:
        figure = error(y_true, y_pred, **settings)
        seen, first, second = keeper(), table_of(y_true), table_of(y_pred)
        if seen is None or first is None or second is None:
            return figure
        if len(seen.comparisons) < MOST_EVENTS:
            name = str(getattr(error, "__name__", "error"))
            seen.comparisons.append(Comparison(name, script_position(), first, second))
        return figure

    return watched
