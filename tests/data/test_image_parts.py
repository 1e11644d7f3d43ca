"""Parts of an image folder read as one set."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from plainnet.data.image_parts import read_all_parts
from plainnet.errors import DataError

SETTINGS = {"height": 4, "width": 4, "channels": 1}


def draw(file: Path, level: int) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.full((4, 4), level, np.uint8)).save(file)


def test_training_comes_first_and_files_name_their_part(tmp_path: Path) -> None:
    for part, level in (("val", 200), ("train", 100)):
        for name in ("a", "b"):
            draw(tmp_path / part / name / "1.png", level)
    images = read_all_parts(tmp_path, **SETTINGS)
    assert images.files == ("train/a/1.png", "train/b/1.png", "val/a/1.png", "val/b/1.png")
    assert images.pixels[:, 0, 0, 0].tolist() == [100, 100, 200, 200]
    assert images.labels.tolist() == [0, 1, 0, 1]
    assert images.source.path == str(tmp_path)


def test_class_folders_without_parts_are_read_as_they_are(tmp_path: Path) -> None:
    draw(tmp_path / "a" / "1.png", 1)
    draw(tmp_path / "b" / "1.png", 2)
    assert read_all_parts(tmp_path, **SETTINGS).files == ("a/1.png", "b/1.png")


def test_classes_are_those_of_all_parts_together(tmp_path: Path) -> None:
    for file in ("train/a/1.png", "train/c/1.png", "test/b/1.png", "test/c/1.png"):
        draw(tmp_path / file, 1)
    images = read_all_parts(tmp_path, **SETTINGS)
    assert images.class_names == ("a", "b", "c")
    assert images.labels.tolist() == [0, 2, 1, 2]
    assert len(images.notes) == 4
    said = [str(repair) for repair in images.repairs]
    assert said == [
        f"{tmp_path / 'train'}: no folder, and so no image, of the classes b.",
        f"{tmp_path / 'test'}: no folder, and so no image, of the classes a.",
    ]


def test_what_lies_beside_the_parts_is_named(tmp_path: Path) -> None:
    for file in ("train/a/1.png", "val/a/1.png", "more/a/1.png", "loose.png"):
        draw(tmp_path / file, 1)
    images = read_all_parts(tmp_path, **SETTINGS)
    assert len(images.files) == 2
    assert str(images.repairs[0]).endswith(
        "only train, val are read; beside them and left out: 2 (loose.png, more)."
    )


def test_a_missing_folder_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="nowhere"):
        read_all_parts(tmp_path / "nowhere", **SETTINGS)
