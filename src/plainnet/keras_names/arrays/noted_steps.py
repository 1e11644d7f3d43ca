"""Steps of a script's arithmetic, noted while a gradient tape runs, so that JAX can repeat them.

Each array that comes of a noted step holds it, and with it the arrays before: the chain of
operations from variables to a loss hangs on the loss, and is forgotten with it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from itertools import count
from typing import Any

import numpy as np

_running: list[object] = []  # the tapes that note at present
_numbers = count()


@dataclass(frozen=True, eq=False)
class Step:
    """A function, what it was called with, and what the variables among that held then."""

    number: int
    function: Callable[..., Any]
    args: tuple[Any, ...]
    settings: Mapping[str, Any]
    values: Mapping[Any, Any]

    def again(self, known: Mapping[Any, Any], results: Mapping[int, Any]) -> Any:
        """Call the function once more, on other numbers."""
        args, settings = _filled((self.args, dict(self.settings)), known, results)
        return self.function(*args, **settings)


class Noted:
    """What arrays and variables of scripts have in common: gradients may reach them."""

    is_watched: bool = False  # whether gradients start to be of interest here
    step: Step | None = None  # how it came about; None for what was there before
    place: int | None = None  # which of several results of the step it is

    @property
    def tape_key(self) -> Any:
        """What tells it apart from all others."""
        return id(self)


def begin(tape: object) -> None:
    """Note all steps from now on."""
    _running.append(tape)


def end(tape: object) -> None:
    """Note no longer for this tape."""
    if tape in _running:
        _running.remove(tape)


def is_noting() -> bool:
    """Return whether a tape runs."""
    return bool(_running)


def note(outputs: Any, function: Callable[..., Any], *args: Any, **settings: Any) -> Any:
    """Return outputs; while a tape runs, they hold the step that they came of."""
    if not _running:
        return outputs
    leaves = [leaf for leaf in leaves_in((args, settings)) if isinstance(leaf, Noted)]
    tracked = [leaf for leaf in leaves if leaf.step is not None or leaf.is_watched]
    if tracked:
        values = {leaf.tape_key: np.array(leaf) for leaf in tracked if leaf.step is None}
        step = Step(next(_numbers), function, args, settings, values)
        several = isinstance(outputs, list | tuple)
        for place, each in enumerate(outputs if several else [outputs]):
            if isinstance(each, Noted) and not any(each is leaf for leaf in leaves):
                each.step, each.place = step, place if several else None
    return outputs


def noting(function: Callable[..., Any]) -> Callable[..., Any]:
    """Let the calls of a function be noted."""

    @wraps(function)
    def call(*args: Any, **settings: Any) -> Any:
        return note(function(*args, **settings), function, *args, **settings)

    return call


def steps_before(targets: Sequence[Any], ends: set[Any]) -> list[Step]:
    """List the steps that led to some arrays, in order; what has one of these keys is an end."""
    found: dict[int, Step] = {}
    waiting = list(targets)
    while waiting:
        each = waiting.pop()
        step = each.step if isinstance(each, Noted) and each.tape_key not in ends else None
        if step is not None and step.number not in found:
            found[step.number] = step
            waiting += leaves_in((step.args, dict(step.settings)))
    return [found[number] for number in sorted(found)]


def repeated(steps: Sequence[Step], targets: Sequence[Any], known: Mapping[Any, Any]) -> list[Any]:
    """Compute some arrays once more from other numbers of the ends."""
    results: dict[int, Any] = {}
    for step in steps:
        results[step.number] = step.again(known, results)
    return _filled(list(targets), known, results)  # type: ignore[no-any-return]


def leaves_in(nest: Any) -> Iterator[Any]:
    """Yield what stands in nested lists, tuples and dicts."""
    if isinstance(nest, list | tuple):
        for each in nest:
            yield from leaves_in(each)
    elif isinstance(nest, dict):
        yield from leaves_in(list(nest.values()))
    else:
        yield nest


def _filled(nest: Any, known: Mapping[Any, Any], results: Mapping[int, Any]) -> Any:
    """Put other numbers where arrays with known ones, or results of steps, stand."""
    if isinstance(nest, list | tuple):
        filled = [_filled(each, known, results) for each in nest]
        return tuple(filled) if isinstance(nest, tuple) else filled
    if isinstance(nest, dict):
        return {name: _filled(each, known, results) for name, each in nest.items()}
    if not isinstance(nest, Noted):
        return nest
    if nest.tape_key in known:
        return known[nest.tape_key]
    if nest.step is None or nest.step.number not in results:
        return nest
    result = results[nest.step.number]
    return result if nest.place is None else result[nest.place]
