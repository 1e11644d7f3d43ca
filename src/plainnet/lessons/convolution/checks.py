"""What the lesson's texts say in numbers, the answers to its questions, its test's states."""

from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.lessons.lesson import Act, Answer, State

Grid = NDArray[np.float64]

PIXELS = np.arange(9.0).reshape(3, 3)  # the course's numbers
KERNEL = np.arange(4.0).reshape(2, 2)
IMAGE_SIDE, KERNEL_SIDE, MAPS, POOL = 32, 5, 6, 2  # LeNet's first layers
CHANNELS = 3


def convolve(image: Grid, kernel: Grid, bias: float, stride: int) -> Any:
    """Slide a kernel over an image of one channel."""
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return np.sum(windows[::stride, ::stride] * kernel, axis=(2, 3)) + bias


def size(length: int, kernel: int, padding: int, stride: int) -> int:
    """Count the places of a kernel."""
    return (length + 2 * padding - kernel) // stride + 1


def max_pool(maps: Grid, side: int) -> Any:
    """Keep the largest number of each square; what is left over at the edges is dropped."""
    rows, columns = maps.shape[0] // side, maps.shape[1] // side
    kept = maps[: rows * side, : columns * side]
    return kept.reshape(rows, side, columns, side).max(axis=(1, 3))


PYTHON: Mapping[str, Callable[..., Any]] = {
    "convolve": convolve,
    "size": size,
    "max_pool": max_pool,
}

_SUMS = convolve(PIXELS, KERNEL, 0.0, 1)
_PADDED = size(3, 2, 1, 1)
_STRIDDEN = size(3, 2, 1, 2)
_MAP = size(IMAGE_SIDE, KERNEL_SIDE, 0, 1)
_SHARED = MAPS * CHANNELS * KERNEL_SIDE**2
_SAME = (KERNEL_SIDE - 1) // 2

VALUES: Mapping[str, float | str] = {
    "first_sum": float(_SUMS[0, 0]),
    "last_sum": float(_SUMS[1, 1]),
    "pixels": PIXELS.size,
    "sums": _SUMS.size,
    "dense": PIXELS.size * _SUMS.size,
    "shared": KERNEL.size,
    "side": len(PIXELS),
    "with_border": len(PIXELS) + 2,
    "kernel": len(KERNEL),
    "padded": _PADDED,
    "stridden": _STRIDDEN,
    "largest_pixel": 255,
    "image_side": IMAGE_SIDE,
    "kernel_side": KERNEL_SIDE,
    "maps": MAPS,
    "map_side": _MAP,
    "channels": CHANNELS,
    "pool": POOL,
    "lenet_shared": _SHARED,
    "lenet_dense": f"{IMAGE_SIDE**2 * CHANNELS * MAPS * _MAP**2:,}",
    "pooled_side": _MAP // POOL,
    "same": _SAME,
    "pool_share": POOL**2,
}

ANSWERS: Mapping[str, Answer] = {
    "last_sum": Answer(float(_SUMS[1, 1]), 0.01),
    "weights": Answer(float(_SHARED), 0.1),
    "map_side": Answer(float(_MAP), 0.1),
    "same": Answer(float(_SAME), 0.01),
    "pooled_side": Answer(float(_MAP // POOL), 0.1),
}

_PAD = Act("padding", "1")
STEPS: Mapping[str, Sequence[Act]] = {
    "last_sum": (Act("row", "1"), Act("column", "1")),
    "padding": (_PAD,),
    "stride": (_PAD, Act("stride", "2")),
    "edges": (Act("steel"), Act("horizontal_edges"), Act("row", "1")),
    "channels": (Act("lights"), Act("blur")),
    "kernels": (Act("steel"), Act("four_kernels")),
    "pooling": (Act("steel"), Act("horizontal_edges"), Act("pooling", "max")),
}


def _shapes(random: Random) -> dict[str, Any]:
    """Draw sizes and settings; some kernels do not fit, some have other channels."""
    channels = random.choice([1, 1, 2, 3])
    return {
        "image": (channels, random.randint(2, 9), random.randint(2, 9)),
        "kernel": (
            random.choice([1, 2, 4]),
            channels if random.random() < 0.9 else channels + 1,
            random.randint(1, 4),
            random.randint(1, 4),
        ),
        "padding": random.choice([0, 0, 1, 2]),
        "stride": random.choice([1, 1, 2, 3]),
        "pooling": random.choice(["none", "max", "average"]),
        "pool_size": random.choice([1, 2, 2, 3]),
    }


_SHAPES = [_shapes(Random(number)) for number in range(24)]


def states(random: Random) -> State:
    """Draw an image, kernels and a place; a few shapes, so that the engine compiles little."""
    shapes = random.choice(_SHAPES)
    channels, height, width = shapes["image"]
    number, kernel_channels, kernel_height, kernel_width = shapes["kernel"]

    def channel(rows: int, columns: int, draw: Callable[[], float]) -> str:
        cells = [",".join(repr(draw()) for _ in range(columns)) for _ in range(rows)]
        return "\n".join(cells)

    image = [channel(height, width, lambda: random.randint(0, 255)) for _ in range(channels)]
    kernels = [
        "\n|\n".join(
            channel(kernel_height, kernel_width, lambda: round(random.uniform(-3, 3), 3))
            for _ in range(kernel_channels)
        )
        for _ in range(number)
    ]
    return {
        "pixels": "\n|\n".join(image),
        "kernel": "\n\n".join(kernels),
        "bias": round(random.uniform(-10, 10), 2),
        **{
            name: random.randint(0, max(0, places - 1) if random.random() < 0.95 else 9)
            for name, places in _places(shapes).items()
        },
        "map": random.randint(0, number - 1) if random.random() < 0.9 else number,
        **{name: shapes[name] for name in ("padding", "stride", "pooling", "pool_size")},
    }


def _places(shapes: dict[str, Any]) -> dict[str, int]:
    """Count the rows and columns of the map."""
    sides = zip(("row", "column"), shapes["image"][1:], shapes["kernel"][2:], strict=True)
    return {
        name: size(length, kernel, shapes["padding"], shapes["stride"])
        for name, length, kernel in sides
    }


def python_results() -> Sequence[tuple[State, str, float]]:
    """Run the Python that the lesson prints, on a state of the lab."""
    random = np.random.default_rng(0)
    image = random.integers(0, 256, (7, 6)).astype(np.float64)
    kernel = np.round(random.normal(size=(3, 2)), 2)
    text = [
        "\n".join(",".join(map(repr, row)) for row in grid.tolist()) for grid in (image, kernel)
    ]
    state = {"pixels": text[0], "kernel": text[1], "bias": 1.5, "row": 1, "column": 2}
    maps = convolve(image, kernel, 1.5, 2)
    pooled = max_pool(convolve(image, kernel, 1.5, 1), 2)
    return [
        ({**state, "stride": 2}, "sum_at_cursor", float(maps[1, 2])),
        ({**state, "stride": 2, "padding": 1}, "output_height", size(7, 3, 1, 2)),
        ({**state, "pooling": "max"}, "pooled_at_cursor", float(pooled[0, 1])),
    ]
