"""A file appears whole or not at all."""

import os
import resource
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from plainnet.errors import FileError
from plainnet.files import whole_file
from plainnet.files.whole_file import check_writable, write_text_whole, write_whole


@pytest.fixture
def full_disk() -> Iterator[None]:
    """Let no file grow beyond 64 KiB."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 << 10, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def names_in(folder: Path) -> list[str]:
    """List a folder, hidden names too."""
    return sorted(path.name for path in folder.iterdir())


def test_all_bytes_arrive_and_nothing_else_is_left(tmp_path: Path) -> None:
    content = bytes(range(256)) * 1000
    write_whole(tmp_path / "new" / "deeper" / "m.keras", content)
    assert (tmp_path / "new" / "deeper" / "m.keras").read_bytes() == content
    assert names_in(tmp_path / "new" / "deeper") == ["m.keras"]


@pytest.mark.parametrize("name", ["n" * 255, "数" * 85])
def test_a_name_may_be_as_long_as_the_system_allows(tmp_path: Path, name: str) -> None:
    for content in ("a", "b"):
        write_text_whole(tmp_path / name, content)
    assert (tmp_path / name).read_text() == "b"
    assert names_in(tmp_path) == [name]


def test_names_that_are_no_text_are_written_as_numbers(tmp_path: Path) -> None:
    write_text_whole(tmp_path / "a", os.fsdecode("中".encode("gbk")) + "文")
    assert (tmp_path / "a").read_text("utf-8") == r"\udcd6\udcd0文"


def test_what_cannot_be_written_is_refused_beforehand(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FileError, match="cannot be written"):
        check_writable(tmp_path / "file" / "m.keras")
    check_writable(tmp_path / "new" / "deeper" / "m.keras")
    check_writable(Path("/dev/null"))
    assert names_in(tmp_path) == ["file"]


def test_an_older_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "m").write_bytes(b"old and longer")
    write_whole(tmp_path / "m", b"new")
    assert (tmp_path / "m").read_bytes() == b"new"


def test_a_reader_of_the_older_file_keeps_it(tmp_path: Path) -> None:
    (tmp_path / "m").write_bytes(b"old")
    with (tmp_path / "m").open("rb") as reader:
        write_whole(tmp_path / "m", b"new")
        assert reader.read() == b"old"


@pytest.mark.parametrize("mask", [0o022, 0o077, 0o002])
def test_the_mode_is_that_of_any_new_file(mask: int, tmp_path: Path) -> None:
    before = os.umask(mask)
    try:
        write_whole(tmp_path / "m", b"")
        (tmp_path / "plain").write_bytes(b"")
        assert os.umask(mask) == mask
    finally:
        os.umask(before)
    assert (tmp_path / "m").stat().st_mode == (tmp_path / "plain").stat().st_mode


@pytest.mark.usefixtures("full_disk")
def test_a_full_disk_leaves_the_older_file_whole(tmp_path: Path) -> None:
    (tmp_path / "m").write_bytes(b"old")
    with pytest.raises(FileError) as caught:
        write_whole(tmp_path / "m", b"x" * (1 << 20))
    assert str(caught.value).startswith(f"{tmp_path / 'm'} cannot be written: ")
    assert (tmp_path / "m").read_bytes() == b"old"
    assert names_in(tmp_path) == ["m"]


def test_breaking_off_leaves_the_older_file_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(whole_file.os, "fsync", interrupt)
    (tmp_path / "m").write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "m", b"new")
    assert (tmp_path / "m").read_bytes() == b"old"
    assert names_in(tmp_path) == ["m"]


def test_places_where_no_file_can_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("kept")
    (tmp_path / "folder").mkdir()
    for place in (tmp_path / "file" / "m", tmp_path / "folder", tmp_path / ("x" * 300)):
        with pytest.raises(FileError, match="cannot be written"):
            write_whole(place, b"new")
    assert (tmp_path / "file").read_text() == "kept"
    assert names_in(tmp_path) == ["file", "folder"]
    assert names_in(tmp_path / "folder") == []


def test_what_a_killed_process_left_is_removed_once_nobody_can_be_writing_it(
    tmp_path: Path,
) -> None:
    for name in (".m.old.part", ".m.new.part", ".n.old.part", "m.old.part"):
        (tmp_path / name).write_bytes(b"half")
        if "old" in name:
            os.utime(tmp_path / name, (0, 0))
    write_whole(tmp_path / "m", b"whole")
    assert names_in(tmp_path) == [".m.new.part", ".n.old.part", "m", "m.old.part"]


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of Unix")
def test_a_link_stays_a_link_and_its_target_is_written(tmp_path: Path) -> None:
    (tmp_path / "target").write_text("old")
    (tmp_path / "link").symlink_to(tmp_path / "target")
    (tmp_path / "dangling").symlink_to(tmp_path / "new")
    for name in ("link", "dangling"):
        write_whole(tmp_path / name, b"new")
        assert (tmp_path / name).is_symlink()
        assert (tmp_path / name).read_bytes() == b"new"
    assert (tmp_path / "target").read_bytes() == b"new"


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of Unix")
def test_a_pipe_or_a_device_is_written_through(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as pool:
        read = pool.submit(pipe.read_bytes)
        write_whole(pipe, b"rows")
        assert read.result(10) == b"rows"
    assert pipe.is_fifo()
    device = tmp_path / "null"
    device.symlink_to("/dev/null")
    write_whole(device, b"rows")
    assert Path("/dev/null").is_char_device()
