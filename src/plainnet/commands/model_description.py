"""What a model file holds, as a table for people and as JSON for programs."""

from collections.abc import Mapping, Sequence
from math import prod
from typing import Any

from rich.cells import cell_len

from plainnet.commands.console import padded
from plainnet.evaluation.number_format import format_figure, metric_name
from plainnet.files.card_schema import read_card
from plainnet.files.model_card import ModelCard
from plainnet.files.saved_model import SavedModel
from plainnet.messages.language import say
from plainnet.networks.network import each_shape
from plainnet.networks.wiring import name_of

Description = dict[str, Any]


def described(file: str, saved: SavedModel) -> Description:
    """Describe a model."""
    layers = _layers(saved)
    compiled = saved.compile_config or {}
    optimizer = compiled.get("optimizer")
    return {
        "file": file,
        "keras_version": saved.written_by,
        "network": type(saved.network).__name__,
        "name": saved.network.name,
        "input_shape": _with_batch(saved.input_shape),
        "output_shape": _with_batch(saved.network.output_shape(saved.input_shape)),
        "layers": layers,
        "weights": sum(layer["weights"] for layer in layers),
        "trainable_weights": _count_trainable(saved),
        "optimizer": optimizer and {"class": optimizer["class_name"], **optimizer["config"]},
        "loss": compiled.get("loss"),
        "metrics": compiled.get("metrics") or [],
        "training": _training(saved, file),
        "left_out": list(saved.ignored),
    }


def _layers(saved: SavedModel) -> list[Description]:
    """Describe each layer once."""
    shapes = saved.network.weight_shapes(saved.input_shape)
    layers: dict[str, Description] = {}
    for layer, before, after in saved.network.layer_shapes(saved.input_shape):
        name = name_of(layer)
        layers.setdefault(
            name,
            {
                "name": name,
                "class": type(layer).__name__,
                "input_shape": _with_batch(before),
                "output_shape": _with_batch(after),
                "weights": sum(prod(shape) for shape in shapes[name].values()),
                "trainable": layer.trainable,
            },
        )
    return list(layers.values())


def _count_trainable(saved: SavedModel) -> int:
    """Count the numbers that gradients move."""
    moved, _ = saved.network.split_statistics(saved.weights)
    return sum(array.size for own in moved.values() for array in own.values())


def _with_batch(shapes: Any) -> list[Any]:
    """Write a shape with its batch axis, which is open; a list of such for several."""
    each = [[None, *shape] for shape in each_shape(shapes)]
    return each[0] if len(each) == 1 else each


def _training(saved: SavedModel, file: str) -> Description | None:
    """Tell what the model was trained and tested on, if plainnet wrote it down."""
    if saved.card is None:
        return None
    card: ModelCard = read_card(saved.card, file)
    origin, inputs = card.origin, type(card.inputs).__name__.removesuffix("Inputs").lower()
    return {
        "kind": inputs,
        "data": origin.data.path,
        "seed": origin.seed,
        "test_rows": len(origin.test_rows),
        "metrics": origin.metrics,
        "versions": origin.versions,
    }


def description_text(description: Mapping[str, Any]) -> str:
    """Lay a description out for people."""
    version = description["keras_version"]
    title = f"{description['file']}  (Keras {version})" if version else description["file"]
    heads = [say(f"summary.{head}") for head in ("layer", "output_shape", "weights")]
    rows = [
        [f"{each['name']} ({each['class']})", _shape_text(each["output_shape"]), each["weights"]]
        for each in description["layers"]
    ]
    table = [heads, *([name, shape, f"{count:,}"] for name, shape, count in rows)]
    return "\n".join(
        [
            title,
            *("  " + line for line in _lines(table)),
            "  " + say("summary.total", count=f"{description['weights']:,}"),
            *("  " + line for line in _facts(description)),
        ]
    )


def _shape_text(shape: Sequence[Any]) -> str:
    """Write a shape, or several."""
    several = bool(shape) and isinstance(shape[0], list)
    return ", ".join(str(tuple(each)) for each in (shape if several else [shape]))


def _lines(table: Sequence[Sequence[str]]) -> list[str]:
    """Set rows in columns, the last one at its right."""
    widths = [max(map(cell_len, column)) for column in zip(*table, strict=True)]
    return [
        "  ".join(
            padded(cell, width, right=number == len(widths) - 1)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in table
    ]


def _facts(description: Mapping[str, Any]) -> list[str]:
    """Describe how the model was trained and what was left out."""
    optimizer, training = description["optimizer"], description["training"]
    if optimizer is None:
        facts = [say("command.info.not_compiled")]
    else:
        rate = optimizer["learning_rate"]
        rate = rate["class_name"] if isinstance(rate, Mapping) else f"{rate:g}"
        facts = [
            say("command.info.optimizer", name=optimizer["class"], rate=rate),
            say("command.info.loss", names=_names(description["loss"])),
        ]
        metrics = _names(description["metrics"])
        if metrics:
            facts.append(say("command.info.metrics", names=metrics))
    if training is not None:
        facts.append(say("command.info.trained_on", data=training["data"], seed=training["seed"]))
        scores = [
            f"{metric_name(name)} {format_figure(name, value)}"
            for name, value in training["metrics"].items()
            if value is not None
        ]
        if scores:
            rows = training["test_rows"]
            facts.append(say("command.info.scores", scores=list(scores), rows=rows))
    return [*facts, *(say("command.info.left_out", note=note) for note in description["left_out"])]


def _names(saved: Any) -> str:
    """Name losses or metrics, in lists and dicts of them too."""
    if isinstance(saved, list):
        return ", ".join(name for name in map(_names, saved) if name)
    if not isinstance(saved, Mapping):
        return "" if saved is None else str(saved)
    if "class_name" not in saved:
        return ", ".join(f"{output}: {_names(own)}" for output, own in saved.items())
    return str(saved["config"].get("name") or saved["class_name"])
