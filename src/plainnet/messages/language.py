"""Which language a person reads, and the sentence in it."""

import locale
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal, TypeGuard, get_args

from plainnet.messages.catalogue import CATALOGUE

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

LIST_COMMAS: dict[Language, str] = {"en": ", ", "zh": "、"}
_chosen: Language | None = None
# What a `speaking` block says; a thread beside it goes on in the language chosen.
_spoken: ContextVar[Language | None] = ContextVar("spoken", default=None)


def say(key: str, /, **values: object) -> str:
    """Return the sentence `key` in the current language, filled with `values`.

    The items of a list stand between commas, in Chinese between enumeration commas.

    >>> with speaking("en"):
    ...     say("epoch")
    'epoch'
    """
    between = LIST_COMMAS[current_language()]
    written = {
        name: between.join(value) if _is_list_of_words(value) else value
        for name, value in values.items()
    }
    return sentence_of_key(key).format(**written)


def _is_list_of_words(value: object) -> TypeGuard[list[str]]:
    """Return whether a value is a list that a sentence shows; one of numbers stays as it is."""
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def sentence_of_key(key: str) -> str:
    """Return the sentence `key` in the current language as it stands in the catalogue, unfilled."""
    return CATALOGUE[key][LANGUAGES.index(current_language())]


def current_language() -> Language:
    """Return the language chosen, else `PLAINNET_LANG`, else that of the locale."""
    return _spoken.get() or _chosen or language_of_environment()


def choose_language(language: Language | None) -> None:
    """Speak `language` from now on; None means as the environment says."""
    global _chosen
    _chosen = language


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Speak `language` inside a `with` block only."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def language_of_environment() -> Language:
    """Read `PLAINNET_LANG`, else the locale; anything but Chinese means English."""
    asked = os.environ.get("PLAINNET_LANG", "").lower()
    if asked in LANGUAGES:
        return asked
    names = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    name = next(filter(None, names), None) or locale.getlocale()[0] or ""
    return "zh" if name.lower().startswith(("zh", "chinese")) else "en"


def language_of_arguments(arguments: Sequence[str]) -> str | None:
    """Find `--lang X` or `--lang=X` anywhere on a command line, unchecked.

    The help text of a command is made before its arguments are parsed, so the language
    has to be known earlier than the parser can tell it.
    """
    for position, argument in enumerate(arguments):
        if argument == "--":
            return None
        if argument == "--lang" and position + 1 < len(arguments):
            return arguments[position + 1]
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
    return None
