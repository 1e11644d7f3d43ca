"""An optimizer's state as the numbered variables that Keras saves, and back.

Concepts: optimizer state, resuming
"""

from collections.abc import Iterator, Sequence
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from plainnet.networks.network import NetworkWeights
from plainnet.optimizers.optimizer import Optimizer, State


def to_variables(
    optimizer: Optimizer, state: State | None, moved: NetworkWeights
) -> list[NDArray[Any]]:
    """List the variables in Keras' order.

    Parameters
    ----------
    optimizer : Optimizer
        Whose state it is.
    state : dict or None
        None is the state before the first step.
    moved : dict of str to dict of str to array
        The weights it moves, in the order of files.

    Returns
    -------
    list of array
        Steps taken; the learning rate, unless a schedule gives it; then what is kept for
        each weight.
    """
    if state is None:
        state = optimizer.transformation().init(moved)
    variables: list[NDArray[Any]] = [np.asarray(state["iterations"], np.int32)]
    if optimizer.has_constant_rate:
        variables.append(np.asarray(optimizer.constant_rate, np.float32))
    kept = [
        np.asarray(state[name][layer][weight]) for name, layer, weight in _order(optimizer, moved)
    ]
    return [*variables, *kept]


def from_variables(
    optimizer: Optimizer, variables: Sequence[NDArray[Any]], moved: NetworkWeights
) -> State | None:
    """Make the state of what Keras or plainnet saved.

    Parameters
    ----------
    optimizer : Optimizer
        Whose state it is.
    variables : sequence of array
        As `to_variables` lists them.
    moved : dict of str to dict of str to array
        The weights it moves, in the order of files.

    Returns
    -------
    dict or None
        None where the variables are not those of this optimizer and these weights: an
        optimizer that was saved before its first step has none.
    """
    state: State = optimizer.transformation().init(moved)
    first = 1 + optimizer.has_constant_rate
    order = list(_order(optimizer, moved))
    if len(variables) != first + len(order) or variables[0].shape != ():
        return None
    state = jax.tree.map(jnp.asarray, state)
    state["iterations"] = jnp.int32(variables[0])
    for (name, layer, weight), array in zip(order, variables[first:], strict=True):
        if array.shape != moved[layer][weight].shape:
            return None
        state[name][layer][weight] = jnp.asarray(array, jnp.float32)
    return state


def _order(optimizer: Optimizer, moved: NetworkWeights) -> Iterator[tuple[str, str, str]]:
    """Name slot, layer and weight in Keras' order: the slots of a group take turns."""
    for group in optimizer.slots:
        for layer, weights in moved.items():
            for weight in weights:
                for name in group:
                    yield name, layer, weight
