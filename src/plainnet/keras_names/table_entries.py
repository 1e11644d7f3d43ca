"""Entries of the tables of names, many at a time.

Concepts: module
"""


def entries(file: str, names: str) -> dict[str, str]:
    """Give each of some names its place in a file of this folder.

    Parameters
    ----------
    file : str
        Name of the file, without its ending.
    names : str
        Names parted by blanks; `public=private` where the script's name is another.

    Returns
    -------
    dict of str to str
        From the script's name to the place.

    Examples
    --------
    >>> entries("door", "open=install")
    {'open': 'plainnet.keras_names.door:install'}
    """
    pairs = [name.partition("=") for name in names.split()]
    return {
        public: f"plainnet.keras_names.{file}:{private or public}" for public, _, private in pairs
    }
