"""From which years a script is: what it imports and how it writes arguments tells."""

#: What Keras 1 and 2 took where a script says nothing, and later versions do not.
OLD_RATES = {"Adadelta": 1.0, "Adagrad": 0.01, "Adamax": 0.002, "Nadam": 0.002}

# Modules that only the Keras of before 2020 had under its own name.
_OLD_MODULES = (
    "keras.utils.np_utils",
    "keras.utils.vis_utils",
    "keras.utils.visualize_util",
    "keras.layers.core",
    "keras.layers.convolutional",
    "keras.layers.recurrent",
    "keras.layers.normalization",
    "keras.layers.embeddings",
    "keras.layers.wrappers",
    "keras.layers.advanced_activations",
    "keras.layers.pooling",
    "keras.layers.noise",
    "keras.layers.merge",
    "keras.wrappers",
    "keras.engine",
    "keras.legacy",
    "keras.objectives",
    "keras.backend.tensorflow_backend",
)
_signs: set[str] = set()


def note_import(module: str) -> None:
    """Remember a module that tells the years."""
    if module.startswith("tensorflow"):
        _signs.add("tensorflow")
    if module == "keras":
        _signs.add("keras")
    if any(f"{module}.".startswith(f"{old}.") for old in _OLD_MODULES):
        _signs.add("old")


def note_old_argument() -> None:
    """Remember that an argument is written as in Keras 1."""
    _signs.add("old")


def is_of_old_keras() -> bool:
    """Return whether a script is written for the Keras of before 2020, without TensorFlow's."""
    return "old" in _signs and "keras" in _signs


def may_be_of_old_keras() -> bool:
    """Return whether a script may be of those years: it imports Keras and not TensorFlow."""
    return "keras" in _signs and "tensorflow" not in _signs


def forget_years() -> None:
    """Start anew with another script."""
    _signs.clear()
