"""Rules about data files alone: a table with its target, a folder of images, rows for a model."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.coach.finding import Severity
from plainnet.coach.rule_book import BARZ, KAUFMAN, SCORES, Seen, rule
from plainnet.data.near_copies import near_copies
from plainnet.data.row_hashes import groups_of_copies

HE = "He and Garcia (2009), Learning from imbalanced data"
QUINONEROCANDELA = "Quiñonero-Candela et al. (2009), Dataset Shift in Machine Learning"
NORTHCUTT = "Northcutt, Athalye and Mueller (2021), Pervasive label errors in test sets"
KERAS = "Keras documentation, flow_from_directory: the order of classes is that of their names"
CONFIDENT = "Northcutt, Jiang and Chuang (2021), Confident learning: estimating uncertainty"
FEW_ROWS = 20
UNLIKELY = 0.05  # probability below which a label is doubted
MANY_DOUBTFUL = 0.015  # share of rows; of classes that overlap up to half of that are doubted
MOST_CLASSES = 20


@dataclass(frozen=True)
class TableSeen:
    """A table as numbers: values, numbers of categories, days; NaN where a cell is missing."""

    file: str
    columns: dict[str, NDArray[np.float64]]  # (rows,) each, the target among them
    target: str
    is_class: bool
    # (rows, classes in the order of their numbers), by nets that were not trained on the row
    probabilities: NDArray[np.float64] | None = None

    @property
    def wanted(self) -> NDArray[np.float64]:
        """The target."""
        return self.columns[self.target]

    @property
    def features(self) -> dict[str, NDArray[np.float64]]:
        """All other columns."""
        return {name: own for name, own in self.columns.items() if name != self.target}


@dataclass(frozen=True)
class FolderSeen:
    """The images of a folder: the hash of each one's pixels, its class and its part.

    Shapes: `small` (images, side, side).
    """

    folder: str
    files: list[str]
    hashes: NDArray[Any]
    classes: list[str]
    parts: list[str]  # "" where there is one part only
    small: NDArray[np.float32]  # grey


@dataclass(frozen=True)
class NewRowsSeen:
    """The rows that a model is about to be used on."""

    model: str
    file: str
    rows: int
    rows_trained_on: int
    is_training_file: bool
    remarks: list[str] = field(default_factory=list)  # what the reader does not trust
    refusal: str = ""  # why the rows cannot be used at all


@rule("table", "table-target-in-column", "data_leak", "serious", KAUFMAN, weight=0.9)
def table_target_in_column(table: TableSeen) -> Iterator[Seen]:
    """A column tells the target exactly."""
    known = np.isfinite(table.wanted)
    wanted = table.wanted[known]
    if len(wanted) < FEW_ROWS or len(np.unique(wanted)) < 2:
        return
    for name, values in table.features.items():
        own = values[known]
        if not np.isfinite(own).all() or len(np.unique(own)) > max(2, 0.5 * len(own)):
            is_equal = np.isfinite(own).all() and _is_line(own, wanted)
        else:
            is_equal = _tells(own, wanted, table.is_class)
        if is_equal:
            yield Seen({"column": name, "target": table.target, "rows": int(known.sum())})


def _is_line(own: NDArray[Any], wanted: NDArray[Any]) -> bool:
    """Return whether one column is the other times and plus a number."""
    if np.ptp(own) == 0 or np.ptp(wanted) == 0:
        return False
    return bool(abs(abs(np.corrcoef(own, wanted)[0, 1]) - 1) < 1e-9)


def _tells(own: NDArray[Any], wanted: NDArray[Any], is_class: bool) -> bool:
    """Return whether the levels of a column and the targets go in pairs."""
    pairs = np.unique(np.column_stack([own, wanted]), axis=0)
    levels, targets = len(np.unique(own)), len(np.unique(wanted))
    return levels == targets == len(pairs) > 1


@rule("table", "table-columns-constant", "data_quality", "note", KAUFMAN, weight=0.2)
def table_columns_constant(table: TableSeen) -> Iterator[Seen]:
    """Find columns with one value."""
    flat = [name for name, own in table.features.items() if len(np.unique(own)) == 1]
    if flat:
        yield Seen({"columns": flat[:8], "count": len(flat)})


@rule("table", "table-columns-equal", "data_quality", "note", KAUFMAN, weight=0.3)
def table_columns_equal(table: TableSeen) -> Iterator[Seen]:
    """Two columns hold the same."""
    known: dict[bytes, str] = {}
    for name, own in table.features.items():
        first = known.setdefault(own.tobytes(), name)
        if first != name and len(np.unique(own)) > 1:
            yield Seen({"first": first, "second": name})


@rule("table", "table-rows-equal", "data_leak", "warning", KAUFMAN, weight=0.5)
def table_rows_equal(table: TableSeen) -> Iterator[Seen]:
    """Find copies of rows, which would stand on both sides of a split."""
    columns = list(table.columns.values())
    groups = groups_of_copies(lambda place: columns[place], len(columns))
    if groups is None:
        return
    copies = len(groups) - len(np.unique(groups))
    if copies >= 2:
        percent = round(100 * copies / len(groups), 1)
        yield Seen({"copies": copies, "rows": len(groups), "percent": percent})


@rule("table", "table-cells-missing", "data_quality", "warning", KAUFMAN, weight=0.4)
def table_cells_missing(table: TableSeen) -> Iterator[Seen]:
    """Empty cells, many of them in one column."""
    shares = {name: float(np.isnan(own).mean()) for name, own in table.columns.items()}
    name = max(shares, key=lambda each: shares[each])
    if shares[name] > 0:
        severity: Severity | None = "note" if shares[name] < 0.05 else None
        percent = round(100 * shares[name], 1)
        holed = sum(share > 0 for share in shares.values())
        yield Seen({"column": name, "percent": percent, "columns": holed}, (), severity)


@rule("table", "table-classes-unbalanced", "data_quality", "warning", HE, weight=0.5, lesson=SCORES)
def table_classes_unbalanced(table: TableSeen) -> Iterator[Seen]:
    """Nearly all rows are of one class."""
    wanted = table.wanted[np.isfinite(table.wanted)]
    if table.is_class and len(wanted) >= 50:
        share = float(np.unique(wanted, return_counts=True)[1].max() / len(wanted))
        if 0.9 <= share < 1:
            yield Seen({"percent": round(100 * share, 1), "target": table.target})


@rule("table", "table-one-target", "label_encoding", "serious", KAUFMAN, weight=0.9)
def table_one_target(table: TableSeen) -> Iterator[Seen]:
    """The target is the same in all rows."""
    wanted = table.wanted[np.isfinite(table.wanted)]
    if len(wanted) and len(np.unique(wanted)) == 1:
        yield Seen({"target": table.target, "rows": len(wanted)})


@rule("table", "table-labels-contradict", "data_quality", "note", NORTHCUTT, weight=0.4)
def table_labels_contradict(table: TableSeen) -> Iterator[Seen]:
    """Equal rows with different classes: one of the labels is wrong, or a column is missing."""
    if not table.is_class or not table.features:
        return
    rows = np.column_stack(list(table.features.values()))
    if len(rows) < FEW_ROWS or not np.isfinite(rows).all():
        return
    _, groups = np.unique(rows, axis=0, return_inverse=True)
    pairs = np.unique(np.column_stack([groups.ravel(), table.wanted]), axis=0)
    contradicting = int((np.unique(pairs[:, 0], return_counts=True)[1] > 1).sum())
    if contradicting and len(np.unique(groups)) > 0.7 * len(rows):
        yield Seen({"groups": contradicting, "target": table.target})


@rule("table", "table-labels-doubtful", "data_quality", "note", CONFIDENT, weight=0.5)
def table_labels_doubtful(table: TableSeen) -> Iterator[Seen]:
    """Find rows of which nets that never saw them are sure that they are of another class."""
    if table.probabilities is None:
        return
    levels, labels = np.unique(table.wanted, return_inverse=True)
    rows, others = doubtful_labels(table.probabilities, labels)
    if len(rows) >= 2:
        first = [
            {
                "row": int(row) + 1,
                "label": float(levels[labels[row]]),
                "rather": float(levels[other]),
            }
            for row, other in zip(rows[:10], others[:10], strict=True)
        ]
        numbers = [str(each["row"]) for each in first[:5]]
        values = {"labels": len(rows), "rows": len(labels), "numbers": numbers, "first": first}
        yield Seen(values, (), "warning" if len(rows) >= MANY_DOUBTFUL * len(labels) else None)


def doubtful_labels(
    probabilities: NDArray[np.float64], labels: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Find labels off the diagonal of the confident joint, the most doubtful first.

    A row counts for the likeliest of the classes whose probability is at least the mean that the
    rows of that class get. Classes overlap by nature, so the own label must be unlikely as well.

    Shapes: `probabilities` (rows, classes), `labels` (rows,) -> (doubtful,), (doubtful,).
    """
    classes = range(probabilities.shape[1])
    usual = np.array([probabilities[labels == each, each].mean() for each in classes])
    confident = np.where(probabilities >= usual, probabilities, -1.0)
    best = confident.argmax(axis=1)
    own = probabilities[np.arange(len(labels)), labels]
    is_doubtful = (confident.max(axis=1) >= 0) & (best != labels) & (own < UNLIKELY)
    rows = np.flatnonzero(is_doubtful)
    rows = rows[np.argsort(own[rows], kind="stable")]
    return rows, best[rows]


@rule("folder", "images-in-both-parts", "data_leak", "serious", KAUFMAN, weight=0.9)
def images_in_both_parts(images: FolderSeen) -> Iterator[Seen]:
    """The same picture stands in training and in another part."""
    trained = {
        hashed: file
        for hashed, part, file in zip(images.hashes, images.parts, images.files, strict=True)
        if part == "train"
    }
    for other in sorted(set(images.parts) - {"train", ""}):
        own = [
            (file, trained[hashed])
            for hashed, part, file in zip(images.hashes, images.parts, images.files, strict=True)
            if part == other and hashed in trained
        ]
        if own:
            count = sum(part == other for part in images.parts)
            values = {"copies": len(own), "images": count, "part": other}
            severity: Severity | None = None if len(own) >= 0.05 * count else "warning"
            yield Seen({**values, "file": own[0][0], "same": own[0][1]}, (), severity)


@rule("folder", "near-images-in-both-parts", "data_leak", "warning", BARZ, weight=0.8)
def near_images_in_both_parts(images: FolderSeen) -> Iterator[Seen]:
    """A picture saved again, brightened or mirrored stands in training and in another part."""
    trained = np.flatnonzero(np.array(images.parts) == "train")
    known = set(images.hashes[trained].tolist())
    for other in sorted(set(images.parts) - {"train", ""}):
        own = [
            number
            for number in np.flatnonzero(np.array(images.parts) == other)
            if images.hashes[number] not in known
        ]
        pairs = near_copies(images.small[own], images.small[trained])
        if pairs:
            held, same = pairs[0]
            files = {"file": images.files[own[held]], "same": images.files[trained[same]]}
            yield Seen({"copies": len(pairs), "images": len(own), "part": other, **files})


@rule("folder", "parts-of-other-classes", "label_encoding", "warning", KERAS, weight=0.8)
def parts_of_other_classes(images: FolderSeen) -> Iterator[Seen]:
    """Find a part without a folder for some class: the classes after it get other numbers."""
    roots = {
        part: Path(file).parents[1] for part, file in zip(images.parts, images.files, strict=True)
    }
    for other in sorted(roots.keys() - {"train", ""}):
        for name in sorted(set(images.classes)):
            owners = [part for part in ("train", other) if (roots[part] / name).is_dir()]
            if len(owners) == 1:
                yield Seen({"part": other, "name": name, "owner": owners[0]})
                break


@rule("folder", "image-in-two-classes", "data_quality", "warning", NORTHCUTT, weight=0.6)
def image_in_two_classes(images: FolderSeen) -> Iterator[Seen]:
    """The same picture has two labels."""
    first: dict[Any, tuple[str, str]] = {}
    found = []
    for hashed, name, file in zip(images.hashes, images.classes, images.files, strict=True):
        known, where = first.setdefault(hashed, (name, file))
        if known != name:
            found.append((where, file))
    if found:
        yield Seen({"images": len(found), "file": found[0][0], "same": found[0][1]})


@rule("folder", "images-twice", "data_quality", "note", KAUFMAN, weight=0.3)
def images_twice(images: FolderSeen) -> Iterator[Seen]:
    """The same picture stands twice in one part."""
    keys = list(zip(images.hashes.tolist(), images.parts, images.classes, strict=True))
    copies = len(keys) - len(set(keys))
    if copies:
        yield Seen({"copies": copies, "images": len(keys)})


@rule("folder", "images-unbalanced", "data_quality", "warning", HE, weight=0.4)
def images_unbalanced(images: FolderSeen) -> Iterator[Seen]:
    """Nearly all images are of one class."""
    trained = [
        name
        for name, part in zip(images.classes, images.parts, strict=True)
        if part in ("", "train")
    ]
    if len(trained) >= 50:
        counts = {name: trained.count(name) for name in set(trained)}
        largest = max(counts, key=lambda name: counts[name])
        share = counts[largest] / len(trained)
        if 0.9 <= share < 1:
            yield Seen({"percent": round(100 * share, 1), "name": largest})


@rule("new_rows", "rows-trained-on", "data_leak", "warning", KAUFMAN, weight=0.8)
def rows_trained_on(new: NewRowsSeen) -> Iterator[Seen]:
    """Find rows that the model already learned."""
    if new.rows_trained_on and new.rows:
        share = new.rows_trained_on / new.rows
        values = {"trained": new.rows_trained_on, "rows": new.rows}
        yield Seen(values, (), "serious" if share > 0.5 and not new.is_training_file else None)


@rule(
    "new_rows",
    "rows-cannot-be-used",
    "input_scaling",
    "serious",
    "LeCun et al. (1998), Efficient BackProp, section 4.3",
    weight=1.0,
)
def rows_cannot_be_used(new: NewRowsSeen) -> Iterator[Seen]:
    """Find columns that are missing, or in another unit than in training."""
    if new.refusal:
        yield Seen({"reason": new.refusal})


@rule("new_rows", "rows-unlike-training", "data_quality", "warning", QUINONEROCANDELA, weight=0.6)
def rows_unlike_training(new: NewRowsSeen) -> Iterator[Seen]:
    """Find values that training never saw."""
    for remark in new.remarks:
        yield Seen({"reason": remark})
