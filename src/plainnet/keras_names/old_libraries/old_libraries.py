"""Which modules are prepared for a script, once it imports them; no library is imported here."""

import sys
from importlib import import_module
from types import ModuleType

from plainnet.after_import import MovedModules, Step, take_after_import
from plainnet.keras_names.old_libraries import old_pandas, old_scikit_learn
from plainnet.keras_names.old_libraries.old_spelling import tell_old_name

_HERE = "plainnet.keras_names.old_libraries"
_SCIKIT_LEARN = (
    "preprocessing metrics decomposition discriminant_analysis model_selection utils.class_weight"
    " feature_extraction feature_extraction.text linear_model ensemble tree svm cluster manifold"
    " datasets neighbors neural_network"
)
_SCIPY = "misc ndimage integrate signal stats linalg"

#: Each module that gets its old names back, and the function that brings them.
PREPARED = {
    "numpy": "old_numpy:bring_back",
    "pandas": "old_pandas:bring_back",
    "matplotlib": "old_matplotlib:bring_back",
    "matplotlib.pyplot": "old_matplotlib:bring_back_pyplot",
    "matplotlib.cm": "old_matplotlib:bring_back_names",
    "matplotlib.mlab": "old_matplotlib:bring_back_names",
    "scipy": "old_scipy:bring_back",
    **{f"scipy.{name}": "old_scipy:bring_back" for name in _SCIPY.split()},
    **{f"sklearn.{name}": "old_scikit_learn:bring_back" for name in _SCIKIT_LEARN.split()},
}


#: Modules that have another name today.
MOVED_MODULES = {**old_pandas.MOVED_MODULES, **old_scikit_learn.MOVED_MODULES}


def bring_old_names_back() -> None:
    """Bring back, for the script of this process, the old names of each library it imports."""
    for name, place in PREPARED.items():
        take_after_import(name, _step(place))
    sys.meta_path.insert(0, MovedModules(MOVED_MODULES, _tell_moved))


def _step(place: str) -> Step:
    """Return the step that brings the names of a module back."""

    def step(module: ModuleType) -> None:
        file, _, function = place.partition(":")
        getattr(import_module(f"{_HERE}.{file}"), function)(module)

    return step


def _tell_moved(old: str, today: str) -> None:
    """Describe what a module is called today, unless nothing but the old name stands for it."""
    if not today.startswith("plainnet."):
        tell_old_name(old, today)
    else:
        tell_old_name(old, "sklearn.model_selection")
