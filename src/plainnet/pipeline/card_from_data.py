"""The card of a model that Keras wrote, made of what its script was trained on."""

from pathlib import Path
from typing import Any

import numpy as np

from plainnet.data.column_encoding import ColumnEncoding, TableEncoding
from plainnet.data.dataset import Source
from plainnet.data.image_folder import class_names_of
from plainnet.data.raw_table import RawColumn, RawTable, level_of, plan_columns, read_raw_table
from plainnet.data.scaling import learn_min_max, learn_standard
from plainnet.data.table_file import open_table
from plainnet.data.table_layout import FOUND_OUT, ROW_NAMES, TableForm
from plainnet.errors import DataError, SettingError
from plainnet.files.model_card import (
    ClassTarget,
    ImageInputs,
    ModelCard,
    NumberTarget,
    TableInputs,
)
from plainnet.model import Model
from plainnet.pipeline.prepared import recorded_origin

SCALINGS = ("standard", "min-max", "no")
LEARNED = {"standard": learn_standard, "min-max": learn_min_max}


def card_from_data(
    model: Model,
    data: Path,
    target: str | None = None,
    scaling: str = "standard",
    form: TableForm = FOUND_OUT,
) -> ModelCard:
    """Learn from a script's training data what its model takes and gives.

    `data`: the table, whose columns but the target are scaled as `scaling` says; or the folder of
    class folders, whose names are the classes in their order, with pixels from 0 to 1.
    """
    shape: tuple[Any, ...] = tuple(model.input_shape or ())
    outputs = (model.output_shape or (0,))[-1]
    if scaling not in SCALINGS:
        asked = {"option": "--scaling", "value": scaling, "choices": "|".join(SCALINGS)}
        raise SettingError("command.not_a_choice", **asked)
    if data.is_dir():
        return _card_of_folder(shape, outputs, data)
    if len(shape) != 1:
        raise SettingError("card.table_for_other", data=data, shape=shape)
    if target is None:
        raise SettingError("card.no_target", data=data)
    rows = open_table(data, form)
    rows.position(target)  # refuses a column that is not there
    without = (*form.drop, ROW_NAMES)
    table = read_raw_table(rows, plan_columns(rows, without=without, day_first=form.day_first))
    columns = tuple(
        _encoding_of(column, table, scaling) for column in table.columns if column.name != target
    )
    if len(columns) != shape[0]:
        found = {"wanted": shape[0], "found": len(columns), "names": [c.name for c in columns]}
        raise DataError("card.columns_misfit", data=data, target=target, **found)
    names = tuple(column.name for column in columns)
    inputs = TableInputs(names, encoding=TableEncoding(columns), form=form)
    of_target = _target_of(table.column(target), table, outputs, model)
    _check_classes(of_target, outputs, data)
    return ModelCard(inputs, of_target, recorded_origin(rows.source, (), 0))


def _card_of_folder(shape: tuple[Any, ...], outputs: int, data: Path) -> ModelCard:
    """Describe images of class folders."""
    if len(shape) != 3:
        raise SettingError("card.folder_for_table", data=data, shape=shape)
    height, width, channels = shape
    inputs = ImageInputs(height, width, 1 if channels == 1 else 3, "bilinear")
    classes = _classes(class_names_of(data))
    _check_classes(classes, outputs, data)
    return ModelCard(inputs, classes, recorded_origin(Source(str(data), ""), (), 0))


def _check_classes(target: ClassTarget | NumberTarget, outputs: int, data: Path) -> None:
    """Refuse classes that are more or fewer than the outputs; one output tells two apart."""
    wanted = 2 if outputs == 1 else outputs
    if isinstance(target, ClassTarget) and len(target.names) != wanted:
        found = {"wanted": wanted, "found": len(target.names)}
        raise DataError("card.classes_misfit", data=data, **found)


def _encoding_of(column: RawColumn, table: RawTable, scaling: str) -> ColumnEncoding:
    """Learn how a column of numbers is scaled; others are refused."""
    values = table.values(column)
    known = values[~np.isnan(values)]
    if column.plan.kind != "number" or not len(known):
        raise DataError("card.not_numbers", data=table.rows.file, column=column.name)
    learned = LEARNED[scaling](known[:, None]) if scaling in LEARNED else None
    style = column.plan.style
    return ColumnEncoding(
        column.name,
        "number",
        fill=float(np.median(known)),
        low=float(known.min()),
        high=float(known.max()),
        offset=learned.offset[0] if learned else 0.0,
        scale=learned.scale[0] if learned else 1.0,
        decimal=style.decimal,
        thousands=style.thousands,
        unit=style.unit,
        holes=column.plan.holes,
    )


def _target_of(
    column: RawColumn, table: RawTable, outputs: int, model: Model
) -> ClassTarget | NumberTarget:
    """Describe the target: classes in the order of scikit-learn's LabelEncoder, or a number."""
    values = table.values(column)
    known = values[~np.isnan(values)]
    is_probability = getattr(model.network.hidden[-1], "activation", None) == "sigmoid"
    if outputs == 1 and not is_probability:
        mean = float(known.mean()) if len(known) else 0.0
        return NumberTarget(column.name, column.plan.style.unit, training_mean=mean)
    present = np.unique(known)
    if column.levels:
        texts = list(column.levels)
        names = tuple(sorted(texts[int(value)] for value in present))
        return _classes(names, column.name, names)
    names = tuple(level_of(value) for value in present.tolist())
    return _classes(names, column.name, tuple(present.tolist()))


def _classes(
    names: tuple[str, ...], column: str | None = None, values: tuple[float | str, ...] = ()
) -> ClassTarget:
    """Describe classes; of two the second is the one that precision and recall are about."""
    is_pair = len(names) == 2
    return ClassTarget(
        names, column, values, positive=1 if is_pair else None, threshold=0.5 if is_pair else None
    )
