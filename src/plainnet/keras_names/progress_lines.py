"""The lines that Keras prints while it trains and measures, on standard output.

At a terminal, as in a file, an epoch is one line, printed when the epoch is over.

Concepts: progress
"""

import sys
import time
from collections.abc import Mapping
from typing import Any, ClassVar

from plainnet.training.callbacks.callback import Callback

BAR = "━" * 20


def verbosity_of(verbose: Any) -> int:
    """Read what a script says about printing: "auto" and True mean 1."""
    return 1 if verbose == "auto" else int(verbose or 0)


class ProgressLines(Callback):
    """Prints a line for each epoch.

    Parameters
    ----------
    verbose : int
        1 with a bar, 2 without.
    """

    reads_logs_only: ClassVar[bool] = True

    def __init__(self, verbose: int) -> None:
        super().__init__()
        self.verbose = verbose
        self.epoch_seconds = 0.0

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Print the epoch."""
        steps, epochs = self.params.get("steps"), self.params.get("epochs")
        line = progress_line(self.verbose, steps, self.epoch_seconds, logs or {})
        _print(f"Epoch {epoch + 1}/{epochs}\n{line}")


class EvaluationLines:
    """Prints the line that ends `evaluate` and `predict`.

    Parameters
    ----------
    verbose : int
        0 prints nothing.
    steps : int or None
        Number of batches.
    """

    def __init__(self, verbose: int, steps: int | None) -> None:
        self.verbose, self.steps = verbose, steps
        self._started = time.perf_counter()

    def show(self, figures: Mapping[str, float]) -> None:
        """Print the line."""
        if self.verbose:
            seconds = time.perf_counter() - self._started
            in_order = dict(sorted(figures.items()))
            _print(progress_line(self.verbose, self.steps, seconds, in_order))


def progress_line(
    verbose: int, steps: int | None, seconds: float, figures: Mapping[str, Any]
) -> str:
    """Write a finished epoch as Keras does.

    Parameters
    ----------
    verbose : int
        1 with a bar, 2 without.
    steps : int or None
        Number of batches.
    seconds : float
        What all of them took.
    figures : mapping of str to float

    Returns
    -------
    str

    Examples
    --------
    >>> progress_line(2, 4, 2.0, {"loss": 0.5})
    '4/4 - 2s - 500ms/step - loss: 0.5000'
    """
    per_step = _duration(seconds / max(steps or 1, 1))
    whole = _whole_duration(seconds)
    count = f"{steps}/{steps}" if steps else "0/Unknown"
    shown = [f"{name}: {_figure(value)}" for name, value in figures.items()]
    if verbose == 1:
        parts = [f"{count} {BAR} {whole} {per_step}/step", *shown]
    else:
        parts = [count, whole, f"{per_step}/step", *shown]
    return " - ".join(parts)


def _figure(value: Any) -> str:
    """Write a figure with four digits, a small one in powers of ten."""
    number = float(value)
    return f"{number:.4f}" if abs(number) > 1e-3 else f"{number:.4e}"


def _duration(seconds: float) -> str:
    """Write the time of a step in the unit that fits."""
    if seconds >= 1 or seconds == 0:
        return f"{seconds:.0f}s"
    if seconds >= 1e-3:
        return f"{seconds * 1e3:.0f}ms"
    return f"{seconds * 1e6:.0f}us"


def _whole_duration(seconds: float) -> str:
    """Write the time of an epoch: seconds, minutes, hours."""
    if seconds > 3600:
        return f"{seconds // 3600:.0f}:{seconds % 3600 // 60:02.0f}:{seconds % 60:02.0f}"
    if seconds > 60:
        return f"{seconds // 60:.0f}:{seconds % 60:02.0f}"
    return f"{seconds:.0f}s"


def _print(text: str) -> None:
    """Print at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
