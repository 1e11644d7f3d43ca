"""Folders of images as Keras reads them; every file is decoded once."""

import numpy as np
import pytest
from PIL import Image

from plainnet.errors import DataError, SettingError
from plainnet.keras_names.door.refusal import forget_warnings
from plainnet.keras_names.preprocessing import image_loading
from plainnet.keras_names.preprocessing.image_data_generator import ImageDataGenerator

keras_image = pytest.importorskip("keras.src.legacy.preprocessing.image")


@pytest.fixture
def folder(tmp_path):
    rng = np.random.default_rng(0)
    for name, count in [("dog", 7), ("cat", 5), ("empty", 0)]:
        (tmp_path / name / "below").mkdir(parents=True)
        for number in range(count):
            pixels = rng.integers(0, 256, (9, 11, 3), dtype=np.uint8)
            place = tmp_path / name / ("below" if number == 3 else "")
            Image.fromarray(pixels).save(place / f"{number}.{'png' if number % 2 else 'BMP'}")
        (tmp_path / name / "notes.txt").write_text("no image")
    return tmp_path


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"class_mode": "sparse", "color_mode": "grayscale"},
        {"class_mode": "binary", "classes": ["dog", "cat"], "color_mode": "rgba"},
        {"class_mode": None, "interpolation": "bilinear"},
        {"class_mode": "input", "keep_aspect_ratio": True, "shuffle": False},
        {"subset": "validation"},
        {"subset": "training", "seed": 2},
    ],
    ids=str,
)
def test_batches_equal_those_of_keras(folder, settings, capsys):
    found = []
    for maker in (keras_image.ImageDataGenerator, ImageDataGenerator):
        np.random.seed(1)
        generator = maker(rescale=1 / 255, validation_split=0.4)
        batches = generator.flow_from_directory(
            str(folder), target_size=(5, 6), batch_size=4, **settings
        )
        found.append((batches, [next(batches) for _ in range(4)]))
    (theirs, expected), (own, given) = found
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == lines[1]
    assert own.class_indices == theirs.class_indices
    assert own.filenames == theirs.filenames
    assert own.classes.tolist() == theirs.classes.tolist()
    assert (own.samples, own.image_shape, len(own)) == (theirs.n, theirs.image_shape, len(theirs))
    for batch, own_batch in zip(expected, given, strict=True):
        parts = (
            [(batch, own_batch)]
            if isinstance(batch, np.ndarray)
            else zip(batch, own_batch, strict=True)
        )
        for part, own_part in parts:
            np.testing.assert_array_equal(own_part, part)
            assert own_part.dtype == part.dtype


def test_a_whole_epoch_by_number(folder):
    batches = ImageDataGenerator().flow_from_directory(str(folder), (4, 4), batch_size=5)
    rows = sum(len(batches[index][0]) for index in range(len(batches)))
    assert rows == 12
    with pytest.raises(IndexError):
        batches[3]


def test_every_file_is_decoded_once(folder, monkeypatch):
    decoded = []
    load = image_loading.load_img
    monkeypatch.setattr(
        image_loading, "load_img", lambda path, *rest: decoded.append(path) or load(path, *rest)
    )
    generator = ImageDataGenerator(rotation_range=5)
    one = generator.flow_from_directory(str(folder), (4, 4))
    other = generator.flow_from_directory(str(folder), (4, 4))
    for _ in range(3):
        next(one), next(other)
    assert sorted(decoded) == sorted(one.filepaths)


def test_beyond_the_memory_kept_files_are_read_again(folder, monkeypatch):
    generator = ImageDataGenerator()
    kept = generator.flow_from_directory(str(folder), (4, 4), shuffle=False)
    expected = next(kept)[0]
    del kept
    monkeypatch.setattr(image_loading, "MOST_BYTES_KEPT", 0)
    unkept = generator.flow_from_directory(str(folder), (4, 4), shuffle=False)
    np.testing.assert_array_equal(next(unkept)[0], expected)


def test_the_whole_folder_as_arrays(folder):
    batches = ImageDataGenerator(rescale=1 / 255).flow_from_directory(
        str(folder), (4, 4), shuffle=False, seed=7
    )
    whole = batches.as_arrays()
    x, y = next(batches)
    np.testing.assert_array_equal(whole.x, x)
    np.testing.assert_array_equal(whole.y, y)
    assert (whole.batch_size, whole.shuffle, whole.seed) == (32, False, 7)


def test_what_cannot_be_read_is_named(folder, tmp_path):
    generator = ImageDataGenerator()
    with pytest.raises(DataError, match="nowhere"):
        generator.flow_from_directory(str(folder / "nowhere"))
    with pytest.raises(SettingError, match="class_mode"):
        generator.flow_from_directory(str(folder), class_mode="one")
    with pytest.raises(SettingError, match="color_mode"):
        generator.flow_from_directory(str(folder), color_mode="bgr")
    with pytest.raises(SettingError, match="interpolation"):
        generator.flow_from_directory(str(folder), interpolation="magic")


pandas = pytest.importorskip("pandas")
pytestmark = pytest.mark.filterwarnings("ignore")  # Keras warns of files left out


@pytest.fixture
def table(tmp_path):
    rng = np.random.default_rng(0)
    rows = []
    for number in range(6):
        name = f"{number}.png"
        Image.fromarray(rng.integers(0, 256, (6, 6, 3), dtype=np.uint8)).save(tmp_path / name)
        kind = ["red", "blue", "green"][number % 3]
        both = [kind, "red"] if number % 2 else [kind]
        row = {"id": name, "kind": kind, "kinds": both, "a": float(number), "b": number / 2}
        rows.append(row | {"weight": 1.0 + number})
    rows.append(rows[0] | {"id": "missing.png"})
    return pandas.DataFrame(rows), str(tmp_path)


@pytest.mark.parametrize(
    "settings",
    [
        {"y_col": "kind"},
        {"y_col": "kind", "class_mode": "sparse", "weight_col": "weight"},
        {"y_col": "kind", "class_mode": "binary", "classes": ["red", "blue"]},
        {"y_col": "kinds"},
        {"y_col": ["a", "b"], "class_mode": "raw"},
        {"y_col": ["a", "b"], "class_mode": "multi_output"},
        {"y_col": None, "class_mode": None},
        {"y_col": "kind", "class_mode": "input", "subset": "training"},
    ],
    ids=str,
)
def test_batches_equal_those_of_keras_of_table_iterators(table, settings, capsys):
    rows, folder = table
    found = []
    for maker in (keras_image.ImageDataGenerator, ImageDataGenerator):
        np.random.seed(1)
        batches = maker(validation_split=0.5).flow_from_dataframe(
            rows, folder, "id", target_size=(4, 4), batch_size=4, **settings
        )
        found.append((batches, [next(batches) for _ in range(3)]))
    (theirs, expected), (own, given) = found
    lines = [line for line in capsys.readouterr().out.splitlines() if "Found" in line]
    assert lines[0] == lines[1]
    assert own.filenames == list(theirs.filenames)
    for batch, own_batch in zip(expected, given, strict=True):
        _assert_equal(own_batch, batch)


def _assert_equal(found, expected):
    """Compare arrays, however they are nested."""
    if isinstance(expected, tuple | list):
        for one, other in zip(found, expected, strict=True):
            _assert_equal(one, other)
    else:
        np.testing.assert_array_equal(found, expected)


def test_files_that_are_missing_are_told(table, capsys):
    rows, folder = table
    forget_warnings()
    ImageDataGenerator().flow_from_dataframe(rows, folder, x_col="id", y_col="kind")
    assert "missing.png" in capsys.readouterr().err
