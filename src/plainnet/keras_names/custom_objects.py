"""The script's own losses and metrics, which files know by name only."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

_known: dict[str, Any] = {}


def known_objects() -> dict[str, Any]:
    """Give all that was made known, by name; the dict itself, so that it can be added to."""
    return _known


def register_keras_serializable(
    package: str = "Custom", name: str | None = None
) -> Callable[[Any], Any]:
    """Make a function or class known under its name: a decorator."""

    def register(thing: Any) -> Any:
        _known[name or thing.__name__] = thing
        return thing

    return register


@contextmanager
def custom_object_scope(*objects: Mapping[str, Any]) -> Iterator[None]:
    """Make objects known inside a `with` block."""
    before = dict(_known)
    for each in objects:
        _known.update(each)
    try:
        yield
    finally:
        _known.clear()
        _known.update(before)
