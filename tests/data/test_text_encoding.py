"""Bytes to characters."""

from pathlib import Path

import pytest

from data.table_files import write
from plainnet.data.text_encoding import decode_text, find_encoding, pieces_of
from plainnet.errors import DataError

TEXT = "价格,数量\n1,2\n"


@pytest.mark.parametrize(
    ("content", "repair"),
    [
        (TEXT.encode(), None),
        (TEXT.encode("utf-8-sig"), "text.byte_order_mark"),
        (TEXT.encode("utf-16"), "text.byte_order_mark"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "text.byte_order_mark"),
        (TEXT.encode("gb18030"), "text.gb18030"),
        (TEXT.encode("gbk"), "text.gb18030"),
        (("\ufeff" + TEXT).encode("gb18030"), "text.gb18030"),
    ],
)
def test_reads_the_encodings_and_says_which(content: bytes, repair: str | None) -> None:
    text, repairs = decode_text(content, "a.csv")
    assert text == TEXT
    assert [said.key for said in repairs] == ([repair] if repair else [])


@pytest.mark.parametrize(
    ("content", "key", "part"),
    [
        (b"a,b\n1,2\n\xff\xff", "text.unknown_encoding", "line 3: byte 9 (0xFF)"),
        (b"caf\xe9,b\n1,2\n", "text.unknown_encoding", "line 1: byte 4 (0xE9)"),
        (b"\xef\xbb\xbfa\n\xff", "text.broken", "line 2"),
        (b"\xff\xfea\x00\n\x00\x00\xd8", "text.broken", "line 2"),
        (b"a,b\n1,\x002\n", "text.null", "line 2"),
        (b"PK\x03\x04...", "text.other_format", "Excel"),
        (b"\x89PNG\r\n\x1a\n", "text.other_format", "PNG"),
    ],
)
def test_names_file_and_place_of_what_is_no_text(content: bytes, key: str, part: str) -> None:
    with pytest.raises(DataError) as error:
        decode_text(content, "a.csv")
    assert error.value.key == key
    assert "a.csv" in str(error.value)
    assert part in str(error.value)


CHINESE = "城市,价格\n上海,1\n北京,2\n"
WESTERN = "Straße;Café\nGroße;1\nBücher;2\n"


@pytest.mark.parametrize(
    ("text", "written", "found"),
    [
        ("a,b\n1,2\n", "utf-8", "utf-8"),
        (CHINESE, "utf-8", "utf-8"),
        (CHINESE, "utf-8-sig", "utf-8-sig"),
        (CHINESE, "utf-16", "utf-16"),
        ("a,b\n1,2\n", "utf-16-le", "utf-16-le"),
        ("a,b\n1,2\n", "utf-16-be", "utf-16-be"),
        (CHINESE, "gb18030", "gb18030"),
        (WESTERN, "latin-1", "cp1252"),
        ("Preis €;1\n", "cp1252", "cp1252"),
    ],
)
def test_encodings_are_found(tmp_path: Path, text: str, written: str, found: str):
    file = write(tmp_path, text.encode(written))
    text_file = find_encoding(file)
    assert text_file.encoding == found
    assert file.read_text(encoding=text_file.encoding) == text
    assert bool(text_file.repairs) == (found != "utf-8")


@pytest.mark.parametrize(
    "content", [b"", b"a,b\n\x00\x00,1\n", b"\x89PNG\r\n", b"\x81\x8d\xff\x01\x02,"]
)
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes):
    with pytest.raises(DataError) as caught:
        find_encoding(write(tmp_path, content))
    assert "table.csv" in str(caught.value)


def test_pieces_make_up_the_file(tmp_path: Path):
    file = write(tmp_path, b"x" * 2_500_000)
    assert [len(piece) for piece in pieces_of(file)] == [1 << 20, 1 << 20, 2_500_000 - (2 << 20)]
