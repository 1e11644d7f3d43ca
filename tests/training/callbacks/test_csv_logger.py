"""CSVLogger: the same table as Keras', up to the last digits."""

import csv
from pathlib import Path

import keras
import pytest

from plainnet.training.callbacks.csv_logger import CSVLogger
from training.callbacks.keras_twins import fit_both, twins


@pytest.mark.parametrize("validates", [True, False])
def test_as_in_keras(validates: bool, tmp_path: Path) -> None:
    ours, theirs = twins()
    files = tmp_path / "mine.csv", tmp_path / "other.csv"
    for append in (False, True):
        pair = (
            CSVLogger(files[0], separator=";", append=append),
            keras.callbacks.CSVLogger(str(files[1]), separator=";", append=append),
        )
        data = {} if validates else {"validation_data": None}
        fit_both(ours, theirs, [pair], epochs=2, **data)
    (header, *rows), (expected, *others) = (
        list(csv.reader(file.read_text().splitlines(), delimiter=";")) for file in files
    )
    assert header == expected
    assert len(rows) == len(others) == 4
    for row, other in zip(rows, others, strict=True):
        assert [_number(cell) for cell in row] == pytest.approx(
            [_number(cell) for cell in other], rel=2e-5, abs=1e-6
        )


def _number(cell: str) -> float:
    """Read a cell; a missing figure is -1."""
    return -1.0 if cell == "NA" else float(cell)
