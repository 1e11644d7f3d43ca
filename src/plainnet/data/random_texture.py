"""Random textures: smooth noise of a chosen grain, and lines across an image."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Field = NDArray[np.float32]


def smooth_noise(
    random: np.random.Generator, size: int, vertical: float, horizontal: float
) -> Field:
    """Draw a random field that varies over chosen distances down and across.

    Independent normal numbers on a coarse grid, joined by cubic B-splines.

    Shapes: returns (size, size).
    `size`: height and width of the field, in pixels.
    `vertical`: distance between grid points down, in pixels.

    >>> smooth_noise(np.random.default_rng(0), 64, 4, 16).shape
    (64, 64)
    """
    down = _Spline.drawn(random, size, vertical)
    across = _Spline.drawn(random, size, horizontal)
    knots = random.standard_normal((across.knots, down.knots), dtype=np.float32)
    rows = np.ascontiguousarray(across.join(knots).T)  # (knots down, size)
    field = down.join(rows)  # (size, size)
    field -= field.mean()
    field /= field.std()
    return field


def smooth_curve(random: np.random.Generator, size: int, distance: float) -> Field:
    """Draw a random curve: one row of `smooth_noise`, not standardised.

    Shapes: returns (size,).
    """
    spline = _Spline.drawn(random, size, distance)
    return spline.join(random.standard_normal((spline.knots, 1), dtype=np.float32))[:, 0]


def slanted(field: Field, slope: float) -> Field:
    """Push each row of a field to the right by `slope` times its number, around the edge.

    Shapes: `field` (size, size) -> (size, size).
    """
    size = len(field)
    places = np.arange(size)
    shifts = np.rint(slope * places).astype(np.int64)
    moved: Field = field[places[:, None], (places - shifts[:, None]) % size]
    return moved


def soft_step(field: Field, threshold: float, softness: float) -> Field:
    """Rise from 0 to 1 where a field passes a threshold.

    Result: numbers from 0 to 1.
    """
    risen: Field = np.clip((field - threshold) / softness + np.float32(0.5), 0, 1)
    return risen


@dataclass(frozen=True)
class _Spline:
    """Which four knots each pixel of a line lies between, and what each of them weighs."""

    first: NDArray[np.int64]  # (size,)
    weights: tuple[Field, ...]  # four of shape (size, 1)
    knots: int

    @classmethod
    def drawn(cls, random: np.random.Generator, size: int, distance: float) -> "_Spline":
        """Set knots `distance` pixels apart, the first at a random place before the line."""
        places = np.arange(size, dtype=np.float32)[:, None] / np.float32(distance)
        places += random.random(dtype=np.float32)  # (size, 1)
        first = places.astype(np.int64)
        along = places - first.astype(np.float32)  # 0 to 1 between the second and third knot
        back = 1 - along
        weights: list[Field] = [
            back * back * back / 6,
            2 / 3 - along * along + along * along * along / 2,
            2 / 3 - back * back + back * back * back / 2,
            along * along * along / 6,
        ]
        return cls(first[:, 0], tuple(weights), int(first[-1, 0]) + 4)

    def join(self, knots: Field) -> Field:
        """Give the smooth lines through columns of numbers at the knots."""
        lines: Field = self.weights[0] * knots[self.first]  # (size, columns)
        for step in (1, 2, 3):
            lines += self.weights[step] * knots[self.first + step]
        return lines
