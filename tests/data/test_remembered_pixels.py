"""Decoded images come back as they were, and anything wrong with the store is no matter."""

import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from plainnet import bounded_folder
from plainnet.data.dataset import ImageNotes
from plainnet.data.image_folder import read_image_folder
from plainnet.data.remembered_pixels import remember_in, remembered

PIXELS = np.arange(24, dtype=np.uint8).reshape(2, 2, 2, 3)
NOTES = [ImageNotes(9, 7, True, ("images.transparent",)), ImageNotes(2, 2, False)]


class Decoder:
    """Counts how often it was asked."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self):
        self.calls += 1
        return PIXELS, NOTES


@pytest.fixture(autouse=True)
def place(tmp_path):
    remember_in(tmp_path / "pixels")
    yield tmp_path / "pixels"
    remember_in(None)


def test_the_second_time_nothing_is_decoded(place):
    decoder = Decoder()
    first = remembered("content", ["a.png", 2], decoder)
    second = remembered("content", ["a.png", 2], decoder)
    assert decoder.calls == 1
    np.testing.assert_array_equal(first[0], second[0])
    assert second[1] == NOTES
    assert not list(place.glob("*.part"))


def test_other_content_or_settings_are_decoded(place):
    decoder = Decoder()
    for content, settings in (("a", [1]), ("b", [1]), ("a", [2])):
        remembered(content, settings, decoder)
    assert decoder.calls == 3


@pytest.mark.parametrize("damage", [b"", b"broken", None])
def test_a_damaged_entry_is_decoded_again(place, damage):
    decoder = Decoder()
    remembered("content", [], decoder)
    (entry,) = place.iterdir()
    entry.write_bytes(entry.read_bytes()[:100] if damage is None else damage)
    pixels, _ = remembered("content", [], decoder)
    assert decoder.calls == 2
    np.testing.assert_array_equal(pixels, PIXELS)


def test_nowhere_to_keep_is_no_matter(tmp_path):
    decoder = Decoder()
    (tmp_path / "file").touch()
    for folder in (None, tmp_path / "file"):
        remember_in(folder)
        np.testing.assert_array_equal(remembered("content", [], decoder)[0], PIXELS)
    assert decoder.calls == 2


def test_the_entry_used_longest_ago_goes_first(place, monkeypatch):
    decoder = Decoder()
    for number in range(3):
        remembered(str(number), [], decoder)
    for age, number in enumerate((2, 0, 1)):  # 1 was used longest ago
        remembered(str(number), [], decoder)
        for entry in place.iterdir():
            os.utime(entry, (entry.stat().st_atime, entry.stat().st_mtime - 10 * (age + 1)))
    size = max(entry.stat().st_size for entry in place.iterdir())
    monkeypatch.setattr(bounded_folder, "LARGEST_FOLDER_BYTES", 3 * size)
    remembered("new", [], decoder)
    assert len(list(place.iterdir())) == 3


def test_a_folder_read_twice_is_the_same_and_a_changed_image_is_seen(tmp_path):
    for name, grey in (("a", 10), ("b", 200)):
        (tmp_path / "images" / name).mkdir(parents=True)
        Image.new("L", (4, 4), grey).save(tmp_path / "images" / name / "0.png")
    folder = Path(tmp_path / "images")
    first = read_image_folder(folder, height=4, width=4)
    second = read_image_folder(folder, height=4, width=4)
    np.testing.assert_array_equal(first.pixels, second.pixels)
    assert first.repairs == second.repairs
    Image.new("L", (4, 4), 99).save(folder / "a" / "0.png")
    assert read_image_folder(folder, height=4, width=4).pixels[0, 0, 0, 0] == 99
