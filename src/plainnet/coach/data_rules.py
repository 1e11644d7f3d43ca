"""Rules about the arrays: their scale, their holes, copies across the parts, what gives it away."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.coach.finding import Severity
from plainnet.coach.label_form import class_of_rows
from plainnet.coach.rule_book import (
    BARZ,
    BROKEN,
    BY_CHANCE,
    GAP,
    KAUFMAN,
    NOT_A_NUMBER,
    NOT_MOVING,
    SCORES,
    UNLEARNED,
    Seen,
    rule,
)
from plainnet.coach.training_seen import CLASS_LOSSES, TrainingSeen, rows_hashed, sample_of
from plainnet.data.near_copies import near_copies, small_grey
from plainnet.data.row_hashes import FEWEST_DISTINCT

LECUN = "LeCun et al. (1998), Efficient BackProp, section 4.3"
MOST_PAIRS = 200_000_000  # of images that are compared, in about a second
MOST_ROWS = 4000  # of an image set or table whose scale is looked at
SCALING_LAYERS = {
    "Rescaling", "Normalization", "BatchNormalization", "LayerNormalization", "Lambda", "Embedding",
}  # fmt: skip


def _sample(t: TrainingSeen) -> NDArray[Any]:
    """Take rows to measure the scale of."""
    most = MOST_ROWS if t.inputs.ndim == 2 else 300
    return sample_of(t.inputs, most)


@rule(
    "data",
    "not-finite",
    "data_quality",
    "serious",
    "Goodfellow, Bengio and Courville (2016), Deep Learning, section 11.5",
    causes=(NOT_A_NUMBER,),
    weight=1.0,
)
def not_finite(t: TrainingSeen) -> Iterator[Seen]:
    """One missing value makes every weight one."""
    for name, array in (("x", t.inputs), ("y", t.targets)):
        holes = int(array.size - np.isfinite(array).sum()) if _has_hole(array) else 0
        if holes:
            rows = int((~np.isfinite(array.reshape(len(array), -1))).any(axis=1).sum())
            yield Seen({"array": name, "values": holes, "rows": rows}, (t.fitted_at,))


def _has_hole(array: NDArray[Any]) -> bool:
    """Tell quickly whether some number is none; a sum keeps what is not finite."""
    with np.errstate(all="ignore"):
        return not bool(np.isfinite(array.sum(dtype=np.float64)))


@rule(
    "data",
    "inputs-not-scaled",
    "input_scaling",
    "warning",
    LECUN,
    causes=BROKEN,
    weight=0.75,
    lesson=SCORES,
)
def inputs_not_scaled(t: TrainingSeen) -> Iterator[Seen]:
    """Find columns of hundreds, which drown those of ones and make gradients grow."""
    if t.layers[0].kind in SCALING_LAYERS or t.has({"Embedding", "Normalization", "Rescaling"}):
        return
    rows = _sample(t)
    if not np.isfinite(rows).all():
        return
    is_picture = t.image or (rows.ndim == 2 and rows.shape[1] >= 64)
    if is_picture and rows.min() >= 0 and 100 < rows.max() <= 255 and np.ptp(rows) > 100:
        yield Seen({"low": float(rows.min()), "high": float(rows.max())}, (t.fitted_at,))
        return
    columns = rows.reshape(-1, rows.shape[-1]) if not t.image else rows.reshape(-1, 1)
    spread, middle = columns.std(axis=0), np.abs(columns.mean(axis=0))
    largest = float(np.maximum(spread, middle).max())
    if largest > 20 and not _is_count_alone(t, columns):
        at = int(np.maximum(spread, middle).argmax())
        low, high = float(columns[:, at].min()), float(columns[:, at].max())
        yield Seen({"low": float(f"{low:.4g}"), "high": float(f"{high:.4g}")}, (t.fitted_at,))


def _is_count_alone(t: TrainingSeen, columns: NDArray[Any]) -> bool:
    """Tell a toy with one column of small numbers, or a net that straight lines alone make up."""
    return columns.shape[1] == 1 and float(np.abs(columns).max()) <= 100


@rule(
    "data",
    "targets-not-scaled",
    "input_scaling",
    "warning",
    LECUN,
    causes=(NOT_A_NUMBER, NOT_MOVING),
    weight=0.55,
)
def targets_not_scaled(t: TrainingSeen) -> Iterator[Seen]:
    """The last layer has to grow its weights to thousands before the error can fall."""
    if not t.is_regression or t.form.kind == "none":
        return
    spread = float(np.std(t.targets))
    middle = abs(float(np.mean(t.targets)))
    if max(spread, middle) > 1000:
        values = {"mean": float(f"{t.targets.mean():.4g}"), "spread": float(f"{spread:.4g}")}
        yield Seen(values, (t.fitted_at,))


@rule(
    "data",
    "inputs-constant",
    "data_quality",
    "serious",
    "Kaufman et al. (2012), Leakage in data mining; numpy.empty and numpy.zeros documentation",
    causes=UNLEARNED,
    weight=1.0,
)
def inputs_constant(t: TrainingSeen) -> Iterator[Seen]:
    """All rows are the same: an array that was never filled, or scaled to nothing."""
    rows = t.inputs
    if len(rows) < 10 or (rows[1] != rows[0]).any():
        return
    if bool((rows[1:] == rows[:1]).all()):
        yield Seen({"rows": len(rows), "value": float(rows.flat[0])}, (t.fitted_at,))


@rule("data", "inputs-vanish", "input_scaling", "warning", LECUN, causes=UNLEARNED, weight=0.8)
def inputs_vanish(t: TrainingSeen) -> Iterator[Seen]:
    """Find inputs near zero, as when pixels are divided by 255 twice."""
    if t.has(SCALING_LAYERS):
        return
    rows = _sample(t)
    largest = float(np.abs(rows).max()) if rows.size else 0.0
    if 0 < largest < 0.02:
        yield Seen({"high": float(f"{largest:.3g}")}, (t.fitted_at,))


@rule(
    "data",
    "parts-scaled-differently",
    "input_scaling",
    "serious",
    LECUN,
    causes=(GAP, BY_CHANCE),
    weight=0.95,
)
def parts_scaled_differently(t: TrainingSeen) -> Iterator[Seen]:
    """Training and validation inputs differ by a factor that no sample explains."""
    if t.validation is None or isinstance(t.validation[0], tuple):
        return
    factor = scale_factor(t.inputs, t.validation[0])
    if factor is not None:
        yield Seen({"factor": factor}, (t.fitted_at,))


def scale_factor(one: NDArray[Any], other: NDArray[Any]) -> float | None:
    """Tell by what factor two samples of the same inputs differ, if by one of 20 or more."""
    first, second = sample_of(one, MOST_ROWS // 4), sample_of(other, MOST_ROWS // 4)
    is_picture = one.ndim == 4 or (one.ndim == 3 and one.shape[2] > 4)
    if one.shape[1:] != other.shape[1:] or (len(second) < 5 and not is_picture):
        return None
    sizes = [
        float(np.median(np.abs(each).reshape(len(each), -1).max(1))) for each in (first, second)
    ]
    if not all(np.isfinite(sizes)) or min(sizes) <= 0:
        return None
    ratio = max(sizes) / min(sizes)
    return float(f"{ratio:.3g}") if ratio >= 20 else None


@rule(
    "data",
    "validation-is-training",
    "data_leak",
    "serious",
    KAUFMAN,
    weight=0.95,
    lesson=SCORES,
    joins_parts=True,
)
def validation_is_training(t: TrainingSeen) -> Iterator[Seen]:
    """Validation rows that were trained on measure memory."""
    found = t.common_rows
    if found is not None and found[0] == found[1]:
        yield Seen({"rows": found[1], "training_rows": t.rows}, (t.fitted_at,))


@rule(
    "data",
    "rows-in-both-parts",
    "data_leak",
    "serious",
    KAUFMAN,
    weight=0.9,
    lesson=SCORES,
    joins_parts=True,
)
def rows_in_both_parts(t: TrainingSeen) -> Iterator[Seen]:
    """Some of the validation rows are training rows."""
    found = t.common_rows
    if found is None or found[0] == found[1]:
        return
    share = found[0] / found[1]
    if share >= 0.1 and found[0] >= 5:
        values = {"rows": found[0], "validation_rows": found[1], "percent": round(100 * share)}
        yield Seen(values, (t.fitted_at,), None if share >= 0.3 else "warning")


@rule("data", "near-copies-in-both-parts", "data_leak", "warning", BARZ, weight=0.85, lesson=SCORES)
def near_copies_in_both_parts(t: TrainingSeen) -> Iterator[Seen]:
    """Find images made of one photograph that stand on both sides of the split."""
    if t.validation is None or not t.is_whole or t.inputs.ndim != 4 or t.common_rows is None:
        return
    held_out = t.validation[0][~np.isin(rows_hashed(t.validation[0]), t.hashes)]
    if len(held_out) * t.rows > MOST_PAIRS:
        return
    pairs = near_copies(small_grey(held_out), small_grey(t.inputs)) if len(held_out) else []
    if len(pairs) >= max(3, 0.02 * len(held_out)):
        first = {"held_out": pairs[0][0], "trained": pairs[0][1]}
        yield Seen({"copies": len(pairs), "images": len(held_out), **first}, (t.fitted_at,))


@rule(
    "data",
    "classes-in-other-order",
    "label_encoding",
    "serious",
    "Keras documentation, flow_from_directory: the order of classes is that of their names",
    causes=(GAP, BY_CHANCE),
    weight=0.95,
)
def classes_in_other_order(t: TrainingSeen) -> Iterator[Seen]:
    """Find a class that has one number in training and another in validation."""
    if t.folders is None:
        return
    trained, held_out = (each.classes for each in t.folders)
    for name in trained.keys() & held_out.keys():
        if trained[name] != held_out[name]:
            numbers = {"there": trained[name], "here": held_out[name]}
            yield Seen({"name": name, **numbers}, (t.fitted_at,))
            return


@rule(
    "data",
    "windows-in-both-parts",
    "data_leak",
    "serious",
    "Hyndman and Athanasopoulos (2021), Forecasting, 3rd ed., section 5.10",
    weight=0.9,
    lesson=SCORES,
)
def windows_in_both_parts(t: TrainingSeen) -> Iterator[Seen]:
    """Find windows drawn at random: validation windows overlap those trained on."""
    if t.validation is None or not t.is_whole or t.inputs.ndim != 3 or t.inputs.shape[1] < 3:
        return
    if isinstance(t.validation[0], tuple) or t.validation[0].shape[1:] != t.inputs.shape[1:]:
        return
    if t.inputs.shape[2] > 16 or t.image:
        return
    heads = rows_hashed(np.ascontiguousarray(t.inputs[:, :-1]))
    tails = rows_hashed(np.ascontiguousarray(t.validation[0][:, 1:]))
    distinct = np.unique(heads)
    if len(distinct) < max(FEWEST_DISTINCT, 0.7 * len(heads)) or len(tails) < 10:
        return
    share = float(np.isin(tails, distinct).mean())
    if share >= 0.4:
        yield Seen({"percent": round(100 * share), "steps": t.inputs.shape[1]}, (t.fitted_at,))


@rule("data", "target-among-inputs", "data_leak", "serious", KAUFMAN, weight=0.9, lesson=SCORES)
def target_among_inputs(t: TrainingSeen) -> Iterator[Seen]:
    """A column is the target itself."""
    inputs, targets = t.inputs, np.asarray(t.targets)
    is_table = inputs.ndim == 2 and 2 <= inputs.shape[1] <= 2000 and len(inputs) >= 20
    if not is_table or not t.is_whole or t.reproduces_inputs or t.form.distinct < 2:
        return
    wanted = (
        class_of_rows(targets) if t.form.kind == "one_hot" else targets.reshape(len(targets), -1)
    )
    wanted = wanted.reshape(len(inputs), -1)
    if wanted.shape[1] != 1:
        return
    for column in _nearly_lines(inputs, wanted):
        values = inputs[:, column]
        if _is_line(values, wanted[:, 0]):
            # A toy may be made of one column; a column that is the target itself is none.
            is_same = bool(np.allclose(values, wanted[:, 0], rtol=1e-5)) or t.form.classes > 0
            severity: Severity | None = None if is_same and inputs.shape[1] > 2 else "warning"
            yield Seen({"column": int(column), "rows": len(inputs)}, (t.fitted_at,), severity)
            return


def _nearly_lines(inputs: NDArray[Any], wanted: NDArray[Any]) -> NDArray[np.int64]:
    """Return the columns that follow the targets in a few dozen rows.

    Shapes: `inputs` (rows, columns), `wanted` (rows, 1) -> (columns that may be lines,).
    """
    few, truth = (sample_of(each, 64).astype(np.float64) for each in (inputs, wanted))
    few, truth = few - few.mean(axis=0), truth - truth.mean(axis=0)
    shared = (few * truth).sum(axis=0) ** 2
    bound = np.square(few).sum(axis=0) * np.square(truth).sum(axis=0)
    return np.flatnonzero((shared >= 0.999 * bound) & (np.ptp(inputs, axis=0) > 0))


def _is_line(values: NDArray[Any], wanted: NDArray[Any]) -> bool:
    """Return whether one column is another, times and plus a number."""
    first, last = int(values.argmin()), int(values.argmax())
    slope = (wanted[last] - wanted[first]) / (values[last] - values[first])
    if slope == 0 or not np.isfinite(slope):
        return False
    line = wanted[first] + slope * (values - values[first])
    return bool(np.abs(line - wanted).max() <= 1e-4 * max(1e-9, float(np.ptp(wanted))))


@rule(
    "data",
    "classes-unbalanced",
    "data_quality",
    "warning",
    "He and Garcia (2009), Learning from imbalanced data",
    causes=(BY_CHANCE,),
    weight=0.5,
    lesson=SCORES,
)
def classes_unbalanced(t: TrainingSeen) -> Iterator[Seen]:
    """With nine of ten rows in one class, accuracy is high for who always says that class."""
    if t.loss_name not in CLASS_LOSSES or t.class_weight or not t.is_whole or t.rows < 50:
        return
    if t.form.kind not in ("binary", "one_hot", "class_numbers") or t.form.classes < 2:
        return
    only_accuracy = t.measures_accuracy and all("acc" in name.lower() for name in t.metrics)
    share = float(np.bincount(class_of_rows(t.targets)).max() / len(t.targets))
    if only_accuracy and share >= 0.9:
        yield Seen({"percent": round(100 * share, 1)}, (t.compiled_at,))


@rule("data", "columns-constant", "data_quality", "note", KAUFMAN, weight=0.2)
def columns_constant(t: TrainingSeen) -> Iterable[Seen]:
    """Find columns that say nothing; of one-hot columns a level may simply not occur."""
    inputs = t.inputs
    if inputs.ndim != 2 or not 2 <= inputs.shape[1] <= 60 or len(inputs) < 20 or not t.is_whole:
        return
    is_flat = np.ptp(inputs, axis=0) == 0
    is_flat &= (inputs[0] != 0) & (inputs[0] != 1)
    if is_flat.any() and not is_flat.all():
        yield Seen({"columns": [str(each) for each in np.flatnonzero(is_flat)[:8]]}, (t.fitted_at,))
