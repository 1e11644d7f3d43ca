"""An optimizer's state as the numbered variables that Keras saves, and back."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import jax
import numpy as np
from numpy.typing import NDArray

from plainnet.files.saved_model import SavedModel
from plainnet.messages.language import say
from plainnet.networks.network import Network, NetworkWeights
from plainnet.optimizers.catalogue import find_optimizer
from plainnet.optimizers.optimizer import Optimizer, State


def to_variables(
    optimizer: Optimizer, state: State | None, moved: NetworkWeights
) -> list[NDArray[Any]]:
    """List the variables in Keras' order.

    `state`: None is the state before the first step.
    """
    if state is None:
        state = optimizer.transformation().init(moved)
    variables: list[NDArray[Any]] = [np.asarray(state["iterations"], np.int32)]
    if optimizer.has_constant_rate:
        variables.append(np.asarray(optimizer.constant_rate, np.float32))
    kept = [
        np.asarray(state[name][layer][weight]) for name, layer, weight in _order(optimizer, moved)
    ]
    return [*variables, *kept, *(np.asarray(state[name]) for name in optimizer.first_numbers)]


def from_variables(
    optimizer: Optimizer, variables: Sequence[NDArray[Any]], moved: NetworkWeights
) -> State | None:
    """Make the state of what Keras or plainnet saved.

    Result: None where the variables are not those of this optimizer and these weights: an optimizer
    that was saved before its first step has none.
    """
    state: State = optimizer.transformation().init(moved)
    first = 1 + optimizer.has_constant_rate
    order = list(_order(optimizer, moved))
    numbers = list(optimizer.first_numbers)
    is_complete = len(variables) == first + len(order) + len(numbers)
    if not is_complete or variables[0].shape != ():
        return None
    state = jax.device_put(state)
    state["iterations"] = jax.device_put(np.int32(variables[0]))
    for name, array in zip(numbers, variables[first + len(order) :], strict=True):
        state[name] = jax.device_put(np.float32(array))
    for (name, layer, weight), array in zip(order, variables[first:], strict=False):
        if array.shape != moved[layer][weight].shape:
            return None
        state[name][layer][weight] = jax.device_put(np.asarray(array, np.float32))
    return state


def _order(optimizer: Optimizer, moved: NetworkWeights) -> Iterator[tuple[str, str, str]]:
    """Name slot, layer and weight in Keras' order: the slots of a group take turns."""
    for group in optimizer.slots:
        for layer, weights in moved.items():
            for weight in weights:
                for name in group:
                    yield name, layer, weight


def checked_variables(
    compile_config: Mapping[str, Any] | None,
    variables: Sequence[NDArray[Any]],
    network: Network,
    weights: NetworkWeights,
) -> tuple[tuple[NDArray[Any], ...], tuple[str, ...]]:
    """Leave out variables that are not those of the optimizer and the network."""
    if any(variable.dtype.kind not in "iuf" for variable in variables):
        raise TypeError("optimizer")
    if compile_config is None or not variables:
        return (), ()
    optimizer = find_optimizer(compile_config["optimizer"])
    moved, _ = network.split_statistics(weights)
    if optimizer.first_numbers:  # early Keras 3 puts them before the arrays
        first = 1 + optimizer.has_constant_rate
        rest = sorted(variables[first:], key=lambda variable: variable.shape == ())
        variables = [*variables[:first], *rest]
    if from_variables(optimizer, variables, moved) is None:
        # Plain gradient descent keeps nothing; saved before the first step, there is nothing but
        # the counter and the rate.
        is_unused = not optimizer.slots or sum(variable.size for variable in variables) <= 2
        return (), () if is_unused else (say("file.optimizer_state"),)
    return tuple(variables), ()


def variables_to_write(saved: SavedModel) -> tuple[NDArray[Any], ...]:
    """Return the optimizer's state, or that before the first step, so that Keras finds one."""
    if saved.compile_config is None or saved.optimizer_variables:
        return saved.optimizer_variables
    moved, _ = saved.network.split_statistics(saved.network.without_states(saved.weights))
    return tuple(to_variables(find_optimizer(saved.compile_config["optimizer"]), None, moved))


def todays_variables(
    optimizer: Optimizer,
    variables: Sequence[NDArray[Any]],
    moved: NetworkWeights,
    *,
    is_slot_by_slot: bool,
) -> list[NDArray[Any]]:
    """Bring the variables that Keras 2 and TensorFlow saved into the order of Keras 3."""
    numbers = [variable for variable in variables if variable.shape == ()]
    arrays: list[NDArray[Any]] = [variable for variable in variables if variable.shape != ()]
    taken = [number for number in numbers if number.dtype.kind in "iu"]
    first: list[NDArray[Any]] = [taken[0] if taken else np.asarray(0)]
    if optimizer.has_constant_rate:
        first.append(np.asarray(optimizer.constant_rate, np.float32))
    if is_slot_by_slot:
        names = [name for group in optimizer.slots for name in group]
        each = sum(len(own) for own in moved.values())
        places = {name: iter(arrays[n * each : (n + 1) * each]) for n, name in enumerate(names)}
        nothing = np.zeros(())
        arrays = [next(places[name], nothing) for name, _, _ in _order(optimizer, moved)]
    return [*first, *arrays, *map(np.asarray, optimizer.first_numbers.values())]
