"""What the lesson's texts say in numbers, the answers to its questions, its test's states."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.lessons.lesson import Act, Answer, State
from plainnet.lessons.trained_weights import unpacked_weights

Array = NDArray[Any]

FOLDER = Path(__file__).parent
DESCRIBED = json.loads((FOLDER / "data.json").read_text(encoding="utf-8"))
WAYS = DESCRIBED["ways"]
IMAGES = DESCRIBED["images"]


def unpack() -> tuple[dict[str, dict[str, dict[str, Array]]], dict[str, list[Array]]]:
    """Read `trained.bin`: the weights of each way, and each image as each way reads it."""
    packed = (FOLDER / "trained.bin").read_bytes()
    weights, place = unpacked_weights(packed, WAYS)
    levels: dict[str, list[Array]] = {way: [] for way in WAYS}
    for _ in IMAGES:
        for way, described in WAYS.items():
            height, width, _ = described["input_shape"]
            image = np.frombuffer(packed, np.uint8, height * width, place)
            levels[way].append(image.reshape(height, width, 1))
            place += height * width
    return weights, levels


def window_sum(window: Array, kernel: Array, bias: float) -> float:
    """Compute one number of a map before and after ReLU."""
    return max(0.0, float(np.sum(window * kernel) + bias))


def count_weights(maps: int, side: int, channels: int) -> int:
    """Count the weights of a convolution: a kernel and a bias for each map."""
    return maps * (side * side * channels + 1)


def occlude(image: Array, row: int, column: int, side: int) -> Array:
    """Hide a square under the mean of the image."""
    hidden = image.copy()
    hidden[row : row + side, column : column + side] = image.mean(axis=(0, 1))
    return hidden


PYTHON: Mapping[str, Callable[..., Any]] = {
    "window_sum": window_sum,
    "count_weights": count_weights,
    "occlude": occlude,
}

_FIRST = count_weights(6, 5, 3)
_THIRD = count_weights(120, 5, 16)
_MISTAKEN = next(at for at, image in enumerate(IMAGES) if image["taught"] != image["label"])

VALUES: Mapping[str, float | str] = {
    "maps": 6,
    "map_side": 28,
    "second_maps": 16,
    "second_side": 10,
    "third_maps": 120,
    "units": 84,
    "classes": len(DESCRIBED["classes"]),
    "image_side": 32,
    "first_weights": _FIRST,
    "third_weights": _THIRD,
    "kernel_side": 5,
    "should_side": 64,
    "accuracy_taught": f"{100 * WAYS['taught']['accuracy']:.1f}",
    "accuracy_should": f"{100 * WAYS['should']['accuracy']:.1f}",
    "pictures": DESCRIBED["test_images"],
    "mistaken": _MISTAKEN + 1,
    "square": 4,
}

ANSWERS: Mapping[str, Answer] = {
    "first_weights": Answer(float(_FIRST), 0.1),
    "third_weights": Answer(float(_THIRD), 0.1),
    "pooled": Answer(14.0, 0.1),
}

STEPS: Mapping[str, Sequence[Act]] = {
    "look": (Act("row", "12"),),
    "pooled": (Act("layer", "2"),),
    "deeper": (Act("layer", "3"), Act("channel", "4")),
    "answer": (Act("layer", "8"),),
    "hide": (Act("occlusion", "shown"),),
    "mistaken": (Act("image", str(_MISTAKEN + 1)), Act("way", "should")),
}


def states(random: Random) -> State:
    """Draw an image, a way, a layer and mostly a place in it."""
    way = random.choice(list(WAYS))
    described = WAYS[way]
    shapes = [described["input_shape"], *(layer["shape"] for layer in described["layers"])]
    layer = random.randrange(len(shapes))
    height, width, channels = shapes[layer]
    beyond = random.random() < 0.03
    return {
        "image": str(random.randint(1, len(IMAGES))),
        "way": way,
        "layer": layer,
        "map": random.randrange(channels) + (channels if beyond else 0),
        "row": random.randrange(height),
        "column": random.randrange(width),
    }


def python_results() -> Sequence[tuple[State, str, float]]:
    """Run the Python that the lesson prints, on a state of the lab."""
    weights, levels = unpack()
    image = np.repeat(levels["taught"][0] / 255, 3, axis=2)
    layer = WAYS["taught"]["layers"][0]["name"]
    kernel, bias = (weights["taught"][layer][name] for name in ("kernel", "bias"))
    results: list[tuple[State, str, float]] = [
        (
            {"map": number, "row": 3, "column": 7},
            "value_at_cursor",
            window_sum(image[3:8, 7:12], kernel[..., number], bias[number]),
        )
        for number in range(6)
    ]
    return [*results, ({}, "weights_1", _FIRST), ({}, "weights_5", _THIRD)]
