"""One training on several processors: each takes its share of every batch.

All hold the same weights; the gradients are added up over all of them before the weights
move. Waiting for each other costs about a tenth of a millisecond a step, so only networks
with long steps gain.
"""

import math
import os
from collections.abc import Callable
from typing import Any, TypeVar

import jax
import numpy as np
from jax import lax
from jax.flatten_util import ravel_pytree
from jax.sharding import Mesh, NamedSharding, PartitionSpec

from plainnet.layers.layer import Shape
from plainnet.networks.network import Network

Tree = TypeVar("Tree")

AXIS = "processors"
EVERYWHERE = PartitionSpec()
LARGE = 50_000  # numbers from which an array is worth a wait of its own
# Multiply-adds of a batch, forward, from which two processors win over one that spreads its
# matrix products, and numbers of the data up to which each may have a copy.
LEAST_MULTIPLICATIONS = 3_000_000
MOST_NUMBERS = 1 << 26
# Times each weight is used on a row - at places of an image, at steps of a sequence - from which
# exchanging gradients costs less than half of the work. A dense layer uses each but once.
LEAST_USES = 4


def visible_cores() -> int:
    """Count the cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def processors_for(network: Network, input_shape: Shape, n_rows: int, batch_size: int) -> int:
    """Choose how many devices share the batches: a rule of shapes and of the devices there are."""
    devices = jax.local_device_count()
    if devices == 1 or jax.default_backend() != "cpu" or batch_size % devices:
        return 1
    mixes_rows = any(layer.running_statistics for layer in network.hidden)
    is_small = n_rows * int(np.prod(input_shape)) <= MOST_NUMBERS
    multiplications = network.multiplications(input_shape)
    is_long = batch_size * multiplications >= LEAST_MULTIPLICATIONS
    shapes = network.weight_shapes(input_shape).values()
    n_weights = sum(math.prod(shape) for own in shapes for shape in own.values())
    reuses = multiplications >= LEAST_USES * n_weights
    return devices if is_long and reuses and is_small and not mixes_rows else 1


def added_up(tree: Tree, processors: int) -> Tree:
    """Add up over all processors; every sum is a wait, so small arrays go together."""
    if processors == 1:
        return tree
    arrays, structure = jax.tree.flatten(tree)
    small = [array for array in arrays if array.size < LARGE]
    sums, rebuild = ravel_pytree(small)
    rebuilt = iter(rebuild(lax.psum(sums, AXIS)))
    added = [next(rebuilt) if a.size < LARGE else lax.psum(a, AXIS) for a in arrays]
    total: Tree = jax.tree.unflatten(structure, added)
    return total


def own_key(key: jax.Array, processors: int) -> jax.Array:
    """Return each processor randomness of its own."""
    return key if processors == 1 else jax.random.fold_in(key, lax.axis_index(AXIS))


def mesh_of(processors: int) -> Mesh:
    """Put the first processors in a row."""
    return Mesh(np.array(jax.local_devices()[:processors]), (AXIS,))


def shared_out(
    run: Callable[..., Any], processors: int, taken: Any, given: Any = EVERYWHERE
) -> Callable[..., Any]:
    """Run a function on all processors at once."""
    if processors == 1:
        return run
    return jax.shard_map(
        run, mesh=mesh_of(processors), in_specs=taken, out_specs=given, check_vma=False
    )


def cut(axis: int) -> PartitionSpec:
    """Cut along one axis into shares."""
    return PartitionSpec(*[None] * axis, AXIS)


def put(arrays: Any, processors: int, spec: PartitionSpec = EVERYWHERE) -> Any:
    """Hand arrays to the device, or a copy or share of them to each processor."""
    if processors == 1:
        return jax.device_put(arrays)
    return jax.device_put(arrays, NamedSharding(mesh_of(processors), spec))
