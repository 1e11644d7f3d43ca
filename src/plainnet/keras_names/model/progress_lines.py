"""The lines that Keras prints while it trains and measures, on standard output.

At a terminal, as in a file, an epoch is one line, printed when the epoch is over, below
the one that counts it.
"""

import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar

from plainnet.training.callbacks.callback import Callback
from plainnet.training.training_data import gives_batches

BAR = "━" * 20


def verbosity_of(verbose: Any) -> int:
    """Read what a script says about printing: "auto" and True mean 1."""
    return 1 if verbose == "auto" else int(verbose or 0)


class ProgressLines(Callback):
    """Prints a line for each epoch."""

    reads_logs_only: ClassVar[bool] = True

    def __init__(self, verbose: int) -> None:
        super().__init__()
        self.verbose = verbose
        self.epoch_seconds = 0.0

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        """Print which epoch it is, before callbacks have something to say about it."""
        if (epochs := self.params.get("epochs", 1)) > 1:  # a single one is not counted
            _print(f"Epoch {epoch + 1}/{epochs}")

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Print what the epoch measured."""
        steps = self.params.get("steps")
        _print(progress_line(self.verbose, steps, self.epoch_seconds, logs or {}))


class CountedBatches:
    """Batches of unknown number, counted as they are taken."""

    def __init__(self, batches: Iterable[Any]) -> None:
        self._batches = batches
        self.n_given = 0

    def __iter__(self) -> Iterator[Any]:
        self.n_given = 0
        for batch in self._batches:
            self.n_given += 1
            yield batch


class EvaluationLines:
    """Prints the line that ends `evaluate` and `predict`."""

    def __init__(self, verbose: int, steps: int | None) -> None:
        self.verbose, self.steps = verbose, steps
        self._counter: CountedBatches | None = None
        self._started = time.perf_counter()

    def counted(self, x: Any, y: Any = None) -> Any:
        """Let batches be counted on their way, where their number is not known before."""
        is_walked = y is None and self.steps is None and gives_batches(x)
        if not is_walked or isinstance(x, Iterator):
            return x
        self._counter = CountedBatches(x)
        return self._counter

    def show(self, figures: Mapping[str, float]) -> None:
        """Print the line."""
        if self._counter is not None:
            self.steps = self._counter.n_given
        if self.verbose:
            seconds = time.perf_counter() - self._started
            in_order = dict(sorted(figures.items()))
            _print(progress_line(self.verbose, self.steps, seconds, in_order))


def progress_line(
    verbose: int, steps: int | None, seconds: float, figures: Mapping[str, Any]
) -> str:
    """Write a finished epoch as Keras does.

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
    """Write a metric with four digits, a small one in powers of ten."""
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


_BRIEF = 1e-4  # averages below this are written with an exponent


class Progbar:
    """Tells on standard output how far a loop of the script is.

    Parameters
    ----------
    target : int or None
        Steps in all; None if that is not known.
    width : int, default=20
        Characters of the bar.
    verbose : {0, 1, 2}, default=1
        Nothing, a bar, or a line at the end.
    interval : float, default=0.05
        Seconds between two drawings.
    stateful_metrics : sequence of str or None, default=None
        Values that are shown as they are instead of averaged.
    unit_name : str, default="step"
        What is counted.
    """

    def __init__(
        self,
        target: int | None,
        width: int = 20,
        verbose: int = 1,
        interval: float = 0.05,
        stateful_metrics: Any = None,
        unit_name: str = "step",
    ) -> None:
        self.target = target
        self.width = width
        self.verbose = verbose
        self.interval = interval
        self.stateful_metrics = set(stateful_metrics or ())
        self.unit_name = unit_name
        self._sums: dict[str, tuple[float, float]] = {}
        self._seen = 0
        self._start = time.time()
        self._drawn = 0.0

    def update(self, current: int, values: Any = None, finalize: bool | None = None) -> None:
        """Return that step `current` is done.

        Parameters
        ----------
        current : int
            Steps done.
        values : list of (str, float) or None, default=None
            Metrics to show.
        finalize : bool or None, default=None
            Whether this is the last; None means if the target is reached.
        """
        steps = max(current - self._seen, 1)
        for name, value in values or ():
            if name in self.stateful_metrics:
                self._sums[name] = (float(value), 1.0)
            else:
                total, count = self._sums.get(name, (0.0, 0.0))
                self._sums[name] = (total + float(value) * steps, count + steps)
        self._seen = current
        is_last = finalize if finalize is not None else current == self.target
        now = time.time()
        if self.verbose == 1 and (is_last or now - self._drawn >= self.interval):
            self._drawn = now
            sys.stdout.write(f"\r{self._line(now - self._start)}" + ("\n" if is_last else ""))
            sys.stdout.flush()
        elif self.verbose == 2 and is_last:
            sys.stdout.write(f"{self._line(now - self._start)}\n")
            sys.stdout.flush()

    def add(self, n: int, values: Any = None) -> None:
        """Return that `n` further steps are done."""
        self.update(self._seen + n, values)

    def _line(self, seconds: float) -> str:
        """Write counts, bar, time and metrics."""
        if self.target:
            full = int(self.width * min(self._seen / self.target, 1))
            bar = "━" * full + " " * (self.width - full)
            head = f"{self._seen:>{len(str(self.target))}}/{self.target} {bar}"
        else:
            head = f"{self._seen}/Unknown"
        return f"{head} {seconds:.0f}s{self._figures()}"

    def _figures(self) -> str:
        """Write the averages."""
        averages = {name: total / max(count, 1) for name, (total, count) in self._sums.items()}
        return "".join(
            f" - {name}: {value:.4f}" if abs(value) > _BRIEF else f" - {name}: {value:.4e}"
            for name, value in averages.items()
        )
