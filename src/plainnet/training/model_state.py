"""What training changes about a model: its numbers, and where it stands.

Model, training loop and callbacks hold the same object, so that what one of them changes
the others see.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import jax
import numpy as np
from numpy.typing import NDArray

from plainnet.errors import ShapeError
from plainnet.files.optimizer_variables import from_variables, to_variables
from plainnet.networks.network import Network, NetworkWeights
from plainnet.optimizers.optimizer import Optimizer, State
from plainnet.training.compiled_run import RunState
from plainnet.training.objective import has_rate_to_set, rate_set, with_rate


@dataclass
class ModelState:
    """The numbers of a model."""

    weights: NetworkWeights = field(default_factory=dict)
    optimizer: Optimizer | None = None  # with the learning rate in force
    optimizer_state: State | None = None  # None before the first step
    steps_taken: int = 0
    uses: int = 0  # predictions so far
    stop_training: bool = False  # set by callbacks to end the run after the batch or epoch
    initial_epoch: int | None = None  # set by callbacks that take up a run, when it begins

    @property
    def learning_rate(self) -> float:
        """The rate that is set, or that of the next step where a schedule decides."""
        assert self.optimizer is not None
        if has_rate_to_set(self.optimizer):
            return float(rate_set(self.optimizer))
        return float(np.float32(self.optimizer.rate_at(self.steps_taken)))

    @learning_rate.setter
    def learning_rate(self, rate: float) -> None:
        assert self.optimizer is not None
        self.optimizer = with_rate(self.optimizer, rate)

    def copy_weights(self) -> list[NDArray[Any]]:
        """Return copies of all weights, in the order of files."""
        return [np.array(array) for own in self.weights.values() for array in own.values()]

    def set_weights(self, arrays: Any) -> None:
        """Take other weights, in the order of files."""
        names = [(layer, weight) for layer, own in self.weights.items() for weight in own]
        if len(arrays) != len(names):
            raise ShapeError("model.weights_count", expected=len(names), found=len(arrays))
        taken: NetworkWeights = {layer: {} for layer in self.weights}
        for (layer, weight), array in zip(names, arrays, strict=True):
            expected, given = self.weights[layer][weight].shape, np.asarray(array, np.float32)
            if given.shape != expected:
                raise ShapeError(
                    "model.weights_shape",
                    weight=f"{layer}/{weight}",
                    expected=expected,
                    found=given.shape,
                )
            taken[layer][weight] = jax.device_put(given.copy())
        self.weights = taken

    def weights_hash(self) -> str:
        """Return the sha256 of all weights: little-endian bytes in the order of the layers."""
        digest = hashlib.sha256()
        for own in self.weights.values():
            for array in own.values():
                digest.update(np.asarray(array).astype("<f4").tobytes())
        return digest.hexdigest()

    def show(self, network: Network, run: RunState) -> NetworkWeights:
        """Let everybody see where a run stands; its next step takes these arrays over."""
        self.weights = network.join_statistics(run.moved, run.statistics)
        self.optimizer_state = run.optimizer
        return self.weights


def with_weights_set(
    state: ModelState, shown: NetworkWeights, network: Network, run: RunState
) -> RunState:
    """Put weights that somebody set since they were shown into the run."""
    if state.weights is shown:
        return run
    moved, statistics = network.split_statistics(jax.tree.map(np.array, state.weights))
    return run._replace(moved=moved, statistics=statistics)


def optimizer_variables(state: ModelState, network: Network) -> tuple[NDArray[Any], ...]:
    """Write the optimizer's state as Keras does; nothing where there is no optimizer."""
    if state.optimizer is None:
        return ()
    moved, _ = network.split_statistics(state.weights)
    return tuple(to_variables(state.optimizer, state.optimizer_state, moved))


def restore_optimizer(
    state: ModelState, network: Network, variables: Sequence[NDArray[Any]]
) -> None:
    """Go on where training stopped, as saved variables of the optimizer tell."""
    assert state.optimizer is not None
    moved, _ = network.split_statistics(state.weights)
    state.optimizer_state = from_variables(state.optimizer, variables, moved)
    if state.optimizer_state is not None:
        state.steps_taken = int(state.optimizer_state["iterations"])
