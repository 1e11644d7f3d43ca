"""What pandas took away since 0.17."""

import re
import warnings
from datetime import datetime
from functools import wraps
from types import ModuleType
from typing import Any

from plainnet.keras_names.old_libraries.old_pandas_reading import take_old_reading
from plainnet.keras_names.old_libraries.old_pandas_views import write_through
from plainnet.keras_names.old_libraries.old_spelling import (
    add_method,
    give_names,
    is_asked_by_script,
    object_named,
    take_old_arguments,
    tell_old_name,
)

#: Names of pandas and what they are called today.
OLD_NAMES = {
    "datetime": "datetime.datetime",
    "np": "numpy",
    "value_counts": "Series.value_counts()",
    "scatter_matrix": "pd.plotting.scatter_matrix",
    "parallel_coordinates": "pd.plotting.parallel_coordinates",
    "andrews_curves": "pd.plotting.andrews_curves",
    "TimeGrouper": "pd.Grouper(freq=...)",
    **dict.fromkeys(("Int64Index", "Float64Index", "UInt64Index"), "pd.Index"),
    **{
        f"rolling_{name}": f"values.rolling(window).{name}()"
        for name in ("mean", "std", "sum", "median", "min", "max", "var")
    },
    "ewma": "values.ewm(...).mean()",
}
#: Modules of pandas and what they are called today.
MOVED_MODULES = {
    "pandas.tools": "pandas",
    "pandas.tools.plotting": "pandas.plotting",
    "pandas.tools.merge": "pandas",
    "pandas.core.datetools": "pandas.tseries.offsets",
    "pandas.io.json.json_normalize": "pandas",
    "pandas.util.testing": "pandas.testing",
    "pandas.tseries.tools": "pandas",
}
#: Units of time by their old letters.
OLD_FREQUENCIES = {
    "H": "h", "T": "min", "S": "s", "L": "ms", "U": "us", "N": "ns",
    "M": "ME", "Q": "QE", "Y": "YE", "A": "YE", "BM": "BME", "BQ": "BQE", "BY": "BYE",
    "BA": "BYE", "AS": "YS", "BAS": "BYS", "BH": "bh", "SM": "SME",
}  # fmt: skip
_REDUCTIONS = [
    "mean",
    "median",
    "std",
    "var",
    "sem",
    "skew",
    "kurt",
    "corr",
    "cov",
    "sum",
    "prod",
    "quantile",
    "corrwith",
]
_GROUP_REDUCTIONS = ["mean", "median", "std", "var", "sum", "prod", "quantile"]


def bring_back(pandas: ModuleType) -> None:
    """Bring the old names of pandas back."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # Texts are columns of objects, as `dtype == object` and `select_dtypes` expect.
        pandas.options.future.infer_string = False
    give_names(pandas, OLD_NAMES, _made(pandas))
    for frame in (pandas.DataFrame, pandas.Series):
        _add_methods(pandas, frame)
        _take_positions(frame)
        _take_fill_method(frame)
        _take_integer_places(pandas.Series)
    _add_frame_methods(pandas)
    _take_numbers_only(pandas)
    _take_frequencies(pandas)
    take_old_reading(pandas)
    write_through(pandas)


def _made(pandas: ModuleType) -> dict[str, Any]:
    """Return what stands for names whose spelling of today is more than a name."""

    def rolling(name: str) -> Any:
        return lambda values, window, min_periods=None, **_: getattr(
            values.rolling(window, min_periods=min_periods), name
        )()

    return {
        "datetime": datetime,
        "value_counts": lambda values, **settings: pandas.Series(values).value_counts(**settings),
        "TimeGrouper": lambda freq, **settings: pandas.Grouper(freq=freq, **settings),
        "ewma": lambda values, com=None, span=None, halflife=None, **_: values.ewm(
            com=com, span=span, halflife=halflife
        ).mean(),
        **{name: rolling(name[8:]) for name in OLD_NAMES if name.startswith("rolling_")},
    }


def _add_methods(pandas: ModuleType, frame: Any) -> None:
    """Return tables and columns the methods that both once had."""

    def append(self: Any, other: Any, ignore_index: bool = False, **_: Any) -> Any:
        if isinstance(self, pandas.DataFrame) and isinstance(other, (dict, pandas.Series)):
            row = pandas.Series(other)
            other = row.to_frame().T.infer_objects()
            if row.name is None:
                ignore_index = True
        others = other if isinstance(other, (list, tuple)) else [other]
        is_table = (pandas.DataFrame, pandas.Series)
        tables = [
            each if isinstance(each, is_table) else pandas.DataFrame([each]) for each in others
        ]
        parts = [self, *tables]

        full = [part for part in parts if len(part)]
        return pandas.concat(full or parts, ignore_index=ignore_index)

    add_method(frame, "append", "pd.concat([first, second])", append)
    add_method(frame, "iteritems", f"{frame.__name__}.items()", lambda self: self.items())
    add_method(
        frame, "as_matrix", f"{frame.__name__}.to_numpy()",
        lambda self, columns=None: (self if columns is None else self[columns]).to_numpy().copy(),
    )  # fmt: skip
    add_method(
        frame, "get_value", f"{frame.__name__}.at[...]",
        lambda self, *place, **_: self.at[place if len(place) > 1 else place[0]],
    )  # fmt: skip
    add_method(
        frame, "mad", "(x - x.mean()).abs().mean()",
        lambda self, *_, **__: (self - self.mean()).abs().mean(),
    )  # fmt: skip
    for name, today in (("clip_lower", "lower"), ("clip_upper", "upper")):
        add_method(
            frame, name, f"{frame.__name__}.clip({today}=...)",
            lambda self, value, _today=today: self.clip(**{_today: value}),
        )  # fmt: skip
    add_method(frame, "pad", f"{frame.__name__}.ffill()", lambda self, **s: self.ffill(**s))
    add_method(frame, "backfill", f"{frame.__name__}.bfill()", lambda self, **s: self.bfill(**s))
    frame.ix = property(_by_label_or_place)


class _LabelOrPlace:
    """Finds rows by label and, where no label fits, by place."""

    def __init__(self, table: Any) -> None:
        self.table = table

    def _finder(self, key: Any) -> tuple[Any, Any]:
        """Return the finder and the key for a place: rows by place if the labels are no numbers."""
        keys = key if isinstance(key, tuple) else (key,)
        axes = (self.table.index, *((self.table.columns,) if self.table.ndim == 2 else ()))
        by_place = [_is_place(part, axis) for part, axis in zip(keys, axes, strict=False)]
        if not any(by_place):
            return self.table.loc, key
        if all(by_place):
            return self.table.iloc, key
        labels = tuple(
            axis[part] if place else part
            for part, axis, place in zip(keys, axes, by_place, strict=False)
        )
        return self.table.loc, labels

    def __getitem__(self, key: Any) -> Any:
        finder, key = self._finder(key)
        return finder[key]

    def __setitem__(self, key: Any, value: Any) -> None:
        finder, key = self._finder(key)
        finder[key] = value


def _is_place(key: Any, axis: Any) -> bool:
    """Return whether a key counts places: whole numbers where labels are none."""
    if axis.dtype.kind in "iu":
        return False
    parts = (key.start, key.stop) if isinstance(key, slice) else key
    parts = parts if isinstance(parts, (list, tuple)) else (parts,)
    return all(hasattr(part, "__index__") for part in parts if part is not None)


def _by_label_or_place(table: Any) -> _LabelOrPlace:
    """Return `.ix` of a table or a column."""
    tell_old_name(f"{type(table).__name__}.ix", f"{type(table).__name__}.loc or .iloc")
    return _LabelOrPlace(table)


def _add_frame_methods(pandas: ModuleType) -> None:
    """Return tables, columns and indexes the methods that each once had."""
    frame, series = pandas.DataFrame, pandas.Series

    def sort(self: Any, columns: Any = None, ascending: Any = True, **settings: Any) -> Any:
        if columns is None:
            return self.sort_index(ascending=ascending, **settings)
        return self.sort_values(by=columns, ascending=ascending, **settings)

    add_method(frame, "applymap", "DataFrame.map()", lambda self, *a, **s: self.map(*a, **s))
    add_method(frame, "sort", "DataFrame.sort_values()", sort)
    add_method(
        frame, "reindex_axis", "DataFrame.reindex(axis=...)",
        lambda self, labels, axis=0, **s: self.reindex(labels, axis=axis, **s),
    )  # fmt: skip
    add_method(
        frame, "set_value", "DataFrame.at[row, column] = value",
        lambda self, row, column, value, **_: (self.at.__setitem__((row, column), value), self)[1],
    )  # fmt: skip
    add_method(
        frame, "lookup", "NumPy indexing of DataFrame.to_numpy()",
        lambda self, rows, columns: self.to_numpy()[
            self.index.get_indexer(rows), self.columns.get_indexer(columns)
        ],
    )  # fmt: skip
    frame.from_csv = classmethod(_from_csv)
    add_method(series, "ravel", "Series.to_numpy()", lambda self, order="C": self.to_numpy().copy())
    add_method(
        series, "reshape", "Series.to_numpy().reshape()",
        lambda self, *shape: self.to_numpy().copy().reshape(*shape),
    )  # fmt: skip
    add_method(series, "nonzero", "Series.to_numpy().nonzero()", lambda s: s.to_numpy().nonzero())
    add_method(series, "ptp", "Series.max() - Series.min()", lambda self: self.max() - self.min())
    add_method(series, "order", "Series.sort_values()", lambda self, **s: self.sort_values(**s))
    pandas.Index.is_monotonic = property(_is_monotonic)


def _from_csv(_: Any, /, path: Any, index_col: Any = 0, **settings: Any) -> Any:
    """Read a table whose first column is its index."""
    tell_old_name("DataFrame.from_csv()", "pd.read_csv(index_col=0, parse_dates=True)")
    return object_named("pd.read_csv")(
        path, index_col=index_col, **{"parse_dates": True, **settings}
    )


def _is_monotonic(index: Any) -> bool:
    """Return whether an index never falls."""
    tell_old_name("Index.is_monotonic", "Index.is_monotonic_increasing")
    return bool(index.is_monotonic_increasing)


def _take_positions(frame: Any) -> None:
    """Let arguments be given by position that no longer may."""
    takers = ("drop", "dropna", "fillna", "any", "all", "sort_values", "sort_index", "set_index",
              "reset_index", "drop_duplicates", "pivot", "replace", "rename", "clip",
              "interpolate", "ffill", "bfill", "where", "mask", "rolling", "groupby")  # fmt: skip
    positions = {
        "pivot": ("self", "index", "columns", "values"),
        "fillna": ("self", "value", "method", "axis", "inplace", "limit"),
        "drop": ("self", "labels", "axis", "index", "columns", "level", "inplace", "errors"),
    }
    for name in takers:
        if hasattr(frame, name):
            take_old_arguments(frame, name, positions=positions.get(name, ()))
    take_old_arguments(frame, "to_csv", renamed={"line_terminator": "lineterminator"})
    take_old_arguments(frame, "describe", dropped=("datetime_is_numeric",))
    take_old_arguments(frame, "set_axis", dropped=("inplace",))
    take_old_arguments(frame, "groupby", dropped=("squeeze",))


def _take_fill_method(frame: Any) -> None:
    """Let `fillna(method=...)` repeat the neighbour again."""
    today = frame.fillna

    @wraps(today)
    def fillna(self: Any, value: Any = None, **settings: Any) -> Any:
        method = settings.pop("method", None)
        if method is None:
            return today(self, value, **settings)
        forward = method in ("ffill", "pad")
        name = "ffill" if forward else "bfill"
        tell_old_name(f"{frame.__name__}.fillna(method=)", f"{frame.__name__}.{name}()")
        return getattr(self, name)(**settings)

    frame.fillna = fillna


def _take_integer_places(series: Any) -> None:
    """Let `series[0]` count places where the labels are no numbers."""
    today = series.__getitem__

    @wraps(today)
    def __getitem__(self: Any, key: Any) -> Any:  # noqa: N807
        try:
            return today(self, key)
        except KeyError:
            if (
                not isinstance(key, int)
                or self.index.dtype.kind in "iuf"
                or not is_asked_by_script()
            ):
                raise
        tell_old_name("series[place]", "series.iloc[place]")
        return self.iloc[key]

    series.__getitem__ = __getitem__


def _take_numbers_only(pandas: ModuleType) -> None:
    """Let figures of a mixed table leave out its columns of texts again."""
    groups = object_named("pandas.core.groupby.DataFrameGroupBy")
    for owner, names in ((pandas.DataFrame, _REDUCTIONS), (groups, _GROUP_REDUCTIONS)):
        for name in names:
            _leave_texts_out(owner, name)


def _leave_texts_out(owner: type, name: str) -> None:
    """Let one figure leave out columns of texts, where it fails with them."""
    today = getattr(owner, name)

    @wraps(today)
    def of_numbers(self: Any, *args: Any, **settings: Any) -> Any:
        try:
            return today(self, *args, **settings)
        except (TypeError, ValueError):
            if "numeric_only" in settings or not is_asked_by_script():
                raise
        found = today(self, *args, numeric_only=True, **settings)
        told = f"{owner.__name__}.{name}"
        tell_old_name(f"{told}() of a table with texts", f"{told}(numeric_only=True)")
        return found

    setattr(owner, name, of_numbers)


def todays_frequency(text: Any) -> Any:
    """Write a unit of time as today.

    >>> todays_frequency("15T")
    '15min'
    """
    match = (
        re.fullmatch(r"(-?\d*\.?\d*)([A-Z]+)(-[A-Z]{3})?", text) if isinstance(text, str) else None
    )
    if match is None or match[2] not in OLD_FREQUENCIES:
        return text
    return f"{match[1]}{OLD_FREQUENCIES[match[2]]}{match[3] or ''}"


def _take_frequencies(pandas: ModuleType) -> None:
    """Let units of time be named by their old letters."""
    places = [
        (pandas.DataFrame, "resample", 1, "rule"),
        (pandas.Series, "resample", 1, "rule"),
        (pandas.DataFrame, "asfreq", 1, "freq"),
        (pandas.Series, "asfreq", 1, "freq"),
        (pandas, "date_range", 3, "freq"),
        (pandas, "timedelta_range", 3, "freq"),
    ]
    for owner, name, position, argument in places:
        _take_frequency(owner, name, position, argument)


def _take_frequency(owner: Any, name: str, position: int, argument: str) -> None:
    """Let one function take the old letters of a unit of time."""
    today = getattr(owner, name)

    @wraps(today)
    def with_old_frequency(*args: Any, **settings: Any) -> Any:
        how = settings.pop("how", None) if name == "resample" else None
        given = args[position] if len(args) > position else settings.get(argument)
        new = todays_frequency(given)
        if new != given:
            tell_old_name(f"the unit of time {given!r}", repr(new))
            if len(args) > position:
                args = (*args[:position], new, *args[position + 1 :])
            else:
                settings[argument] = new
        if how is not None:
            tell_old_name("resample(how=)", f"resample(...).{how}()")
            return getattr(today(*args, **settings), how)()
        return today(*args, **settings)

    setattr(owner, name, with_old_frequency)
