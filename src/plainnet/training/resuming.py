"""The optimizer's state as the variables that files hold, and back."""

from collections.abc import Sequence
from typing import Any

from numpy.typing import NDArray

from plainnet.files.optimizer_variables import from_variables, to_variables
from plainnet.networks.network import Network
from plainnet.training.model_state import ModelState


def optimizer_variables(state: ModelState, network: Network) -> tuple[NDArray[Any], ...]:
    """Write the optimizer's state as Keras does; nothing where there is no optimizer."""
    if state.optimizer is None:
        return ()
    moved, _ = network.split_statistics(state.weights)
    return tuple(to_variables(state.optimizer, state.optimizer_state, moved))


def take_up(state: ModelState, network: Network, variables: Sequence[NDArray[Any]]) -> None:
    """Go on where training stopped, as saved variables of the optimizer tell."""
    assert state.optimizer is not None
    moved, _ = network.split_statistics(state.weights)
    state.optimizer_state = from_variables(state.optimizer, variables, moved)
    if state.optimizer_state is not None:
        state.steps_taken = int(state.optimizer_state["iterations"])
