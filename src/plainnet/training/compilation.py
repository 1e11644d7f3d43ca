"""How programs are compiled: for a quick start, or for long steps."""

from collections.abc import Callable
from typing import Any

import jax

from plainnet.networks.network import Network, Shapes, renamed_layers, shared_names
from plainnet.training.kept_programs import KeptProgram

# XLA's newer emitters of fused loops compile for twice as long and make steps a fifth to a half
# faster: worth it for training from so many multiply-adds an example on, forward.
LEAST_MULTIPLICATIONS = 300_000
QUICK_START = {"xla_cpu_use_fusion_emitters": False}


def has_long_steps(network: Network, input_shape: Shapes) -> bool:
    """Tell whether fast code is worth slow compiling: a rule of shapes.

    >>> from plainnet.layers.dense import Dense
    >>> from plainnet.networks.network import Stack
    >>> has_long_steps(Stack((Dense(10), Dense(2))), (30,))
    False
    """
    return network.multiplications(input_shape) >= LEAST_MULTIPLICATIONS


def compiled(
    function: Callable[..., Any],
    *,
    is_long: bool = False,
    made_of: tuple[object, ...] = (),
    **settings: Any,
) -> Callable[..., Any]:
    """Compile a function when it is first called."""
    is_quick_start = not is_long and jax.default_backend() == "cpu"
    options = QUICK_START if is_quick_start else None
    program = jax.jit(function, compiler_options=options, **settings)
    return KeptProgram(program, (*made_of, options)) if made_of else program


def under_shared_names(network: Network, compiled: Callable[..., Any]) -> Callable[..., Any]:
    """Call what was compiled for the nameless network with weights of this one."""
    there = shared_names(network)
    back = {shared: name for name, shared in there.items()}

    def call(*arguments: Any) -> Any:
        return renamed_layers(compiled(*renamed_layers(arguments, there)), back)

    return call
