"""A table made ready for training: read, understood, split, encoded.

Nothing that is learned from the data - which categories there are, medians, scales, the
logarithm of the target - looks at other rows than those that train.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.data.column_encoding import ColumnEncoding, TableEncoding, learn_encoding, raw_rows
from plainnet.data.dataset import DataNote
from plainnet.data.raw_table import RawTable, aligned_zeros, plan_columns, read_raw_table
from plainnet.data.row_hashes import TrainedRows, hash_rows, trained_rows
from plainnet.data.table_file import open_table
from plainnet.data.table_rows import some_names
from plainnet.errors import DataError, SettingError
from plainnet.estimators.training_of_networks import (
    TableSettings,
    default_settings,
    falling_adamw,
    linear_settings,
)
from plainnet.files.model_card import ClassTarget, ModelCard, NumberTarget, TableInputs
from plainnet.networks.classic_networks import dense_network
from plainnet.networks.network import Network
from plainnet.pipeline.learned_baselines import TableBaselines
from plainnet.pipeline.predictor import RawRows
from plainnet.pipeline.prepared import Prepared, Training, form_of, recorded_origin
from plainnet.pipeline.recipe import ModelKind, Recipe, Split
from plainnet.pipeline.table_split import (
    TEST,
    TRAIN,
    VALIDATION,
    copies_among,
    in_order_of_time,
    parts_of_rows,
    split_of,
)
from plainnet.pipeline.table_target import (
    FoundTarget,
    class_target,
    find_target,
    giveaways,
    number_target,
    plan_of_target,
)
from plainnet.training.history import OnRowsRead, ignore_rows_read
from plainnet.training.minibatches import count_steps


def read_for(recipe: Recipe, on_rows_read: OnRowsRead = ignore_rows_read) -> RawTable:
    """Read the columns that a recipe does not leave out."""
    rows = open_table(recipe.data, form_of(recipe))
    if recipe.target is None:
        raise SettingError("table.no_target", file=rows.file, found=list(rows.names[:20]))
    special = [name for name in (recipe.target, recipe.group, recipe.time) if name is not None]
    for name in (*special, *recipe.drop, *recipe.keep, *recipe.categories):
        rows.position(name)
    needed = {name.strip() for name in special}
    left_out = {name.strip() for name in recipe.drop}
    twice = sorted((needed | {name.strip() for name in recipe.keep}) & left_out) or (
        [recipe.target] if recipe.target in special[1:] else []
    )
    if twice:
        raise SettingError("table.column_two_roles", column=twice[0])
    categories = {name.strip() for name in recipe.categories}
    plans = plan_columns(rows, without=left_out, categories=categories, day_first=recipe.day_first)
    target = recipe.target.strip()
    plans = tuple(
        plan_of_target(plan, rows, recipe.task) if plan.name == target else plan for plan in plans
    )
    total = rows.n_cells // len(rows.names)
    return read_raw_table(rows, plans, on_rows_read=lambda done: on_rows_read(done, total))


def column_to_split_by(
    recipe: Recipe, table: RawTable, *, may_lack: bool = False
) -> NDArray[np.float64] | None:
    """Return the column that keeps rows together, or orders them.

    Shapes: returns (rows,).
    `may_lack`: whether a row without a moment counts as the earliest, so that it trains.
    """
    name = recipe.time if recipe.split == "time" or recipe.group is None else recipe.group
    if name is None:
        return None
    column = table.column(name.strip())
    if recipe.group is None and column.plan.kind == "category":
        level = next(iter(column.levels), "")
        raise DataError("table.time_text", file=table.rows.file, column=name, value=level)
    values = table.values(column)
    missing = np.flatnonzero(np.isnan(values))
    if may_lack:
        values[missing] = np.nanmin(values)
    elif len(missing):
        line = table.rows.place_of_row(int(missing[0]))
        raise DataError("table.split_missing", file=table.rows.file, column=name, line=line)
    return values


@dataclass(frozen=True)
class DividedRows:
    """Rows by what they are for.

    Shapes: `train` and `validation` (rows, features).
    """

    train: NDArray[np.float32]
    validation: NDArray[np.float32]
    test: NDArray[np.floating]  # (rows, slots), Raw
    trained: TrainedRows  # what the rows of the first two hold


def divide(
    table: RawTable,
    parts: NDArray[np.int8],
    encoding: TableEncoding,
    truth: NDArray[np.float64],
) -> DividedRows:
    """Encode the rows, block by block; each block of the table is given up behind it.

    Shapes: `parts` (rows,), `truth` (rows,).
    """
    width = len(encoding.feature_names)
    encoded = {
        part: aligned_zeros((int((parts == part).sum()), width)) for part in (TRAIN, VALIDATION)
    }
    dtype = table.blocks[0].dtype
    test = np.empty((int((parts == TEST).sum()), encoding.slots), dtype)
    filled = {TRAIN: 0, VALIDATION: 0, TEST: 0}
    hashes = np.empty(len(parts), np.uint64)
    first = 0
    table.blocks.reverse()
    while table.blocks:
        block = table.blocks.pop()
        own = parts[first : first + len(block)]
        raw = raw_rows(block, table, encoding)
        last = first + len(block)
        cells = np.column_stack([raw, truth[first:last]])
        hashes[first:last] = hash_rows(cells, is_single=dtype == np.float32)
        first = last
        for part, start in filled.items():
            rows = raw[own == part]
            filled[part] += len(rows)
            if part == TEST:
                test[start : start + len(rows)] = rows
            else:
                encoding.apply(rows, encoded[part][start : start + len(rows)])
    is_seen = (parts == TRAIN) | (parts == VALIDATION)
    unseen = hashes[parts == TEST]
    trained = trained_rows(hashes[is_seen], unseen, is_single=dtype == np.float32)
    return DividedRows(encoded[TRAIN], encoded[VALIDATION], test, trained)


FAR = 1e6  # times as far from the median as half of the values are
NAMED = 8  # names a sentence lists


def notes_on_inputs(table: RawTable, encoding: TableEncoding) -> tuple[DataNote, ...]:
    """Describe what kinds of columns there are, and what happens to rare and missing values."""
    notes = tuple(
        DataNote(f"table.kind.{kind}", {"count": len(names), "names": some_names(names, NAMED)})
        for kind in ("number", "boolean", "category", "date")
        if (names := [column.name for column in encoding.columns if column.kind == kind])
    )
    if rare := [f"{own.name} ({len(own.rare)})" for own in encoding.columns if own.rare]:
        notes += (DataNote("table.rare", {"names": some_names(rare, NAMED)}),)
    used = {column.name for column in encoding.columns}
    holes = [
        f"{column.name} ({column.missing + column.odd})"
        for column in table.columns
        if column.name in used and column.missing + column.odd
    ]
    if holes:
        notes += (DataNote("table.missing", {"names": some_names(holes, NAMED)}),)
    notes += tuple(filter(None, (note_on_far_value(table, own) for own in encoding.columns)))
    return (*notes, DataNote("table.inputs", {"count": len(encoding.feature_names)}))


def note_on_far_value(table: RawTable, own: ColumnEncoding) -> DataNote | None:
    """Name the value of a column beside which all others are equal, as a slip of a key makes it."""
    if own.kind != "number":
        return None
    values = table.values(table.column(own.name))
    distances = np.abs(values - own.fill)
    row = int(np.nanargmax(distances))
    # Such a value makes up nearly all of the spread: elsewhere the median is not looked for.
    is_alone = 2 * distances[row] ** 2 > np.nansum(distances**2)
    if not is_alone or not 0 < FAR * np.nanmedian(distances) < distances[row]:
        return None
    found = {"value": f"{values[row]:g}", "line": table.rows.place_of_row(row)}
    return DataNote("table.far_value", {"column": own.name, "usual": f"{own.fill:g}", **found})


def notes_on_copies(copies: NDArray[np.int64] | None) -> tuple[DataNote, ...]:
    """Describe how many rows are copies of others, which stay on their side of the split."""
    if copies is None:
        return ()
    counts = np.bincount(copies)
    found: dict[str, object] = {"count": int(counts[counts > 1].sum()), "rows": len(copies)}
    return (DataNote("table.copies", found),)


def notes_on_rows(split: Split, parts: NDArray[np.int8]) -> tuple[DataNote, ...]:
    """Describe how many rows train, validate and test, and how they were chosen.

    Shapes: `parts` (rows,).
    """
    train, validation, test = (int((parts == part).sum()) for part in (TRAIN, VALIDATION, TEST))
    without = int((parts < 0).sum())
    notes: tuple[DataNote, ...] = ()
    if without:
        notes += (DataNote("table.no_target_rows", {"count": without}),)
    counts: dict[str, object] = {"train": train, "validation": validation, "test": test}
    notes += (DataNote(f"table.split.{split}", counts),)
    return notes if validation else (*notes, DataNote("table.no_validation", {"rows": train}))


def notes_on_target(
    target: ClassTarget | NumberTarget, truth: NDArray[np.float64]
) -> tuple[DataNote, ...]:
    """Describe which classes there are and how often, or what the numbers range over.

    Shapes: `truth` (rows,).
    """
    if isinstance(target, NumberTarget):
        found = {"low": truth.min(), "median": np.median(truth), "high": truth.max()}
        written = {name: f"{value:g}" for name, value in found.items()}
        return (DataNote("table.target_range", {"column": target.column, **written}),)
    counts = np.bincount(truth.astype(int), minlength=len(target.names)).tolist()
    named = [f"{name} ({count})" for name, count in zip(target.names, counts, strict=True)]
    notes: tuple[DataNote, ...] = (
        DataNote("table.classes", {"column": target.column, "classes": some_names(named, NAMED)}),
    )
    if len(target.names) == 2 and target.positive is not None:
        notes += (DataNote("table.positive", {"name": target.names[target.positive]}),)
    return notes


MODELS: dict[str, tuple[ModelKind, ...]] = {
    "classes": ("dense", "logistic"),
    "number": ("dense", "linear"),
}
FEWEST_ROWS = 5
WITHOUT_TARGET = -1  # what rows are for whose target is missing


@dataclass(frozen=True)
class Understood:
    """A table of which is known what is learned from which rows."""

    recipe: Recipe  # with the split that the rows ask for
    table: RawTable
    found: FoundTarget
    split: Split
    parts: NDArray[np.int8]  # (rows,), What each row is for
    target: ClassTarget | NumberTarget
    encoding: TableEncoding
    notes: tuple[DataNote, ...]  # what was found out

    def truth(self, part: int) -> NDArray[np.float64]:
        """Return the class numbers or values of the rows of one part."""
        truth: NDArray[np.float64] = self.found.truth[self.parts == part]
        return truth


def prepare_table(recipe: Recipe, on_rows_read: OnRowsRead = ignore_rows_read) -> Prepared:
    """Read a table and make it ready for training."""
    understood = understand(recipe, read_for(recipe, on_rows_read))
    table, parts, target = understood.table, understood.parts, understood.target
    encoding, task = understood.encoding, understood.found.task
    y_train = understood.truth(TRAIN)
    settings = settings_of(recipe, task, len(y_train))
    divided = divide(table, parts, encoding, understood.found.truth)
    truth = understood.truth(TEST)
    known = truth.astype(np.int64) if task == "classes" else truth
    labels = tuple((np.flatnonzero(parts == TEST) + 1).tolist())
    test = RawRows(divided.test, known, labels, table.rows.source, table.repairs)
    baselines = TableBaselines(
        divided.train,
        y_train,
        (divided.validation, understood.truth(VALIDATION)),
        lambda: encoding.apply(divided.test),
        len(truth),
        len(target.names) if isinstance(target, ClassTarget) else 0,
        recipe.seed,
    )
    given = giveaways(divided.train, y_train, encoding, len(understood.found.names))
    return Prepared(
        recipe=filled(understood, settings),
        decisions=tuple(map(str, understood.notes + given + baselines.notes)),
        cautions=tuple(str(note) for note in given if note.key == "table.gives_away"),
        train=(divided.train, outputs_of(y_train, target)),
        validation=(divided.validation, outputs_of(understood.truth(VALIDATION), target)),
        test=test,
        card=card_of(understood, recipe.seed, divided.trained),
        network=network_of(target, settings),
        training=training_of(target, settings, len(y_train)),
        baselines=baselines,
    )


def understand(recipe: Recipe, table: RawTable) -> Understood:
    """Find out the target, divide the rows, and learn the encoding from those that train."""
    found = find_target(recipe, table)
    rows = np.flatnonzero(~np.isnan(found.truth))
    recipe, notes_on_time = in_order_of_time(recipe, table, found, rows)
    split = split_of(recipe, found.task)
    by = column_to_split_by(recipe, table, may_lack=bool(notes_on_time))
    if len(rows) < FEWEST_ROWS:
        found_rows = {"rows": len(rows), "least": FEWEST_ROWS}
        raise DataError("table.few_rows", file=table.rows.file, **found_rows)
    parts = np.full(table.n_rows, WITHOUT_TARGET, np.int8)
    own = None if by is None else by[rows]
    is_drawn = split in ("random", "stratified")
    copies = copies_among(table, rows, found.column) if is_drawn else None
    parts[rows] = parts_of_rows(recipe, split, found.truth[rows], own, copies)
    without = {found.column} | ({recipe.group.strip()} if recipe.group else set())
    learned = learn_encoding(
        table,
        parts == TRAIN,
        without=without,
        keep={name.strip() for name in recipe.keep},
        truth=found.truth,
        n_classes=len(found.names),
    )
    if not learned.encoding.columns:
        raise DataError("table.no_inputs", file=table.rows.file, target=found.column)
    y_train = found.truth[parts == TRAIN]
    notes = (*table.repairs, *found.notes)
    target: ClassTarget | NumberTarget
    if found.task == "classes":
        target = class_target(found, recipe, y_train)
    else:
        target, notes_on_log = number_target(found, recipe, y_train)
        notes += notes_on_log
    notes += notes_on_target(target, y_train) + learned.dropped
    notes += notes_on_inputs(table, learned.encoding) + notes_on_time
    notes += notes_on_copies(copies) + notes_on_rows(split, parts)
    return Understood(recipe, table, found, split, parts, target, learned.encoding, notes)


def settings_of(recipe: Recipe, task: str, n_rows: int) -> TableSettings:
    """Choose how to train; what the recipe says counts."""
    model = recipe.model or "dense"
    if model not in MODELS[task]:
        known = list(MODELS[task])
        raise SettingError("table.model_misfit", model=model, known=known)
    usual = default_settings if model == "dense" else linear_settings
    if recipe.hidden and model != "dense":
        raise SettingError("table.hidden_misfit", model=model)
    if recipe.ensemble > 1 and model != "dense":
        raise SettingError("table.ensemble_misfit", model=model)
    given = {
        name: getattr(recipe, name)
        for name in ("hidden", "epochs", "batch", "rate", "patience")
        if getattr(recipe, name) is not None
    }
    return replace(usual(n_rows), **given)


def filled(understood: Understood, settings: TableSettings) -> Recipe:
    """Write into the recipe what was found out."""
    recipe, target = understood.recipe, understood.target
    more: dict[str, Any] = {}
    if isinstance(target, NumberTarget):
        more["log_target"] = target.is_log
    elif target.positive is not None:
        more["positive"] = target.names[target.positive]
    return replace(
        recipe,
        task=understood.found.task,
        model=recipe.model or "dense",
        hidden=settings.hidden,
        split=understood.split,
        epochs=settings.epochs,
        batch=settings.batch,
        rate=settings.rate,
        patience=settings.patience,
        **more,
    )


def outputs_of(
    truth: NDArray[np.float64], target: ClassTarget | NumberTarget
) -> NDArray[np.float32]:
    """Bring class numbers or values to what the network is to give.

    Shapes: `truth` (rows,) -> (rows, 1).
    """
    column = truth[:, None]
    if isinstance(target, NumberTarget):
        assert target.scaling is not None
        if target.is_log:
            column = np.log(np.maximum(column, _TINY))
        column = target.scaling.apply(column)
    return column.astype(np.float32)


_TINY = float(np.finfo(np.float64).tiny)  # validation rows may hold what has no logarithm


def network_of(target: ClassTarget | NumberTarget, settings: TableSettings) -> Network:
    """Make the network: one output for a number or two classes, else one for each class."""
    if isinstance(target, NumberTarget):
        return dense_network(1, settings.hidden)
    if len(target.names) == 2:
        return dense_network(1, settings.hidden, output_activation="sigmoid")
    return dense_network(len(target.names), settings.hidden, output_activation="softmax")


def training_of(
    target: ClassTarget | NumberTarget, settings: TableSettings, n_rows: int
) -> Training:
    """Describe how the network is trained."""
    steps = settings.epochs * count_steps(n_rows, settings.batch)
    loss, metrics = "mean_squared_error", ("mae",)
    if isinstance(target, ClassTarget):
        is_binary = len(target.names) == 2
        loss = "binary_crossentropy" if is_binary else "sparse_categorical_crossentropy"
        metrics = ("accuracy",)
    return Training(
        optimizer=falling_adamw(settings.rate, settings.weight_decay, steps),
        loss=loss,
        metrics=metrics,
        epochs=settings.epochs,
        batch=settings.batch,
        patience=settings.patience,
    )


def card_of(understood: Understood, seed: int, trained: TrainedRows) -> ModelCard:
    """Describe what goes before and after the network."""
    parts, encoding = understood.parts, understood.encoding
    test_rows = np.flatnonzero(parts[parts != WITHOUT_TARGET] == TEST)
    origin = recorded_origin(understood.table.rows.source, test_rows, seed, trained)
    columns = tuple(column.name for column in encoding.columns)
    inputs = TableInputs(columns, None, encoding, form_of(understood.recipe))
    return ModelCard(inputs, understood.target, origin)
