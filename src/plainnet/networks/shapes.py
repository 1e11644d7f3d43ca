"""Shapes of one or several inputs and outputs, and lengths that are left open.

A length is open, None, where it may differ from batch to batch. Weights never depend on
it; what else does shows when two different numbers are put in its place.
"""

from typing import Any

from plainnet.layers.layer import Shape

# One shape or array, or a tuple of them where there are several inputs or outputs.
Shapes = Any
Arrays = Any
# Lengths put in where one is left open; what differs between the two is open as well.
STAND_INS = (512, 1024)


def alone_or_tuple(items: list[Any]) -> Any:
    """Write a single one without the tuple."""
    return items[0] if len(items) == 1 else tuple(items)


def each_array(arrays: Arrays) -> tuple[Any, ...]:
    """Write one array as a tuple of one."""
    return arrays if isinstance(arrays, tuple) else (arrays,)


def each_shape(shapes: Shapes) -> tuple[Shape, ...]:
    """Write one shape as a tuple of one."""
    is_several = bool(shapes) and isinstance(shapes[0], tuple)
    return tuple(shapes) if is_several else (tuple(shapes),)


def has_open_lengths(shapes: Shapes) -> bool:
    """Tell whether some length may differ from batch to batch."""
    return any(None in shape for shape in each_shape(shapes))


def closed(shapes: Shapes, size: int) -> Shapes:
    """Put a number where a length is left open."""
    sized = [tuple(size if s is None else s for s in shape) for shape in each_shape(shapes)]
    return alone_or_tuple(sized)


def opened(shapes: Shapes, others: Shapes) -> Shapes:
    """Leave the lengths open in which shapes for different stand-ins differ."""
    pairs = zip(each_shape(shapes), each_shape(others), strict=True)
    return alone_or_tuple(
        [tuple(a if a == b else None for a, b in zip(*pair, strict=True)) for pair in pairs]
    )


def is_open_to(declared: tuple[Shape, ...], found: tuple[Shape, ...]) -> bool:
    """Tell whether shapes are those declared, where they declare something."""
    return len(declared) == len(found) and all(
        len(one) == len(other) and all(a in (None, b) for a, b in zip(one, other, strict=True))
        for one, other in zip(declared, found, strict=True)
    )
