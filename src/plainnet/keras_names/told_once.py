"""Things a script's reader should know, said once on standard error."""

import sys

from plainnet.messages.language import say

_told: set[tuple[str, str]] = set()


def tell_once(key: str, **values: object) -> None:
    """Say a sentence of the catalogue on standard error, unless it was said before."""
    sentence = say(key, **values)
    if (key, sentence) not in _told:
        _told.add((key, sentence))
        print(f"plainnet: {sentence}", file=sys.stderr)  # noqa: T201


def forget_what_was_told() -> None:
    """Say everything anew."""
    _told.clear()
