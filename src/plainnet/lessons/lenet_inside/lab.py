"""The engine's answers to the lab's states: `trace` of the lesson's nets; and those nets.

`python -m plainnet.lessons.lenet_inside.lab` trains both ways of the defects case, seed 0, and
writes `data.json` and `trained.bin` (weights as numbers of 16 bits; images as levels).
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from plainnet.cases import lenet_defects
from plainnet.cases.lenet_defects import (
    INPUTS,
    INPUTS_TAUGHT,
    again,
    fit_as_it_should_be,
    fit_as_taught,
    read,
    truth_of,
)
from plainnet.data.image_file import FAINTEST_CONTRAST, NEIGHBOURHOOD, scale_pixels
from plainnet.files.layer_config import layer_to_config
from plainnet.files.model_card import ImageInputs
from plainnet.lessons.lenet_inside.checks import unpack
from plainnet.lessons.lesson import State, Values
from plainnet.lessons.trained_weights import packed_layers, rounded
from plainnet.model import Model
from plainnet.networks.classic_networks import lenet
from plainnet.networks.network import Network
from plainnet.training.forward_pass import trace_of

TOLERANCE = 1e-5  # relative; the page and `trace` in float64, but for pixels in float32
FOLDER = Path(__file__).parent
SEED = 0
MISTAKES = 3  # images that the way taught gets wrong
KEPT = (
    "name", "kernel_size", "strides", "padding", "data_format", "dilation_rate", "groups",
    "activation", "pool_size", "epsilon", "axis",
)  # fmt: skip
INPUTS_OF: Mapping[str, ImageInputs] = {"taught": INPUTS_TAUGHT, "should": INPUTS}

Array = NDArray[Any]


def network_of(way: str) -> Network:
    """Return the network of one way."""
    return lenet(len(lenet_defects.CLASSES)) if way == "taught" else lenet_defects.network()


# --- the engine's answers -------------------------------------------------------------


def answers(states: Sequence[State]) -> list[Values]:
    """Compute in float64 what the lab shows for each state, all images of a way at once."""
    weights, levels = unpack()
    traces: dict[str, dict[str, dict[str, Array]]] = {}
    inputs: dict[str, Array] = {}
    with jax.enable_x64(True):
        for way, of_way in INPUTS_OF.items():
            inputs[way] = numbers_of(np.stack(levels[way]), of_way)
            trace = trace_of(network_of(way), jax.tree.map(jnp.asarray, weights[way]), inputs[way])
            traces[way] = jax.tree.map(np.asarray, trace)
    return [_answer(state, inputs, traces, weights) for state in states]


def numbers_of(levels: Array, inputs: ImageInputs) -> Array:
    """Scale levels as `scale_pixels` does, in float64."""
    shares = levels / 255.0
    if inputs.pixels == "zero_to_one":
        return np.repeat(shares, inputs.channels, axis=3)
    reach = NEIGHBOURHOOD // 2
    around = np.pad(shares, ((0, 0), (reach, reach), (reach, reach), (0, 0)), "symmetric")
    square = (NEIGHBOURHOOD, NEIGHBOURHOOD)
    windows = np.lib.stride_tricks.sliding_window_view(around, square, (1, 2))
    details = shares - windows.mean(axis=(4, 5))
    return np.asarray(details / (details.std(axis=(1, 2, 3), keepdims=True) + FAINTEST_CONTRAST))


def _answer(
    state: State,
    inputs: Mapping[str, Array],
    traces: Mapping[str, Mapping[str, Mapping[str, Array]]],
    weights: Mapping[str, Mapping[str, Mapping[str, Array]]],
) -> Values:
    """Put together what the lab shows for one state."""
    way, image = state["way"], int(state["image"]) - 1
    passed = [traces[way][name] for name in weights[way]]  # in the order of the layers
    layers = [layer["outputs"][image] for layer in passed]
    sums = [layer.get("pre_activation", layer["outputs"])[image] for layer in passed]
    volumes = [inputs[way][image], *(_as_maps(outputs) for outputs in layers)]
    place = state["row"], state["column"], state["map"]
    number = state["layer"]
    other = "should" if way == "taught" else "taught"
    beside = traces[other][list(weights[other])[-1]]["outputs"][image]
    counts = [sum(array.size for array in arrays.values()) for arrays in weights[way].values()]
    shown: Values = {
        "value_at_cursor": _value(volumes[number], place),
        "sum_at_cursor": _value(_as_maps(sums[number - 1]), place) if number else None,
        "weights_total": sum(counts),
    }
    for at, name in enumerate(lenet_defects.CLASSES):
        shown |= {f"probability_{name}": float(layers[-1][at]), f"beside_{name}": float(beside[at])}
    for at, volume in enumerate(volumes):
        shown[f"output_height_{at}"] = volume.shape[0]
        shown[f"weights_{at}"] = counts[at - 1] if at else 0
    return shown


def _as_maps(outputs: Array) -> Array:
    """Return numbers in a line as maps of one pixel: (height, width, maps)."""
    return outputs if outputs.ndim == 3 else outputs[None, None]


def _value(maps: Array, place: tuple[int, ...]) -> float | None:
    """Return one number of maps; None outside of them."""
    if any(at >= size for at, size in zip(place, maps.shape, strict=True)):
        return None
    return float(maps[place])


# --- the nets that come with the lesson -----------------------------------------------


def train() -> dict[str, Model]:
    """Train both ways of the case as it does."""
    data = read(None)
    taught, _ = fit_as_taught(data, SEED)
    should, *_ = fit_as_it_should_be(again(data, INPUTS_OF["should"]), SEED)
    return {"taught": taught, "should": should}


def pack(models: Mapping[str, Model]) -> tuple[dict[str, Any], bytes]:
    """Describe the nets and some test images, and write their numbers one after another."""
    data = read(None)
    parts = {way: again(data, inputs).test for way, inputs in INPUTS_OF.items()}
    truth = truth_of(data.test)
    packed, ways, answered = bytearray(), {}, {}
    for way, model in models.items():
        inputs = INPUTS_OF[way]
        layers, numbers = _pack_layers(model, (inputs.height, inputs.width, inputs.channels))
        packed += numbers
        scaled = scale_pixels(parts[way].inputs, inputs.pixels)
        answered[way] = np.asarray(model.predict(scaled)).argmax(1)
        ways[way] = {
            "input_shape": [inputs.height, inputs.width, inputs.channels],
            "resize": inputs.resize,
            "pixels": inputs.pixels,
            "accuracy": float(np.mean(answered[way] == truth)),
            "layers": layers,
        }
    chosen = _telling_images(truth, answered)
    for place in chosen:
        for part in parts.values():
            packed += part.inputs[place, :, :, :1].tobytes()
    images = [
        {"label": int(truth[place]), "taught": int(answered["taught"][place])} for place in chosen
    ]
    described = {"classes": lenet_defects.CLASSES, "test_images": len(truth), "images": images}
    return described | {"ways": ways}, bytes(packed)


def _pack_layers(model: Model, shape: tuple[int, ...]) -> tuple[list[dict[str, Any]], bytes]:
    """Round a model's weights to 16 bits; describe its layers, with the shapes of their outputs."""
    weights = rounded(model.weights)
    model.weights = jax.tree.map(lambda array: array.astype(np.float32), weights)
    shapes = jax.tree.map(np.shape, model.trace(np.zeros((1, *shape), np.float32)))
    layers, packed = packed_layers(list(map(layer_to_config, model.network.hidden)), weights, KEPT)
    for layer in layers:
        outputs = shapes[layer["name"]]["outputs"][1:]
        layer["shape"] = list(outputs if len(outputs) == 3 else (1, 1, *outputs))
    return layers, packed


def _telling_images(truth: Array, answered: Mapping[str, Array]) -> list[int]:
    """Choose one image of each class that both ways know, and some that one alone knows."""
    right = {way: predictions == truth for way, predictions in answered.items()}
    both = [
        int(np.flatnonzero((truth == label) & right["taught"] & right["should"])[0])
        for label in range(len(lenet_defects.CLASSES))
    ]
    one = np.flatnonzero(~right["taught"] & right["should"])[:MISTAKES]
    return [*both, *map(int, one)]


if __name__ == "__main__":
    described, packed = pack(train())
    (FOLDER / "data.json").write_text(json.dumps(described) + "\n", encoding="utf-8")
    (FOLDER / "trained.bin").write_bytes(packed)
