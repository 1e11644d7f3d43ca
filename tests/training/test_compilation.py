"""Both ways of compiling give one training."""

from typing import Any

import numpy as np
import pytest

import plainnet.training.compilation as compilation
from plainnet.layers.convolution import Conv2D
from plainnet.layers.dense import Dense
from plainnet.layers.input import Input
from plainnet.layers.lstm import LSTM
from plainnet.layers.pooling import MaxPooling2D
from plainnet.layers.reshaping import Flatten
from plainnet.model import Model
from plainnet.networks.graph import Graph, Node
from plainnet.networks.network import Network, Stack
from plainnet.training.compilation import has_long_steps, under_shared_names
from plainnet.training.compiled_run import _compiled_loop
from plainnet.training.forward_pass import _compiled_without_names

LENET = Stack((Conv2D(4, 3, activation="relu"), MaxPooling2D(2), Flatten(), Dense(3, "softmax")))
RECURRENT = Stack((LSTM(5), Dense(3, "softmax")))


def test_long_steps_are_a_matter_of_shapes() -> None:
    assert not has_long_steps(LENET, (10, 10, 3))
    assert has_long_steps(LENET, (200, 200, 3))


def test_both_ways_train_alike(monkeypatch) -> None:
    random = np.random.default_rng(0)
    labels = random.integers(0, 3, 50)
    for network, shape in ((LENET, (10, 10, 3)), (RECURRENT, (6, 4))):
        inputs = random.normal(size=(50, *shape)).astype(np.float32)
        found = []
        for least in (0, np.inf):
            monkeypatch.setattr(compilation, "LEAST_MULTIPLICATIONS", least)
            model = Model(network, seed=1)
            model.compile("adam", "sparse_categorical_crossentropy", ["accuracy"])
            history = model.fit(inputs, labels, epochs=3, validation_split=0.2)
            found.append([*history.figures.values(), *model.evaluate(inputs, labels).values()])
        for quick, long in zip(*found, strict=True):
            np.testing.assert_allclose(quick, long, rtol=1e-5, atol=1e-6)


X, Y = np.random.default_rng(0).normal(size=(2, 12, 3)).astype(np.float32)


def stack(first: str, second: str) -> Stack:
    """Make the same layers under other names."""
    return Stack((Input((3,)), Dense(4, "relu", name=first), Dense(3, name=second)))


def straight_graph() -> Graph:
    """Make them as a graph."""
    return Graph((Node(Input((3,))), Node(Dense(4, "relu"), (0,)), Node(Dense(3), (1,))), (2,))


def trained(network: Network) -> Any:
    """Train and predict."""
    model = Model(network)
    model.compile("adam", "mse")
    history = model.fit(X, Y, epochs=2, batch_size=5, validation_split=0.25)
    return model, history.figures, model.predict(X)


def test_other_names_compile_nothing_and_change_nothing() -> None:
    first, figures, outputs = trained(stack("a", "b"))
    before = _compiled_loop.cache_info().misses, _compiled_without_names.cache_info().misses
    for network in (stack("z", "y"), straight_graph()):
        model, again, same = trained(network)
        assert again == figures
        np.testing.assert_array_equal(same, outputs)
        assert list(model.weights) == [layer.name for layer in network.hidden]
        for own, other in zip(model.weights.values(), first.weights.values(), strict=True):
            assert list(own) == list(other) == ["kernel", "bias"]
            np.testing.assert_array_equal(own["kernel"], other["kernel"])
    after = _compiled_loop.cache_info().misses, _compiled_without_names.cache_info().misses
    assert after == before


def test_names_like_those_of_states_do_no_harm() -> None:
    _, figures, _ = trained(stack("iterations", "momentums"))
    assert figures == trained(stack("total", "count"))[1]


@pytest.mark.parametrize("name", ["kernel", "count"])
def test_arguments_and_results_are_renamed(name: str) -> None:
    network = Stack((Dense(1, name=name),))
    seen: list[Any] = []

    def compiled(weights: Any, tallies: Any) -> Any:
        seen.append((weights, tallies))
        return weights, tallies

    given = {name: {"kernel": 1}}, {"count": 2}
    assert under_shared_names(network, compiled)(*given) == given
    assert seen == [({"000000": {"kernel": 1}}, {"count": 2})]
