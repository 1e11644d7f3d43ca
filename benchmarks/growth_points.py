"""The sizes at which growth is measured: one setting grows, the others stay as they are."""

from dataclasses import asdict, dataclass, replace
from typing import Any, Literal


@dataclass(frozen=True)
class Point:
    """One network on made-up data of one size.

    Attributes
    ----------
    axis : str
        What grows.
    kind : {"dense", "images", "sequences"}
        A dense network; LeNet on grey images; one LSTM layer.
    rows, features, batch, epochs : int
        `features` is numbers a row, or a step of a sequence; unused for images.
    width, depth : int
        Units of each hidden dense layer, or of the LSTM; number of hidden dense layers.
    side, steps : int
        Pixels of an image's side; length of a sequence.
    """

    axis: str
    kind: Literal["dense", "images", "sequences"]
    rows: int
    epochs: int
    features: int = 32
    batch: int = 64
    width: int = 64
    depth: int = 2
    side: int = 28
    steps: int = 20

    @property
    def size(self) -> int:
        """The value of what grows."""
        field = {"images": "rows", "image size": "side", "sequence length": "steps"}
        value: int = getattr(self, field.get(self.axis, self.axis))
        return value

    def as_dict(self) -> dict[str, Any]:
        """Write the point as JSON holds it."""
        return asdict(self)


DENSE = Point("width", "dense", rows=10_000, epochs=50)
IMAGES = Point("image size", "images", rows=1_000, epochs=20)
SEQUENCES = Point("sequence length", "sequences", rows=2_000, epochs=10)


def _grow(base: Point, axis: str, field: str, *sizes: int) -> list[Point]:
    """Let one field take the sizes."""
    return [replace(base, axis=axis, **{field: size}) for size in sizes]


def _rows(base: Point, axis: str, epochs_by_rows: dict[int, int]) -> list[Point]:
    """Let the rows grow, and the epochs shrink as they do where people wait for them."""
    return [
        replace(base, axis=axis, rows=rows, epochs=epochs)
        for rows, epochs in epochs_by_rows.items()
    ]


POINTS = [
    *_rows(
        replace(DENSE, features=100), "rows", {1_000: 100, 10_000: 50, 100_000: 10, 1_000_000: 2}
    ),
    *_grow(DENSE, "features", "features", 8, 64, 512, 4096),
    *_grow(DENSE, "width", "width", 8, 64, 256, 512),
    *_grow(DENSE, "depth", "depth", 1, 2, 4, 8),
    *_grow(DENSE, "batch", "batch", 16, 64, 256, 1024),
    *_rows(IMAGES, "images", {1_000: 20, 10_000: 5, 60_000: 2}),
    *_grow(IMAGES, "image size", "side", 16, 28, 64, 128),
    *_grow(SEQUENCES, "sequence length", "steps", 5, 20, 50, 200),
]


def points_to_measure(quick: bool) -> list[Point]:
    """Return all points, or the smallest of each axis with one epoch."""
    if not quick:
        return POINTS
    smallest: dict[str, Point] = {}
    for point in POINTS:
        smallest.setdefault(point.axis, replace(point, epochs=1))
    return list(smallest.values())


def is_small(point: Point) -> bool:
    """Whether a point lies in the lower half of its axis."""
    sizes = sorted(other.size for other in POINTS if other.axis == point.axis)
    return sizes.index(point.size) < len(sizes) / 2
