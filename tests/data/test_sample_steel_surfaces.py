"""The generated steel: repeatable, equal to its files, and neither trivial nor hopeless."""

from pathlib import Path

import numpy as np
import pytest
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import RidgeClassifier

from plainnet.data.array_hash import hash_array
from plainnet.data.image_folder import read_image_folder
from plainnet.data.resizing import Resize
from plainnet.data.sample_steel_surfaces import (
    PARTS,
    generate_steel_surfaces,
    load_steel_surfaces,
    write_steel_surfaces,
)
from plainnet.errors import SettingError

CLASS_NAMES = ("Cr", "In", "Pa", "PS", "Rs", "Sc")


def test_a_picture_depends_on_its_number_alone() -> None:
    few, more = (generate_steel_surfaces("val", per_class=count) for count in (2, 3))
    np.testing.assert_array_equal(few.pixels[::2], more.pixels[::3])
    np.testing.assert_array_equal(few.pixels[1::2], more.pixels[1::3])


def test_seeds_and_parts_share_no_picture() -> None:
    pictures = [
        image.tobytes()
        for part in PARTS
        for seed in (0, 1)
        for image in generate_steel_surfaces(part, seed=seed, per_class=2).pixels
    ]
    assert len(set(pictures)) == len(pictures) == 48


def test_is_labelled_and_called_generated() -> None:
    surfaces = generate_steel_surfaces("val", per_class=2)
    assert surfaces.class_names == CLASS_NAMES
    assert surfaces.labels.tolist() == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    assert surfaces.files[3] == "In/In_002.bmp"
    assert surfaces.source.path == "generated:steel-surfaces"
    assert surfaces.source.sha256 == hash_array(surfaces.pixels)
    assert "generated" in str(surfaces.repairs[0])


def test_an_unknown_part_is_one_sentence() -> None:
    with pytest.raises(SettingError, match=r"'test'.*train, val"):
        generate_steel_surfaces("test")  # type: ignore[arg-type]


@pytest.mark.parametrize("resize", ["nearest", "bilinear", "area"])
def test_memory_and_files_agree(tmp_path: Path, resize: Resize) -> None:
    write_steel_surfaces(tmp_path, train_per_class=1, val_per_class=40)
    written = read_image_folder(
        tmp_path / "val", height=20, width=28, resize=resize, class_names=CLASS_NAMES
    )
    loaded = load_steel_surfaces(height=20, width=28, resize=resize, part="val")
    np.testing.assert_array_equal(loaded.pixels, written.pixels)
    np.testing.assert_array_equal(loaded.labels, written.labels)
    assert loaded.files == written.files
    assert len(list((tmp_path / "train").rglob("*.bmp"))) == 6


def test_is_as_hard_as_real_steel() -> None:
    train, val = (load_steel_surfaces(height=32, width=32, channels=1, part=part) for part in PARTS)
    assert (len(train.pixels), len(val.pixels)) == (1200, 240)
    X, X_val = (images.pixels.reshape(len(images.pixels), -1) / 255 for images in (train, val))
    forest = RandomForestClassifier(100, random_state=0).fit(X, train.labels)
    assert 0.68 < forest.score(X_val, val.labels) < 0.87
    linear = RidgeClassifier(alpha=100).fit(X, train.labels)
    assert 0.35 < linear.score(X_val, val.labels) < 0.65
