"""Rules about a script that ended in an error: what met in which line, and what to change."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import prod
from typing import Any

from plainnet.coach.finding import Position, Severity
from plainnet.coach.rule_book import Seen, rule
from plainnet.messages.language import say

KERAS = "Keras documentation"
NUMPY = "NumPy documentation, array shapes and broadcasting"


@dataclass(frozen=True)
class CrashSeen:
    """An error that ended a script.

    `key`, `values`: what plainnet's own sentence is made of; "" for an error of another library.
    `at`: the script's innermost line; `layer_at`: where the layer was made that the error names.
    `started`: what Keras did before: "compiled", "fitted".
    """

    kind: str
    text: str
    key: str
    values: dict[str, Any]
    at: Position | None
    layer_at: Position | None = None

    @property
    def where(self) -> tuple[Position | None, ...]:
        """The line of the error, then that of the layer."""
        return self.at, self.layer_at


def shape_of(value: Any) -> tuple[Any, ...]:
    """Read a shape from a value of an error, without the batch."""
    if isinstance(value, tuple):
        return tuple(value[1:])
    numbers = re.findall(r"\d+|None|batch", str(value))
    return tuple(int(each) if each.isdigit() else None for each in numbers[1:])


@rule(
    "crash",
    "labels-not-one-hot",
    "label_encoding",
    "serious",
    f"{KERAS}, CategoricalCrossentropy",
    weight=1.0,
)
def labels_not_one_hot(crash: CrashSeen) -> Iterator[Seen]:
    """Find class numbers that met a loss for one-hot rows."""
    if crash.key == "loss.one_hot_wanted" and not _is_of_other_axes(crash):
        yield Seen(_shapes(crash), crash.where)


@rule(
    "crash",
    "labels-one-hot",
    "label_encoding",
    "serious",
    f"{KERAS}, SparseCategoricalCrossentropy",
    weight=1.0,
)
def labels_one_hot(crash: CrashSeen) -> Iterator[Seen]:
    """One-hot rows met a loss for class numbers."""
    if crash.key in CLASS_NUMBERS_WANTED and not _is_of_other_axes(crash):
        yield Seen(_shapes(crash), crash.where)


CLASS_NUMBERS_WANTED = {"loss.class_numbers_wanted", "metric.class_numbers_wanted"}


def _is_of_other_axes(crash: CrashSeen) -> bool:
    """Return whether no encoding makes the labels fit, as the outputs still have axes of a map."""
    targets, outputs = (shape_of(crash.values.get(name)) for name in ("targets", "outputs"))
    return len(outputs) - len(targets) > 1 or (len(outputs) > 1 and targets == (1,))


def _shapes(crash: CrashSeen) -> dict[str, Any]:
    """Return the shapes that met."""
    return {
        "targets": str(crash.values.get("targets", "")),
        "outputs": str(crash.values.get("outputs", "")),
    }


@rule(
    "crash",
    "labels-are-text",
    "label_encoding",
    "serious",
    "scikit-learn documentation, LabelEncoder",
    weight=1.0,
)
def labels_are_text(crash: CrashSeen) -> Iterator[Seen]:
    """Find names of classes where a loss takes numbers."""
    if crash.key == "model.text_targets":
        yield Seen({"value": str(crash.values["found"])}, crash.where)


@rule(
    "crash",
    "label-beyond-outputs",
    "label_encoding",
    "serious",
    f"{KERAS}, SparseCategoricalCrossentropy",
    weight=1.0,
)
def label_beyond_outputs(crash: CrashSeen) -> Iterator[Seen]:
    """A class number has no output of its own."""
    if crash.key == "loss.class_number":
        found, classes = str(crash.values["found"]), int(crash.values["classes"])
        yield Seen({"found": found, "classes": classes, "last": classes - 1}, crash.where)


@rule(
    "crash",
    "targets-and-outputs-differ",
    "shape_error",
    "serious",
    f"{KERAS}, Model.fit",
    weight=1.0,
)
def targets_and_outputs_differ(crash: CrashSeen) -> Iterator[Seen]:
    """Find targets and outputs of different shapes."""
    are_labels = crash.key in {"loss.one_hot_wanted"} | CLASS_NUMBERS_WANTED
    are_shapes = crash.key in ("loss.shapes", "metric.shapes")
    if not are_shapes and not (are_labels and _is_of_other_axes(crash)):
        return
    targets, outputs = (shape_of(crash.values.get(name)) for name in ("targets", "outputs"))
    yield Seen(_shapes(crash) | {"change": _change_of_output(targets, outputs)}, crash.where)


def _change_of_output(targets: tuple[Any, ...], outputs: tuple[Any, ...]) -> str:
    """Describe what makes outputs fit the targets."""
    if len(outputs) > max(1, len(targets)) or (len(outputs) == 2 and len(targets) <= 1):
        return say("coach.change.flatten_outputs" if len(outputs) > 2 else "coach.change.last_step")
    if targets and outputs and targets[-1] != outputs[-1] and targets[-1]:
        return say("coach.change.units", units=targets[-1])
    return say("coach.change.units", units=1)


@rule(
    "crash",
    "inputs-do-not-fit",
    "shape_error",
    "serious",
    f"{KERAS}, Input and input_shape",
    weight=1.0,
)
def inputs_do_not_fit(crash: CrashSeen) -> Iterator[Seen]:
    """The network was made for inputs of another shape."""
    if crash.key != "network.input_shape":
        return
    expected = tuple(crash.values["expected"][1:])
    found = tuple(crash.values["found"][1:])
    values = {"expected": str(crash.values["expected"]), "found": str(crash.values["found"])}
    yield Seen(values | {"change": _change_of_inputs(expected, found)}, crash.where)


def _change_of_inputs(expected: tuple[Any, ...], found: tuple[Any, ...]) -> str:
    """Describe what makes inputs fit a network, or a network fit its inputs."""
    is_known = all(isinstance(each, int) for each in (*expected, *found))
    if is_known and expected != found and prod(expected) == prod(found):
        return say("coach.change.reshape", shape=", ".join(map(str, expected)))
    if len(found) == len(expected) - 1:
        return say("coach.change.add_axis")
    return say("coach.change.input_shape", shape=str(found))


@rule("crash", "layer-rank", "shape_error", "serious", f"{KERAS}, layers: input shape", weight=1.0)
def layer_rank(crash: CrashSeen) -> Iterator[Seen]:
    """A layer got inputs with too many axes or too few."""
    if crash.key not in ("layer.rank", "layer.no_features"):
        return
    layer = str(crash.values.get("layer", ""))
    found = str(crash.values.get("found", ""))
    values = {"layer": layer, "expected": str(crash.values.get("expected", "")), "found": found}
    kind, axes = layer.split("(")[0], len(shape_of(crash.values.get("found")))
    if kind.startswith("Conv") or "Pooling" in kind:
        change = "image_axes"
    elif kind in ("LSTM", "GRU", "SimpleRNN", "Bidirectional") and axes < 2:
        change = "keep_sequence"
    elif kind in ("LSTM", "GRU", "SimpleRNN", "Bidirectional"):
        change = "sequence_axes"
    else:
        change = "flatten"
    yield Seen(values | {"change": say(f"coach.change.{change}")}, crash.where)


@rule(
    "crash",
    "window-too-large",
    "shape_error",
    "serious",
    "Dumoulin and Visin (2016), A guide to convolution arithmetic",
    weight=1.0,
    lesson="convolution",
)
def window_too_large(crash: CrashSeen) -> Iterator[Seen]:
    """Convolution and pooling shrank the map below the next window."""
    if crash.key in ("layer.window", "layer.window_in_time"):
        values = {name: str(crash.values[name]) for name in ("layer", "window", "size")}
        yield Seen(values, crash.where)


@rule("crash", "rows-do-not-match", "shape_error", "serious", f"{KERAS}, Model.fit", weight=1.0)
def rows_do_not_match(crash: CrashSeen) -> Iterator[Seen]:
    """Find different numbers of inputs and targets."""
    if crash.key == "model.rows":
        values = {name: int(crash.values[name]) for name in ("inputs", "targets")}
        yield Seen(values, crash.where)
        return
    found = re.search(r"inconsistent numbers of samples: \[(\d+), (\d+)\]", crash.text)
    if found:
        yield Seen({"inputs": int(found[1]), "targets": int(found[2])}, crash.where)


@rule("crash", "not-compiled", "api_misuse", "serious", f"{KERAS}, Model.compile", weight=1.0)
def not_compiled(crash: CrashSeen) -> Iterator[Seen]:
    """Training or measuring without a loss."""
    if crash.key == "model.not_compiled":
        yield Seen({}, crash.where)


MEETING = {
    "layer.merged_shapes", "layer.joined_shapes", "layer.two_inputs", "network.number_of_inputs",
    "model.number_of_arrays", "model.weights_shape", "layer.cropped",
    "script.weights_shape", "convolution.channels", "reshape.count",
}  # fmt: skip
# What plainnet does not cover is no fault of the script, and has no rule.
MISUSED = {
    "model.no_targets", "model.not_built", "model.no_array", "model.batch_parts",
    "model.one_for_each_output", "model.batch_size", "model.validation_split",
    "script.model_not_built", "script.layer_not_built", "script.layer_not_called",
    "script.input_not_first", "script.no_such_layer", "loss.unknown", "metric.unknown",
    "optimizer.unknown", "activation.unknown", "layer.positive", "layer.pair", "layer.padding",
    "layer.rate", "network.empty", "network.same_name", "stopping.monitor",
    "network.disconnected", "script.unknown_argument", "script.layer_wanted", "script.no_tensor",
    "script.gone",
}  # fmt: skip


# Settings of these are a script's own.
SETTINGS_OF = (
    "script_data.", "callback.", "constraint.", "initializer.", "regularizer.", "optimizer.",
    "dropout.", "noise.", "permute.", "stopping.", "bidirectional.", "convolution.output",
)  # fmt: skip


@rule("crash", "shapes-do-not-meet", "shape_error", "serious", KERAS, weight=0.9)
def shapes_do_not_meet(crash: CrashSeen) -> Iterator[Seen]:
    """Find layers or arrays that are put together and do not fit."""
    is_shape = crash.kind == "ShapeError" and crash.key.startswith(("script_data.", "layer.att"))
    if crash.key in MEETING or is_shape:
        yield Seen({"reason": crash.text}, crash.where)


@rule("crash", "wrong-call", "api_misuse", "serious", KERAS, weight=0.7)
def wrong_call(crash: CrashSeen) -> Iterator[Seen]:
    """A name or argument that does not exist, in plainnet's own words."""
    is_setting = crash.kind == "SettingError" and crash.key.startswith(SETTINGS_OF)
    if crash.key in MISUSED or (is_setting and not crash.key.endswith("unsupported")):
        yield Seen({"reason": crash.text}, crash.where)


@rule("crash", "wrong-arguments", "api_misuse", "serious", KERAS, weight=0.6)
def wrong_arguments(crash: CrashSeen) -> Iterator[Seen]:
    """A call with arguments that the function does not take, or of a name that is not there."""
    marks = ("unexpected keyword", "positional argument", "required positional", "not callable",
             "has no attribute", "is not defined", "object is not subscriptable",
             "must be a string or a real number, not", "cannot unpack", "values to unpack",
             "is not iterable", "unsupported operand", "Cannot cast ufunc")  # fmt: skip
    is_misspelt = crash.key == "script.no_such_name"
    if is_misspelt or (not crash.key and any(mark in crash.text for mark in marks)):
        # A name that is nowhere is the script's own; what an object lacks may be plainnet's.
        severity: Severity | None = None if crash.kind == "NameError" else "warning"
        yield Seen({"kind": crash.kind, "reason": _short(crash.text)}, crash.where, severity)


@rule(
    "crash",
    "text-among-numbers",
    "data_quality",
    "serious",
    "scikit-learn documentation, Encoding categorical features",
    weight=0.9,
)
def text_among_numbers(crash: CrashSeen) -> Iterator[Seen]:
    """A column of words, or an empty cell, met arithmetic."""
    found = re.search(r"could not convert string to float: (.*)", crash.text)
    if found and not crash.key:
        yield Seen({"value": _short(found[1])}, crash.where)


@rule("crash", "arrays-do-not-fit", "shape_error", "serious", NUMPY, weight=0.9)
def arrays_do_not_fit(crash: CrashSeen) -> Iterator[Seen]:
    """NumPy or pandas was asked to put numbers into a shape that does not hold them."""
    marks = ("cannot reshape array", "could not be broadcast", "inhomogeneous shape",
             "must match exactly", "same number of dimensions", "not aligned", "expected 1d array",
             "expected 2d array", "expected a 1d array", "setting an array element with a sequence",
             "all the input array", "incompatible shapes", "non-broadcastable", "features, but",
             "does not match length of index", "must be of the same length",
             "must be 1-dimensional", "tuple index out of range", "too many indices")  # fmt: skip
    if not crash.key and any(mark in crash.text.lower() for mark in marks):
        yield Seen({"reason": _short(crash.text)}, crash.where)


def _short(text: str) -> str:
    """Return the first line of a sentence, cut where it gets long."""
    line = text.strip().splitlines()[0] if text.strip() else ""
    return line if len(line) <= 160 else f"{line[:157]}..."


@rule(
    "crash",
    "name-of-a-figure",
    "api_misuse",
    "serious",
    "Keras release notes 2.3: acc became accuracy",
    weight=0.8,
)
def name_of_a_figure(crash: CrashSeen) -> Iterator[Seen]:
    """A history has no figure of this name."""
    names = ("acc", "accuracy", "val_acc", "val_accuracy", "val_loss", "loss")
    name = crash.text.strip("'\"")
    if crash.kind == "KeyError" and name in names:
        yield Seen({"name": name}, crash.where)


@rule(
    "crash",
    "labels-beyond-classes",
    "label_encoding",
    "serious",
    f"{KERAS}, to_categorical",
    weight=0.9,
)
def labels_beyond_classes(crash: CrashSeen) -> Iterator[Seen]:
    """One-hot encoding met a class number beyond the classes it was told of."""
    if crash.key == "script_data.class_beyond":
        found, classes = str(crash.values["found"]), int(crash.values["most"]) + 1
        yield Seen({"found": found, "classes": classes}, crash.where)
        return
    met = re.search(r"index (\d+) is out of bounds for axis 1 with size (\d+)", crash.text)
    if met and not crash.key:
        yield Seen({"found": met[1], "classes": int(met[2])}, crash.where)


@rule(
    "crash",
    "probabilities-for-classes",
    "metric_misuse",
    "serious",
    "scikit-learn documentation, sklearn.metrics",
    weight=0.9,
)
def probabilities_for_classes(crash: CrashSeen) -> Iterator[Seen]:
    """A score of classes was given probabilities, or one-hot rows beside class numbers."""
    if not crash.key and "metrics can't handle a mix of" in crash.text:
        yield Seen({"reason": _short(crash.text)}, crash.where)


@rule(
    "crash",
    "numpy-inside-training",
    "api_misuse",
    "serious",
    f"{KERAS}, Creating custom losses: operations of the backend",
    weight=0.9,
)
def numpy_inside_training(crash: CrashSeen) -> Iterator[Seen]:
    """A loss, metric or layer of the script's own computes with NumPy or Python's `if`."""
    if not crash.key and crash.kind.startswith(("Tracer", "Concretization")):
        yield Seen({"kind": crash.kind}, crash.where)
