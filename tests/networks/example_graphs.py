"""Graphs of every kind: residual, two inputs, shared, joined, nested, several outputs."""

from plainnet.layers.batch_normalization import BatchNormalization
from plainnet.layers.convolution import Conv2D
from plainnet.layers.dense import Dense
from plainnet.layers.input import Input
from plainnet.layers.lstm import LSTM
from plainnet.layers.merging import Add, Concatenate, Dot, Multiply, Subtract
from plainnet.layers.pooling import MaxPooling2D
from plainnet.layers.regularizers import L2
from plainnet.layers.reshaping import Flatten
from plainnet.networks.graph import Graph, Node
from plainnet.networks.network import Stack

RESIDUAL = Graph(
    (
        Node(Input((4,))),
        Node(Dense(4, "relu"), (0,)),
        Node(BatchNormalization(), (1,)),
        Node(Add(), (0, 2)),
        Node(Dense(2, "softmax", kernel_regularizer=L2(0.1)), (3,)),
    ),
    outputs=(4,),
    name="residual",
)
TWO_INPUTS = Graph(
    (
        Node(Input((4,), name="numbers")),
        Node(Input((3, 2), name="series")),
        Node(Dense(3, "tanh"), (0,)),
        Node(LSTM(3), (1,)),
        Node(Concatenate(), (2, 3)),
        Node(Dense(2, "softmax"), (4,)),
    ),
    outputs=(5,),
    inputs=(1, 0),
    name="two_inputs",
)
SHARED = Dense(3, "relu", name="shared")
TOWER = Stack((SHARED, Dense(3)), name="tower")
SIAMESE = Graph(
    (
        Node(Input((4,))),
        Node(Input((4,))),
        Node(TOWER, (0,)),
        Node(TOWER, (1,)),
        Node(Dot(axes=1, normalize=True), (2, 3)),
        Node(Subtract(), (2, 3)),
        Node(Concatenate(), (4, 5)),
        Node(Dense(2, "softmax"), (6,)),
    ),
    outputs=(7,),
    name="siamese",
)
INCEPTION = Graph(
    (
        Node(Input((8, 8, 2))),
        Node(Conv2D(2, 1, activation="relu"), (0,)),
        Node(Conv2D(3, 3, padding="same", activation="relu"), (0,)),
        Node(MaxPooling2D(3, 1, "same"), (0,)),
        Node(Concatenate(), (1, 2, 3)),
        Node(Conv2D(4, 3, activation="relu"), (4,)),
        Node(MaxPooling2D(2), (5,)),
        Node(Flatten(), (6,)),
        Node(Dense(2, "softmax"), (7,)),
    ),
    outputs=(8,),
    name="inception",
)
TWO_ENDS = Graph(
    (Node(Input((3,))), Node(Dense(2, "relu"), (0,)), Node(Dense(3, "tanh"), (1,))),
    outputs=(1, 2),
    name="two_ends",
)
NESTED = Graph(
    (
        Node(Input((3,))),
        Node(TWO_ENDS, (0,)),
        Node(Stack((Dense(3), Dense(3, "relu")), name="inner"), ((1, 1),)),
        Node(Multiply(), (0, 2)),
        Node(Concatenate(), ((1, 0), 3)),
        Node(Dense(2, "softmax"), (4,)),
    ),
    outputs=(5,),
    name="nested",
)
GRAPHS = {
    graph.name: graph for graph in (RESIDUAL, TWO_INPUTS, SIAMESE, INCEPTION, TWO_ENDS, NESTED)
}
