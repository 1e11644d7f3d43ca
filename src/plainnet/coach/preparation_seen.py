"""What a script did to its data before: scalers that were fit, rows that were split, scores."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.coach.finding import Position
from plainnet.data.row_hashes import Hashes

MOST_VALUES = 4_000_000  # of an array that is kept
MOST_KEPT = 24_000_000  # values of all arrays together
MOST_EVENTS = 60
SAMPLED = 300  # values of an array by which its origin is found


def table_of(array: Any) -> NDArray[np.float32] | None:
    """Return an array or frame of numbers as (rows, columns); None for anything else."""
    try:
        numbers = np.asarray(array, np.float32)
    except Exception:  # noqa: BLE001 - a script's own object may raise anything; it is no table
        return None
    if not numbers.ndim or not numbers.size or numbers.size > MOST_VALUES:
        return None
    return numbers.reshape(len(numbers), -1)


@dataclass(eq=False)
class Scaling:
    """One array that a scaler transformed, and the rows the scaler had been fit on."""

    scaler: str
    fitted_at: Position | None
    fit_number: int
    fitted_rows: int
    fitted_hashes: Hashes
    outputs: NDArray[np.float32]  # (rows, columns)
    is_of_fitted_rows: bool
    _sorted: NDArray[np.float32] | None = field(default=None, repr=False)

    def holds(self, values: NDArray[np.float32]) -> bool:
        """Return whether all of some values are among the outputs."""
        if self._sorted is None:
            self._sorted = np.unique(self.outputs)
        places = np.searchsorted(self._sorted, values).clip(0, len(self._sorted) - 1)
        return bool((self._sorted[places] == values).all())


@dataclass(eq=False)
class Fit:
    """One fit of a scaler."""

    scaler: str
    at: Position | None
    number: int
    hashes: Hashes
    columns: int


@dataclass
class Split:
    """One call of `train_test_split`."""

    at: Position | None
    has_seed: bool
    is_shuffled: bool
    whole: NDArray[np.float32] | None
    train_hashes: Hashes | None
    test_hashes: Hashes | None


@dataclass
class Comparison:
    """One score that scikit-learn computed of targets and predictions."""

    metric: str
    at: Position | None
    y_true: NDArray[np.float32]
    y_pred: NDArray[np.float32]


@dataclass
class Preparation:
    """All that was seen, in order."""

    fits: list[Fit] = field(default_factory=list)
    scalings: list[Scaling] = field(default_factory=list)
    splits: list[Split] = field(default_factory=list)
    comparisons: list[Comparison] = field(default_factory=list)

    def has_room(self) -> bool:
        """Return whether one more array may be kept."""
        kept = sum(each.outputs.size for each in self.scalings)
        kept += sum(0 if each.whole is None else each.whole.size for each in self.splits)
        return kept < MOST_KEPT and len(self.scalings) + len(self.splits) < MOST_EVENTS

    def origins(self, inputs: Any) -> list[Scaling]:
        """Find the scaled arrays that inputs were taken from, as tables or as windows."""
        if not isinstance(inputs, np.ndarray) or not inputs.size or not self.scalings:
            return []
        array = inputs.astype(np.float32, copy=False).ravel()
        step = max(1, array.size // SAMPLED)
        values = np.unique(array[::step])
        values = values[(values != 0) & (values != 1)]
        if len(values) < 8:
            return []
        return [each for each in self.scalings if each.holds(values)]
