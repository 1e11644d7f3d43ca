"""The breast cancer table, split the way the course splits it."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from plainnet.cases.case import Baseline, CaseData, column_names
from plainnet.data.dataset import Table
from plainnet.data.sample_tables import load_breast_cancer_table
from plainnet.data.scaling import Scaling
from plainnet.data.splitting import split_randomly
from plainnet.data.table_file import read_table
from plainnet.errors import DataError
from plainnet.evaluation.baselines import logistic_regression, majority_class
from plainnet.files.model_card import ClassTarget, ModelCard, TableInputs
from plainnet.pipeline.predictor import RawRows
from plainnet.pipeline.prepared import recorded_origin
from plainnet.pipeline.table_predictor import class_numbers

TARGET = "target"
CLASSES = ("benign", "malignant")  # as the course codes them: 0 and 1
MALIGNANT = 1
TEST_FRACTION = 0.2
SPLIT_SEED = 42


def is_breast_cancer(path: Path) -> bool:
    """Tell the table by its columns."""
    return {TARGET, "mean radius", "worst fractal dimension"} <= column_names(path)


def read(path: Path | None) -> CaseData:
    """Read the user's table or scikit-learn's, and split it."""
    table = load_breast_cancer_table() if path is None else _checked(read_table(path))
    train, test = split_randomly(len(table.values), TEST_FRACTION, SPLIT_SEED)
    return split(table, train, test)


def _checked(table: Table) -> Table:
    """Be sure that there is a target, and move it to the end."""
    if TARGET not in table.column_names or len(table.column_names) < 2:
        found = list(table.column_names[:8])
        raise DataError("case.no_target", file=table.source.path, target=TARGET, found=found)
    place = table.column_names.index(TARGET)
    order = [*(c for c in range(len(table.column_names)) if c != place), place]
    names = tuple(table.column_names[column] for column in order)
    return Table(table.values[:, order], names, table.source, table.repairs)


def split(table: Table, train: NDArray[np.int64], test: NDArray[np.int64]) -> CaseData:
    """Part the table into rows to learn from and rows to score on."""
    target = ClassTarget(CLASSES, TARGET, (0.0, 1.0))
    truth = class_numbers(table.values[:, -1], target, table.source.path)
    labels = tuple(range(1, len(table.values) + 1))
    rows = RawRows(table.values[:, :-1], truth, labels, table.source, table.repairs)
    data = CaseData(table, rows.only(train), rows.only(test))
    for part, name in ((data.train, "train"), (data.test, "test")):
        assert part.truth is not None
        if len(set(part.truth.tolist())) < len(CLASSES):
            raise DataError("case.one_class", file=table.source.path, part=name)
    return data


def card_of(
    data: CaseData, scaling: Scaling, seed: int, threshold: float | None = None
) -> ModelCard:
    """Describe what a model of these rows takes and gives."""
    assert isinstance(data.dataset, Table)
    assert data.train.truth is not None
    target = ClassTarget(
        CLASSES,
        TARGET,
        (0.0, 1.0),
        MALIGNANT,
        threshold,
        int(np.bincount(data.train.truth, minlength=2).argmax()),
    )
    test_rows = np.asarray(data.test.labels) - 1
    inputs = TableInputs(data.dataset.column_names[:-1], scaling)
    return ModelCard(inputs, target, recorded_origin(data.source, test_rows, seed))


def baselines(data: CaseData, ways: Sequence[str]) -> Sequence[Baseline]:
    """Say the more frequent class always; fit a logistic regression."""
    truth = data.train.truth
    assert truth is not None
    predicted = logistic_regression(data.train.inputs, truth, data.test.inputs)
    return [
        Baseline("majority", majority_class(truth, len(data.test.inputs))),
        Baseline("logistic_regression", predicted),
    ]
