"""What pandas' readers once took: `date_parser`, dates of several columns, `squeeze`."""

from functools import wraps
from types import ModuleType
from typing import Any

from plainnet.keras_names.door.refusal import warn_once
from plainnet.keras_names.old_libraries.old_spelling import take_old_arguments, tell_old_name

_DROPPED = (
    "infer_datetime_format", "mangle_dupe_cols", "verbose", "tupleize_cols", "as_recarray",
    "compact_ints", "buffer_lines", "keep_date_col",
)  # fmt: skip


def take_old_reading(pandas: ModuleType) -> None:
    """Let tables be read with the arguments of old."""
    for name in ("read_csv", "read_table"):
        _take_reader(pandas, name)
    take_old_arguments(
        pandas, "read_excel", renamed={"sheetname": "sheet_name", "parse_cols": "usecols"}
    )
    take_old_arguments(pandas, "to_datetime", dropped=("infer_datetime_format", "box"))
    take_old_arguments(pandas, "concat", dropped=("join_axes",))
    _take_ignored_errors(pandas, "to_numeric")
    _take_ignored_errors(pandas, "to_datetime")


def _take_reader(pandas: ModuleType, name: str) -> None:
    """Let one reader take the arguments of old."""
    today = getattr(pandas, name)

    @wraps(today)
    def read(path: Any, *args: Any, **settings: Any) -> Any:
        if args:  # the separator
            tell_old_name(f"pd.{name}(path, ',')", f"pd.{name}(path, sep=',')")
            settings = {**dict(zip(("sep", "delimiter", "header"), args, strict=False)), **settings}
        _drop(name, settings)
        parser = settings.pop("date_parser", None)
        dates = settings.get("parse_dates")
        by_hand = parser is not None or _of_several_columns(dates)
        if by_hand:
            settings["parse_dates"] = False
        squeeze = settings.pop("squeeze", False)
        if by_hand:
            table = _with_dates(pandas, today, path, settings, dates, parser)
        else:
            table = today(path, **settings)
        if squeeze:
            tell_old_name(f"pd.{name}(squeeze=True)", f'pd.{name}(...).squeeze("columns")')
            table = table.squeeze("columns")
        return table

    setattr(pandas, name, read)


def _drop(name: str, settings: dict[str, Any]) -> None:
    """Leave out arguments that do nothing any more, and write the others as today."""
    for old in [old for old in _DROPPED if old in settings]:
        warn_once("script.old_argument_dropped", function=f"pd.{name}", argument=old)
        del settings[old]
    for old in ("error_bad_lines", "warn_bad_lines"):
        if old in settings:
            value = "error" if settings.pop(old) and old == "error_bad_lines" else "warn"
            tell_old_name(f"pd.{name}({old}=)", f'pd.{name}(on_bad_lines="{value}")')
            settings.setdefault("on_bad_lines", value)
    if settings.pop("delim_whitespace", False):
        tell_old_name(f"pd.{name}(delim_whitespace=True)", f"pd.{name}(sep=r'\\s+')")
        settings["sep"] = r"\s+"


def _of_several_columns(dates: Any) -> bool:
    """Return whether dates are to be put together from several columns."""
    if isinstance(dates, dict):
        return True
    return isinstance(dates, (list, tuple)) and any(isinstance(e, (list, tuple)) for e in dates)


def _with_dates(
    pandas: ModuleType, read: Any, path: Any, settings: dict[str, Any], dates: Any, parser: Any
) -> Any:
    """Read a table, then its dates, with the script's own parser if there is one."""
    if parser is not None:
        tell_old_name("date_parser=", "date_format=, or pd.to_datetime() after reading")
    index = settings.pop("index_col", None)
    table = read(path, **settings)
    if dates is True or dates is None:
        dates = [] if index is None else [index]
    elif dates is False:
        dates = []
    if isinstance(dates, (str, int)):
        dates = [dates]
    groups = list(dates.items()) if isinstance(dates, dict) else [(None, each) for each in dates]
    for new, group in groups:
        table = _put_together(pandas, table, new, group, parser)
    if index is None or index is False:
        return table
    if isinstance(index, (list, tuple)):
        return table.set_index([_column(table, key) for key in index])
    return table.set_index(_column(table, index))


def _put_together(pandas: ModuleType, table: Any, new: Any, group: Any, parser: Any) -> Any:
    """Make one column of dates from one or several columns of texts."""
    several = isinstance(group, (list, tuple))
    names = [_column(table, each) for each in (group if several else [group])]
    texts = table[names[0]].astype(str)
    for name in names[1:]:
        texts = texts + " " + table[name].astype(str)
    values = (
        pandas.to_datetime(texts)
        if parser is None
        else _parsed(pandas, parser, table, names, texts)
    )
    if not several and new is None:
        return table.assign(**{names[0]: values})
    tell_old_name("parse_dates=[[...]]", "pd.to_datetime() of the columns put together")
    table = table.drop(columns=names)
    table.insert(0, new if new is not None else "_".join(map(str, names)), values)
    return table


def _parsed(pandas: ModuleType, parser: Any, table: Any, names: list[Any], texts: Any) -> Any:
    """Call the script's parser: with whole columns, with joined texts, then text by text."""
    columns = [table[name].astype(str).to_numpy() for name in names]
    if len(columns) > 1:
        try:
            return pandas.Series([parser(*row) for row in zip(*columns, strict=True)], table.index)
        except TypeError:  # takes the texts as one
            pass
    return pandas.to_datetime(pandas.Series([parser(text) for text in texts], table.index))


def _column(table: Any, key: Any) -> Any:
    """Return the name of a column given by name or place."""
    return table.columns[key] if isinstance(key, int) and key not in table.columns else key


def _take_ignored_errors(pandas: ModuleType, name: str) -> None:
    """Let `errors="ignore"` give back what cannot be read."""
    today = getattr(pandas, name)

    @wraps(today)
    def with_ignored(values: Any, *args: Any, **settings: Any) -> Any:
        if settings.get("errors") != "ignore":
            return today(values, *args, **settings)
        tell_old_name(f'pd.{name}(errors="ignore")', f"pd.{name}() in try and except")
        try:
            return today(values, *args, **{**settings, "errors": "raise"})
        except (TypeError, ValueError):
            return values

    setattr(pandas, name, with_ignored)
