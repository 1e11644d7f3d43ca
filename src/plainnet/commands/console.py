"""The two streams of a command: results on standard output, all else on standard error."""

import atexit
import contextlib
import gc
import io
import json
import os
import re
import signal
import sys
from _thread import interrupt_main
from threading import Timer
from types import FrameType
from typing import TextIO

from rich.cells import cell_len

OBJECTS_BETWEEN_LOOKS = 100_000  # Python's own 700 looks hundreds of times during an import


class _Interrupt:
    """Whether Ctrl-C has been pressed."""

    came = False


def mind_interrupts() -> None:
    """Remember Ctrl-C, and let it count where a library's callback swallows it."""
    if signal.getsignal(signal.SIGINT) in (signal.default_int_handler, signal.SIG_DFL):
        signal.signal(signal.SIGINT, _remember)
        sys.unraisablehook = _interrupt_again


def _remember(number: int, frame: FrameType | None) -> None:
    """Interrupt, as Python does; a moment later while libraries load that crash otherwise."""
    _Interrupt.came = True
    outer = frame
    while outer is not None and not _is_loading(outer):
        outer = outer.f_back
    if outer is not None:
        Timer(0.01, interrupt_main).start()
        return
    signal.default_int_handler(number, frame)


def _is_loading(frame: FrameType) -> bool:
    """Whether a part of NumPy or JAX is being imported: NumPy would print a traceback."""
    library = str(frame.f_globals.get("__name__")).partition(".")[0]
    return frame.f_code.co_name == "<module>" and library in ("numpy", "jax", "jaxlib")


def _interrupt_again(swallowed: "sys.UnraisableHookArgs") -> None:
    """Interrupt once more, a moment later, when the callback is over."""
    if not issubclass(swallowed.exc_type, KeyboardInterrupt):
        sys.__unraisablehook__(swallowed)
        return
    Timer(0.01, interrupt_main).start()


def is_interrupt(error: BaseException) -> bool:
    """Whether Ctrl-C ended something, also where a library made another error of it."""
    is_wrapped = isinstance(error, ImportError | RuntimeError) and _Interrupt.came
    return isinstance(error, KeyboardInterrupt) or is_wrapped


def collect_garbage_rarely() -> None:
    """Look for garbage rarely, and not at all when the process ends.

    Importing the engine makes half a million objects that stay. Looking through them again and
    again takes a quarter of a second, and once more as long when they are taken down.
    """
    gc.set_threshold(OBJECTS_BETWEEN_LOOKS, 20, 100)
    atexit.register(gc.freeze)


_CLOSING = "，。；：、！？）】》”’"


def padded(text: str, width: int, *, right: bool = False) -> str:
    """Fill `text` with blanks to `width` columns, at its left when `right` aligned.

    >>> padded("损失", 6) + "|"
    '损失  |'
    """
    blanks = " " * (width - cell_len(text))
    return blanks + text if right else text + blanks


def wrapped(text: str, width: int) -> list[str]:
    """Break `text` into lines of at most `width` columns.

    `text`: words with blanks between them, Chinese characters, or both.

    >>> wrapped("an open book", 7)
    ['an open', 'book']
    >>> wrapped("内部看得见。", 10)
    ['内部看得', '见。']
    """
    lines, line = [], ""
    for piece in _pieces(text):
        if line and cell_len((line + piece).rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()]


def _pieces(text: str) -> list[str]:
    """Cut `text` where a line may end: after blanks and around wide characters."""
    wide = r"[\u2e80-\u9fff\uff00-\uffef“”‘’]"
    closing = f"[{_CLOSING}]*"
    return re.findall(rf"{wide}{closing} *|(?:(?!{wide})\S)+{closing} *", text)


# Names of files and columns may hold them; a terminal would take them for commands.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def printable(text: str) -> str:
    r"""Write the control characters of a text by their numbers, but for tabs and line ends.

    >>> printable("a\x1b[31m")
    'a\\x1b[31m'
    """
    return _CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", text)


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
    """Write one or more lines of a result to standard output; to a file or pipe as they are."""
    _write(sys.stdout, printable(text) if is_terminal(sys.stdout) else text)


def give_json(result: object) -> None:
    """Write a result to standard output as JSON."""
    give(json_text(result))


def json_text(result: object) -> str:
    """Write a result as JSON that every reader accepts: no NaN, Chinese as it is."""
    return json.dumps(result, ensure_ascii=False, indent=2, allow_nan=False)


def tell(text: str) -> None:
    """Write a message to standard error; one that cannot be told is no reason to fail."""
    with contextlib.suppress(OSError):
        _write(sys.stderr, printable(text))


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
