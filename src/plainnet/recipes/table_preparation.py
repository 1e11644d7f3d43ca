"""A table made ready for training: read, understood, split, encoded.

Nothing that is learned from the data - which categories there are, medians, scales, the
logarithm of the target - looks at other rows than those that train.
"""

from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import Any

import jax
import numpy as np
from numpy.typing import NDArray

from plainnet.data.column_encoding import TableEncoding
from plainnet.data.dataset import Repair, Source
from plainnet.data.learned_encoding import learn_encoding
from plainnet.data.raw_table import RawTable
from plainnet.data.row_hashes import TrainedRows
from plainnet.errors import DataError, SettingError
from plainnet.estimators.default_settings import (
    TableSettings,
    default_settings,
    falling_adamw,
    linear_settings,
)
from plainnet.files.model_card import ClassTarget, ModelCard, NumberTarget, Origin, TableInputs
from plainnet.networks.classic_networks import dense_network
from plainnet.networks.network import Network
from plainnet.predictors.predictor import RawRows
from plainnet.recipes.prepared import Prepared, Training
from plainnet.recipes.recipe import ModelKind, Recipe, Split
from plainnet.recipes.table_baselines import TableBaselines
from plainnet.recipes.table_decisions import (
    told_of_copies,
    told_of_inputs,
    told_of_rows,
    told_of_target,
)
from plainnet.recipes.table_giveaway import giveaways
from plainnet.recipes.table_reading import column_to_split_by, divide, read_for
from plainnet.recipes.table_split import (
    TEST,
    TRAIN,
    VALIDATION,
    copies_among,
    parts_of_rows,
    split_of,
)
from plainnet.recipes.table_target import FoundTarget, class_target, find_target, number_target
from plainnet.recipes.table_time import in_order_of_time
from plainnet.training.data_parallelism import visible_cores
from plainnet.training.history import HeardRows, nobody
from plainnet.training.minibatches import count_steps

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
    told: tuple[Repair, ...]  # what was found out

    def truth(self, part: int) -> NDArray[np.float64]:
        """Give the class numbers or values of the rows of one part."""
        truth: NDArray[np.float64] = self.found.truth[self.parts == part]
        return truth


def prepare_table(recipe: Recipe, heard: HeardRows = nobody) -> Prepared:
    """Read a table and make it ready for training."""
    understood = understand(recipe, read_for(recipe, heard))
    table, parts, target = understood.table, understood.parts, understood.target
    encoding, task = understood.encoding, understood.found.task
    y_train = understood.truth(TRAIN)
    settings = settings_of(recipe, task, len(y_train))
    divided = divide(table, parts, encoding, understood.found.truth)
    truth = understood.truth(TEST)
    labels = tuple((np.flatnonzero(parts == TEST) + 1).tolist())
    test = RawRows(
        divided.test,
        truth.astype(np.int64) if task == "classes" else truth,
        labels,
        table.rows.source,
        table.repairs,
    )
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
        decisions=tuple(map(str, understood.told + given + baselines.told)),
        cautions=tuple(str(told) for told in given if told.key == "table.gives_away"),
        train=(divided.train, outputs_of(y_train, target)),
        validation=(divided.validation, outputs_of(understood.truth(VALIDATION), target)),
        test=test,
        card=card_of(understood, recipe.seed, divided.trained),
        network=network_of(target, settings),
        training=training_of(target, settings, len(y_train)),
        baselines=baselines,
        more={"feature_names": encoding.feature_names},
    )


def understand(recipe: Recipe, table: RawTable) -> Understood:
    """Find out the target, divide the rows, and learn the encoding from those that train."""
    found = find_target(recipe, table)
    rows = np.flatnonzero(~np.isnan(found.truth))
    recipe, told_of_time = in_order_of_time(recipe, table, found, rows)
    split = split_of(recipe, found.task)
    by = column_to_split_by(recipe, table, may_lack=bool(told_of_time))
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
    told = (*table.repairs, *found.told)
    target: ClassTarget | NumberTarget
    if found.task == "classes":
        target = class_target(found, recipe, y_train)
    else:
        target, told_of_log = number_target(found, recipe, y_train)
        told += told_of_log
    told += told_of_target(target, y_train) + learned.dropped
    told += told_of_inputs(table, learned.encoding) + told_of_time
    told += told_of_copies(copies) + told_of_rows(split, parts)
    return Understood(recipe, table, found, split, parts, target, learned.encoding, told)


def settings_of(recipe: Recipe, task: str, n_rows: int) -> TableSettings:
    """Choose how to train; what the recipe says counts."""
    model = recipe.model or "dense"
    if model not in MODELS[task]:
        known = ", ".join(MODELS[task])
        raise SettingError("table.model_misfit", model=model, known=known)
    usual = default_settings if model == "dense" else linear_settings
    settings = usual("classes" if task == "classes" else "number", n_rows)
    if recipe.hidden and model != "dense":
        raise SettingError("table.hidden_misfit", model=model)
    given = {
        name: getattr(recipe, name)
        for name in ("hidden", "epochs", "batch", "rate", "patience")
        if getattr(recipe, name) is not None
    }
    return replace(settings, **given)


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
    """Say how the network is trained."""
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
    source: Source = understood.table.rows.source
    parts, encoding = understood.parts, understood.encoding
    libraries = ("plainnet", "jax", "jaxlib", "numpy")
    origin = Origin(
        data=source,
        test_rows=tuple(np.flatnonzero(parts[parts != WITHOUT_TARGET] == TEST).tolist()),
        seed=seed,
        cores=visible_cores(),
        devices=jax.device_count(),
        versions={name: version(name) for name in libraries},
        trained=trained,
    )
    columns = tuple(column.name for column in encoding.columns)
    return ModelCard(TableInputs(columns, None, encoding), understood.target, origin)
