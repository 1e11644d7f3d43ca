"""Bytes of a text file to characters: UTF-8, a byte order mark, or GB18030."""

import codecs

from plainnet.data.dataset import Repair
from plainnet.errors import DataError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

SIGNATURES = {
    b"PK\x03\x04": "ZIP / Excel (.xlsx)",
    b"\xd0\xcf\x11\xe0": "Excel (.xls)",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"\x89HDF": "HDF5",
    b"%PDF": "PDF",
    b"PAR1": "Parquet",
    b"\x1f\x8b": "gzip",
    b"\x93NUMPY": "NumPy",
}


def decode_text(content: bytes, file: str) -> tuple[str, tuple[Repair, ...]]:
    r"""Turn the bytes of a text file into characters.

    A byte order mark decides; without one the text is UTF-8 if it is valid UTF-8, else
    GB18030 (which holds GBK and GB2312) if it is valid GB18030.

    >>> decode_text("价格\n1\n".encode("gb18030"), "price.csv")[0]
    '价格\n1\n'
    """
    for signature, kind in SIGNATURES.items():
        if content.startswith(signature):
            raise DataError("text.other_format", file=file, kind=kind)
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            text = _decode(content[len(mark) :], encoding, file)
            _refuse_null(text, file)
            return text, (Repair("text.byte_order_mark", {"file": file, "encoding": encoding}),)
    try:
        text, repairs = content.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        return _decode_gb18030(content, error, file)
    _refuse_null(text, file)
    return text, repairs


def _decode(content: bytes, encoding: str, file: str) -> str:
    """Decode the text behind a byte order mark."""
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].decode(encoding, errors="replace").count("\n") + 1
        raise DataError(
            "text.broken", file=file, encoding=encoding, byte=error.start + 1, line=line
        ) from error


def _decode_gb18030(
    content: bytes, utf8_error: UnicodeDecodeError, file: str
) -> tuple[str, tuple[Repair, ...]]:
    """Decode text that is not UTF-8, or name the byte where UTF-8 broke."""
    try:
        text = content.decode("gb18030").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        start = utf8_error.start
        line = content.count(b"\n", 0, start) + 1
        raise DataError(
            "text.unknown_encoding",
            file=file,
            byte=start + 1,
            value=f"0x{content[start]:02X}",
            line=line,
        ) from error
    _refuse_null(text, file)
    return text, (Repair("text.gb18030", {"file": file}),)


def _refuse_null(text: str, file: str) -> None:
    """Stop at a null character: the file is not text, or was not written to its end."""
    position = text.find("\0")
    if position >= 0:
        line = text.count("\n", 0, position) + 1
        raise DataError("text.null", file=file, line=line)
