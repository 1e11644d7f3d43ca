"""Pixels of files: shared, and kept once decoded."""

import numpy as np
from PIL import Image

from plainnet.keras_names.decoded_images import Decoding, decoded_images

GREY = Decoding(4, 4, "grayscale", "nearest", False)


def test_who_asks_for_the_same_files_shares_them(tmp_path):
    Image.new("L", (4, 4), 9).save(tmp_path / "a.png")
    paths = [str(tmp_path / "a.png")]
    one, other = decoded_images(paths, GREY), decoded_images(paths, GREY)
    assert one is other
    assert one.take(np.array([0, 0])).tolist() == np.full((2, 4, 4, 1), 9.0).tolist()
    assert one.bytes_as_floats == 64


def test_sixteen_bits_stay_sixteen_bits(tmp_path):
    deep = np.full((4, 4), 40000, np.uint16)
    Image.fromarray(deep).save(tmp_path / "deep.png")
    images = decoded_images([str(tmp_path / "deep.png")], GREY)
    assert images.take(np.array([0])).max() == 40000
