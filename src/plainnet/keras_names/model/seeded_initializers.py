"""Initializers with a seed of their own, as Keras has them: they draw the same every time."""

from dataclasses import dataclass, field, fields, make_dataclass
from functools import cache
from typing import Any

import numpy as np

from plainnet.keras_names.model.usual_settings import without_usual
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
