"""Small folders of images: classes that differ in brightness, and whatever is asked for."""

import io
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from PIL import Image


def picture(level: int, seed: int, size: tuple[int, int] = (20, 20)) -> Image.Image:
    """Draw a grey picture with some noise; every seed is another picture."""
    noise = np.random.default_rng([level, seed]).integers(-20, 21, size)
    return Image.fromarray(np.clip(level + noise, 0, 255).astype(np.uint8))


def put(file: Path, image: Image.Image | bytes, **options: object) -> Path:
    """Write an image, or the bytes that stand for one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(image, bytes):
        file.write_bytes(image)
    else:
        image.save(file, **options)
    return file


def write_classes(
    folder: Path,
    counts: Mapping[str, int],
    *,
    first_seed: int = 0,
    mode: str = "L",
    size: tuple[int, int] = (20, 20),
) -> Path:
    """Write a folder for each class; the classes lie between dark and bright."""
    for place, (name, count) in enumerate(counts.items()):
        level = 40 + 170 * place // max(1, len(counts) - 1)
        for number in range(count):
            image = picture(level, first_seed + number, size).convert(mode)
            put(folder / name / f"{number}.png", image)
    return folder


def colourful(image: Image.Image) -> Image.Image:
    """Give a grey picture a colour."""
    return Image.merge("RGB", [image, image.point(lambda level: level // 3), image])


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    """Give the bytes of an image file."""
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()
