"""Class folders and single images."""

import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from plainnet.data.content_hash import hash_file, hash_folder
from plainnet.data.image_folder import find_splits, read_image_folder, read_images
from plainnet.errors import DataError, SettingError

DEFECTS = ["Cr", "In", "Pa", "PS", "Rs", "Sc"]


def put(folder: Path, name: str, level: int) -> None:
    """Save a small grey image."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.new("L", (6, 4), level).save(file)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder of two classes with five images."""
    root = tmp_path / "钢板"
    for name, level in {"b/2.png": 20, "b/1.bmp": 10, "b/x/3.jpg": 30, "a/9.PNG": 90}.items():
        put(root, name, level)
    put(root, "划痕/一.png", 50)
    return root


def test_reads_classes_in_the_order_of_their_names_and_says_so(folder: Path) -> None:
    read = read_image_folder(folder, height=2, width=3, channels=1)
    assert read.class_names == ("a", "b", "划痕")
    assert read.files == ("a/9.PNG", "b/1.bmp", "b/2.png", "b/x/3.jpg", "划痕/一.png")
    assert read.labels.tolist() == [0, 1, 1, 1, 2]
    assert read.labels.dtype == np.int32
    assert read.pixels.shape == (5, 2, 3, 1)
    assert read.pixels.dtype == np.uint8
    assert read.pixels[:, 0, 0, 0].tolist() == [90, 10, 20, 30, 50]
    assert read.source.path == str(folder)
    assert read.source.sha256 == hash_folder(folder)
    assert [str(said) for said in read.repairs] == [
        f"{folder}: classes in the order of their folders' names: a, b, 划痕."
    ]


def test_keeps_the_order_of_the_classes_given(folder: Path) -> None:
    read = read_image_folder(folder, height=2, width=3, class_names=["划痕", "a"])
    assert read.class_names == ("划痕", "a")
    assert read.files == ("划痕/一.png", "a/9.PNG")
    assert read.pixels.shape == (2, 2, 3, 3)
    assert [said.key for said in read.repairs] == ["images.classes_unused"]


def test_leaves_out_other_files_and_says_how_many(folder: Path) -> None:
    for name in ("a/notes.txt", "b/old.svg", "b/.DS_Store", "b/Thumbs.db", "loose.txt"):
        (folder / name).write_bytes(b"x")
    read = read_image_folder(folder, height=2, width=3)
    assert len(read.files) == 5
    assert [said.key for said in read.repairs] == ["images.class_order", "images.ignored"]
    assert "left out: 2 (a/notes.txt, b/old.svg ...)" in str(read.repairs[1])


def test_tells_each_remark_once(folder: Path) -> None:
    for name in ("b/2.png", "a/9.PNG"):
        Image.new("RGBA", (6, 4), (1, 2, 3, 4)).save(folder / name)
    read = read_image_folder(folder, height=2, width=3, class_names=["b", "a", "划痕"])
    assert [said.key for said in read.repairs] == ["images.transparent"]
    assert "2 (first: b/2.png)" in str(read.repairs[0])


def test_names_the_first_bad_image_in_order(folder: Path) -> None:
    for name in ("b/x/3.jpg", "b/2.png", "划痕/一.png"):
        (folder / name).write_bytes(b"no image")
    for _ in range(5):
        with pytest.raises(DataError, match=r"^3 images cannot be used.*b/2\.png is not a BMP"):
            read_image_folder(folder, height=2, width=3)


def test_leaves_bad_images_out_if_asked_and_names_them(folder: Path) -> None:
    (folder / "b/2.png").write_bytes(b"")
    (folder / "b/x/3.jpg").write_text("<html>not found</html>")
    whole = (folder / "b/1.bmp").read_bytes()
    (folder / "a/8.bmp").write_bytes(whole[:-10])
    read = read_image_folder(folder, height=2, width=3, channels=1, damaged="skip")
    assert read.files == ("a/9.PNG", "b/1.bmp", "划痕/一.png")
    assert read.labels.tolist() == [0, 1, 2]
    assert read.pixels[:, 0, 0, 0].tolist() == [90, 10, 50]
    assert [(note.height, note.width, note.is_coloured) for note in read.notes] == [
        (4, 6, False)
    ] * 3
    said = [str(repair) for repair in read.repairs[1:]]
    assert said == [
        "Images damaged or cut off left out: 1 (a/8.bmp).",
        "Empty files left out: 1 (b/2.png).",
        "Files that are no images, whatever their names say, left out: 1 (b/x/3.jpg).",
    ]


def test_a_class_or_a_list_without_any_good_image_is_refused(folder: Path) -> None:
    bad = folder / "划痕" / "一.png"
    bad.write_bytes(b"")
    with pytest.raises(DataError, match="划痕: none of its images can be used"):
        read_image_folder(folder, height=2, width=3, damaged="skip")
    with pytest.raises(DataError, match=r"None of the 2 images can be used \(first: .*一\.png"):
        read_images([bad, bad], height=2, width=3, damaged="skip")
    one = read_images([bad, folder / "a" / "9.PNG"], height=2, width=3, damaged="skip")
    assert one.files == (str(folder / "a" / "9.PNG"),)


def test_a_class_may_be_missing_where_that_is_allowed(folder: Path) -> None:
    names = ["a", "b", "c"]
    with pytest.raises(DataError, match=r"class\(es\) c"):
        read_image_folder(folder, height=2, width=3, class_names=names)
    read = read_image_folder(folder, height=2, width=3, class_names=names, may_lack=True)
    assert read.class_names == ("a", "b", "c")
    assert read.labels.tolist() == [0, 1, 1, 1]
    assert [said.key for said in read.repairs] == [
        "images.classes_unused",
        "images.classes_lacking",
    ]
    with pytest.raises(DataError, match=r"class\(es\) x, y"):
        read_image_folder(folder, height=2, width=3, class_names=["x", "y"], may_lack=True)


def test_images_beside_the_class_folders_are_named(folder: Path) -> None:
    put(folder, "loose.png", 1)
    read = read_image_folder(folder, height=2, width=3)
    assert "images beside the class folders, in none of them, left out: 1" in str(read.repairs[1])


def test_a_pipe_among_the_images_does_not_hang(folder: Path) -> None:
    os.mkfifo(folder / "a" / "pipe.png")
    assert len(read_image_folder(folder, height=2, width=3).files) == 5


def test_says_what_is_wrong_with_a_folder(folder: Path, tmp_path: Path) -> None:
    (folder / "empty").mkdir()
    with pytest.raises(DataError, match="empty holds no image"):
        read_image_folder(folder, height=2, width=3)
    with pytest.raises(DataError, match=r"class\(es\) c, d\. Folders found: a, b, empty, 划痕"):
        read_image_folder(folder, height=2, width=3, class_names=["a", "c", "d"])
    with pytest.raises(DataError, match="holds no folders"):
        read_image_folder(folder / "a", height=2, width=3)
    with pytest.raises(DataError, match="is a file"):
        read_image_folder(folder / "b" / "1.bmp", height=2, width=3)
    with pytest.raises(DataError, match="no such file or folder"):
        read_image_folder(tmp_path / "nothing", height=2, width=3)


@pytest.mark.parametrize(
    "settings",
    [
        {"height": 0, "width": 3},
        {"height": 2, "width": 3, "channels": 2},
        {"height": 2, "width": 3, "resize": "cubic"},
        {"height": 2, "width": 3, "class_names": ["a", "a"]},
        {"height": 2, "width": 3, "class_names": []},
    ],
)
def test_refuses_settings_that_make_no_sense(folder: Path, settings) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(SettingError):
        read_image_folder(folder, **settings)


def test_reads_single_images_of_unknown_class(folder: Path) -> None:
    file = folder / "划痕" / "一.png"
    one = read_images([file], height=2, width=3, channels=1, class_names=DEFECTS)
    assert one.labels.tolist() == [-1]
    assert one.files == (str(file),)
    assert one.class_names == tuple(DEFECTS)
    assert one.source.sha256 == hash_file(file)
    two = read_images([file, folder / "a" / "9.PNG"], height=2, width=3)
    assert two.pixels[:, 0, 0, 0].tolist() == [50, 90]
    with pytest.raises(DataError, match="No image was given"):
        read_images([], height=2, width=3)
    with pytest.raises(DataError, match=r"Similar names beside it: 9\.PNG"):
        read_images([folder / "a" / "8.PNG"], height=2, width=3)


def test_finds_the_parts_of_divided_data(tmp_path: Path) -> None:
    for part in ("Train", "valid", "test", "other"):
        put(tmp_path, f"{part}/a/1.png", 1)
    found = find_splits(tmp_path)
    assert found == {
        "train": tmp_path / "Train",
        "validation": tmp_path / "valid",
        "test": tmp_path / "test",
    }
    with pytest.raises(DataError, match="is divided into Train, test, valid"):
        read_image_folder(tmp_path, height=2, width=3)
    put(tmp_path, "val/a/1.png", 1)
    with pytest.raises(DataError, match="same part"):
        find_splits(tmp_path)


def test_a_class_may_be_called_test(tmp_path: Path) -> None:
    put(tmp_path, "test/1.png", 1)
    put(tmp_path, "rest/1.png", 1)
    assert find_splits(tmp_path) == {}
    assert read_image_folder(tmp_path, height=2, width=3).class_names == ("rest", "test")


def test_reads_the_course_images(course: Path) -> None:
    splits = find_splits(course / "5_lenet_defects" / "data")
    assert list(splits) == ["train", "validation"]
    train, validation = (
        read_image_folder(path, height=32, width=32, class_names=DEFECTS)
        for path in splits.values()
    )
    assert train.pixels.shape == (1200, 32, 32, 3)
    assert np.bincount(train.labels).tolist() == [200] * 6
    assert np.bincount(validation.labels).tolist() == [41, 40, 40, 40, 40, 40]
    assert train.class_names == tuple(DEFECTS)
    assert train.repairs == validation.repairs == ()
    assert (train.pixels[..., 0] == train.pixels[..., 2]).all()
