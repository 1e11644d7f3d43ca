"""Images named in a table, as Keras reads them."""

import numpy as np
import pytest
from PIL import Image

from plainnet.keras_names.image_data_generator import ImageDataGenerator
from plainnet.keras_names.told_once import forget_what_was_told

pandas = pytest.importorskip("pandas")
keras_image = pytest.importorskip("keras.src.legacy.preprocessing.image")
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
def test_batches_equal_those_of_keras(table, settings, capsys):
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
    forget_what_was_told()
    ImageDataGenerator().flow_from_dataframe(rows, folder, x_col="id", y_col="kind")
    assert "missing.png" in capsys.readouterr().err
