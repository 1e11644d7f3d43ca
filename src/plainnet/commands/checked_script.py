"""A script checked: run within a bound, its output out of the way, its trainings cut short."""

import _thread
import contextlib
import os
import signal
import sys
import threading
from collections.abc import Collection, Iterator
from pathlib import Path

from plainnet.coach.coaching import Coach, out_of_the_way
from plainnet.coach.finding import Finding
from plainnet.commands.coached_script import run_seen
from plainnet.commands.console import tell
from plainnet.commands.measured_fixes import measure_fixes
from plainnet.commands.script_in_child import open_doors
from plainnet.messages.language import say

SHARE_OF_A_TRAINING, SHARE_OF_A_MEASUREMENT = 0.35, 0.05  # of the bound


def findings_of_script(file: Path, seconds: float, silence: Collection[str]) -> list[Finding]:
    """Run a script under the coach's eyes; one that crashes or takes too long is judged, too."""
    coach = Coach(file, silence, hear_failure=tell)
    coach.seconds_of_training = SHARE_OF_A_TRAINING * seconds
    open_doors(file)
    with _output_to_errors(), _bounded(seconds) as bound, contextlib.suppress(SystemExit):
        sentence, _ = run_seen(coach, file, [])
        if sentence is not None and not bound.is_over:
            tell(sentence)
    if bound.is_over:
        tell(say("coach.cut", seconds=f"{seconds:g}"))
    else:
        with out_of_the_way(coach, "measured"):
            measure_fixes(coach, SHARE_OF_A_MEASUREMENT * seconds)
    return coach.finish()


@contextlib.contextmanager
def _output_to_errors() -> Iterator[None]:
    """Send to standard error whatever is written to standard output, also by what is not Python."""
    sys.stdout.flush()
    kept = os.dup(1)
    stream, sys.stdout = sys.stdout, sys.stderr
    os.dup2(2, 1)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            sys.stderr.flush()
        os.dup2(kept, 1)
        os.close(kept)
        sys.stdout = stream


class _Bound:
    """A time after which the main thread is interrupted."""

    def __init__(self, seconds: float) -> None:
        self.is_over = False
        self.timer = threading.Timer(seconds, self._end)
        self.timer.daemon = True

    def _end(self) -> None:
        """Interrupt the script as Ctrl-C would, also where it sleeps."""
        self.is_over = True
        if hasattr(signal, "pthread_kill"):
            main = threading.main_thread().ident
            assert main is not None
            signal.pthread_kill(main, signal.SIGINT)
        else:
            _thread.interrupt_main()


@contextlib.contextmanager
def _bounded(seconds: float) -> Iterator[_Bound]:
    """Bound the time of a `with` block."""
    bound = _Bound(seconds)
    bound.timer.start()
    try:
        with contextlib.suppress(KeyboardInterrupt):
            yield bound
    finally:
        bound.timer.cancel()
