"""Generated pictures of hot-rolled steel with six kinds of defect.

A picture is the ground of a kind of sheet (its brightness, uneven light, rolling streaks and
grain) plus the defect drawn on it. Grounds of different kinds overlap, defects vary from
bold to faint, and nothing in a picture depends on any other picture, so that a picture is
known by seed, part, class and number alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from plainnet.data.content_hash import hash_array
from plainnet.data.dataset import DataNote, ImageFolder, Source
from plainnet.data.image_file import Channels, Resize, resize_image
from plainnet.errors import SettingError

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
        """Return the smooth lines through columns of numbers at the knots."""
        lines: Field = self.weights[0] * knots[self.first]  # (size, columns)
        for step in (1, 2, 3):
            lines += self.weights[step] * knots[self.first + step]
        return lines


SIZE = 200  # pixels, height and width
_PLACES = np.arange(SIZE, dtype=np.float32)


def draw_crazing(random: np.random.Generator) -> Field:
    """Draw fine dark cracks that wander across the sheet, in places."""
    wander = smooth_noise(random, SIZE, random.uniform(6, 11), random.uniform(16, 34))
    wander += random.uniform(0.25, 0.5) * smooth_noise(random, SIZE, 4, 4)
    wander = slanted(wander, random.uniform(-0.3, 0.3))
    width = random.uniform(0.12, 0.28)
    cracks = 1 - soft_step(np.abs(wander), width, 2 * width)
    places = soft_step(smooth_noise(random, SIZE, 22, 22), random.uniform(-0.6, 0.6), 0.8)
    return -random.uniform(0.18, 0.4) * cracks * places


def draw_inclusion(random: np.random.Generator) -> Field:
    """Draw dark slivers stretched along the rolling direction, in one to three bands."""
    slivers = smooth_noise(random, SIZE, random.uniform(18, 50), random.uniform(3, 6))
    middles = random.uniform(10, SIZE - 10, random.integers(1, 4))
    widths = random.uniform(4, 22, len(middles))
    away = (_PLACES[:, None] - middles) / widths  # (size, bands)
    band = np.exp(-away * away).max(axis=1).astype(np.float32)  # (size,)
    shape = soft_step(slivers + 2.2 * band, random.uniform(2.0, 2.6), random.uniform(0.3, 0.9))
    return -random.uniform(0.09, 0.2) * shape


def draw_patches(random: np.random.Generator) -> Field:
    """Draw a few large dark patches with ragged, darker rims."""
    blobs = smooth_noise(random, SIZE, random.uniform(22, 45), random.uniform(16, 30))
    blobs += random.uniform(0.15, 0.4) * smooth_noise(random, SIZE, 6, 6)
    threshold = random.uniform(0.3, 0.9)
    softness = random.uniform(0.2, 0.9)
    inside = soft_step(blobs, threshold, softness)
    rim = inside - soft_step(blobs, threshold + 0.6, softness)
    inside += random.uniform(0, 0.5) * rim
    return -random.uniform(0.28, 0.5) * inside


def draw_pitted_surface(random: np.random.Generator) -> Field:
    """Draw many small round pits, denser in places, sometimes with a pale stain."""
    grain = random.uniform(2.6, 4.4)
    pits = smooth_noise(random, SIZE, grain * random.uniform(1, 1.5), grain)
    density = smooth_noise(random, SIZE, random.uniform(25, 80), random.uniform(20, 50))
    shape = soft_step(pits + 0.6 * density, random.uniform(1.2, 2.0), random.uniform(0.3, 1))
    change = -random.uniform(0.14, 0.36) * shape
    if random.random() < 0.35:
        change -= random.uniform(0.03, 0.12) * soft_step(density, 0.9, 0.5)
    return change


def draw_rolled_in_scale(random: np.random.Generator) -> Field:
    """Draw small slanting flecks, dark with a bright edge below, on a woven ground."""
    slope = random.uniform(-0.5, 0.5)
    flecks = smooth_noise(random, SIZE, random.uniform(2, 3.2), random.uniform(5, 9))
    density = smooth_noise(random, SIZE, random.uniform(20, 60), random.uniform(20, 45))
    shape = soft_step(flecks + 0.6 * density, random.uniform(1.3, 2.1), random.uniform(0.4, 1))
    relief = shape - random.uniform(0.1, 0.5) * np.roll(shape, 3, axis=0)
    return -random.uniform(0.14, 0.34) * slanted(relief, slope)


def draw_scratches(random: np.random.Generator) -> Field:
    """Draw one to five thin lines, most of them bright, most along the rolling direction."""
    change = np.zeros((SIZE, SIZE), np.float32)
    lean = random.normal(0, 0.06)
    for _ in range(random.integers(2, 7)):
        change += _draw_scratch(random, lean + random.normal(0, 0.02))
    return change.T if random.random() < 0.3 else change


def _draw_scratch(random: np.random.Generator, lean: float) -> Field:
    """Draw one line that leans `lean` pixels for each row and fades in and out."""
    middle = random.uniform(0, SIZE) + lean * (_PLACES - SIZE / 2)  # (size,), for each row
    middle += random.uniform(0, 1.5) * smooth_curve(random, SIZE, 30)
    width = random.uniform(1.2, 3.2) if random.random() < 0.8 else random.uniform(3, 9)
    sign = 1 if random.random() < 0.9 else -1
    fading = soft_step(smooth_curve(random, SIZE, random.uniform(8, 60)), -0.9, 1)
    strength = sign * random.uniform(0.18, 0.5) * fading
    away = (_PLACES - middle[:, None]) / width  # (size, size)
    line: Field = strength[:, None] * np.exp(-away * away)
    return line


DEFECTS: dict[str, Callable[[np.random.Generator], Field]] = {
    "Cr": draw_crazing,
    "In": draw_inclusion,
    "Pa": draw_patches,
    "PS": draw_pitted_surface,
    "Rs": draw_rolled_in_scale,
    "Sc": draw_scratches,
}


Part = Literal["train", "val"]
PARTS: tuple[Part, ...] = get_args(Part)

TRAIN_PER_CLASS = 200
VAL_PER_CLASS = 40


@dataclass(frozen=True)
class _Ground:
    """What a sheet with one kind of defect is like without it: lowest and highest."""

    brightness: tuple[float, float]  # black to white is 1
    grain: tuple[float, float]  # standard deviation of the finest noise


_GROUNDS = {
    "Cr": _Ground(brightness=(0.52, 0.70), grain=(0.085, 0.12)),
    "In": _Ground(brightness=(0.30, 0.48), grain=(0.010, 0.022)),
    "Pa": _Ground(brightness=(0.50, 0.90), grain=(0.06, 0.12)),
    "PS": _Ground(brightness=(0.60, 0.98), grain=(0.015, 0.040)),
    "Rs": _Ground(brightness=(0.40, 0.56), grain=(0.03, 0.055)),
    "Sc": _Ground(brightness=(0.22, 0.42), grain=(0.010, 0.035)),
}


def load_steel_surfaces(
    *, height: int, width: int, channels: Channels = 3, resize: Resize = "nearest", part: Part
) -> ImageFolder:
    """Generate the pictures of one part in the size a network wants."""
    full = generate_steel_surfaces(part)
    grey = np.stack(
        [
            resize_image(Image.fromarray(image[:, :, 0]), height, width, resize)
            for image in full.pixels
        ]
    )  # (images, height, width, 1)
    pixels = np.repeat(grey, channels, axis=3)
    return ImageFolder(pixels, full.labels, full.class_names, full.files, full.source, full.repairs)


def generate_steel_surfaces(
    part: Part, *, seed: int = 0, per_class: int | None = None
) -> ImageFolder:
    """Generate the pictures of one part in their full size, 200 by 200 grey pixels.

    `per_class`: None means 200 for training, 40 for validation.

    >>> surfaces = generate_steel_surfaces("val", per_class=2)
    >>> surfaces.pixels.shape, surfaces.class_names
    ((12, 200, 200, 1), ('Cr', 'In', 'Pa', 'PS', 'Rs', 'Sc'))
    """
    if part not in PARTS:
        raise SettingError("sample.part", part=part, known=list(PARTS))
    count = per_class or {"train": TRAIN_PER_CLASS, "val": VAL_PER_CLASS}[part]
    names = tuple(DEFECTS)
    pixels = np.empty((len(names) * count, SIZE, SIZE, 1), np.uint8)
    for place in range(len(pixels)):
        label, number = divmod(place, count)
        random = np.random.default_rng([seed, PARTS.index(part), label, number])
        pixels[place, :, :, 0] = draw_surface(random, names[label])
    return ImageFolder(
        pixels,
        np.repeat(np.arange(len(names), dtype=np.int32), count),
        names,
        tuple(f"{name}/{name}_{number + 1:03}.bmp" for name in names for number in range(count)),
        Source("generated:steel-surfaces", hash_array(pixels)),
        (DataNote("sample.generated_steel_surfaces", {"count": len(pixels)}),),
    )


def write_steel_surfaces(
    folder: str | Path,
    *,
    seed: int = 0,
    train_per_class: int = TRAIN_PER_CLASS,
    val_per_class: int = VAL_PER_CLASS,
) -> None:
    """Write both parts as image files: `train/Cr/Cr_001.bmp` and so on."""
    for part, per_class in zip(PARTS, (train_per_class, val_per_class), strict=True):
        surfaces = generate_steel_surfaces(part, seed=seed, per_class=per_class)
        for name, image in zip(surfaces.files, surfaces.pixels, strict=True):
            file = Path(folder, part, name)
            file.parent.mkdir(parents=True, exist_ok=True)
            Image.fromarray(image[:, :, 0]).save(file)


def draw_surface(random: np.random.Generator, kind: str) -> NDArray[np.uint8]:
    """Draw one sheet of steel with a defect.

    Shapes: returns (200, 200).
    Result: grey pixels.
    """
    ground = _GROUNDS[kind]
    surface = DEFECTS[kind](random)
    surface += random.uniform(*ground.brightness)
    surface += random.uniform(0.01, 0.05) * smooth_noise(random, SIZE, 70, 70)  # uneven light
    streaks = smooth_curve(random, SIZE, random.uniform(4, 30))
    surface += random.uniform(0, 0.035) * streaks
    surface += random.uniform(*ground.grain) * _grain(random)
    return (255 * np.clip(surface, 0, 1)).astype(np.uint8)


def _grain(random: np.random.Generator) -> Field:
    """Draw noise of unit variance whose neighbours are alike, a little or more."""
    noise = random.standard_normal((SIZE + 1, SIZE + 1), dtype=np.float32)
    near = np.float32(random.uniform(0, 1))
    noise = noise[1:] + near * noise[:-1]
    noise = noise[:, 1:] + near * noise[:, :-1]
    noise /= 1 + near * near
    return noise
