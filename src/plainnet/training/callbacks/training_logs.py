"""Write what training measures: a table by epoch, and files that TensorBoard reads.

A file is a row of records: length, checksum of the length, data, checksum of the data. The
data of each are an `Event` in protocol buffers' wire format, of which a few fields are
enough: 1 wall time, 2 step, 3 version of the file, 5 summary; within that 1 a value with
1 its tag and 2 its number.
"""

import csv
import os
import socket
import struct
import time
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any, ClassVar

import numpy as np

from plainnet.messages.language import say
from plainnet.training.callbacks.callback import Callback
from plainnet.training.callbacks.learning_rate_callbacks import learning_rate_of


class CSVLogger(Callback):
    """Writes one line an epoch, epochs counted from 0.

    Parameters
    ----------
    filename : str or Path
        The file.
    separator : str, default=","
        What stands between two columns.
    append : bool, default=False
        Whether to go on with a file that exists.
    """

    reads_logs_only: ClassVar[bool] = True

    def __init__(
        self, filename: str | os.PathLike[str], separator: str = ",", append: bool = False
    ) -> None:
        super().__init__()
        self.filename = os.fspath(filename)
        self.sep = separator
        self.append = append
        self.csv_file: IO[str] | None = None
        self.keys: list[str] | None = None
        self._needs_header = True

    def on_train_begin(self, logs: Any = None) -> None:
        """Open the file."""
        path = Path(self.filename)
        self._needs_header = not (self.append and path.is_file() and path.stat().st_size)
        self._close()
        self.csv_file = path.open("a" if self.append else "w", newline="", encoding="utf-8")
        self.keys = None

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Write a line; the columns are those of the first epoch."""
        assert self.csv_file is not None
        logs = logs or {}
        # Rows end as on every line of the csv module's own form, "\r\n", on no system else.
        if self.keys is None:
            keys = sorted(logs)
            if not any(key.startswith("val_") for key in keys):  # they may come later
                keys += [f"val_{key}" for key in keys]
            self.keys = keys
            if self._needs_header:
                self._write(["epoch", *keys])
        self._write([epoch, *(_cell(logs.get(key, "NA")) for key in self.keys)])
        self.csv_file.flush()

    def _write(self, cells: list[Any]) -> None:
        """Write one row."""
        assert self.csv_file is not None
        csv.writer(self.csv_file, delimiter=self.sep).writerow(cells)

    def on_train_end(self, logs: Any = None) -> None:
        """Close the file."""
        self._close()

    def _close(self) -> None:
        """Close the file, if one is open."""
        if self.csv_file is not None:
            self.csv_file.close()
        self.csv_file = None


def _cell(value: Any) -> Any:
    """Write several numbers as a list in one cell."""
    is_number = isinstance(value, np.ndarray) and value.ndim == 0
    if isinstance(value, Iterable) and not isinstance(value, str) and not is_number:
        return f'"[{", ".join(map(str, value))}]"'
    return value


CASTAGNOLI = 0x82F63B78  # the polynomial of CRC-32C, lowest bit first
MASK = 0xA282EAD8  # added to checksums, so that data that hold checksums are safe
VARINT, FIXED_64, BYTES, FIXED_32 = 0, 1, 2, 5


class EventFile:
    """One file of metrics."""

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
        """Write one metric of one step."""
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
    """Return the CRC-32C.

    Castagnoli, Braeuer and Herrmann (1993), "Optimization of cyclic redundancy-check codes".

    >>> hex(checksum(b"123456789"))
    '0xe3069283'
    """
    remainder = 0xFFFFFFFF
    for byte in data:
        remainder = TABLE[(remainder ^ byte) & 0xFF] ^ remainder >> 8
    return remainder ^ 0xFFFFFFFF


def masked_checksum(data: bytes) -> bytes:
    """Return the checksum as it stands in files: turned by 15 bits, and the mask added."""
    plain = checksum(data)
    turned = (plain >> 15 | plain << 17) + MASK
    return struct.pack("<I", turned & 0xFFFFFFFF)


def _remainder(byte: int) -> int:
    """Divide one byte by the polynomial."""
    for _ in range(8):
        byte = byte >> 1 ^ CASTAGNOLI * (byte & 1)
    return byte


TABLE = [_remainder(byte) for byte in range(256)]


# Settings that ask for more than metrics, and what asks for nothing.
BEYOND_FIGURES: dict[str, tuple[Any, ...]] = {
    "histogram_freq": (0,),
    "write_images": (False,),
    "write_grads": (False,),
    "embeddings_freq": (0, None),
    "profile_batch": (0,),
}


class TensorBoard(Callback):
    """Writes metrics of epochs, and of batches if wanted, into event files.

    Parameters
    ----------
    log_dir : str or Path, default="logs"
        Training goes into its folder `train`, validation into `validation`.
    update_freq : "epoch", "batch" or int, default="epoch"
        A number writes besides every so many batches.
    **others : object
        What Keras can write besides; it is left out, with a warning.
    """

    reads_logs_only: ClassVar[bool] = True

    def __init__(
        self,
        log_dir: str | os.PathLike[str] = "logs",
        update_freq: str | int = "epoch",
        **others: Any,
    ) -> None:
        super().__init__()
        self.log_dir = os.fspath(log_dir)
        self.update_freq = 1 if update_freq == "batch" else update_freq
        ignored = [
            name
            for name, value in others.items()
            if value not in BEYOND_FIGURES.get(name, (value,))
        ]
        if ignored:
            warnings.warn(say("callback.tensorboard", settings=", ".join(ignored)), stacklevel=2)
        self._files: dict[str, EventFile] = {}
        self._batches = 0
        if self.update_freq != "epoch":
            self.on_train_batch_end = self._after_batch  # type: ignore[method-assign]

    def on_train_begin(self, logs: Any = None) -> None:
        """Start new files."""
        self._close()
        self._batches = 0

    def _file(self, part: str) -> EventFile:
        """Return the file of training or validation, opened when the first metric comes."""
        if part not in self._files:
            self._files[part] = EventFile(Path(self.log_dir) / part)
        return self._files[part]

    def _after_batch(self, batch: int, logs: Any = None) -> None:
        """Write what the epoch measured so far."""
        self._batches += 1
        if self._batches % int(self.update_freq) == 0:
            for name, metric in (logs or {}).items():
                self._file("train").add(f"batch_{name}", float(metric), self._batches)

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Write the epoch's metrics and its learning rate."""
        figures = {"learning_rate": learning_rate_of(self.model), **(logs or {})}
        for name, metric in figures.items():
            part = "validation" if name.startswith("val_") else "train"
            self._file(part).add(f"epoch_{name.removeprefix('val_')}", float(metric), epoch)
        for file in self._files.values():
            file.flush()

    def on_train_end(self, logs: Any = None) -> None:
        """Close the files."""
        self._close()

    def _close(self) -> None:
        """Close the files there are."""
        for file in self._files.values():
            file.close()
        self._files = {}
