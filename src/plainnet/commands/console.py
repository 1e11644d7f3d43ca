"""The two streams of a command: results on standard output, all else on standard error."""

import contextlib
import io
import json
import os
import sys
from typing import TextIO


def prepare_streams() -> None:
    """Make both streams able to take any character, whatever the console speaks.

    Results in a file or pipe are UTF-8 on every system; a console keeps its own encoding
    and shows a question mark for what it lacks.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")


def give(text: str) -> None:
    """Write one or more lines of a result to standard output."""
    _write(sys.stdout, text)


def give_json(result: object) -> None:
    """Write a result to standard output as JSON."""
    give(json_text(result))


def json_text(result: object) -> str:
    """Write a result as JSON that every reader accepts: no NaN, Chinese as it is."""
    return json.dumps(result, ensure_ascii=False, indent=2, allow_nan=False)


def tell(text: str) -> None:
    """Write a message to standard error; one that cannot be told is no reason to fail."""
    with contextlib.suppress(OSError):
        _write(sys.stderr, text)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person watches this stream."""
    return stream is not None and not stream.closed and stream.isatty()


def flush_results() -> None:
    """Send what is still held back, so that a full disk is noticed while it can be told."""
    if sys.stdout is not None:
        sys.stdout.flush()


def abandon_results() -> None:
    """Let the interpreter end quietly when standard output takes nothing any more."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _write(stream: TextIO | None, text: str) -> None:
    """Write a line, if there is a stream at all."""
    if stream is not None:
        stream.write(text + "\n")
