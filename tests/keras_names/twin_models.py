"""The same program under Keras and under plainnet's names: same weights, same figures."""

from collections.abc import Callable
from typing import Any

import keras as real
import numpy as np

from plainnet import keras as plain

Program = Callable[[Any], tuple[Any, tuple[Any, Any], dict[str, Any]]]


def train_both(program: Program, **settings: Any) -> tuple[Any, Any, dict[str, float]]:
    """Build a model under both, give them the same weights, train both, and compare.

    `program` takes `keras` and gives a model, its data and the arguments of `compile`.
    """
    (theirs, data, their_words), (ours, _, our_words) = program(real), program(plain)
    if not theirs.built:
        theirs.build((None, *np.shape(data[0])[1:]))
    if not ours.built:
        ours.build((None, *np.shape(data[0])[1:]))
    ours.set_weights(theirs.get_weights())
    theirs.compile(**their_words)
    ours.compile(**our_words)
    asked = {"epochs": 2, "batch_size": 16, "shuffle": False, "verbose": 0, **settings}
    expected = theirs.fit(*data, validation_data=data, **asked).history
    found = ours.fit(*data, validation_data=data, **asked).history
    assert list(found) == list(expected)
    pairs = zip(theirs.get_weights(), ours.get_weights(), strict=True)
    differences = {
        "history": max(float(np.abs(np.subtract(found[n], expected[n])).max()) for n in expected),
        "weights": max(float(np.abs(a - b).max()) for a, b in pairs),
        "evaluation": _distance(theirs.evaluate(*data, verbose=0), ours.evaluate(*data, verbose=0)),
        "predictions": _distance(
            theirs.predict(data[0], verbose=0), ours.predict(data[0], verbose=0)
        ),
    }
    return theirs, ours, differences


def _distance(expected: Any, found: Any) -> float:
    """Give the largest difference between figures or arrays, or lists of them."""
    if isinstance(expected, list) and np.ndim(expected[0]):
        return max(float(np.abs(a - b).max()) for a, b in zip(expected, found, strict=True))
    return float(np.abs(np.subtract(expected, found)).max())
