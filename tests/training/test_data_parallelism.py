"""Sharing batches out over two processors, in a process that has two."""

import json
import subprocess
import sys

import pytest

PROCESS = """
import json, sys
import jax
jax.config.update("jax_num_cpu_devices", int(sys.argv[1]))
import numpy as np
from plainnet.layers.catalogue import LAYERS as L
from plainnet.layers.regularizers import L2
from plainnet.model import Model
from plainnet.networks.network import Stack
from plainnet.optimizers.adam import Adam
from plainnet.training import data_parallelism
data_parallelism.LEAST_MULTIPLICATIONS = data_parallelism.LEAST_USES = 0

rng = np.random.default_rng(0)
stacks = {
    "lstm": (Stack((L["LSTM"](6), L["Dense"](2, kernel_regularizer=L2(0.01)))), (5, 3)),
    "conv": (
        Stack((L["Conv2D"](4, 3), L["MaxPooling2D"](2), L["Flatten"](), L["Dense"](2))),
        (8, 8, 1),
    ),
    "norm": (Stack((L["Dense"](4), L["BatchNormalization"](), L["Dense"](2))), (3,)),
    "drop": (Stack((L["Dense"](64), L["Dropout"](0.5), L["Dense"](2))), (3,)),
}
found = {}
for name, (stack, shape) in stacks.items():
    x = rng.normal(size=(27, *shape)).astype("f4")
    y = rng.normal(size=(27, 2)).astype("f4")
    weights = rng.random(27).astype("f4")
    runs = []
    for _ in range(2):
        model = Model(stack, seed=1)
        model.compile(Adam(0.01), "mse", ["mae"])
        history = model.fit(
            x, y, sample_weight=weights, batch_size=8, epochs=3, validation_data=(x[:11], y[:11])
        )
        final = [w.ravel().tolist() for one in model.weights.values() for w in one.values()]
        runs.append({"history": history.figures, "weights": sum(map(list, final), []),
                     "outputs": model.predict(x).ravel().tolist()})
    assert runs[0] == runs[1], name
    found[name] = runs[0]
shares = {name: data_parallelism.processors_for(stack, shape, 27, 8)
          for name, (stack, shape) in stacks.items()}
odd = data_parallelism.processors_for(stacks["lstm"][0], (5, 3), 27, 7)
print(json.dumps([found, shares, odd]))
"""


@pytest.fixture(scope="module")
def results() -> dict[int, list]:
    """Train the same networks in a process with one device and in one with two."""
    found = {}
    for devices in (1, 2):
        command = [sys.executable, "-c", PROCESS, str(devices)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        found[devices] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("network", ["lstm", "conv", "norm"])
def test_two_processors_learn_what_one_learns(results: dict[int, list], network: str) -> None:
    """History, weights and outputs agree, short last batch, weights and penalty included."""
    one, two = (results[devices][0][network] for devices in (1, 2))
    assert two["weights"] == pytest.approx(one["weights"], rel=1e-4, abs=2e-6)
    assert two["outputs"] == pytest.approx(one["outputs"], rel=1e-4, abs=2e-6)
    assert two["history"].keys() == one["history"].keys()
    for name, figures in one["history"].items():
        assert two["history"][name] == pytest.approx(figures, rel=1e-5)


def test_each_processor_drops_units_of_its_own(results: dict[int, list]) -> None:
    """Dropout needs other random numbers on each, so the runs part."""
    one, two = (results[devices][0]["drop"] for devices in (1, 2))
    assert two["weights"] != one["weights"]


def test_who_shares(results: dict[int, list]) -> None:
    """Running averages and batches that cannot be halved stay on one; so does one device."""
    _, shares, odd = results[2]
    assert shares == {"lstm": 2, "conv": 2, "norm": 1, "drop": 2}
    assert odd == 1
    assert set(results[1][1].values()) == {1}
