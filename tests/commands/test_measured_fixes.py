"""What a fix at the output brings is measured; of a sound program nothing is."""

import numpy as np
import pytest

from plainnet.coach.coaching import Coach, looking_on
from plainnet.commands.measured_fixes import measure_fixes
from plainnet.layers.activation_layers import Activation
from plainnet.layers.dense import Dense
from plainnet.layers.layer import Layer
from plainnet.model import Model
from plainnet.networks.network import Stack

X = np.random.default_rng(0).normal(size=(200, 3)).astype(np.float32)
SIGNS = (X[:, 0] > 0).astype(np.float32)
LEVELS = np.digitize(X[:, 0], [-0.4, 0.4]).astype(np.float32)


def coached(end: tuple[Layer, ...], loss: str, targets: np.ndarray) -> Coach:
    """Train a net with this end under the eyes of a coach."""
    model = Model(Stack((Dense(8, "relu"), *end)))
    model.compile(optimizer="adam", loss=loss, metrics=["accuracy"])
    coach = Coach()
    with looking_on(coach):
        model.fit(X, targets, epochs=3)
    measure_fixes(coach, seconds=5)
    return coach


@pytest.mark.parametrize(
    ("end", "loss", "targets"),
    [
        ((Dense(1, "softmax"),), "binary_crossentropy", SIGNS),
        ((Dense(1), Activation("softmax")), "binary_crossentropy", SIGNS),
        ((Dense(1, "relu"),), "mean_squared_error", X[:, 1] * 3),
        ((Dense(1, "sigmoid"),), "categorical_crossentropy", SIGNS),
        ((Dense(1, "softmax"),), "mean_squared_error", LEVELS),
    ],
)
def test_the_fix_reaches_more(end: tuple[Layer, ...], loss: str, targets: np.ndarray) -> None:
    found = [each.evidence.get("measured") for each in coached(end, loss, targets).findings]
    measured = next(each for each in found if each is not None)
    if measured["figure"] == "rmse":
        assert measured["with"] < 0.9 * measured["without"]
    else:
        assert measured["with"] > measured["without"] + 0.1


def test_of_a_sound_program_nothing_is_measured() -> None:
    coach = coached((Dense(1, "sigmoid"),), "binary_crossentropy", SIGNS)
    assert all("measured" not in each.evidence for each in coach.findings)
