"""Bytes to characters."""

import pytest

from plainnet.data.text_encoding import decode_text
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
