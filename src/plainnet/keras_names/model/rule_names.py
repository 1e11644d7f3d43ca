"""Initializers, regularizers, constraints and activations by the names of any Keras version."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields, make_dataclass
from functools import cache
from typing import Any

import numpy as np

from plainnet.keras_names.arrays import neural_functions
from plainnet.keras_names.arrays.eager_array import eager
from plainnet.keras_names.arrays.random_tensors import tensor_generator
from plainnet.keras_names.door.refusal import refusal_of
from plainnet.keras_names.model import script_rules
from plainnet.keras_names.model.layer_arguments import plain_setting
from plainnet.keras_names.model.symbolic_tensor import LAYER_MAKERS, SymbolicTensor
from plainnet.layers import activations, initializers, regularizers
from plainnet.layers.initializers import Array, Initializer
from plainnet.signatures import init_showing_fields


@dataclass(frozen=True)
class SeededInitializer(Initializer):
    """An initializer of the engine that may have a seed.

    `seed`: a whole number draws the same numbers at each call; None draws from the layer's own.
    """

    def __init__(self, *args: Any, **settings: Any) -> None:
        raise NotImplementedError  # `with_seed` makes the classes

    def fill(self, shape: tuple[int, ...], generator: np.random.Generator) -> Array:
        """Make an array of `shape`."""
        seed = getattr(self, "seed", None)
        own = generator if seed is None else np.random.default_rng(seed)
        return super().fill(shape, own)


@cache
def with_seed(kind: type[Initializer]) -> type[Initializer]:
    """Return a class of initializers that takes a seed, too.

    >>> from plainnet.layers.initializers import GlorotUniform
    >>> draw = with_seed(GlorotUniform)(seed=3)
    >>> bool((draw.fill((2,), None) == draw.fill((2,), None)).all())
    True
    """
    made: Any = make_dataclass(
        kind.__name__,
        [("seed", Any, field(default=None))],
        bases=(SeededInitializer, kind),
        namespace={"__doc__": kind.__doc__, "__module__": "keras.initializers"},
        frozen=True,
    )
    plain = made.__init__

    def init(self: Any, *args: Any, **settings: Any) -> None:
        kept = without_usual(kind.__name__, settings, known=("seed", *own))
        plain(self, *args, **kept)
        if not isinstance(self.seed, int | None):  # a SeedGenerator, or a number of NumPy
            object.__setattr__(self, "seed", int(getattr(self.seed, "seed", self.seed)))

    own = [each.name for each in fields(kind)]
    made.__init__ = init_showing_fields(init, made, [*own, "seed"])
    return made  # type: ignore[no-any-return]


#: Settings beside those of the engine, and the value at which they change nothing.
USUAL: dict[str, Any] = {
    "axis": -1,
    "ignore_class": None,
    "input_axes": None,
    "output_axes": None,
    "thresholds": None,
    "multi_label": False,
    "num_labels": None,
    "label_weights": None,
    "top_k": None,
    "num_regressors": 0,
    "from_sorted_ids": False,
    "class_id": None,
}
#: Settings that change how something is computed, not what.
WITHOUT_EFFECT = ("dtype",)


def without_usual(
    owner: str, settings: Mapping[str, Any], known: Collection[str]
) -> dict[str, Any]:
    """Leave out what has its usual value; refuse another value by name.

    >>> without_usual("AUC", {"curve": "PR", "multi_label": False}, ["curve"])
    {'curve': 'PR'}
    """
    kept = {name: value for name, value in settings.items() if name in known}
    for name, value in settings.items():
        if name in kept or name in WITHOUT_EFFECT or _is_usual(name, value):
            continue
        raise refusal_of(f"{owner}({name}={value!r})", "script.hint.setting")
    return kept


def _is_usual(name: str, value: Any) -> bool:
    """Return whether a setting has its usual value."""
    return name in USUAL and type(value) is type(USUAL[name]) and value == USUAL[name]


_OLD_NAMES = {
    "l1l2": "L1L2",
    "l1_l2": "L1L2",
    "maxnorm": "MaxNorm",
    "max_norm": "MaxNorm",
    "nonneg": "NonNeg",
    "non_neg": "NonNeg",
    "unitnorm": "UnitNorm",
    "unit_norm": "UnitNorm",
    "min_max_norm": "MinMaxNorm",
    "zero": "Zeros",
    "one": "Ones",
    "normal": "RandomNormal",
    "uniform": "RandomUniform",
    "identity": "Identity",
    "IdentityInitializer": "Identity",
    "OrthogonalInitializer": "Orthogonal",
    "WeightRegularizer": "L1L2",
    "ActivityRegularizer": "L1L2",
}


_WITHOUT_CHANCE = ("Zeros", "Ones", "Constant", "Identity")


def initializer_named(name: str) -> Any:
    """Return an initializer class; None if it is not covered."""
    if name == "*":
        return _names_in(initializers, initializers.Initializer)
    if name in ("get", "deserialize"):
        return lambda identifier: plain_setting("kernel_initializer", identifier)
    if name == "serialize":
        return serialized
    if name == "Initializer":
        return initializers.Initializer
    found = _class_in(initializers, name, initializers.Initializer)
    is_random = found is not None and found.__name__ not in _WITHOUT_CHANCE
    return with_seed(found) if is_random else found


def initialization_named(name: str) -> Any:
    """Return an initializer as Keras 1 had it, a function of a shape; None if it is not covered."""
    if name == "*":
        return initializer_named(name)
    if name == "get":
        return lambda found: found if callable(found) else initialization_named(found)
    kind = _class_in(initializers, name, initializers.Initializer)
    if kind is None:
        return None
    # What Keras 1 called `scale`, with its default where that was another.
    settings = {
        "RandomNormal": lambda scale=0.05: {"stddev": scale},
        "RandomUniform": lambda scale=0.05: {"minval": -scale, "maxval": scale},
        "Orthogonal": lambda scale=1.1: {"gain": scale},
        "Identity": lambda scale=1.0: {"gain": scale},
    }.get(kind.__name__, dict)

    def initialization(shape: Any, *scale: float, name: str | None = None, **given: Any) -> Any:
        """Draw an array."""
        given.pop("dim_ordering", None)
        drawn = kind(**settings(*scale, **given)).fill(tuple(shape), tensor_generator())
        return eager(drawn)

    initialization.__name__ = name
    return initialization


def constraint_named(name: str) -> Any:
    """Return a constraint class; None if it is not covered."""
    if name == "Constraint":
        return script_rules.Constraint
    if name == "*":
        return ["maxnorm", "max_norm", *_names_in(regularizers, regularizers.Constraint)]
    if name in ("get", "deserialize"):
        return lambda identifier: plain_setting("kernel_constraint", identifier)
    if name == "serialize":
        return serialized
    found = _class_in(regularizers, name, regularizers.Constraint)
    return found if found is None or name != "maxnorm" else max_norm


def regularizer_named(name: str) -> Any:
    """Return a regularizer class or function; None if it is not covered."""
    if name == "Regularizer":
        return script_rules.Regularizer
    if name == "*":
        return ["l1", "l2", "l1_l2", "l1l2", "L1", "L2", "L1L2"]
    if name in ("get", "deserialize"):
        return lambda identifier: plain_setting("kernel_regularizer", identifier)
    if name == "serialize":
        return serialized
    functions = {"l1": l1, "l2": l2, "l1_l2": l1_l2, "l1l2": l1_l2, "L1L2": regularizers.L1L2}
    # Keras 1 had functions of their own for what a layer gives.
    return functions.get(name.removeprefix("activity_")) or _class_in(
        regularizers, name, regularizers.Regularizer
    )


def activation_named(name: str) -> Any:
    """Return an activation as a function; None if it is not covered."""
    if name == "*":
        return list(activations.ACTIVATIONS)
    if name in ("get", "deserialize"):
        return _activation_of
    if name == "serialize":
        return serialized
    if name == "swish":
        name = "silu"
    return getattr(neural_functions, name, None) or activations.ACTIVATIONS.get(name)


def _activation_of(identifier: Any) -> Any:
    """Find an activation as a function of arrays and of tensors."""
    found = activations.find_activation(plain_setting("activation", identifier))

    def activation(x: Any) -> Any:
        if isinstance(x, SymbolicTensor):
            return LAYER_MAKERS["named"]("Activation")(found)(x)
        return getattr(neural_functions, found.name, found)(x)

    activation.__name__ = found.name
    return activation


def serialized(rule: Any) -> Any:
    """Write a rule or an activation as Keras saves it: a function by its name."""
    plain = plain_setting("activation", rule) if callable(rule) else rule
    if plain is None or isinstance(plain, str):
        return plain
    if isinstance(plain, activations.Activation):
        return plain.name
    settings = {each.name: getattr(rule, each.name) for each in fields(rule)}
    return {"class_name": type(rule).__name__, "config": settings}


def l1(l1: float = 0.01, l: float | None = None) -> regularizers.L1:  # noqa: E741 - Keras' name
    """Price the size of weights."""
    return regularizers.L1(l1 if l is None else l)


def l2(l2: float = 0.01, l: float | None = None) -> regularizers.L2:  # noqa: E741 - Keras' name
    """Price the square of weights."""
    return regularizers.L2(l2 if l is None else l)


def l1_l2(l1: float = 0.01, l2: float = 0.01) -> regularizers.L1L2:
    """Price both."""
    return regularizers.L1L2(l1, l2)


def max_norm(m: float | None = None, max_value: float = 2, axis: Any = 0) -> regularizers.MaxNorm:
    """Limit the length of weights, in Keras 1's words, too."""
    return regularizers.MaxNorm(max_value if m is None else m, axis=axis)


def _names_in(module: Any, parent: type) -> list[str]:
    """List the classes of a kind."""
    kinds = [each for each in vars(module).values() if isinstance(each, type)]
    return [each.__name__ for each in kinds if issubclass(each, parent) and each is not parent]


def _class_in(module: Any, name: str, parent: type) -> Any:
    """Find a class by its name, or by that name in small letters with underscores."""
    name = _OLD_NAMES.get(name, name)
    joined = name.replace("_", "").lower()
    for found in vars(module).values():
        is_kind = isinstance(found, type) and issubclass(found, parent)
        if is_kind and found.__name__.lower() == joined:
            return found
    return None
