"""Files of figures by step, in the form that TensorBoard reads.

A file is a row of records: length, checksum of the length, data, checksum of the data. The
data of each are an `Event` in protocol buffers' wire format, of which a few fields are
enough: 1 wall time, 2 step, 3 version of the file, 5 summary; within that 1 a value with
1 its tag and 2 its number.
"""

import os
import socket
import struct
import time
from pathlib import Path
from typing import IO

CASTAGNOLI = 0x82F63B78  # the polynomial of CRC-32C, lowest bit first
MASK = 0xA282EAD8  # added to checksums, so that data that hold checksums are safe
VARINT, FIXED_64, BYTES, FIXED_32 = 0, 1, 2, 5


class EventFile:
    """One file of figures."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        now, process = time.time(), os.getpid()
        name = f"events.out.tfevents.{int(now):010d}.{socket.gethostname()}.{process}.0.v2"
        number = 0
        while (folder / name).exists():
            number += 1
            name = f"{name.removesuffix('.v2').rsplit('.', 1)[0]}.{number}.v2"
        self._file: IO[bytes] = (folder / name).open("wb")
        self._write(field(1, FIXED_64, now) + field(3, BYTES, b"brain.Event:2"))

    def add(self, tag: str, number: float, step: int) -> None:
        """Write one figure of one step."""
        value = field(1, BYTES, tag.encode()) + field(2, FIXED_32, number)
        summary = field(5, BYTES, field(1, BYTES, value))
        self._write(field(1, FIXED_64, time.time()) + field(2, VARINT, step) + summary)

    def flush(self) -> None:
        """Hand what was written to the system."""
        self._file.flush()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _write(self, event: bytes) -> None:
        """Write one record."""
        length = struct.pack("<Q", len(event))
        self._file.write(length + masked_checksum(length) + event + masked_checksum(event))


def field(number: int, kind: int, value: float | bytes) -> bytes:
    """Write one field of a message.

    >>> field(2, VARINT, 300).hex()
    '10ac02'
    """
    head = varint(number << 3 | kind)
    if isinstance(value, bytes):
        return head + varint(len(value)) + value
    if kind == VARINT:
        return head + varint(int(value))
    return head + struct.pack("<d" if kind == FIXED_64 else "<f", value)


def varint(number: int) -> bytes:
    """Write a whole number seven bits at a time, lowest first."""
    written = bytearray()
    while number > 0x7F:
        written.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*written, number])


def checksum(data: bytes) -> int:
    """Give the CRC-32C.

    Castagnoli, Braeuer and Herrmann (1993), "Optimization of cyclic redundancy-check codes".

    >>> hex(checksum(b"123456789"))
    '0xe3069283'
    """
    remainder = 0xFFFFFFFF
    for byte in data:
        remainder = TABLE[(remainder ^ byte) & 0xFF] ^ remainder >> 8
    return remainder ^ 0xFFFFFFFF


def masked_checksum(data: bytes) -> bytes:
    """Give the checksum as it stands in files: turned by 15 bits, and the mask added."""
    plain = checksum(data)
    turned = (plain >> 15 | plain << 17) + MASK
    return struct.pack("<I", turned & 0xFFFFFFFF)


def _remainder(byte: int) -> int:
    """Divide one byte by the polynomial."""
    for _ in range(8):
        byte = byte >> 1 ^ CASTAGNOLI * (byte & 1)
    return byte


TABLE = [_remainder(byte) for byte in range(256)]
