"""Data checked: a table with its target, new rows for a model, a folder of images."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from plainnet.coach.coaching import Coach
from plainnet.coach.file_rules import MOST_CLASSES, FolderSeen, NewRowsSeen, TableSeen
from plainnet.coach.finding import Finding
from plainnet.coach.telling import check_codes, json_of, of_severity, text_of_finding
from plainnet.commands import checked_data, checked_script
from plainnet.commands.console import give, tell
from plainnet.commands.engine_settings import prepare_engine
from plainnet.data.column_encoding import encoded_rows, learn_encoding
from plainnet.data.image_file import decode_image, is_image_name, pillow_warnings_settled
from plainnet.data.image_folder import find_splits
from plainnet.data.input_path import existing_file
from plainnet.data.near_copies import SIDE
from plainnet.data.raw_table import RawTable, plan_columns, read_raw_table
from plainnet.data.row_hashes import hash_images
from plainnet.data.table_file import open_table
from plainnet.errors import DataError, PlainnetError, SettingError
from plainnet.messages.language import say

FOLDS, FEWEST_ROWS, MOST_ROWS = 5, 60, 20_000
FAR_OUTSIDE = ("predictor.far_outside", "predictor.narrow", "predictor.new_categories")


def _judged(stage: str, seen: Any, silence: Collection[str]) -> list[Finding]:
    """Let the rules of one stage look."""
    coach = Coach(None, silence, hear_failure=tell)
    coach.apply(stage, seen)
    return coach.findings


def findings_of_table(file: Path, target: str, silence: Collection[str]) -> list[Finding]:
    """Look at a table."""
    rows = open_table(file)
    if target not in rows.names:
        names = list(rows.names[:20])
        raise DataError("coach.no_target", file=file, target=target, names=names)
    table = read_raw_table(rows, plan_columns(rows))
    columns = {column.name: table.values(column) for column in table.columns}
    is_class = _names_classes(table, target)
    unseen = _unseen_probabilities(table, target, columns[target]) if is_class else None
    seen = TableSeen(str(file), columns, target, is_class, unseen)
    return _judged("table", seen, silence)


def _names_classes(table: RawTable, target: str) -> bool:
    """Return whether the target is a class: words, or a few whole numbers."""
    column = table.column(target)
    values = table.values(column)
    levels = np.unique(values[np.isfinite(values)])
    is_whole = bool((levels == np.floor(levels)).all())
    return column.plan.kind == "category" or (is_whole and len(levels) <= MOST_CLASSES)


def _unseen_probabilities(
    table: RawTable, target: str, wanted: NDArray[np.float64]
) -> NDArray[np.float64] | None:
    """Return what nets say of each row that were trained on the others; None of tables too small.

    Shapes: -> (rows, classes).
    """
    if not np.isfinite(wanted).all() or not FEWEST_ROWS <= len(wanted) <= MOST_ROWS:
        return None
    _, labels, counts = np.unique(wanted, return_inverse=True, return_counts=True)
    if len(counts) < 2 or counts.min() < FOLDS:
        return None
    prepare_engine()
    from plainnet.estimators.dense_classifier import DenseClassifier

    encoding = learn_encoding(table, np.full(len(wanted), True), without={target}).encoding
    if not encoding.columns:
        return None
    inputs = encoded_rows(table, encoding, np.arange(len(wanted)))
    order = np.random.default_rng(0).permutation(len(labels))
    order = order[np.argsort(labels[order], kind="stable")]  # class by class, each at random
    fold = np.empty(len(labels), int)
    fold[order] = np.arange(len(labels)) % FOLDS
    said = np.empty((len(labels), len(counts)))
    for number in range(FOLDS):
        is_own = fold == number
        nets = DenseClassifier(n_networks=4, random_state=0).fit(inputs[~is_own], labels[~is_own])
        said[is_own] = nets.predict_proba(inputs[is_own])
    return said


def findings_of_model(model: Path, data: Path, silence: Collection[str]) -> list[Finding]:
    """Look at rows that a model is about to be used on."""
    from plainnet.pipeline.loading import load_predictor

    predictor = load_predictor(model)
    try:
        raw = predictor.read(data, with_truth=False)
    except PlainnetError as error:
        refused = NewRowsSeen(str(model), str(data), 0, 0, False, refusal=str(error))
        return _judged("new_rows", refused, silence)
    known = len(raw.inputs) - len(predictor.new_places(raw))
    is_own = raw.source.sha256 == predictor.card.origin.data.sha256
    remarks = [str(repair) for repair in raw.repairs if repair.key in FAR_OUTSIDE]
    seen = NewRowsSeen(str(model), str(data), len(raw.inputs), known, is_own, remarks)
    return _judged("new_rows", seen, silence)


def findings_of_images(folder: Path, silence: Collection[str]) -> list[Finding]:
    """Look at a folder of images, in parts or in one."""
    parts = find_splits(folder) or {"": folder}
    listed = [
        (part, name, file) for part, root in parts.items() for name, file in _images_below(root)
    ]
    if not listed:
        raise DataError("coach.no_images", folder=folder)
    hashes, small = zip(*(_seen_of(file) for *_, file in listed), strict=True)
    seen = FolderSeen(
        str(folder),
        [str(file) for *_, file in listed],
        np.array(hashes, np.uint64),
        [name for _, name, _ in listed],
        [part for part, *_ in listed],
        np.array(small, np.float32),
    )
    return _judged("folder", seen, silence)


def _images_below(root: Path) -> Iterator[tuple[str, Path]]:
    """Return the images of a folder of class folders, with their class."""
    for folder in sorted(each for each in root.iterdir() if each.is_dir()):
        for file in sorted(folder.iterdir()):
            if is_image_name(file.name):
                yield folder.name, file


def _seen_of(file: Path) -> tuple[int, NDArray[Any]]:
    """Hash the pixels of an image, and shrink it to a grey one; a damaged one is its bytes."""
    try:
        with pillow_warnings_settled():
            image = decode_image(file, 3).image
        pixels = np.asarray(image)
        small = np.asarray(image.convert("L").resize((SIDE, SIDE), Image.Resampling.BOX))
    except PlainnetError:
        pixels, small = np.frombuffer(file.read_bytes(), np.uint8), np.zeros((SIDE, SIDE))
    return int(hash_images(pixels[None])[0]), small


MODELS = (".keras", ".h5", ".hdf5")
TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".parquet")


@dataclass(frozen=True)
class Asked:
    """The options of the command."""

    data: Path | None = None
    target: str | None = None
    seconds: float = 60.0
    silence: tuple[str, ...] = ()


def findings_of(file: Path, asked: Asked) -> list[Finding]:
    """Look at a script, a model, a table or a folder, told apart by the ending."""
    check_codes(asked.silence)
    if file.is_dir():
        return checked_data.findings_of_images(file, asked.silence)
    existing_file(file)
    ending = file.suffix.lower()
    if ending == ".py":
        return checked_script.findings_of_script(file, asked.seconds, asked.silence)
    if ending in MODELS:
        if asked.data is None:
            raise SettingError("coach.check_needs", file=file, option="--data")
        prepare_engine()
        return checked_data.findings_of_model(file, existing_file(asked.data), asked.silence)
    if ending in TABLES:
        if asked.target is None:
            raise SettingError("coach.check_needs", file=file, option="--target")
        return checked_data.findings_of_table(file, asked.target, asked.silence)
    raise SettingError("coach.check_what", file=file)


def show(findings: Sequence[Finding], *, as_json: bool) -> bool:
    """Return the findings on standard output; tell whether one of them is serious."""
    if as_json:
        give(json_of(findings))
    else:
        for finding in findings:
            give(text_of_finding(finding))
        if not findings:
            tell(say("coach.none"))
    return bool(of_severity(findings, "serious"))
