"""A folder that never outgrows its bound, and that never holds half an entry."""

import os
from pathlib import Path

import pytest

from plainnet import bounded_folder
from plainnet.bounded_folder import is_own, keep_entry, mark_as_used


def _keep(file: Path, content: bytes) -> None:
    keep_entry(file, len(content), lambda part: part.write(content))


def test_an_entry_appears_whole(tmp_path):
    _keep(tmp_path / "new" / "entry", b"content")
    assert [file.name for file in (tmp_path / "new").iterdir()] == ["entry"]
    assert (tmp_path / "new" / "entry").read_bytes() == b"content"


def test_what_breaks_off_leaves_what_was_there(tmp_path):
    file = tmp_path / "entry"
    _keep(file, b"old")

    def break_off(part):
        part.write(b"ne")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        keep_entry(file, 3, break_off)
    assert [each.name for each in tmp_path.iterdir()] == ["entry"]
    assert file.read_bytes() == b"old"


def test_what_was_used_longest_ago_makes_room(tmp_path, monkeypatch):
    monkeypatch.setattr(bounded_folder, "LARGEST_FOLDER_BYTES", 30)
    a, b, c, d = (f"{letter * 64}.npz" for letter in "abcd")
    for age, name in enumerate((a, b, c)):
        _keep(tmp_path / name, b"0123456789")
        os.utime(tmp_path / name, (1000 + age, 1000 + age))
    mark_as_used(tmp_path / a)
    _keep(tmp_path / d, b"0123456789")
    assert sorted(file.name for file in tmp_path.iterdir()) == [a, c, d]


def test_what_a_user_has_in_the_folder_stays(tmp_path, monkeypatch):
    monkeypatch.setattr(bounded_folder, "LARGEST_FOLDER_BYTES", 30)
    (tmp_path / "photo.npz").write_bytes(bytes(100))
    os.utime(tmp_path / "photo.npz", (0, 0))
    for letter in "abcd":
        _keep(tmp_path / f"{letter * 64}", b"0123456789")
    assert (tmp_path / "photo.npz").exists()
    assert len(list(tmp_path.iterdir())) == 4


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="owners of files are those of Unix")
def test_a_file_that_others_may_write_is_not_our_own(tmp_path):
    file = tmp_path / "entry"
    file.touch()
    file.chmod(0o600)
    assert is_own(file)
    file.chmod(0o602)
    assert not is_own(file)


def test_a_very_large_entry_is_not_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(bounded_folder, "LARGEST_ENTRY_BYTES", 5)
    _keep(tmp_path / "entry", b"123456")
    assert not list(tmp_path.iterdir())


def test_no_place_is_no_reason_to_fail(tmp_path):
    (tmp_path / "file").touch()
    _keep(tmp_path / "file" / "entry", b"content")
    _keep(Path("/dev/full/entry"), b"content")
