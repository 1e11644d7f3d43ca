"""Graphs out of calls: the order of Keras, and random graphs against Keras."""

from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.against_keras import assert_close
from networks.twins import noisy_weights, twin_of
from plainnet.errors import SettingError
from plainnet.layers.batch_normalization import BatchNormalization
from plainnet.layers.dense import Dense
from plainnet.layers.input import Input
from plainnet.layers.merging import Add, Average, Concatenate, Maximum, Multiply
from plainnet.networks.graph_tracing import graph_of
from plainnet.networks.wiring import name_of


@dataclass(frozen=True, eq=False)
class Use:
    """A call."""

    layer: Any
    arguments: tuple[Any, ...] = ()


@dataclass(frozen=True, eq=False)
class Given:
    """What a call gives."""

    call: Use
    inner_shape: tuple[int, ...] = (3,)
    output: int = 0


def use(layer: Any, *arguments: Given) -> Given:
    """Apply a layer."""
    return Given(Use(layer, arguments))


FIRST, SECOND = use(Input((3,), name="first")), use(Input((3,), name="second"))


def names(graph: Any) -> list[str]:
    """List the layers of all nodes."""
    return [name_of(node.layer) for node in graph.nodes]


def test_what_is_farthest_from_the_outputs_comes_first() -> None:
    deep = use(Dense(3, name="b"), use(Dense(3, name="a"), FIRST))
    outputs = use(Add(name="sum"), SECOND, deep)
    graph = graph_of([FIRST, SECOND], [outputs], "g")
    assert names(graph) == ["first", "a", "second", "b", "sum"]
    assert graph.input_names == ("first", "second")


def test_only_what_the_outputs_need_is_kept() -> None:
    inner = use(Dense(3, name="a"), FIRST)
    use(Dense(3, name="b"), inner)
    assert names(graph_of([FIRST], [inner], "g")) == ["first", "a"]
    assert names(graph_of([FIRST, SECOND], [inner], "g"))[-1:] == ["a"]


def test_what_a_layer_gives_may_be_an_input() -> None:
    inner = use(Dense(4, name="a"), FIRST)
    inner = Given(inner.call, (4,))
    graph = graph_of([inner], [use(Dense(2, name="b"), inner)], "g")
    assert names(graph) == ["a_input", "b"]
    assert graph.input_shape == (4,)


def test_an_input_left_out_is_named() -> None:
    with pytest.raises(SettingError, match="input second, which is not among"):
        graph_of([FIRST], [use(Add(name="sum"), FIRST, SECOND)], "g")


MERGING = [Add, Average, Maximum, Multiply, Concatenate]


@st.composite
def drawn_calls(draw: Any) -> tuple[list[Given], list[Given]]:
    """Draw inputs and outputs; every layer gives three numbers, some layers are shared."""
    heads = [FIRST, SECOND][: draw(st.integers(1, 2))]
    made, shared = list(heads), Dense(3, "tanh", name="shared")
    for number in range(draw(st.integers(1, 7))):
        pick = st.sampled_from(made)
        kind = draw(st.sampled_from(["dense", "norm", "shared", "merge", "merge"]))
        if kind == "merge":
            merging = draw(st.sampled_from(MERGING))(name=f"merge_{number}")
            merged = use(merging, *(draw(pick) for _ in range(draw(st.integers(2, 3)))))
            made.append(use(Dense(3, "relu", name=f"dense_{number}"), merged))
        elif kind == "shared":
            made.append(use(shared, draw(pick)))
        elif kind == "norm":
            made.append(use(BatchNormalization(name=f"norm_{number}"), draw(pick)))
        else:
            made.append(use(Dense(3, "relu", name=f"dense_{number}"), draw(pick)))
    last = use(Concatenate(name="end"), *heads, *made[-2:])
    return heads, [last, *([made[-1]] if draw(st.booleans()) else [])]


@given(drawn_calls())
@settings(max_examples=8, deadline=None, derandomize=True)
def test_random_graphs_against_keras(ends: tuple[list[Given], list[Given]]) -> None:
    graph = graph_of(*ends, "random")
    weights = noisy_weights(graph, graph.input_shape)
    twin = twin_of(graph, weights)
    theirs = [layer.name for layer in twin.layers]
    assert [layer.name for layer in graph.layers] == theirs
    random = np.random.default_rng(3)
    inputs = [random.normal(size=(4, 3)).astype(np.float32) for _ in ends[0]]
    outputs = graph.apply(weights, tuple(inputs) if len(inputs) > 1 else inputs[0])
    expected = twin(inputs if len(inputs) > 1 else inputs[0])
    for one, other in zip(
        outputs if isinstance(outputs, tuple) else [outputs],
        expected if isinstance(expected, list) else [expected],
        strict=True,
    ):
        assert_close(one, other)
    assert isinstance(twin, keras.Model)


def test_very_deep_graphs() -> None:
    deep = FIRST
    for number in range(1500):
        deep = use(Dense(3, name=f"dense_{number}"), deep)
    assert len(graph_of([FIRST], [deep], "deep").hidden) == 1500
