"""The progress bar that scripts draw themselves: `keras.utils.Progbar`."""

import sys
import time
from typing import Any

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
        """Tell that step `current` is done.

        Parameters
        ----------
        current : int
            Steps done.
        values : list of (str, float) or None, default=None
            Figures to show.
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
        """Tell that `n` further steps are done."""
        self.update(self._seen + n, values)

    def _line(self, seconds: float) -> str:
        """Write counts, bar, time and figures."""
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
