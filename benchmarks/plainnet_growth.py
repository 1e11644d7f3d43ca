"""One point of growth in plainnet: `python -m plainnet_growth POINT_AS_JSON`."""

import json
import sys
import time
from typing import Any

from peers.growth_arrays import CLASSES, make_arrays
from peers.stopwatch import peak_memory_mb
from plainnet.commands.engine_settings import prepare_engine

prepare_engine()

from plainnet.layers.convolution import Conv2D
from plainnet.layers.dense import Dense
from plainnet.layers.layer import Layer
from plainnet.layers.lstm import LSTM
from plainnet.layers.pooling import MaxPooling2D
from plainnet.layers.reshaping import Flatten
from plainnet.model import Model
from plainnet.networks.network import Stack
from plainnet.optimizers.optimizer import SGD


def build(point: dict[str, Any]) -> Stack:
    """Build the network of a point."""
    width = point["width"]
    layers: list[Layer] = [Dense(width, "relu") for _ in range(point["depth"])]
    outputs = Dense(1)
    if point["kind"] == "sequences":
        layers = [LSTM(width)]
    if point["kind"] == "images":
        layers = [Conv2D(6, 5, activation="relu"), MaxPooling2D(2)]
        layers += [Conv2D(16, 5, activation="relu"), MaxPooling2D(2)]
        layers += [Flatten(), Dense(84, "relu")]
        outputs = Dense(CLASSES, "softmax")
    return Stack((*layers, outputs))


def main() -> None:
    """Train, and print seconds, loss and peak memory."""
    point = json.loads(sys.argv[1])
    x, y = make_arrays(point)
    model = Model(build(point))
    loss = "categorical_crossentropy" if point["kind"] == "images" else "mse"
    model.compile(SGD(0.01), loss)
    started = time.perf_counter()
    history = model.fit(x, y, batch_size=point["batch"], epochs=point["epochs"])
    seconds = {"train": time.perf_counter() - started, "compile": history.compile_seconds}
    line = {
        "seconds": seconds,
        "loss": history.last()["loss"],
        "peak_memory_mb": peak_memory_mb(),
    }
    sys.stdout.write(json.dumps(line) + "\n")


main()
