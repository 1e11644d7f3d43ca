"""Find each case's data in a folder, by what the files hold and not by what they are called."""

from collections.abc import Sequence
from pathlib import Path

from plainnet.cases.case import Case
from plainnet.data.content_hash import hash_path
from plainnet.data.input_path import list_folder
from plainnet.data.table_file import open_table
from plainnet.errors import DataError

DEEPEST_LEVEL = 3


def locate(cases: Sequence[Case], given: Path) -> dict[str, Path | None]:
    """Find the data of every case.

    `given`: the file or folder of one case, or a folder with all of them, at most three levels
        down.
    Result: None for a case that takes no data.
    """
    if not given.exists():
        raise DataError("case.data_missing", path=given)
    found: dict[str, Path | None] = {}
    for case in cases:
        found[case.name] = _data_of(case, given)
    return found


def _data_of(case: Case, given: Path) -> Path | None:
    """Find the data of one case; equal copies count once."""
    if case.find is None:
        return None
    if not given.is_dir():
        return given  # the reader says what is wrong with a file named outright
    candidates = [place for place in _places(given) if case.find(place)]
    if not candidates:
        raise DataError("case.data_not_found", case=case.name, folder=given)
    by_content = {hash_path(place): place for place in reversed(candidates)}
    if len(by_content) > 1:
        names = list(map(str, candidates))
        raise DataError("case.data_ambiguous", case=case.name, candidates=names)
    return candidates[0]


def _places(folder: Path, level: int = 0) -> list[Path]:
    """List a folder and what lies in it, the nearest first."""
    entries = sorted(list_folder(folder))
    deeper = [entry for entry in entries if entry.is_dir()] if level < DEEPEST_LEVEL else []
    below = [place for entry in deeper for place in _places(entry, level + 1)]
    return [folder, *(entry for entry in entries if entry.is_file()), *below]


TABLES = frozenset({".csv", ".tsv", ".xlsx", ".parquet"})


def column_names(path: Path) -> frozenset[str]:
    """Return the names of the columns of a table; none if the file is no table."""
    if path.suffix.lower() not in TABLES or not path.is_file():
        return frozenset()
    try:
        return frozenset(open_table(path).names)
    except DataError:
        return frozenset()
