"""Where in the user's own code something happens."""

import os
import sys
import sysconfig
from pathlib import Path
from types import FrameType, TracebackType

_PACKAGE = str(Path(__file__).resolve().parents[1])
_COMMANDS = f"{_PACKAGE}{os.sep}commands{os.sep}"
_LIBRARIES = tuple({sysconfig.get_path(kind) for kind in ("stdlib", "purelib", "platlib")})


def script_position() -> tuple[str, int] | None:
    """Return file and line of the script that is at work, None where there is none."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        if is_script_file(frame.f_code.co_filename):
            return frame.f_code.co_filename, frame.f_lineno
        if frame.f_code.co_filename.startswith(_COMMANDS):
            return None  # a command itself; what called it is no user's program
        frame = frame.f_back
    return None


def position_in(trace: TracebackType | None) -> tuple[str, int] | None:
    """Return file and line of the script's innermost frame in a traceback."""
    found = None
    while trace is not None:
        if is_script_file(trace.tb_frame.f_code.co_filename):
            found = trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next
    return found


def is_script_file(filename: str) -> bool:
    """Return whether code is the user's own: neither plainnet's nor a library's."""
    if filename.startswith("<"):  # built into Python, or made by a library
        return filename.startswith(("<stdin>", "<ipython"))
    return not filename.startswith((_PACKAGE, *_LIBRARIES))
