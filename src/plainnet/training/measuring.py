"""Loss and metrics of a network on some rows, without training."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache, partial

import jax

from plainnet.networks.network import NetworkWeights, nameless
from plainnet.training.compilation import compiled
from plainnet.training.compiled_run import Program, validate
from plainnet.training.examples import Examples
from plainnet.training.shared_program import under_shared_names
from plainnet.training.training_data import USUAL_BATCH_SIZE
from plainnet.training.training_loop import batches_on_device, program_to_compile


def measure(
    program: Program,
    weights: NetworkWeights,
    examples: Examples,
    batch_size: int = USUAL_BATCH_SIZE,
) -> dict[str, float]:
    """Measure the loss and every metric."""
    exact = batch_size if program.mixes_rows else None
    batches = batches_on_device(program.network, examples, exact_size=exact)
    figures = _compiled(program_to_compile(program))(weights, batches).tolist()
    names = [name for name in program.figure_names if not name.startswith("val_")]
    return dict(zip(names, figures, strict=True))


@lru_cache(maxsize=64)
def _compiled(program: Program) -> Callable[..., jax.Array]:
    """Give the compiled measuring of a program."""
    shared = replace(program, network=nameless(program.network))
    return under_shared_names(program.network, _compiled_without_names(shared))


@lru_cache(maxsize=64)
def _compiled_without_names(program: Program) -> Callable[..., jax.Array]:
    """Compile the measuring once for all networks of the same layers."""
    return compiled(partial(validate, program), made_of=("measuring", program))
