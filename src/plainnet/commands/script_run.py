"""Run a Python file as `python FILE ARGS` does: its name, path, arguments and ending."""

import builtins
import os
import re
import sys
import traceback
import warnings
from collections.abc import Callable
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType, TracebackType

from plainnet.coach.call_site import position_in
from plainnet.commands.console import is_interrupt
from plainnet.commands.script_advice import advice_on
from plainnet.commands.script_in_child import SCRIPT_VARIABLE
from plainnet.errors import DataError, PlainnetError
from plainnet.keras_names.door.spelling import note_words
from plainnet.keras_names.old_libraries.one_element_arrays import compile_script
from plainnet.messages.language import say

FAILED, BAD_INPUT, INTERRUPTED = 1, 2, 130
# What scripts import beside Keras, by the name of the import, that comes with an extra.
FROM_EXTRA = {"pandas", "cv2", "scipy", "six", "tqdm", "openpyxl", "seaborn", "xlrd"}
# Frames that are none of the script's: those of plainnet and of Python's import.
_OWN_FRAMES = (
    f"{Path(__file__).resolve().parents[1]}{os.sep}",
    f"{Path(os.__file__).parent / 'importlib'}{os.sep}",
    "<frozen importlib",
)


OnError = Callable[[BaseException], None]


def ignore_error(error: BaseException) -> None:
    """Hear of an error that ends the script, and do nothing."""


def run_script(
    file: str, arguments: list[str], on_error: OnError = ignore_error
) -> tuple[str | None, int]:
    """Run a script to its end; `on_error` is told what ended it early."""
    source = _source(file)
    main = _main_module(file)
    os.environ[SCRIPT_VARIABLE] = main.__dict__["__file__"]
    sys.argv = [file, *arguments]
    sys.path[0] = str(Path(file).resolve().parent)
    _stand_in_package(main, source)
    sys.modules["__main__"] = main
    try:
        note_words(source)
        code = compile_script(source, file)
        _execute(code, main)
    except SystemExit:
        raise
    except PlainnetError as error:
        on_error(error)
        return _where(error, str(error)), BAD_INPUT
    except ModuleNotFoundError as error:
        on_error(error)
        if error.name not in FROM_EXTRA:
            _show(error)
            return advice_on(error), FAILED
        return _where(error, say("script.missing_package", package=error.name)), BAD_INPUT
    except BaseException as error:  # noqa: BLE001 - Python, too, shows whatever a script raises
        if is_interrupt(error):
            return _where(error, say("command.interrupted")), INTERRUPTED
        on_error(error)
        advice = advice_on(error)
        _show(error)
        return advice, FAILED
    return None, 0


def _source(file: str) -> bytes:
    """Read the script."""
    path = Path(file)
    if path.is_dir():
        raise DataError("script.is_folder", file=file)
    if not path.exists():
        raise DataError("script.missing", file=file)
    if not path.is_file():
        raise DataError("path.not_regular", path=file)
    return path.read_bytes()


def _main_module(file: str) -> ModuleType:
    """Make the module that the script runs in.

    Its spec names the module that opens the door and runs the script's definitions in a
    process that the script starts.
    """
    main = ModuleType("__main__")
    main.__file__ = str(Path(file).absolute())
    main.__loader__ = SourceFileLoader("__main__", main.__file__)
    main.__spec__ = ModuleSpec("plainnet.commands.script_in_child", None)
    main.__dict__["__builtins__"] = builtins
    main.__dict__["__cached__"] = None
    return main


def _stand_in_package(main: ModuleType, source: bytes) -> None:
    """Let a script that imports from its own package do so, as `python -m` does.

    The package has as many folders as the script's dots ask for, and all above that say
    with an `__init__.py` that they are packages.
    """
    dots = [len(found) for found in re.findall(rb"^[ \t]*from[ \t]+(\.+)", source, re.MULTILINE)]
    if not dots:
        return
    folder = Path(str(main.__file__)).resolve().parent
    names: list[str] = []
    while len(names) < max(dots) or (folder / "__init__.py").exists():
        names.insert(0, folder.name)
        folder = folder.parent
    main.__package__ = ".".join(names)
    sys.path.append(str(folder))
    # Its spec names another module, which runs in processes that the script starts.
    warnings.filterwarnings("ignore", message="__package__ != __spec__.parent")


def _execute(code: CodeType, main: ModuleType) -> None:
    """Run the script's code in its module."""
    exec(code, main.__dict__)


def _where(error: BaseException, sentence: str) -> str:
    """Put file and line of the script before a sentence."""
    position = position_in(error.__traceback__)
    if position is None:
        return sentence
    file, line = position
    return say("script.where", file=file, line=line, sentence=sentence)


def _show(error: BaseException) -> None:
    """Show what the script raised, as Python does, without plainnet's own frames."""
    _hide_own_frames(error)
    if sys.excepthook is sys.__excepthook__:
        # Python's own hook would print the frames of the whole process.
        traceback.print_exception(error)
    else:
        sys.excepthook(type(error), error, error.__traceback__)


def _hide_own_frames(error: BaseException | None) -> None:
    """Leave the frames of the script and its libraries in an error and all that led to it."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        error.__traceback__ = _script_frames(error.__traceback__)
        _hide_own_frames(error.__cause__)
        error = error.__context__


def _script_frames(trace: TracebackType | None) -> TracebackType | None:
    """Return a traceback without plainnet's frames."""
    if trace is None:
        return None
    below = _script_frames(trace.tb_next)
    if trace.tb_frame.f_code.co_filename.startswith(_OWN_FRAMES):
        return below
    return TracebackType(below, trace.tb_frame, trace.tb_lasti, trace.tb_lineno)
