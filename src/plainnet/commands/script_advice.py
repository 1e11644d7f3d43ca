"""What may put an error of Python's own right, in one line under the traceback."""

import re
import sys
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from types import TracebackType
from typing import Any

from plainnet.coach.call_site import is_script_file
from plainnet.keras_names.old_libraries.todays_spelling import todays_spelling
from plainnet.messages.language import say

# Marks of a Chinese keyboard, and those that Python means.
_FULL_WIDTH = dict(zip("，。（）：；“”‘’【】！", ",.():;\"\"''[]!", strict=True))


def advice_on(error: BaseException) -> str | None:
    """Return one line for a learner; None if nothing is known."""
    for about in (_about_old_name, _about_file, _about_column, _about_image, _about_syntax):
        sentence = about(error)
        if sentence is not None:
            return sentence
    return None


def _about_old_name(error: BaseException) -> str | None:
    """Describe how something is written today."""
    today = todays_spelling(error)
    return None if today is None else say("script.todays_spelling", today=today)


def _about_file(error: BaseException) -> str | None:
    """Name the file that a misspelt path may mean."""
    if not isinstance(error, FileNotFoundError) or not isinstance(error.filename, str | bytes):
        return None
    missing = Path(error.filename if isinstance(error.filename, str) else error.filename.decode())
    near = nearest_path(missing)
    if near is None:
        return say("script.advice.no_file", file=missing, folder=Path.cwd())
    return say("script.advice.near_file", file=missing, near=near)


def nearest_path(missing: Path) -> Path | None:
    """Return the path that exists and is spelt most alike, part by part; None if none is."""
    found = Path(missing.anchor)
    for part in missing.parts[1:] if missing.anchor else missing.parts:
        if part in ("..", ".") or (found / part).exists():
            found = found / part
            continue
        near = _nearest(part, _names_in(found))
        if near is None:
            return None
        found = found / near
    return found


def _names_in(folder: Path) -> list[str]:
    """List the names in a folder; none where it cannot be read."""
    try:
        return [each.name for each in folder.iterdir()]
    except OSError:
        return []


def _nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the name that is spelt most alike, whatever the case; None if none is."""
    by_small_letters = {each.lower().strip(): each for each in known}
    near = get_close_matches(name.lower().strip(), by_small_letters, 1, 0.6)
    return by_small_letters[near[0]] if near else None


def _about_column(error: BaseException) -> str | None:
    """Name the column that a misspelt one may mean."""
    if not isinstance(error, KeyError) or not error.args or not isinstance(error.args[0], str):
        return None
    quoted = re.findall(r"'([^']*)'", error.args[0])
    is_list = re.search(r"not in index|are in the \[", error.args[0])
    wanted = quoted[0] if is_list and quoted else error.args[0]
    columns = next(_columns_in(error.__traceback__), None)
    if columns is None:
        return None
    near = _nearest(wanted, columns)
    if near is None:
        known = list(columns[:12])
        return say("script.advice.columns", column=wanted, known=known)
    return say("script.advice.near_column", column=wanted, near=near)


def _columns_in(trace: TracebackType | None) -> Any:
    """Return the columns of the tables that the frames of an error hold, the innermost first."""
    frames = []
    while trace is not None:
        frames.append(trace.tb_frame)
        trace = trace.tb_next
    frame = sys.modules.get("pandas")
    if frame is None:
        return
    for each in reversed(frames):
        table = each.f_locals.get("self")
        if isinstance(table, frame.DataFrame):
            yield [str(name) for name in table.columns]


def _about_image(error: BaseException) -> str | None:
    """Say so where an image was not read and nobody asked."""
    is_on_nothing = isinstance(error, AttributeError | TypeError) and "NoneType" in str(error)
    is_of_cv2 = type(error).__module__.startswith("cv2") and ".empty()" in str(error)
    if "cv2" not in sys.modules or not (is_on_nothing or is_of_cv2):
        return None
    return say("script.advice.no_image") if _reads_images(error.__traceback__) else None


def _reads_images(trace: TracebackType | None) -> bool:
    """Return whether the script reads images with `imread`."""
    while trace is not None:
        code = trace.tb_frame.f_code
        if is_script_file(code.co_filename) and "imread" in code.co_names:
            return True
        trace = trace.tb_next
    return False


def _about_syntax(error: BaseException) -> str | None:
    """Name a mark of a Chinese keyboard, or say where indentation was lost."""
    if isinstance(error, IndentationError):
        return say("script.advice.indentation", line=error.lineno)
    if not isinstance(error, SyntaxError) or not error.text:
        return None
    for mark in error.text:
        if mark in _FULL_WIDTH and f"U+{ord(mark):04X}" in str(error.msg):
            return say("script.advice.mark", mark=mark, wanted=_FULL_WIDTH[mark])
    return None
