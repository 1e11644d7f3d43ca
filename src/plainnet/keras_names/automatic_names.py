"""The names that layers and models get when a script gives them none."""

import re
from collections import Counter

_counts: Counter[str] = Counter()


def automatic_name(class_name: str) -> str:
    """Name an object after its class: `dense`, then `dense_1`, `dense_2`.

    >>> forget_names()
    >>> automatic_name("MaxPooling2D"), automatic_name("MaxPooling2D")
    ('max_pooling2d', 'max_pooling2d_1')
    """
    base = snake_case(class_name)
    number = _counts[base]
    _counts[base] += 1
    return f"{base}_{number}" if number else base


def snake_case(class_name: str) -> str:
    """Write a class name in small letters with underscores, as Keras does."""
    name = re.sub(r"\W+", "", class_name)
    name = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub("([a-z])([A-Z])", r"\1_\2", name).lower()


def forget_names() -> None:
    """Start numbering anew, as `keras.backend.clear_session` does."""
    _counts.clear()
