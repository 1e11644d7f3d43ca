"""A table of classes that are imported when they are first looked up.

There are some fifty kinds of layer, and a network has a handful: importing all of them took
as long as training a small net.
"""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any, TypeVar, cast

Kind = TypeVar("Kind")


class LateTable(Mapping[str, type[Kind]]):
    """Classes by name, each imported from its file when asked for.

    `files`: for each name the file, without its ending, or `"file:Class"` where the class is called
    otherwise.

    >>> table = LateTable("plainnet.layers", {"InputLayer": "input:Input", "Dense": "dense"})
    >>> table["InputLayer"].__name__, "Dense" in table, list(table)
    ('Input', True, ['InputLayer', 'Dense'])
    """

    def __init__(
        self, package: str, files: Mapping[str, str], aliases: Mapping[str, str] | None = None
    ) -> None:
        self.package, self._names = package, {name: name for name in files} | dict(aliases or {})
        self.files = dict(files)

    def __getitem__(self, name: str) -> type[Kind]:
        own_name = self._names[name]
        file, _, kind = self.files[own_name].partition(":")
        found = getattr(import_module(f"{self.package}.{file}"), kind or own_name)
        return cast("type[Kind]", found)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def object_at(place: str) -> Any:
    """Import what a table names: "package.file:object", or a whole module.

    >>> object_at("math:pi") > 3
    True
    """
    module, _, name = place.partition(":")
    found = import_module(module)
    return getattr(found, name) if name else found
