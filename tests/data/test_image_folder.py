"""Decoded images come back as they were, and anything wrong with the store is no matter."""

import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from plainnet import bounded_folder
from plainnet.data.content_hash import hash_file, hash_folder
from plainnet.data.dataset import ImageNotes
from plainnet.data.image_folder import (
    find_splits,
    first_alike,
    read_all_parts,
    read_image_folder,
    read_images,
    remember_in,
    remembered,
)
from plainnet.errors import DataError, SettingError

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
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("remembered") / "pixels"
    remember_in(folder)
    yield folder
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


DEFECTS = ["Cr", "In", "Pa", "PS", "Rs", "Sc"]


def put(folder: Path, name: str, level: int) -> None:
    """Save a small grey image."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.new("L", (6, 4), level).save(file)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of two classes with five images."""
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


def test_copies_point_to_the_first() -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (6, 4, 5, 3), dtype=np.uint8)
    pixels[3] = pixels[1]
    pixels[5] = pixels[1]
    assert first_alike(pixels).tolist() == [0, 1, 2, 1, 4, 1]


def test_one_level_of_one_pixel_makes_another_image() -> None:
    pixels = np.zeros((2, 4, 4, 1), np.uint8)
    pixels[1, 3, 3, 0] = 1
    assert first_alike(pixels).tolist() == [0, 1]


def test_views_and_no_images_are_no_matter() -> None:
    pixels = np.zeros((4, 4, 4, 3), np.uint8)[::2, :, ::-1]
    assert first_alike(pixels).tolist() == [0, 0]
    assert first_alike(pixels[:0]).tolist() == []


def test_class_folders_of_old_archives_have_readable_names(tmp_path: Path) -> None:
    for name, level in (("甲", 10), ("乙", 200)):
        folder = tmp_path / os.fsdecode(name.encode("gbk"))
        folder.mkdir()
        Image.new("L", (2, 2), level).save(folder / "a.png")
    read = read_image_folder(tmp_path, height=2, width=2)
    levels = {read.class_names[own]: int(read.pixels[own, 0, 0, 0]) for own in read.labels}
    assert levels == {"甲": 10, "乙": 200}
    one = read_image_folder(tmp_path, height=2, width=2, class_names=["乙"])
    assert one.pixels.max() == 200
