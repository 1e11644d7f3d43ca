"""Files and texts under the names of `tf.io` and `tf.strings`."""

import numpy as np
import pytest
from PIL import Image

from plainnet.errors import DataError
from plainnet.keras_names.arrays.eager_array import tensor
from plainnet.keras_names.tensorflow import tensorflow_files as files


@pytest.fixture
def photo(tmp_path):
    pixels = np.random.default_rng(0).integers(0, 256, (4, 5, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(tmp_path / "photo.png")
    return tmp_path / "photo.png", pixels


def test_an_image_file_is_read_and_decoded(photo):
    path, pixels = photo
    content = files.read_file(str(path))
    np.testing.assert_array_equal(files.decode_image(content), pixels)
    assert files.decode_image(content, channels=1).shape == (4, 5, 1)
    np.testing.assert_allclose(files.decode_image(content, 3, "float32"), pixels / 255, atol=1e-6)
    with pytest.raises(DataError, match="nowhere"):
        files.read_file("nowhere.png")


def test_files_are_written_and_listed(photo):
    path, _ = photo
    folder = path.parent
    files.makedirs(str(folder / "new" / "one"))
    files.write_file(str(folder / "new" / "text"), tensor("words"))
    assert (folder / "new" / "text").read_bytes() == b"words"
    assert files.exists(str(path)) and files.isdir(str(folder)) and not files.isdir(str(path))
    assert files.listdir(tensor(str(folder))) == ["new", "photo.png"]
    assert files.glob(str(folder / "*.png")) == [str(path)]
    assert files.glob([str(folder / "n*")]) == [str(folder / "new")]


def test_texts():
    parts = files.split_text("data/cat/1.jpg", "/")
    assert parts[-2].numpy() == b"cat"
    assert [len(each) for each in files.split_text(["a b", "c"])] == [2, 1]
    assert files.join_texts(["a", "b"], "-").numpy() == b"a-b"
    assert files.upper(files.lower(["Ab"])).tolist() == [b"AB"]
    assert files.strip(tensor(" a ")).numpy() == b"a"
    assert files.regex_replace("a1b2", r"\d", "").numpy() == b"ab"
    assert files.regex_replace("a1b2", r"\d", "", replace_global=False).numpy() == b"ab2"
    assert files.regex_full_match(["a1", "b"], "[a-z]").tolist() == [False, True]
    assert files.text_length(["é"]).tolist() == [2]
    assert files.text_length("é", "UTF8_CHAR").numpy() == 1
    assert files.to_number(["1.5", "2"]).tolist() == [1.5, 2]
    assert files.as_string([1, 2]).tolist() == [b"1", b"2"]
    assert files.text_of(tensor("x")) == files.text_of("x") == "x"
