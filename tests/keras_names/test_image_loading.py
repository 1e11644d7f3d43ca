"""Single images as Keras' own functions read, turn and write them."""

import numpy as np
import pytest
from PIL import Image

from plainnet.errors import SettingError, ShapeError
from plainnet.keras_names.arrays.backend_settings import set_image_data_format
from plainnet.keras_names.preprocessing.image_loading import (
    Decoding,
    array_to_img,
    decoded_images,
    img_to_array,
    load_img,
    save_img,
)

keras = pytest.importorskip("keras")


@pytest.fixture
def file(tmp_path):
    pixels = np.random.default_rng(0).integers(0, 256, (9, 12, 4), dtype=np.uint8)
    Image.fromarray(pixels).save(tmp_path / "image.png")
    return tmp_path / "image.png"


@pytest.mark.parametrize("color_mode", ["rgb", "rgba", "grayscale"])
@pytest.mark.parametrize("interpolation", ["nearest", "bilinear", "box"])
@pytest.mark.parametrize("keep", [False, True])
def test_an_image_is_read_as_keras_reads_it(file, color_mode, interpolation, keep):
    settings = {"color_mode": color_mode, "interpolation": interpolation}
    settings |= {"target_size": (5, 4), "keep_aspect_ratio": keep}
    expected = keras.utils.img_to_array(keras.utils.load_img(file, **settings))
    found = img_to_array(load_img(file, **settings))
    np.testing.assert_array_equal(found, expected)
    assert found.dtype == expected.dtype and found.flags.writeable


def test_old_ways_to_ask_for_grey(file):
    assert load_img(file, True).mode == load_img(file, grayscale=True).mode == "L"
    assert load_img(file, False).mode == "RGB"


@pytest.mark.parametrize("channels", [1, 3, 4])
@pytest.mark.parametrize("scale", [False, True])
def test_an_array_becomes_the_image_of_keras(channels, scale):
    pixels = np.random.default_rng(1).uniform(0, 250, (5, 6, channels))
    expected = np.asarray(keras.utils.array_to_img(pixels, scale=scale))
    np.testing.assert_array_equal(np.asarray(array_to_img(pixels, scale=scale)), expected)


def test_channels_may_come_first():
    pixels = np.arange(24.0).reshape(2, 4, 3)
    try:
        set_image_data_format("channels_first")
        first = img_to_array(pixels)
        assert first.shape == (3, 2, 4)
        assert array_to_img(first).size == (4, 2)
    finally:
        set_image_data_format("channels_last")
    assert img_to_array(pixels[:, :, 0], data_format="channels_first").shape == (1, 2, 4)


def test_an_image_written_is_the_one_read(tmp_path):
    pixels = np.random.default_rng(2).integers(0, 256, (5, 6, 3)).astype(np.float32)
    save_img(tmp_path / "out.png", pixels, scale=False)
    np.testing.assert_array_equal(img_to_array(load_img(tmp_path / "out.png")), pixels)
    save_img(tmp_path / "out.jpg", np.zeros((4, 4, 4)))
    assert load_img(tmp_path / "out.jpg").size == (4, 4)


def test_what_is_no_image_is_refused(file):
    with pytest.raises(ShapeError, match="not an image"):
        img_to_array(np.zeros(3))
    with pytest.raises(ShapeError, match="not an image"):
        array_to_img(np.zeros((2, 2, 7)))
    with pytest.raises(SettingError, match="bgr"):
        load_img(file, color_mode="bgr")


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
