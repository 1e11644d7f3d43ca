"""Where the command `plainnet` starts, and how it ends.

Every way of ending badly is one sentence on standard error and an exit code:
1 an answer of no, 2 bad input or usage, 130 stopped by the user.
"""

import contextlib
import errno
import os
import signal
import sys
from collections.abc import Sequence

from plainnet.commands.console import (
    abandon_results,
    collect_garbage_rarely,
    flush_results,
    is_interrupt,
    mind_interrupts,
    prepare_streams,
    tell,
)
from plainnet.errors import PlainnetError
from plainnet.messages.language import say

DONE = 0
BAD_INPUT = 2
INTERRUPTED = 130

_REFUSALS = {
    errno.ENOSPC: "command.disk_full",
    errno.EDQUOT: "command.disk_full",
    errno.EACCES: "command.not_allowed",
    errno.EPERM: "command.not_allowed",
    errno.EROFS: "command.not_allowed",
    errno.ENOENT: "command.not_found",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    `arguments`: None reads the process's own command line.

    >>> main(["--version"])
    plainnet 0.1.0
    0
    """
    if arguments is None:  # the process is ours
        collect_garbage_rarely()
        mind_interrupts()
    try:
        exit_code = _run_and_flush(sys.argv[1:] if arguments is None else arguments)
        if arguments is None:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # there is nothing left to stop
        return exit_code
    except PlainnetError as error:
        return _end(str(error), error.exit_code)
    except BrokenPipeError:  # the reader has what it wanted, as `head` does
        abandon_results()
        return DONE
    except OSError as error:
        if error.filename is None:  # not a file of the command's own: the output itself
            abandon_results()
        return _end(sentence_of(error), BAD_INPUT)
    except MemoryError:
        return _end(say("command.out_of_memory"), BAD_INPUT)
    except BaseException as error:  # of the engine, whose classes are its own, or Ctrl-C
        if isinstance(error, RuntimeError) and str(error).startswith("RESOURCE_EXHAUSTED"):
            return _end(say("command.out_of_memory"), BAD_INPUT)
        if not is_interrupt(error):
            raise
        exit_code = _end(say("command.interrupted"), INTERRUPTED)
        if arguments is None:
            _leave_at_once(exit_code)
        return exit_code


def _run_and_flush(arguments: Sequence[str]) -> int:
    """Run the command, and make sure that its result has really left."""
    # Imported here so that an interrupt during the import ends as politely as any other.
    from plainnet.commands.application import run

    prepare_streams()
    exit_code = run(arguments)
    flush_results()
    return exit_code


def _leave_at_once(exit_code: int) -> None:
    """End the process without taking the interpreter apart.

    A compiler that was interrupted at its work may crash when its parts are taken down.
    """
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.flush()
    os._exit(exit_code)


def _end(sentence: str, exit_code: int) -> int:
    """Say on one line why the command ends here, whatever a file name contains."""
    printable = (character if character.isprintable() else " " for character in sentence)
    tell("".join(printable).strip())
    return exit_code


def sentence_of(error: OSError) -> str:
    """Say in one sentence what the operating system refused."""
    file = os.fspath(error.filename) if error.filename else say("command.output")
    key = _REFUSALS.get(error.errno or 0, "command.system_error")
    return say(key, file=file, reason=error.strerror or str(error))
