"""One step at a time as a compiled program, for batches that the host hands out one by one."""

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from plainnet.networks.network import NetworkWeights
from plainnet.training.compilation import SharedByNames, compiled
from plainnet.training.compiled_run import (
    FilledRows,
    Program,
    Rows,
    RunState,
    Tallies,
    figures_of,
    learn,
    measure_batch,
)
from plainnet.training.examples import Examples

Step = Callable[..., Any]


@SharedByNames
def training_step(program: Program) -> Step:
    """Return the compiled step.

    It is called with `(state, tallies, batch, learning_rate)`; `tallies` are the sums of
    the epoch so far. It gives both anew, and the metrics of the epoch so far.
    """
    return compiled(partial(_train, program), is_long=program.has_long_steps, donate_argnums=(0, 1))


def _train(
    program: Program, state: RunState, tallies: Tallies, batch: FilledRows, rate: jax.Array
) -> tuple[RunState, Tallies, jax.Array]:
    """Learn from a batch."""
    state, own = learn(program, state, batch.rows, batch.present, rate)
    tallies = jax.tree.map(jnp.add, tallies, own)
    return state, tallies, figures_of(program, tallies)


@SharedByNames
def measuring_step(program: Program) -> Step:
    """Return the compiled measuring of a batch: `(weights, tallies, batch)`."""
    return compiled(partial(_measure, program), is_long=program.has_long_steps, donate_argnums=1)


def _measure(
    program: Program, weights: NetworkWeights, tallies: Tallies, batch: FilledRows
) -> tuple[Tallies, jax.Array]:
    """Measure a batch."""
    tallies = jax.tree.map(jnp.add, tallies, measure_batch(program, weights, batch))
    return tallies, figures_of(program, tallies)


def empty_tallies(program: Program, weights: NetworkWeights, batch: FilledRows) -> Tallies:
    """Return sums over nothing."""
    leaves, tree = jax.tree.flatten((weights, batch))
    shapes = _shapes_of_tallies(program, tree, tuple(leaf.shape for leaf in leaves))
    zeros: Tallies = jax.tree.map(lambda sums: np.zeros(sums.shape, sums.dtype), shapes)
    return zeros


@lru_cache(maxsize=64)
def _shapes_of_tallies(
    program: Program, tree: "jax.tree_util.PyTreeDef", shapes: tuple[tuple[int, ...], ...]
) -> Tallies:
    """Find out what sums there are, once for each form of a batch."""
    leaves = [jax.ShapeDtypeStruct(shape, np.float32) for shape in shapes]
    found: Tallies = jax.eval_shape(partial(measure_batch, program), *tree.unflatten(leaves))
    return found


class BatchSize:
    """Returns all batches one size, so that one program serves them: that of the largest."""

    def __init__(self, program: Program) -> None:
        self.is_kept = program.mixes_rows
        self.largest = 0

    def filled(self, examples: Examples) -> FilledRows:
        """Fill a batch up with copies of its first row, which count nothing."""
        self.largest = examples.n_rows if self.is_kept else max(self.largest, examples.n_rows)
        missing = self.largest - examples.n_rows

        def fill(array: NDArray[np.float32]) -> NDArray[np.float32]:
            return np.concatenate([array, np.repeat(array[:1], missing, 0)]) if missing else array

        rows = Rows(examples.inputs, examples.targets, examples.sample_weight)
        present = np.zeros(self.largest, np.float32)
        present[: examples.n_rows] = 1
        return FilledRows(jax.tree.map(fill, rows), present)
