"""Entries of the tables of names, many at a time."""


def entries(file: str, names: str) -> dict[str, str]:
    """Give each of some names its place in a file of this folder.

    >>> entries("door", "open=install")
    {'open': 'plainnet.keras_names.door:install'}
    """
    pairs = [name.partition("=") for name in names.split()]
    return {
        public: f"plainnet.keras_names.{file}:{private or public}" for public, _, private in pairs
    }
