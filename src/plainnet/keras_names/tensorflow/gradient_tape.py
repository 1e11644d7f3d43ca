"""`tf.GradientTape`: gradients of what a script computes step by step."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

import jax
import jax.numpy as jnp
import numpy as np

from plainnet.keras_names.arrays.eager_array import eager
from plainnet.keras_names.arrays.noted_steps import (
    Noted,
    Step,
    begin,
    end,
    leaves_in,
    note,
    repeated,
    steps_before,
)


class GradientTape:
    """Notes what a script computes inside a `with` block, to give gradients afterwards.

    Parameters
    ----------
    persistent : bool, default=False
        Without effect: every tape can be asked again.
    watch_accessed_variables : bool, default=True
        Without effect: only gradients that are asked for are computed.
    """

    def __init__(self, persistent: bool = False, watch_accessed_variables: bool = True) -> None: ...

    def __enter__(self) -> Self:
        """Begin to note."""
        begin(self)
        return self

    def __exit__(self, *raised: object) -> None:
        """Note no longer."""
        end(self)

    def watch(self, tensor: Any) -> None:
        """Let gradients for a tensor be asked, or for each of several."""
        for each in jax.tree.leaves(tensor):
            each.is_watched = True

    def reset(self) -> None:
        """Do nothing: what is not asked for costs nothing."""

    @contextmanager
    def stop_recording(self) -> Iterator[None]:
        """Note nothing inside a `with` block."""
        end(self)
        try:
            yield
        finally:
            begin(self)

    def gradient(
        self,
        target: Any,
        sources: Any,
        output_gradients: Any = None,
        unconnected_gradients: Any = "none",
    ) -> Any:
        """Return the gradient of the sum of the target for each source.

        Parameters
        ----------
        target : tensor, or list or dict of them
        sources : variable or tensor, or list or dict of them
        output_gradients : like `target`, or None
            Factor of each number of the target; None means 1.
        unconnected_gradients : {"none", "zero"}, default="none"
            What is given for a source that the target does not depend on.

        Returns
        -------
        like `sources`
            A tensor for each.
        """
        flat, form = jax.tree.flatten(sources)
        targets = jax.tree.leaves(target)
        factors = jax.tree.leaves(output_gradients) or [None] * len(targets)
        found = _gradients(targets, flat, factors)
        is_zero = getattr(unconnected_gradients, "value", unconnected_gradients) == "zero"
        for place, source in enumerate(flat):
            if found[place] is None and is_zero:
                found[place] = eager(np.zeros(np.shape(source), np.float32))
        return jax.tree.unflatten(form, found)

    def jacobian(self, target: Any, sources: Any, **settings: Any) -> Any:
        """Return how each number of the target changes with each source."""
        shape = np.shape(target)
        ones = np.eye(int(np.prod(shape)), dtype=np.float32)
        rows = [jax.tree.leaves(self.gradient(target, sources, one.reshape(shape))) for one in ones]
        columns = zip(*rows, strict=True)
        whole = [eager(np.reshape(each, (*shape, *np.shape(each[0])))) for each in columns]
        return jax.tree.unflatten(jax.tree.structure(sources), whole)


def _gradients(targets: list[Any], sources: list[Any], factors: list[Any]) -> list[Any]:
    """Return the gradient of the sum of the targets for each source; None where there is none."""
    keys = [getattr(source, "tape_key", None) for source in sources]
    steps = steps_before(targets, set(keys))
    values: dict[Any, Any] = {}
    for step in steps:
        values |= step.values
    arguments = (targets, [(step.args, dict(step.settings)) for step in steps])
    ends = {each.tape_key: each for each in leaves_in(arguments) if isinstance(each, Noted)}
    reached = [key for key in dict.fromkeys(keys) if key in ends]
    known = {
        key: jnp.asarray(values.get(key, np.asarray(ends[key]))) for key in [*values, *reached]
    }
    made = [eager(np.asarray(each)) for each in _pulled(steps, targets, factors, known, reached)]

    def again(moved: dict[Any, Any]) -> list[Any]:
        """Compute the gradients once more, for the gradient of something made of them."""
        return _pulled(steps, targets, factors, {**known, **moved}, reached)

    note(made, again, {key: ends[key] for key in known})
    by_key = dict(zip(reached, made, strict=True))
    return [by_key.get(key) for key in keys]


def _pulled(
    steps: list[Step],
    targets: list[Any],
    factors: list[Any],
    known: dict[Any, Any],
    reached: list[Any],
) -> list[Any]:
    """Repeat steps while JAX watches, and go back through them to the numbers of some keys."""

    def forward(moved: list[Any]) -> Any:
        return repeated(steps, targets, {**known, **dict(zip(reached, moved, strict=True))})

    outputs, back = jax.vjp(forward, [known[key] for key in reached])
    ones = [
        jnp.ones_like(output) if factor is None else jnp.broadcast_to(factor, output.shape)
        for output, factor in zip(outputs, factors, strict=True)
    ]
    return list(back(ones)[0])
