"""Exceptions that carry the fix.

Every one of them is a sentence from the catalogue: what was found, where, what was
expected and what to do. The command line prints the sentence and nothing else.
"""

from plainnet.messages.language import say


class PlainnetError(Exception):
    """Bad input, answered by one sentence.

    Parameters
    ----------
    key : str
        Entry of the message catalogue.
    **values : object
        What the sentence mentions: file, row, column, what was expected.
    """

    exit_code = 2

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values

    def __str__(self) -> str:
        return say(self.key, **self.values)


class DataError(PlainnetError):
    """A file, folder or array the user brought cannot be used as it is."""


class FileError(PlainnetError):
    """A model or result file cannot be read or written."""


class ShapeError(PlainnetError, ValueError):
    """Arrays or layers whose shapes do not fit together."""


class DivergedError(PlainnetError, RuntimeError):
    """A training whose loss is no number any more."""


class SettingError(PlainnetError, ValueError):
    """A setting outside what it may be."""
