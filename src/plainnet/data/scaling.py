"""Bringing columns to a common range, learned from one set of rows and kept as a value."""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from plainnet.errors import DataError, SettingError, ShapeError

ScalingKind = Literal["min_max", "standard"]
KINDS: tuple[ScalingKind, ...] = get_args(ScalingKind)
_EPSILON = float(np.finfo(np.float64).eps)


@dataclass(frozen=True)
class Scaling:
    """How each column is shifted and stretched: scaled = (value - offset) / scale.

    `kind`: how it was learned: smallest value and range, or mean and standard deviation.
    `scale`: one for each column, in the column's unit; 1 for a column that does not vary.

    >>> scaling = learn_min_max([[1.0], [3.0]])
    >>> scaling.apply([[2.0], [5.0]]).tolist()
    [[0.5], [2.0]]
    """

    kind: ScalingKind
    offset: tuple[float, ...]  # one for each column, in the column's unit
    scale: tuple[float, ...]

    def apply(self, values: ArrayLike) -> NDArray[np.float64]:
        """Scale values.

        Shapes: `values` (..., columns) -> (..., columns).
        `values`: in the columns' units.
        Result: without unit.
        """
        scaled: NDArray[np.float64] = (self._columns(values) - self.offset) / self.scale
        return scaled

    def undo(self, scaled: ArrayLike) -> NDArray[np.float64]:
        """Bring scaled values back to their units.

        Shapes: `scaled` (..., columns) -> (..., columns).
        `scaled`: without unit.
        Result: in the columns' units.
        """
        values: NDArray[np.float64] = self._columns(scaled) * self.scale + self.offset
        return values

    def to_dict(self) -> dict[str, object]:
        """Return the scaling as what JSON can hold."""
        return {"kind": self.kind, "offset": list(self.offset), "scale": list(self.scale)}

    @classmethod
    def from_dict(cls, saved: dict[str, object]) -> "Scaling":
        """Make a scaling of what `to_dict` gave."""
        kind, offset, scale = (saved.get(name) for name in ("kind", "offset", "scale"))
        if kind not in KINDS or not isinstance(offset, list) or not isinstance(scale, list):
            raise SettingError("scaling.broken", found=saved)
        numbers = offset + scale
        is_sound = all(isinstance(n, int | float) and np.isfinite(n) for n in numbers)
        if not is_sound or len(offset) != len(scale) or 0 in scale:
            raise SettingError("scaling.broken", found=saved)
        return cls(kind, tuple(map(float, offset)), tuple(map(float, scale)))

    def _columns(self, values: ArrayLike) -> NDArray[np.float64]:
        """Check that values have the columns learned from."""
        array = np.asarray(values, dtype=np.float64)  # (..., columns)
        if array.ndim == 0 or array.shape[-1] != len(self.offset):
            raise ShapeError("scaling.columns", found=array.shape, expected=len(self.offset))
        return array


def learn_min_max(values: ArrayLike) -> Scaling:
    """Learn the scaling that brings each column to 0..1, as `MinMaxScaler` does.

    Shapes: `values` (rows, columns).
    """
    rows = _check(values)
    lowest = rows.min(axis=0)
    span = rows.max(axis=0) - lowest
    span[span < 10 * _EPSILON] = 1.0
    return Scaling("min_max", tuple(lowest.tolist()), tuple(span.tolist()))


def learn_standard(values: ArrayLike) -> Scaling:
    """Learn the scaling to mean 0 and standard deviation 1, as `StandardScaler` does.

    Shapes: `values` (rows, columns).

    Chan, Golub and LeVeque (1983), "Algorithms for computing the sample variance:
    analysis and recommendations", The American Statistician 37: how large a variance can
    be by rounding alone.
    """
    rows = _check(values)
    n_rows = len(rows)
    mean = rows.mean(axis=0)
    variance = rows.var(axis=0)
    by_rounding = n_rows * _EPSILON * variance + (n_rows * mean * _EPSILON) ** 2
    deviation = np.sqrt(variance)
    deviation[variance <= by_rounding] = 1.0
    return Scaling("standard", tuple(mean.tolist()), tuple(deviation.tolist()))


def _check(values: ArrayLike) -> NDArray[np.float64]:
    """Check that there is something to learn from."""
    rows = np.asarray(values, dtype=np.float64)
    if rows.ndim != 2:
        raise ShapeError("scaling.not_a_table", found=rows.shape)
    if rows.size == 0:
        raise DataError("scaling.no_rows")
    bad = np.argwhere(~np.isfinite(rows))
    if len(bad):
        row, column = bad[0].tolist()
        raise DataError("scaling.not_finite", row=row, column=column, value=rows[row, column])
    return rows
