"""The import door: `import keras` and `import tensorflow` lead to plainnet.

The door stands first in Python's list of finders, so it wins where Keras or TensorFlow is
installed, and it never imports them. Modules are made from tables; a name is fetched when
the script first asks for it.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import FunctionType, ModuleType
from typing import Any

from plainnet.keras_names.door.refusal import (
    NotCoveredAttributeError,
    NotCoveredImportError,
    RefusedName,
)
from plainnet.keras_names.door.spelling import forget_years, note_import
from plainnet.late_table import object_at
from plainnet.messages.language import say

ROOTS = ("keras", "tensorflow", "tf_keras", "scikeras", "keras_preprocessing")

# Filled by `cover`: the names of each module with their places, and what is refused with a hint.
MODULES: dict[str, dict[str, str]] = {}
REFUSED_MODULES: dict[str, str] = {}
REFUSED_NAMES: dict[str, Mapping[str, str]] = {}

# Modules whose functions take symbolic tensors, too, and make layers of themselves.
OF_ARRAYS = {
    "keras.activations",
    "keras.backend",
    "keras.ops",
    "keras.random",
    "tensorflow",
    "tensorflow.linalg",
    "tensorflow.math",
    "tensorflow.nn",
    "tensorflow.random",
}

# The longest fitting beginning is replaced, again and again.
PREFIXES = {
    "tf_keras": "keras",
    "keras_preprocessing": "keras.preprocessing",
    "keras.src": "keras",
    "keras.api": "keras",
    "keras.api._v1.keras": "keras",
    "keras.api._v2.keras": "keras",
    "tensorflow.keras": "keras",
    "tensorflow.python.keras": "keras",
    "tensorflow.compat.v1.keras": "keras",
    "tensorflow.compat.v2": "tensorflow",
    "tensorflow.contrib.keras": "keras",
    "tensorflow.contrib.keras.api.keras": "keras",
    "tensorflow.contrib.keras.python.keras": "keras",
    "keras.legacy.layers": "keras.layers",
    "keras.engine.base_layer": "keras.engine",
    "keras.engine.topology": "keras.engine",
    "keras.engine.input_layer": "keras.engine",
    "keras.engine.network": "keras.engine",
    "keras.engine.training": "keras.engine",
    "keras.engine.sequential": "keras.engine",
    "keras.engine.functional": "keras.engine",
    "keras.engine.input_spec": "keras.engine",
    "keras.callbacks.callbacks": "keras.callbacks",
    "keras.callbacks.tensorboard_v1": "keras.callbacks",
    "keras.callbacks.tensorboard_v2": "keras.callbacks",
    "keras.initializers.initializers_v1": "keras.initializers",
    "keras.initializers.initializers_v2": "keras.initializers",
    "keras.initializers.initializers": "keras.initializers",
    "keras.regularizers.regularizers": "keras.regularizers",
    "keras.metrics.metrics": "keras.metrics",
    "keras.saving.save": "keras.models",
    "keras.saving.hdf5_format": "keras.models",
    "keras.losses.losses": "keras.losses",
    "keras.objectives": "keras.losses",
    "keras.optimizer_v1": "keras.optimizers",
    "keras.optimizer_v2": "keras.optimizers",
    "keras.optimizers.legacy": "keras.optimizers",
    "keras.optimizers.experimental": "keras.optimizers",
    "keras.optimizers.optimizer_v2": "keras.optimizers",
    "keras.optimizers.schedules.learning_rate_schedule": "keras.optimizers.schedules",
    "keras.layers.experimental.preprocessing": "keras.layers",
    "keras.utils.np_utils": "keras.utils",
    "keras.utils.vis_utils": "keras.utils",
    "keras.utils.visualize_util": "keras.utils",
    "keras.utils.data_utils": "keras.utils",
    "keras.utils.generic_utils": "keras.utils",
    "keras.utils.layer_utils": "keras.utils",
    "keras.utils.io_utils": "keras.utils",
    "keras.utils.training_utils": "keras.utils",
    "keras.utils.image_utils": "keras.utils",
    "keras.utils.all_utils": "keras.utils",
    "keras.utils.dataset_utils": "keras.utils",
    "keras.utils.timeseries_dataset_utils": "keras.utils",
    "keras.utils.image_dataset_utils": "keras.utils",
}

# Where Keras kept its layers over the years.
_LAYER_FILES = (
    "activation activations advanced_activations attention convolutional convolutional_recurrent"
    " core cudnn_recurrent dense_attention embeddings local locally_connected merge merging noise"
    " normalization pooling preprocessing recurrent regularization reshaping rnn wrappers"
)
PREFIXES.update({f"keras.layers.{file}": "keras.layers" for file in _LAYER_FILES.split()})
_OPTIMIZER_FILES = "adadelta adagrad adam adamax adamw ftrl nadam rmsprop sgd optimizer"
PREFIXES.update(
    {f"keras.optimizers.{file}": "keras.optimizers" for file in _OPTIMIZER_FILES.split()}
)


def canonical_module(name: str) -> str | None:
    """Return today's name of a module; None if there is no such module.

    >>> canonical_module("tensorflow.keras.layers")
    'keras.layers'
    >>> canonical_module("keras.layers.convolutional")
    'keras.layers'
    """
    today = name
    while (shorter := _replaced(today)) is not None:
        today = shorter
    if today in MODULES or refusing_hint(today) is not None:
        return today
    # A step on the way to a module of old, such as `tensorflow.contrib.keras.python`.
    is_on_the_way = any(old.startswith((f"{name}.", f"{today}.")) for old in PREFIXES)
    return today if is_on_the_way else None


def _replaced(name: str) -> str | None:
    """Replace the longest beginning that `PREFIXES` knows; None if there is none."""
    if name in MODULES:
        return None
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        beginning = ".".join(parts[:length])
        if beginning in PREFIXES:
            return ".".join([PREFIXES[beginning], *parts[length:]])
    return None


def refusing_hint(module: str) -> str | None:
    """Return the message key that says what to use instead of a module; None if it is covered."""
    parts = module.split(".")
    for length in range(len(parts), 0, -1):
        beginning = ".".join(parts[:length])
        if beginning in MODULES:
            return None
        if beginning in REFUSED_MODULES:
            return REFUSED_MODULES[beginning]
    return None


def refused_names(module: str) -> Mapping[str, str]:
    """Return the names of a covered module that are refused, each with its message key."""
    return REFUSED_NAMES.get(module, {})


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
        inside = f"{self._table_name}."
        below = {each[len(inside) :].split(".")[0] for each in MODULES if each.startswith(inside)}
        return sorted({*super().__dir__(), *self._public_names(), *below})

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
        today = canonical_module(below)
        if today in MODULES and today != self._table_name:
            return import_module(below)
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
        note_import(fullname)
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
    """Describe what may have been meant, or what is covered at all."""
    names = [each for each in known if each != "*"]
    same = [each for each in names if each.lower() == name.lower()]
    near = same or get_close_matches(name, names, 2)
    if near:
        return say("script.hint.near", names=list(near))
    return say("script.hint.classic")


_door = Door(ROOTS)
_registration: Callable[[], None] | None = None
_set_aside: dict[str, ModuleType] = {}


def cover(
    modules: Mapping[str, Mapping[str, str]],
    refused_modules: Mapping[str, str],
    refused: Mapping[str, Mapping[str, str]],
    registration: Callable[[], None],
) -> None:
    """Take the tables of names; `registration` gives them once more, in another process."""
    global _registration
    MODULES.update({name: dict(names) for name, names in modules.items()})
    REFUSED_MODULES.update(refused_modules)
    REFUSED_NAMES.update(refused)
    _registration = registration


def install(before_first_use: Callable[[], None] | None = None) -> None:
    """Let `import keras` and `import tensorflow` give plainnet's from now on.

    Parameters
    ----------
    before_first_use : callable or None
        Called once, when the first such import happens.
    """
    _door.before_first_use = _door.preparation = before_first_use
    forget_years()
    if _door in sys.meta_path:
        return
    for name in [name for name in sys.modules if name.partition(".")[0] in ROOTS]:
        _set_aside[name] = sys.modules.pop(name)
    sys.meta_path.insert(0, _door)


Installation = tuple[Callable[[], None] | None, Callable[[], None]]


def how_installed() -> Installation | None:
    """Return what a process needs that is to open the door as this one did; None if closed."""
    if _registration is None or _door not in sys.meta_path:
        return None
    return _door.preparation, _registration


def install_again(preparation: Callable[[], None] | None, register: Callable[[], None]) -> None:
    """Open the door as `how_installed` says, in a process that may know no names yet."""
    register()
    install(preparation)


def _imported(name: str, installed: Installation | None) -> ModuleType:
    """Import a module through the door, which opens if it was open where the name comes from."""
    if installed is not None:
        install_again(*installed)
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
