"""Generated pictures of hot-rolled steel with six kinds of defect.

A picture is the ground of a kind of sheet (its brightness, uneven light, rolling streaks and
grain) plus the defect drawn on it. Grounds of different kinds overlap, defects vary from
bold to faint, and nothing in a picture depends on any other picture, so that a picture is
known by seed, part, class and number alone.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from plainnet.data.array_hash import hash_array
from plainnet.data.dataset import ImageFolder, Repair, Source
from plainnet.data.image_file import Channels
from plainnet.data.random_texture import Field, smooth_curve, smooth_noise
from plainnet.data.resizing import Resize, resize_image
from plainnet.data.steel_defects import DEFECTS, SIZE
from plainnet.errors import SettingError

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
        raise SettingError("sample.part", part=part, known=", ".join(PARTS))
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
        (Repair("sample.generated_steel_surfaces", {"count": len(pixels)}),),
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
