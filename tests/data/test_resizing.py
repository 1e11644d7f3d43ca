"""Resizing against a slow loop, and against what the course's tools gave."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from plainnet.data.resizing import RESIZES, interpolate_bilinearly, resize_image

PIXELS = ((np.arange(35).reshape(7, 5, 1) * 37) % 256).astype(np.uint8)


def bilinear_by_loop(pixels: NDArray[np.uint8], height: int, width: int) -> NDArray[np.float64]:
    """Interpolate one output pixel after the other, by the formula."""
    rows, columns, channels = pixels.shape
    out = np.empty((height, width, channels))
    for i in range(height):
        y = (i + 0.5) * rows / height - 0.5
        for j in range(width):
            x = (j + 0.5) * columns / width - 0.5
            total = np.zeros(channels)
            for row in (int(np.floor(y)), int(np.floor(y)) + 1):
                for column in (int(np.floor(x)), int(np.floor(x)) + 1):
                    weight = (1 - abs(y - row)) * (1 - abs(x - column))
                    inside = min(max(row, 0), rows - 1), min(max(column, 0), columns - 1)
                    total += weight * pixels[inside]
            out[i, j] = total
    return out


@given(st.integers(1, 9), st.integers(1, 9), st.integers(1, 9), st.integers(1, 9), st.integers(0))
def test_bilinear_follows_the_formula(
    rows: int, columns: int, height: int, width: int, seed: int
) -> None:
    shape = (rows, columns, 3)
    pixels = np.random.default_rng(seed).integers(0, 256, shape, dtype=np.uint8)
    slow = bilinear_by_loop(pixels, height, width)
    assert np.abs(interpolate_bilinearly(pixels, height, width) - slow).max() <= 1


def test_bilinear_gives_the_levels_opencv_gave() -> None:
    smaller = interpolate_bilinearly(PIXELS, 4, 3)[:, :, 0]
    assert smaller.tolist() == [[82, 47, 109], [117, 179, 91], [142, 55, 116], [125, 187, 152]]
    larger = interpolate_bilinearly(PIXELS, 9, 7)[::4, :, 0]
    assert larger.tolist() == [
        [0, 21, 48, 74, 100, 127, 148],
        [43, 64, 91, 117, 143, 170, 191],
        [86, 107, 133, 160, 186, 213, 234],
    ]


@pytest.mark.parametrize("resize", RESIZES)
@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_a_flat_image_stays_flat_and_the_same_size_changes_nothing(resize, mode: str) -> None:  # type: ignore[no-untyped-def]
    channels = len(mode) if mode == "RGB" else 1
    flat = resize_image(Image.new(mode, (9, 7), (90,) * channels), 4, 5, resize)
    assert flat.shape == (4, 5, channels)
    assert (flat == 90).all()
    image = Image.fromarray(PIXELS[:, :, 0]).convert(mode)
    same = resize_image(image, 7, 5, resize)
    assert np.array_equal(same, np.repeat(PIXELS, channels, axis=2))


def test_area_averages_what_a_pixel_covers() -> None:
    pixels = np.array([[0, 10, 100, 102], [20, 30, 104, 106]], dtype=np.uint8)
    assert resize_image(Image.fromarray(pixels), 1, 2, "area")[0, :, 0].tolist() == [15, 103]


def test_nearest_is_what_keras_does(tmp_path) -> None:  # type: ignore[no-untyped-def]
    keras_image = pytest.importorskip("keras").utils.load_img
    pixels = np.random.default_rng(0).integers(0, 256, (31, 45, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(tmp_path / "a.png")
    with Image.open(tmp_path / "a.png") as image:
        ours = resize_image(image, 20, 17, "nearest")
    assert np.array_equal(ours, keras_image(tmp_path / "a.png", target_size=(20, 17)))
