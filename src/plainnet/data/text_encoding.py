"""Which characters the bytes of a text file stand for."""

import codecs
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from plainnet.data.dataset import DataNote
from plainnet.data.input_path import existing_file
from plainnet.errors import DataError

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


BYTES_AT_ONCE = 1 << 20
HEAD_BYTES = 1 << 16
WESTERN = "cp1252"  # Latin-1 with the signs Windows adds
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HIGH_BYTES = re.compile(rb"[\x80-\xff]+")
_MOST_LONE = 0.3  # share of lone high bytes that Chinese text never reaches


@dataclass(frozen=True)
class TextFile:
    """A text file whose encoding is known."""

    path: Path
    encoding: str  # as Python names it; one that skips a byte order mark where there is one
    sha256: str  # of the bytes
    repairs: tuple[DataNote, ...]  # empty for plain UTF-8


def find_encoding(path: str | Path, said: str | None = None) -> TextFile:
    r"""Find out how a text file is encoded: by its mark, by what is valid, by what is likely.

    Without a byte order mark it is UTF-8 where all bytes are valid UTF-8. Of what is left,
    UTF-16 shows by its zero bytes; GB18030 by high bytes that come in pairs, where Western
    European text (Windows-1252) has single ones.
    `said`: the encoding that a person names.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "cafe.csv")
    ...     _ = file.write_bytes("café;1".encode("latin-1"))
    ...     find_encoding(file).encoding
    'cp1252'
    """
    file = existing_file(path)
    head, sha256, is_utf8, null_line = _survey(file)
    _refuse_other_formats(head, str(file))
    if said is not None:
        return TextFile(file, said, sha256, ())
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS if head.startswith(mark)), None)
    if encoding is not None:
        shown = encoding.removesuffix("-sig").upper()
        told = DataNote("text.byte_order_mark", {"file": str(file), "encoding": shown})
        return TextFile(file, encoding, sha256, (told,))
    unmarked = _unmarked_utf16(head)
    if unmarked is not None:
        told = DataNote("table.read_as", {"file": str(file), "encoding": unmarked})
        return TextFile(file, unmarked, sha256, (told,))
    if null_line:
        raise DataError("text.null", file=file, line=null_line)
    if is_utf8:
        return TextFile(file, "utf-8", sha256, ())
    encoding = _of_bytes_above_ascii(file)
    key = "text.gb18030" if encoding == "gb18030" else "table.read_as"
    told = DataNote(key, {"file": str(file), "encoding": encoding})
    return TextFile(file, encoding, sha256, (told,))


def pieces_of(file: Path) -> Iterator[bytes]:
    """Return the bytes of a file, a megabyte at a time."""
    try:
        with file.open("rb") as opened:
            while piece := opened.read(BYTES_AT_ONCE):
                yield piece
    except OSError as error:
        raise DataError("path.unreadable", path=file, reason=error.strerror) from error


def _survey(file: Path) -> tuple[bytes, str, bool, int]:
    """Read all bytes once: the first ones, their fingerprint, whether they are UTF-8.

    Gives the line of the first null character, too, or 0.
    """
    fingerprint, head, is_utf8 = hashlib.sha256(), b"", True
    lines, null_line = 1, 0
    decoder = codecs.getincrementaldecoder("utf-8")()
    for piece in pieces_of(file):
        head = head or piece[:HEAD_BYTES]
        fingerprint.update(piece)
        is_utf8 = is_utf8 and _decodes(decoder, piece)
        if not null_line and (place := piece.find(0)) >= 0:
            null_line = lines + piece.count(b"\n", 0, place)
        lines += 0 if null_line else piece.count(b"\n")
    is_utf8 = is_utf8 and _decodes(decoder, b"", final=True)
    return head, fingerprint.hexdigest(), is_utf8, null_line


def _decodes(decoder: codecs.IncrementalDecoder, piece: bytes, *, final: bool = False) -> bool:
    """Whether the next bytes go on as they should."""
    try:
        decoder.decode(piece, final)
    except UnicodeDecodeError:
        return False
    return True


def _refuse_other_formats(head: bytes, file: str) -> None:
    """Stop at what is no text at all."""
    if not head:
        raise DataError("csv.empty", file=file)
    for signature, kind in SIGNATURES.items():
        if head.startswith(signature):
            raise DataError("text.other_format", file=file, kind=kind)


def _unmarked_utf16(head: bytes) -> str | None:
    """Tell UTF-16 without a mark by zeros in every other byte; other zeros are no text."""
    zeros = [head[start::2].count(0) for start in (0, 1)]
    least = 0.3 * (len(head) // 2)
    if len(head) >= 4 and zeros[1] > least and zeros[0] < 0.1 * least:
        return "utf-16-le"
    if len(head) >= 4 and zeros[0] > least and zeros[1] < 0.1 * least:
        return "utf-16-be"
    return None


def _of_bytes_above_ascii(file: Path) -> str:
    """Choose between GB18030 and Windows-1252 for text that is not UTF-8."""
    decoder = codecs.getincrementaldecoder("gb18030")()
    lone = runs = 0
    is_chinese = True
    for piece in pieces_of(file):
        lengths = [len(run) for run in _HIGH_BYTES.findall(piece)]
        runs, lone = runs + len(lengths), lone + lengths.count(1)
        is_chinese = is_chinese and _decodes(decoder, piece)
    is_chinese = is_chinese and _decodes(decoder, b"", final=True)
    if is_chinese and lone <= _MOST_LONE * runs:
        return "gb18030"
    _check_western(file)
    return WESTERN


def _check_western(file: Path) -> None:
    """Refuse bytes that are no text in Windows-1252 either."""
    line = 1
    for piece in pieces_of(file):
        controls = re.search(rb"[\x00-\x08\x0e-\x1f\x81\x8d\x8f\x90\x9d]", piece)
        if controls is not None:
            place = controls.start()
            line += piece.count(b"\n", 0, place)
            raise DataError("table.not_text", file=file, line=line, value=f"0x{piece[place]:02X}")
        line += piece.count(b"\n")
