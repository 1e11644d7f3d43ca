"""The table of layers against what Keras prints."""

from math import prod
from typing import Any

import pytest

from networks.example_graphs import GRAPHS, INCEPTION, NESTED, RESIDUAL
from networks.twins import keras_network
from plainnet.layers.dense import Dense
from plainnet.layers.dropout import Dropout
from plainnet.layers.input import Input
from plainnet.layers.lstm import LSTM
from plainnet.networks.graph import Graph, Node
from plainnet.networks.keras_table import is_straight, keras_table, rows_of, wrapped
from plainnet.networks.network import Network, Stack

LINE = Stack((Input((None, 4)), LSTM(300, name="a_name_longer_than_its_column"), Dense(2)))
STRAIGHT = Graph((Node(Input((3,))), Node(Dropout(0.1), (0,)), Node(Dense(2), (1,))), (2,))
NETWORKS = {
    **GRAPHS,
    "line": LINE,
    "straight": STRAIGHT,
    "held": Stack((Input((3,)), Dense(2, trainable=False), Dense(2))),
    "within": Stack((Input((3,)), Stack((Dense(2), Dense(3)), name="within"), Dense(2))),
}


def printed(model: Any, **settings: Any) -> list[str]:
    """Give what Keras prints."""
    texts: list[str] = []
    model.summary(print_fn=lambda text, **_: texts.append(text), **settings)
    return "\n".join(texts).rstrip().splitlines()


@pytest.mark.parametrize("network", NETWORKS.values(), ids=list(NETWORKS))
def test_against_keras(network: Network) -> None:
    model = keras_network(network)
    ours = keras_table(network, network.input_shape).splitlines()
    assert ours == [line.rstrip() if line[0] != " " else line for line in printed(model)]


@pytest.mark.parametrize("length", [50, 73, 76])
def test_widths_against_keras(length: int) -> None:
    model, ends = keras_network(INCEPTION), [0.4, 0.55, 0.7, 1.0]
    for settings in ({}, {"positions": ends}):
        ours = keras_table(INCEPTION, (8, 8, 2), line_length=length, **settings).splitlines()
        assert ours == printed(model, line_length=length, **settings)


def test_layers_within_against_keras() -> None:
    ours = keras_table(NESTED, (3,), expand_nested=True).splitlines()
    assert ours == printed(keras_network(NESTED), expand_nested=True)


def test_numbers_of_the_optimizer_against_keras() -> None:
    model = keras_network(RESIDUAL)
    model.compile("adam", "mse")
    model.optimizer.build(model.trainable_variables)
    kept = sum(prod(variable.shape) for variable in model.optimizer.variables)
    ours = keras_table(RESIDUAL, (4,), optimizer_numbers=kept).splitlines()
    assert ours == printed(model)


def test_before_the_weights_are_made() -> None:
    rows = rows_of(Stack((Dense(3), Dense(2))), None)
    assert [(row.shape, row.moved) for row in rows] == [("?", -1), ("?", -1)]
    assert "0 (unbuilt)" in keras_table(Stack((Dense(3),)), None)


def test_a_line_needs_no_connections() -> None:
    assert is_straight(STRAIGHT)
    assert not is_straight(RESIDUAL)


def test_words_are_kept_whole_where_they_fit() -> None:
    assert wrapped("ab cd ef", 5) == ["ab cd", "ef"]
    assert wrapped("abcdefgh", 5) == ["abcd…"]
