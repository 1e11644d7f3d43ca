"""How a name or setting that is not covered is refused: by name, in one sentence.

A script often imports more than it uses. A name that Keras has and plainnet has not can
therefore be imported; only using it is refused.
"""

import sys
from typing import Any, NoReturn

from plainnet.errors import PlainnetError
from plainnet.messages.language import say

_told: set[tuple[str, str]] = set()


def warn_once(key: str, **values: object) -> None:
    """Say a sentence of the catalogue on standard error, unless it was said before."""
    sentence = say(key, **values)
    if (key, sentence) not in _told:
        _told.add((key, sentence))
        print(f"plainnet: {sentence}", file=sys.stderr)  # noqa: T201


def forget_warnings() -> None:
    """Say everything anew."""
    _told.clear()


class NotCoveredImportError(PlainnetError, ImportError):
    """A script imports what plainnet does not have; `except ImportError` catches it."""


class NotCoveredAttributeError(PlainnetError, AttributeError):
    """A script asks a module for what plainnet does not have; `hasattr` answers False."""


class NotCoveredError(PlainnetError, NotImplementedError):
    """A script uses what plainnet does not have."""


class RefusedName:
    """Stands for something of Keras that plainnet does not have, until it is used."""

    def __init__(self, name: str, hint_key: str = "script.hint.classic") -> None:
        self.__dict__.update(_refused_name=name, _hint_key=hint_key)

    def __call__(self, *args: Any, **kwargs: Any) -> NoReturn:
        self._refuse()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return RefusedName(f"{self._refused_name}.{name}", self._hint_key)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        self._refuse()

    def __mro_entries__(self, bases: tuple[Any, ...]) -> NoReturn:
        self._refuse()

    def __instancecheck__(self, instance: object) -> bool:
        return False

    def __subclasscheck__(self, subclass: type) -> bool:
        return False

    def __iter__(self) -> NoReturn:
        self._refuse()

    def __enter__(self) -> NoReturn:
        self._refuse()

    def __exit__(self, *args: object) -> None:
        """Never reached; a `with` block asks for it."""

    def __repr__(self) -> str:
        return f"<{self._refused_name}: not covered>"

    def _refuse(self) -> NoReturn:
        """Say that this is not covered."""
        raise refusal_of(self._refused_name, self._hint_key)


def refusal_of(name: str, hint_key: str = "script.hint.classic") -> NotCoveredError:
    """Make the error that refuses a name, with what to use instead."""
    key = "script.gone" if hint_key == "script.hint.sessions" else "script.not_covered"
    return NotCoveredError(key, name=name, hint=say(hint_key))
