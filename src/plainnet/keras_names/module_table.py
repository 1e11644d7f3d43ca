"""Which modules a script can import, and where plainnet keeps what they hold.

A table gives each public name the place "file:object" in this folder's full path; nothing
is imported before a script asks for the name. The name `*` gives a function that is asked
for names the table does not list. Old paths lead to today's module.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from plainnet.keras_names.backend_table import BACKEND_MODULES
from plainnet.keras_names.data_table import DATA_MODULES
from plainnet.keras_names.model_table import KERAS_MODULES
from plainnet.keras_names.refused_table import REFUSED_MODULES, REFUSED_NAMES
from plainnet.keras_names.tensorflow_table import TENSORFLOW_MODULES

ROOTS = ("keras", "tensorflow", "tf_keras", "scikeras")

MODULES: dict[str, dict[str, str]] = {}
for tables in (KERAS_MODULES, DATA_MODULES, BACKEND_MODULES, TENSORFLOW_MODULES):
    for module_name, names in tables.items():
        MODULES.setdefault(module_name, {}).update(names)

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
    "plainnet.keras": "keras",
    "tf_keras": "keras",
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
    "keras.engine": "keras.models",
    "keras.engine.base_layer": "keras.layers",
    "keras.engine.topology": "keras.layers",
    "keras.engine.input_layer": "keras.layers",
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
    """Give today's name of a module; None if there is no such module.

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
    is_on_the_way = any(old.startswith(f"{name}.") for old in PREFIXES)
    return name if is_on_the_way else None


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
    """Give the message key that says what to use instead of a module; None if it is covered."""
    parts = module.split(".")
    for length in range(len(parts), 0, -1):
        beginning = ".".join(parts[:length])
        if beginning in MODULES:
            return None
        if beginning in REFUSED_MODULES:
            return REFUSED_MODULES[beginning]
    return None


def refused_names(module: str) -> Mapping[str, str]:
    """Give the names of a covered module that are refused, each with its message key."""
    return REFUSED_NAMES.get(module, {})


def object_at(place: str) -> Any:
    """Import what a table names: "package.file:object", or a whole module.

    >>> object_at("math:pi") > 3
    True
    """
    module, _, name = place.partition(":")
    found = import_module(module)
    return getattr(found, name) if name else found
