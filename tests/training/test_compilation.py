"""Programs kept for the next process: the same, or compiled again."""

import functools
import hashlib
import os
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import jax
import numpy as np
import pytest

import plainnet.training.compilation as compilation
from plainnet.layers.activations import relu
from plainnet.layers.convolution import Conv2D
from plainnet.layers.dense import Dense
from plainnet.layers.input import Input
from plainnet.layers.lstm import LSTM
from plainnet.layers.pooling import MaxPooling2D
from plainnet.layers.reshaping import Flatten
from plainnet.model import Model
from plainnet.networks.graph import Graph, Node
from plainnet.networks.network import Network, Stack
from plainnet.optimizers.adam import Adam
from plainnet.training.compilation import (
    KeptProgram,
    UnknownMakeError,
    fingerprint,
    form_of,
    has_long_steps,
    keep_programs_in,
    under_shared_names,
)
from plainnet.training.compiled_run import epoch_loop
from plainnet.training.forward_pass import compiled_pass

TRAINING = """
import sys
from plainnet.commands.engine_settings import prepare_engine
prepare_engine()
import numpy as np
from plainnet.layers.dense import Dense
from plainnet.layers.lstm import LSTM
from plainnet.model import Model
from plainnet.networks.network import Network
from plainnet.networks.network import Stack

random = np.random.default_rng(0)
inputs = random.random((96, 6, 2), np.float32)
targets = inputs.mean((1, 2))[:, None]
model = Model(Stack((LSTM(100), Dense(1))), seed=3)
model.compile("adam", "mse", ["mae"])
def refuse(*given, **named):
    raise AssertionError("traced")
if sys.argv[1] == "again":
    Network.forward = refuse
history = model.fit(inputs, targets, epochs=3, validation_split=0.25)
print(model.weights_hash(), history.figures["val_loss"], model.evaluate(inputs, targets))
"""


@pytest.fixture(autouse=True)
def folder(tmp_path):
    keep_programs_in(tmp_path / "programs")
    yield tmp_path / "programs"
    keep_programs_in(None)


def doubled(numbers):
    return {"twice": numbers["some"] * 2}


def refused(numbers):
    raise AssertionError("traced although it is kept")


NUMBERS = {"some": np.arange(3, dtype=np.float32)}


def test_what_was_compiled_once_is_found(folder):
    first = KeptProgram(jax.jit(doubled), ("double",))(NUMBERS)
    (entry,) = folder.iterdir()
    again = KeptProgram(jax.jit(refused), ("double",))
    for given in (NUMBERS, jax.device_put(NUMBERS)):
        np.testing.assert_array_equal(again(given)["twice"], first["twice"])
    assert list(folder.iterdir()) == [entry]


def test_another_form_or_make_is_compiled(folder):
    KeptProgram(jax.jit(doubled), ("double",))(NUMBERS)
    others = (
        (("other",), NUMBERS),
        (("double",), {"some": np.arange(4, dtype=np.float32)}),
        (("double",), {"some": np.arange(3, dtype=np.int32)}),
        (("double",), {"other": np.arange(3, dtype=np.float32)}),
    )
    for made_of, given in others:
        with pytest.raises(AssertionError, match="traced"):
            KeptProgram(jax.jit(refused), made_of)(given)


@pytest.mark.parametrize("damage", ["cut off", "empty", "changed", "another pickle", "a folder"])
def test_a_damaged_entry_is_compiled_again(folder, damage):
    KeptProgram(jax.jit(doubled), ("double",))(NUMBERS)
    (entry,) = folder.iterdir()
    whole = entry.read_bytes()
    middle = len(whole) // 2
    changed = whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :]
    if damage == "a folder":
        entry.unlink()
        entry.mkdir()
    else:
        other = pickle.dumps(["no", "program"])
        sealed = hashlib.sha256(other).digest() + other
        damaged = {"cut off": whole[:middle], "empty": b"", "changed": changed}
        damaged["another pickle"] = sealed
        entry.write_bytes(damaged[damage])
    given = KeptProgram(jax.jit(doubled), ("double",))(NUMBERS)
    np.testing.assert_array_equal(given["twice"], [0, 2, 4])
    if damage != "a folder":
        KeptProgram(jax.jit(refused), ("double",))(NUMBERS)


def test_nowhere_to_keep_is_no_matter(tmp_path):
    (tmp_path / "file").touch()
    for place in (None, tmp_path / "file"):
        keep_programs_in(place)
        given = KeptProgram(jax.jit(doubled), ("double",))(NUMBERS)
        np.testing.assert_array_equal(given["twice"], [0, 2, 4])


CACHED_BY_JAX = """
import sys
from plainnet.commands.engine_settings import prepare_engine
prepare_engine()
import jax
import numpy as np
from plainnet.training.compilation import KeptProgram, keep_programs_in

if sys.argv[1] == "by JAX alone":
    keep_programs_in(None)
def shuffled_sum(key, numbers):
    chosen = jax.random.permutation(key, numbers)[:50]
    return jax.lax.fori_loop(0, 5, lambda i, total: total + (chosen * i).sum(), 0.0)
program = KeptProgram(jax.jit(shuffled_sum), ("shuffled sum",))
print(program(jax.random.key(0), np.arange(100, dtype=np.float32)))
"""


def test_what_jax_keeps_already_is_compiled_anew(tmp_path):
    outputs = [
        subprocess.run(
            [sys.executable, "-c", CACHED_BY_JAX, process],
            env={**os.environ, "PLAINNET_CACHE": str(tmp_path)},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for process in ("by JAX alone", "kept here", "found here")
    ]
    assert len(set(outputs)) == 1


def test_two_threads_may_compile_at_once(folder):
    """JAX's cache stays off until the last of them is done, and then is as it was."""
    second_is_inside, first_is_done, seen = Event(), Event(), []

    def first(numbers):
        assert second_is_inside.wait(60)
        return numbers["some"] + 1

    def second(numbers):
        second_is_inside.set()
        assert first_is_done.wait(60)
        seen.append(jax.config.jax_enable_compilation_cache)
        return numbers["some"] + 2

    assert jax.config.jax_enable_compilation_cache
    with ThreadPoolExecutor(2) as threads:
        one = threads.submit(KeptProgram(jax.jit(first), ("first",)), NUMBERS)
        two = threads.submit(KeptProgram(jax.jit(second), ("second",)), NUMBERS)
        np.testing.assert_array_equal(one.result(60), [1, 2, 3])
        first_is_done.set()
        np.testing.assert_array_equal(two.result(60), [2, 3, 4])
    assert seen == [False]
    assert jax.config.jax_enable_compilation_cache
    assert len(list(folder.iterdir())) == 2


class Own(Dense):
    """What a user makes of a layer."""


def test_what_is_a_users_own_is_not_named(folder):
    def local(x):
        return x

    for own in (lambda x: x, local, doubled, Own(3), object(), functools.partial(doubled)):
        with pytest.raises(UnknownMakeError):
            fingerprint(("program", own))
        KeptProgram(jax.jit(doubled), ("program", own))(NUMBERS)
    assert not folder.exists()


def test_a_name_says_all_that_matters():
    def network(units=3, activation="relu"):
        return Stack((Dense(units, activation), Dense(1)))

    assert fingerprint(network()) == fingerprint(network())
    used = network()
    used.weight_shapes((4,))  # what it remembers of itself is no part of it
    assert fingerprint(used) == fingerprint(network())
    makes = [
        network(),
        network(units=4),
        network(activation="tanh"),
        Adam(0.1),
        Adam(0.2),
        relu,
        np.zeros(3),
        np.zeros(3, np.float32),
        np.zeros((1, 3)),
        np.ones(3),
        (1, (2, 3)),
        ((1, 2), 3),
        1,
        1.0,
        True,
        "1",
        None,
    ]
    assert len({fingerprint(make) for make in makes}) == len(makes)


def test_the_form_says_type_shape_and_place():
    array = np.zeros((2, 3), np.float32)
    assert form_of((array,)) == form_of((jax.device_put(array),))
    bound = jax.device_put(array, jax.devices()[0])
    forms = {form_of(given) for given in ((array,), (array.T,), (bound,), ((array,),), (2.0,))}
    assert len(forms) == 5


def test_a_second_process_trains_alike_without_tracing(tmp_path):
    environment = {**os.environ, "PLAINNET_CACHE": str(tmp_path / "cache")}

    def run(turn: str) -> str:
        process = subprocess.run(
            [sys.executable, "-W", "error", "-c", TRAINING, turn],
            env=environment,
            capture_output=True,
            text=True,
        )
        return process.stdout or process.stderr

    assert "AssertionError: traced" in run("again")
    first = run("first")
    (place,) = (tmp_path / "cache").glob("programs-*")
    kept = sorted(file.name for file in Path(place).iterdir())
    assert len(kept) == 2  # training and measuring
    assert run("again") == first
    assert sorted(file.name for file in Path(place).iterdir()) == kept


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
    before = epoch_loop.shared.cache_info().misses, compiled_pass.shared.cache_info().misses
    for network in (stack("z", "y"), straight_graph()):
        model, again, same = trained(network)
        assert again == figures
        np.testing.assert_array_equal(same, outputs)
        assert list(model.weights) == [layer.name for layer in network.hidden]
        for own, other in zip(model.weights.values(), first.weights.values(), strict=True):
            assert list(own) == list(other) == ["kernel", "bias"]
            np.testing.assert_array_equal(own["kernel"], other["kernel"])
    after = epoch_loop.shared.cache_info().misses, compiled_pass.shared.cache_info().misses
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
