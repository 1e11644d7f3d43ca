"""What simpler models make of the test rows of a table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.data.dataset import Repair
from plainnet.evaluation.baselines import class_shares, mean_value
from plainnet.recipes.learned_baselines import BaselineData, fitted_apart, learned_baselines

MOST_NUMBERS = 2_000_000  # that simpler models learn from


@dataclass(frozen=True)
class TableBaselines:
    """Simpler models, fitted when they are asked for.

    `validation`: (rows, features), what trees stop by.
    """

    x: NDArray[np.float32]  # (training_rows, features), Inputs as the network takes them
    y: NDArray[np.float64]  # (training_rows,), Class numbers, or values in the target's unit
    validation: tuple[NDArray[np.float32], NDArray[np.float64]]
    test_inputs: Callable[[], NDArray[np.float32]]  # `() -> array of shape (test_rows, features)`
    n_test: int
    n_classes: int  # 0 for numbers
    seed: int = 0  # of the sample

    @property
    def n_rows(self) -> int:
        """How many rows simpler models learn from."""
        width = max(1, int(self.x.shape[1]))
        return min(len(self.x), max(1000, MOST_NUMBERS // width))

    @property
    def told(self) -> tuple[Repair, ...]:
        """Whether they learn from a sample only."""
        if self.n_rows == len(self.x):
            return ()
        return (Repair("table.baselines_sample", {"rows": self.n_rows}),)

    def __call__(self) -> dict[str, NDArray[np.float64]]:
        """Predict for the test rows, the simplest first.

        Shapes: returns (test_rows,).
        Result: values, or the probabilities of classes.
        """
        if self.n_classes:
            simplest = {"majority": class_shares(self.y, self.n_test, self.n_classes)}
        else:
            simplest = {"mean": mean_value(self.y, self.n_test)}
        # Beside a huge table there is no room for another library and its trees.
        if self.n_rows < len(self.x):
            return simplest | fitted_apart(self._arrays, self.n_classes)
        return simplest | learned_baselines(BaselineData(*self._arrays()), self.n_classes)

    def _arrays(self) -> tuple[NDArray[Any], ...]:
        """Give what to learn from, and the inputs to predict for."""
        return (*self._sample(), *self.validation, self.test_inputs())

    def _sample(self) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
        """Give all training rows, or as many as simpler models can take."""
        if self.n_rows == len(self.x):
            return self.x, self.y
        rows = np.random.default_rng(self.seed).permutation(len(self.x))[: self.n_rows]
        rows.sort()
        return self.x[rows], self.y[rows]
