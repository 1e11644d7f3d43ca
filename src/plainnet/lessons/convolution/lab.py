"""The engine's answers to the lab's states: Conv2D and pooling layers; and the lab's images.

`python -m plainnet.lessons.convolution.lab` writes `data.json`.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from plainnet.data.sample_steel_surfaces import load_steel_surfaces
from plainnet.errors import PlainnetError
from plainnet.layers.convolution import Conv2D
from plainnet.layers.dense import Dense
from plainnet.layers.padding_and_cropping import ZeroPadding2D
from plainnet.layers.pooling import AveragePooling2D, MaxPooling2D
from plainnet.lessons.lesson import State, Values

TOLERANCE = 1e-12  # relative, in float64
POOLINGS = {"max": MaxPooling2D, "average": AveragePooling2D}
DATA = Path(__file__).with_name("data.json")
STEEL = 24  # pixels
LIGHTS = 16
SCRATCHED = "Sc_005.bmp"

Array = NDArray[np.float64]


def images_of(text: str) -> Array:
    """Read images as text: (images, height, width, channels)."""
    blocks = [block.split("|") for block in text.split("\n\n")]
    return np.array(
        [
            [
                [[float(cell) for cell in row.split(",")] for row in channel.strip().split("\n")]
                for channel in block
            ]
            for block in blocks
        ]
    ).transpose(0, 2, 3, 1)


def text_of(image: NDArray[Any]) -> str:
    """Write an image (height, width, channels) as the lab takes it."""
    channels = [
        "\n".join(",".join(str(value) for value in row) for row in image[:, :, channel])
        for channel in range(image.shape[2])
    ]
    return "\n|\n".join(channels)


def answers(states: Sequence[State]) -> list[Values]:
    """Compute in float64 what the lab shows for each state."""
    found: list[Values] = [{} for _ in states]
    alike: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    given = [(images_of(state["pixels"])[0], images_of(state["kernel"])) for state in states]
    for place, (state, (image, kernels)) in enumerate(zip(states, given, strict=True)):
        settings = (state["padding"], state["stride"], state["pooling"], state["pool_size"])
        alike[(image.shape, kernels.shape, settings)].append(place)
    with jax.enable_x64(True):
        for (shape, kernels_shape, settings), places in alike.items():
            images, kernels = (np.stack([given[at][part] for at in places]) for part in (0, 1))
            bias = np.array([states[place]["bias"] for place in places], np.float64)
            computed = _computed(shape, kernels_shape, settings, images, kernels, bias)
            for row, place in enumerate(places):
                maps, pooled = (None if part is None else part[row] for part in computed)
                found[place] = _answer(states[place], shape, kernels_shape, maps, pooled)
    return found


def _computed(
    shape: tuple[int, ...],
    kernels_shape: tuple[int, ...],
    settings: tuple[Any, ...],
    images: Array,
    kernels: Array,
    bias: Array,
) -> tuple[Array | None, Array | None]:
    """Return maps and pooled maps of many states of one shape; None where there are none."""
    padding, stride, pooling, size = settings
    layer = Conv2D(kernels_shape[0], kernels_shape[1:3], stride)
    padder = ZeroPadding2D(padding)
    try:
        maps_shape = layer.output_shape(padder.output_shape(shape))
    except PlainnetError:
        return None, None
    if kernels_shape[3] != shape[2] or min(maps_shape) < 1:
        return None, None

    @jax.jit
    @jax.vmap
    def convolve(image: jax.Array, kernel: jax.Array, start: jax.Array) -> jax.Array:
        biases = jnp.full(kernels_shape[0], start)
        weights = {"kernel": kernel.transpose(1, 2, 3, 0), "bias": biases}
        return layer.apply(weights, padder.apply({}, image[None], training=False, key=None))[0]

    maps = convolve(images, kernels, bias)
    if pooling == "none" or size > min(maps.shape[1:3]):
        return np.asarray(maps), None
    pooled = jax.jit(partial(POOLINGS[pooling](size).apply, {}))(maps)
    return np.asarray(maps), np.asarray(pooled)


def _answer(
    state: State,
    shape: tuple[int, ...],
    kernels_shape: tuple[int, ...],
    maps: Array | None,
    pooled: Array | None,
) -> Values:
    """Put together what the lab shows for one state."""
    row, column, map_ = state["row"], state["column"], state["map"]
    if maps is None:
        return dict.fromkeys(("output_height", "sum_at_cursor", "pooled_height", "weights_dense"))
    dense = Dense(maps.size).weight_shapes((int(np.prod(shape)),))["kernel"]
    one = maps[:, :, map_] if map_ < maps.shape[2] else None
    size = state["pool_size"]
    return {
        "output_height": maps.shape[0],
        "output_width": maps.shape[1],
        "output_maps": maps.shape[2],
        "sum_at_cursor": _value(maps, row, column, map_),
        "map_least": None if one is None else float(one.min()),
        "map_largest": None if one is None else float(one.max()),
        "pooled_height": None if pooled is None else pooled.shape[0],
        "pooled_width": None if pooled is None else pooled.shape[1],
        "pooled_at_cursor": _value(pooled, row // size, column // size, map_),
        "weights_convolution": int(np.prod(kernels_shape)),
        "weights_dense": int(np.prod(dense)),
    }


def _value(maps: Array | None, *place: int) -> float | None:
    """Return one number of maps; None outside of them."""
    if maps is None or any(at >= size for at, size in zip(place, maps.shape, strict=True)):
        return None
    return float(maps[place])


# --- the lab's images -----------------------------------------------------------------


def pictures() -> dict[str, str]:
    """Make the images of `data.json`: a scratched surface, and three lights that overlap."""
    surfaces = load_steel_surfaces(height=STEEL, width=STEEL, channels=1, resize="area", part="val")
    steel = next(
        image
        for image, file in zip(surfaces.pixels, surfaces.files, strict=True)
        if file.endswith(SCRATCHED)
    )
    return {"steel": text_of(steel), "lights": text_of(_lights())}


def _lights() -> NDArray[np.uint8]:
    """Draw a red, a green and a blue disc of light; together they are white."""
    places = np.arange(LIGHTS) + 0.5
    middle = LIGHTS / 2
    centres = [(middle - 2.5, middle), (middle + 2, middle - 2.5), (middle + 2, middle + 2.5)]
    distances = [np.hypot(places[:, None] - y, places[None] - x) for y, x in centres]
    lit = [np.clip(5.0 - distance + 0.5, 0, 1) for distance in distances]
    return np.stack([np.rint(230 * one + 20) for one in lit], 2).astype(np.uint8)


if __name__ == "__main__":
    DATA.write_text(json.dumps(pictures(), indent=1) + "\n", encoding="utf-8")
