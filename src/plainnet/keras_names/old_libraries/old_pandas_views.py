"""Columns that write through to their table, as before pandas 3.

`df["a"].fillna(0, inplace=True)` and `df["a"][rows] = 0` changed the table; pandas 3 changes
a copy that nobody sees.
"""

from functools import wraps
from types import ModuleType
from typing import Any

from plainnet.keras_names.old_libraries.old_spelling import (
    is_asked_by_script,
    object_named,
    tell_old_name,
)

_INPLACE = ["fillna", "replace", "clip", "ffill", "bfill", "interpolate", "mask", "where"]


def write_through(pandas: ModuleType) -> None:
    """Let a column that a script takes from a table write through to it."""
    _remember_table(pandas.DataFrame, pandas.Series)
    for name in _INPLACE:
        _write_inplace_through(pandas.Series, name)
    _write_items_through(pandas.Series, lambda column: column)
    for finder in (type(pandas.Series().loc), type(pandas.Series().iloc)):
        _write_items_through(finder, lambda finder: finder.obj)
    _give_writable_values(pandas)


def _remember_table(frame: type, series: type) -> None:
    """Let a column remember the table it was taken from, if the script took it."""
    for name in ("__getitem__", "__getattr__"):
        today = getattr(frame, name)

        def taken(self: Any, key: Any, _today: Any = today) -> Any:
            found = _today(self, key)
            if isinstance(found, series) and is_asked_by_script():
                object.__setattr__(found, "_taken_from", (self, key))
            return found

        setattr(frame, name, wraps(today)(taken))


def _table_of(column: Any) -> tuple[Any, Any] | None:
    """Return table and name of a column that still shows the table's own values."""
    taken = column.__dict__.get("_taken_from") if hasattr(column, "__dict__") else None
    if taken is None:
        return None
    table, name = taken
    is_own = name in table.columns and table.columns.is_unique and _share(column, table, name)
    return taken if is_own else None


def _share(column: Any, table: Any, name: Any) -> bool:
    """Return whether a column and a table hold the same memory."""
    if not len(column):
        return False
    np = object_named("np")

    place = table.columns.get_loc(name)
    own = table._mgr.iget_values(place)
    values = column._values
    if isinstance(own, np.ndarray) and isinstance(values, np.ndarray):
        return bool(np.shares_memory(own, values))
    return own is values


def _put_back(column: Any, taken: tuple[Any, Any] | None, spelling: str) -> None:
    """Write a changed column into its table."""
    if taken is None:
        return
    table, name = taken
    tell_old_name(spelling, "df.loc[rows, column] = value, or df[column] = df[column].method(...)")
    table[name] = column


def _write_inplace_through(series: type, name: str) -> None:
    """Let one method with `inplace=True` change the table, too."""
    today = getattr(series, name)

    @wraps(today)
    def method(self: Any, *args: Any, **settings: Any) -> Any:
        taken = _table_of(self) if settings.get("inplace") else None
        found = today(self, *args, **settings)
        _put_back(self, taken, f"df[column].{name}(inplace=True)")
        return found

    setattr(series, name, method)


def _write_items_through(owner: Any, column_of: Any) -> None:
    """Let `column[rows] = value` change the table, too."""
    today = owner.__setitem__

    @wraps(today)
    def __setitem__(self: Any, key: Any, value: Any) -> None:  # noqa: N807
        column = column_of(self)
        taken = _table_of(column)
        today(self, key, value)
        _put_back(column, taken, "df[column][rows] = value")

    owner.__setitem__ = __setitem__


def _give_writable_values(pandas: ModuleType) -> None:
    """Return scripts arrays that can be written, as before pandas 3."""
    for owner in (pandas.DataFrame, pandas.Series):
        today = owner.values.fget

        def values(self: Any, _today: Any = today) -> Any:
            found = _today(self)
            flags = getattr(found, "flags", None)
            is_locked = flags is not None and not getattr(flags, "writeable", True)
            return found.copy() if is_locked and is_asked_by_script() else found

        owner.values = property(values)
        to_numpy = owner.to_numpy

        def written(self: Any, *args: Any, _today: Any = to_numpy, **settings: Any) -> Any:
            found = _today(self, *args, **settings)
            is_locked = not found.flags.writeable
            return found.copy() if is_locked and is_asked_by_script() else found

        owner.to_numpy = wraps(to_numpy)(written)
