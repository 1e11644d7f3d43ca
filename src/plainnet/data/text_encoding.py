"""Which characters the bytes of a text file stand for."""

import codecs
import gzip
import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from plainnet.data.dataset import DataNote
from plainnet.data.input_path import GZIP, existing_file, open_bytes
from plainnet.data.written_numbers import shown
from plainnet.errors import DataError

SIGNATURES = {
    b"PK\x03\x04": "ZIP / Excel (.xlsx)",
    b"\xd0\xcf\x11\xe0": "Excel (.xls)",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"\x89HDF": "HDF5",
    b"%PDF": "PDF",
    b"PAR1": "Parquet",
    GZIP: "gzip",
    b"\x93NUMPY": "NumPy",
}


BYTES_AT_ONCE = 1 << 20
HEAD_BYTES = 1 << 16
WESTERN = "Windows-1252"  # Latin-1 with the signs Windows adds
MOST_GUESSED_FROM = 1 << 14  # bytes
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BEYOND_ASCII = re.compile(rb"[^\r\n\t,;]*[\x80-\xff][^\r\n\t,;]*")
_RUNS = re.compile(rb"[\x80-\xff]+")
_SIGNS = {bytes([sign]) for sign in "€£¥§©®°±²³µ·¹¼½¾×÷".encode("cp1252")}
_OF_SEVERAL_BYTES = {"GB18030", "Big5", "big5hkscs", "CP949", "CP932", "EUC-JP"}
#: Of few letters a factor and an amount by which encodings are likelier than their letters tell.
_LATIN = {WESTERN: (1.6, 0.01), "Windows-1254": (1.4, 0.01)}
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1f]")


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
    UTF-16 shows by its zero bytes; the rest is guessed by which letters follow each other.
    `said`: the encoding that a person names; a byte order mark knows better.

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
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS if head.startswith(mark)), None)
    if encoding is not None:
        name = encoding.removesuffix("-sig").upper()
        told = DataNote("text.byte_order_mark", {"file": str(file), "encoding": name})
        return TextFile(file, encoding, sha256, (told,))
    if said is not None:
        return TextFile(file, said, sha256, ())
    unmarked = _unmarked_utf16(head)
    if unmarked is not None:
        told = DataNote("table.read_as", {"file": str(file), "encoding": unmarked})
        return TextFile(file, unmarked, sha256, (told,))
    if null_line:
        raise DataError("text.null", file=file, line=null_line)
    if is_utf8:
        return TextFile(file, "utf-8", sha256, ())
    encoding, example = _guessed(file)
    told = DataNote(
        "text.guessed", {"file": str(file), "encoding": encoding, "value": shown(example)}
    )
    return TextFile(file, encoding, sha256, (told,))


def pieces_of(file: Path) -> Iterator[bytes]:
    """Return the bytes of a file, a megabyte at a time."""
    try:
        with open_bytes(file) as opened:
            while piece := opened.read(BYTES_AT_ONCE):
                yield piece
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise DataError("table.damaged", file=file, kind="gzip") from error
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


def _guessed(file: Path) -> tuple[str, str]:
    """Guess the encoding by the cells beyond ASCII: the likeliest that reads the whole file.

    Result: its name, and the first of these cells as an example.
    """
    from chardet import EncodingEra, detect_all  # most files are UTF-8

    cells: dict[bytes, None] = {}
    for piece in pieces_of(file):
        if _CONTROLS.search(piece):
            raise DataError("table.not_text", file=file)
        found = _BEYOND_ASCII.findall(piece)
        cells |= dict.fromkeys(found[1:-1] or found)  # the ends of a piece may be half a letter
        if sum(map(len, cells)) > MOST_GUESSED_FROM:
            break
    text = b"\n".join(cells)[:MOST_GUESSED_FROM]
    found = detect_all(
        text, encoding_era=EncodingEra.MODERN_WEB, ignore_threshold=True, prefer_superset=True
    )
    likely = {of["encoding"]: of["confidence"] for of in found if of["encoding"]}
    if set(_RUNS.findall(text)) <= _SIGNS:
        ranked = [WESTERN, *likely]
    elif next(iter(likely), WESTERN) in _OF_SEVERAL_BYTES:
        ranked = list(likely)
    else:
        of_latin = {name: likely.get(name, 0) * of + more for name, (of, more) in _LATIN.items()}
        likely |= of_latin
        ranked = sorted(likely, key=likely.__getitem__, reverse=True)
    names = (codecs.lookup(name).name for name in ranked)
    name = next((name for name in names if _reads(file, name)), None)
    if name is None:
        raise DataError("table.not_text", file=file)
    return name, next(iter(cells)).decode(name, "replace").strip(' "')


def _reads(file: Path, encoding: str) -> bool:
    """Whether all bytes of a file are valid in an encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    return all(_decodes(decoder, piece) for piece in pieces_of(file)) and _decodes(
        decoder, b"", final=True
    )
