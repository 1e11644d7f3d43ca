"""Series that the tests of recipes train on."""

from pathlib import Path

import numpy as np


def write_series(path: Path, columns: dict[str, np.ndarray]) -> Path:
    """Write columns of numbers as CSV."""
    rows = zip(*columns.values(), strict=True)
    lines = [",".join(columns), *(",".join(f"{value:.6g}" for value in row) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def prices(n_rows: int, seed: int = 0) -> np.ndarray:
    """Make a price that wanders."""
    changes = 0.01 * np.random.default_rng(seed).standard_normal(n_rows)
    return np.asarray(100 * np.exp(np.cumsum(changes)))


def weeks(n_rows: int, seed: int = 0) -> np.ndarray:
    """Make sales that repeat themselves every seven days."""
    noise = np.random.default_rng(seed).standard_normal(n_rows)
    shape = np.array([9.0, 4.0, 5.0, 4.0, 7.0, 14.0, 12.0])
    return np.asarray(3 * shape[np.arange(n_rows) % 7] + noise)
