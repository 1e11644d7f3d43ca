"""The import door: `import keras` and `import tensorflow` lead to plainnet.

The door stands first in Python's list of finders, so it wins where Keras or TensorFlow is
installed, and it never imports them. Modules are made from tables; a name is fetched when
the script first asks for it.
"""

import sys
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import FunctionType, ModuleType
from typing import Any

from plainnet.keras_names.door.module_table import (
    MODULES,
    OF_ARRAYS,
    ROOTS,
    canonical_module,
    object_at,
    refused_names,
    refusing_hint,
)
from plainnet.keras_names.door.refusal import (
    NotCoveredAttributeError,
    NotCoveredImportError,
    RefusedName,
)
from plainnet.messages.language import say

_SYMBOLIC = "plainnet.keras_names.model.symbolic_functions:on_symbols"


class CoveredModule(ModuleType):
    """A module whose names are fetched from a table."""

    def __init__(self, name: str, table_name: str) -> None:
        super().__init__(name)
        self.__path__: list[str] = []  # what lies below is found by the door
        self._table_name = table_name

    def __getattr__(self, name: str) -> Any:
        if name == "__all__":
            self.__all__ = self._public_names()
            return self.__all__
        if name.startswith("__") and name != "__version__":
            raise AttributeError(name)
        value = self._find(name)
        setattr(self, name, value)
        return value

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle as what another process imports, once the door is open there."""
        return _imported, (self.__name__, how_installed())

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *MODULES.get(self._table_name, {})} - {"*"})

    def _public_names(self) -> list[str]:
        """List what `from ... import *` brings, the layers that `*` makes among it."""
        table = MODULES.get(self._table_name, {})
        made = object_at(table["*"])("*") if "*" in table else None
        return sorted({*table, *(made or ())} - {"*"})

    def _find(self, name: str) -> Any:
        """Find a name in the table, then what the table's `*` makes, then a module below."""
        table = MODULES.get(self._table_name, {})
        if name in table:
            return _fetched(self._table_name, table[name])
        below = f"{self.__name__}.{name}"
        hint_key = refusing_hint(self._table_name)
        if "*" in table and (found := object_at(table["*"])(name)) is not None:
            return _for_symbols(found) if self._table_name in OF_ARRAYS else found
        if hint_key is None and canonical_module(below) is not None:
            return import_module(below)
        hint_key = hint_key or refused_names(self._table_name).get(name)
        if hint_key is not None:
            return RefusedName(below, hint_key)
        raise NotCoveredAttributeError(
            "script.no_such_name", module=self.__name__, name=name, hint=_hint(name, table)
        )


def _fetched(table_name: str, place: str) -> Any:
    """Fetch an object; one of a module about arrays learns to take symbolic tensors."""
    found = object_at(place)
    return _for_symbols(found) if table_name in OF_ARRAYS else found


def _for_symbols(found: Any) -> Any:
    """Let a function take symbolic tensors."""
    is_function = isinstance(found, FunctionType)
    return object_at(_SYMBOLIC)(found) if is_function else found


class Door(MetaPathFinder, Loader):
    """Finds the modules that the tables cover.

    `roots`: names, dots allowed, below which every module is the door's.
    """

    def __init__(self, roots: Sequence[str]) -> None:
        self.roots = tuple(roots)
        self.before_first_use: Callable[[], None] | None = None
        self.preparation: Callable[[], None] | None = None  # the same, once it is done, too

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Answer for everything below the roots: a module, or a refusal."""
        if not any(f"{fullname}.".startswith(f"{root}.") for root in self.roots):
            return None
        if canonical_module(fullname) is None:
            self._refuse(fullname)
        if self.before_first_use is not None:
            prepare, self.before_first_use = self.before_first_use, None
            prepare()
        return ModuleSpec(fullname, self, origin="plainnet", is_package=True)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Make the module."""
        return CoveredModule(spec.name, canonical_module(spec.name) or "")

    def exec_module(self, module: ModuleType) -> None:
        """Do nothing: names are fetched later."""

    def _refuse(self, fullname: str) -> None:
        """Say that a module or a name imported from one is not covered."""
        parent, _, name = fullname.rpartition(".")
        table = MODULES.get(canonical_module(parent) or "", {})
        if table:
            raise NotCoveredImportError(
                "script.no_such_name", module=parent, name=name, hint=_hint(name, table)
            )
        raise NotCoveredImportError("script.no_such_module", module=fullname, hint=_hint(name, ()))


def _hint(name: str, known: Any) -> str:
    """Say what may have been meant, or what is covered at all."""
    near = get_close_matches(name, [each for each in known if each != "*"], 2)
    if near:
        return say("script.hint.near", names=", ".join(near))
    return say("script.hint.classic")


_door = Door(ROOTS)
_set_aside: dict[str, ModuleType] = {}


def install(before_first_use: Callable[[], None] | None = None) -> None:
    """Let `import keras` and `import tensorflow` give plainnet's from now on.

    Parameters
    ----------
    before_first_use : callable or None
        Called once, when the first such import happens.
    """
    _door.before_first_use = _door.preparation = before_first_use
    if _door in sys.meta_path:
        return
    for name in [name for name in sys.modules if name.partition(".")[0] in ROOTS]:
        _set_aside[name] = sys.modules.pop(name)
    sys.meta_path.insert(0, _door)


def how_installed() -> tuple[Callable[[], None] | None] | None:
    """Give what `install` was called with, for a process that is to do the same; or None."""
    return (_door.preparation,) if _door in sys.meta_path else None


def _imported(name: str, installed: tuple[Callable[[], None] | None] | None) -> ModuleType:
    """Import a module through the door, which opens if it was open where the name comes from."""
    if installed is not None:
        install(*installed)
    return import_module(name)


def uninstall() -> None:
    """Take the door away again; what Python had imported before is back."""
    if _door not in sys.meta_path:
        return
    sys.meta_path.remove(_door)
    for name in [name for name in sys.modules if name.partition(".")[0] in ROOTS]:
        del sys.modules[name]
    sys.modules.update(_set_aside)
    _set_aside.clear()
