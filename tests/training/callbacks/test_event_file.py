"""Event files: checksums and fields as TensorBoard reads them."""

import struct
from pathlib import Path

from plainnet.training.callbacks.event_file import EventFile, checksum, field, masked_checksum


def records(path: Path) -> list[bytes]:
    """Read the records of a file, checking each checksum."""
    data, found = path.read_bytes(), []
    while data:
        (length,) = struct.unpack("<Q", data[:8])
        assert data[8:12] == masked_checksum(data[:8])
        body = data[12 : 12 + length]
        assert data[12 + length : 16 + length] == masked_checksum(body)
        found.append(body)
        data = data[16 + length :]
    return found


def fields(message: bytes) -> dict[int, object]:
    """Read the fields of a message, by their number."""
    found: dict[int, object] = {}
    while message:
        number, kind = message[0] >> 3, message[0] & 7
        message = message[1:]
        if kind in (1, 5):
            size = 8 if kind == 1 else 4
            found[number] = struct.unpack("<d" if kind == 1 else "<f", message[:size])[0]
            message = message[size:]
            continue
        value = shift = 0
        while True:
            byte, message = message[0], message[1:]
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                break
        if kind == 2:
            found[number], message = message[:value], message[value:]
        else:
            found[number] = value
    return found


def test_a_known_checksum() -> None:
    assert checksum(b"123456789") == 0xE3069283
    assert checksum(bytes(32)) == 0x8A9136AA  # of 32 zeros, RFC 3720


def test_figures_come_back(tmp_path: Path) -> None:
    file = EventFile(tmp_path / "train")
    file.add("epoch_loss", 0.25, 300)
    file.close()
    (path,) = (tmp_path / "train").iterdir()
    assert path.name.startswith("events.out.tfevents.")
    head, event = map(fields, records(path))
    assert head[3] == b"brain.Event:2"
    assert event[2] == 300
    assert fields(fields(event[5])[1]) == {1: b"epoch_loss", 2: 0.25}  # type: ignore[arg-type]


def test_two_files_of_one_second_keep_apart(tmp_path: Path) -> None:
    for _ in range(3):
        EventFile(tmp_path).close()
    assert len(list(tmp_path.iterdir())) == 3


def test_negative_and_long_fields() -> None:
    assert field(1, 2, bytes(200))[:3] == bytes([10, 200, 1])
