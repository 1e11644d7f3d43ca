"""Sizes are looked up in the files and a fitting one chosen."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from plainnet.data.image_size_choice import choose_size, survey_sizes


@pytest.mark.parametrize(
    ("height", "width", "chosen"),
    [
        (200, 200, (64, 64)),
        (28, 28, (32, 32)),
        (8, 8, (32, 32)),
        (480, 640, (48, 64)),
        (4000, 3000, (64, 48)),
        (100, 3000, (16, 64)),
        (1, 1, (32, 32)),
    ],
)
def test_sizes_chosen(height: int, width: int, chosen: tuple[int, int]) -> None:
    assert choose_size(np.array([[height, width]])) == chosen


def test_the_middle_counts_and_not_a_few_odd_ones() -> None:
    sizes = np.array([[200, 200]] * 9 + [[10, 9000]])
    assert choose_size(sizes) == (64, 64)


def test_sizes_are_those_of_the_upright_image_and_bad_files_are_passed_over(tmp_path: Path) -> None:
    Image.new("L", (6, 4)).save(tmp_path / "a.png")
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (8, 5)).save(tmp_path / "b.jpg", exif=exif)
    (tmp_path / "c.png").write_bytes(b"")
    (tmp_path / "d.png").write_text("text")
    files = [tmp_path / name for name in ("a.png", "b.jpg", "c.png", "d.png", "gone.png")]
    assert survey_sizes(files).tolist() == [[4, 6], [8, 5]]
    assert survey_sizes(files[2:]).shape == (0, 2)


def test_of_very_many_files_some_are_looked_at(tmp_path: Path) -> None:
    Image.new("L", (6, 4)).save(tmp_path / "a.png")
    assert 500 <= len(survey_sizes([tmp_path / "a.png"] * 5000)) < 1000
