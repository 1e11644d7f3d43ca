"""A folder of images as a data set."""

import numpy as np
import pytest
from PIL import Image

from plainnet.errors import DataError, SettingError
from plainnet.keras_names.preprocessing import image_folder_dataset
from plainnet.keras_names.preprocessing.image_folder_dataset import image_dataset_from_directory


@pytest.fixture
def folder(tmp_path):
    for number, name in enumerate(["cat", "dog"]):
        (tmp_path / name).mkdir()
        for place in range(5):
            pixels = np.full((6, 8, 3), 40 * place + number, np.uint8)
            Image.fromarray(pixels).save(tmp_path / name / f"{place}.png")
    return tmp_path


def test_images_come_in_batches_with_the_numbers_of_their_classes(folder, capsys):
    found = image_dataset_from_directory(str(folder), image_size=(4, 4), batch_size=4, seed=1)
    assert capsys.readouterr().out == "Found 10 files belonging to 2 classes.\n"
    assert found.class_names == ["cat", "dog"] and len(found.file_paths) == 10
    assert len(found) == 3
    for x, y in found:
        assert x.dtype == np.float32 and y.dtype == np.int32
        np.testing.assert_array_equal(x[:, 0, 0, 0] % 40, y)
    whole = found.as_arrays()
    assert whole.x.shape == (10, 4, 4, 3) and whole.shuffle


@pytest.mark.parametrize(
    ("label_mode", "shape"), [("categorical", (4, 2)), ("binary", (4, 1)), ("int", (4,))]
)
def test_labels_as_asked_for(folder, label_mode, shape):
    found = image_dataset_from_directory(folder, label_mode=label_mode, batch_size=4, verbose=False)
    assert next(iter(found))[1].shape == shape


def test_images_without_labels(folder):
    for settings in ({"labels": None}, {"label_mode": None}):
        found = image_dataset_from_directory(
            folder, image_size=(3, 3), color_mode="grayscale", batch_size=None, **settings
        )
        assert next(iter(found)).shape == (3, 3, 1)
    own = image_dataset_from_directory(folder, labels=range(10), shuffle=False, image_size=(2, 2))
    assert next(iter(own))[1].tolist() == list(range(10))


def test_the_parts_are_those_of_keras(folder, capsys):
    index = pytest.importorskip("keras.src.utils.dataset_utils")
    expected, *_ = index.index_directory(str(folder), "inferred", (".png",), shuffle=True, seed=3)
    training, validation = image_dataset_from_directory(
        folder, validation_split=0.3, subset="both", seed=3, image_size=(2, 2)
    )
    assert [*training.file_paths, *validation.file_paths] == list(expected)
    assert len(validation.file_paths) == 3
    out = capsys.readouterr().out
    assert "Using 7 files for training.\nUsing 3 files for validation.\n" in out


def test_the_middle_is_cut_out_rather_than_distorted(tmp_path):
    (tmp_path / "a").mkdir()
    pixels = np.zeros((4, 8, 3), np.uint8)
    pixels[:, 2:6] = 200
    Image.fromarray(pixels).save(tmp_path / "a" / "1.png")
    found = image_dataset_from_directory(tmp_path, image_size=(2, 2), crop_to_aspect_ratio=True)
    assert next(iter(found))[0].numpy().min() == 200


def test_files_are_decoded_once_while_they_fit(folder, monkeypatch):
    decoded = []
    load = image_folder_dataset.load_img
    monkeypatch.setattr(
        image_folder_dataset,
        "load_img",
        lambda path, mode: decoded.append(path) or load(path, mode),
    )
    found = image_dataset_from_directory(folder, image_size=(2, 2), verbose=False)
    first = sorted(float(x.numpy().sum()) for x, _ in found)
    list(found)
    assert len(decoded) == 10
    monkeypatch.setattr(image_folder_dataset, "_MOST_BYTES", 0)
    large = image_dataset_from_directory(folder, image_size=(2, 2), verbose=False)
    assert sorted(float(x.numpy().sum()) for x, _ in large) == pytest.approx(first)
    assert large.as_arrays() is None and len(decoded) == 20


def test_what_makes_no_sense_is_refused(folder, tmp_path_factory):
    with pytest.raises(SettingError, match="seed"):
        image_dataset_from_directory(folder, validation_split=0.2, subset="training")
    with pytest.raises(SettingError, match="label_mode"):
        image_dataset_from_directory(folder, label_mode="words")
    with pytest.raises(SettingError, match="labels"):
        image_dataset_from_directory(folder, labels=[1])
    with pytest.raises(SettingError, match="Two"):
        image_dataset_from_directory(folder, label_mode="binary", class_names=["cat"])
    with pytest.raises(DataError, match="No images"):
        image_dataset_from_directory(tmp_path_factory.mktemp("none"))
