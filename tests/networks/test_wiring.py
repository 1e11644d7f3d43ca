"""Wiring: networks within laid open, steps and what they read."""

import pytest

from networks.example_graphs import NESTED, SIAMESE, TOWER
from plainnet.errors import SettingError
from plainnet.layers.dense import Dense
from plainnet.networks.stack import Stack
from plainnet.networks.wiring import INPUT, Step, add_step, place_of


def test_layers_of_a_network_within_are_steps_of_the_whole() -> None:
    steps: list[Step] = [Step(Dense(1, name="first"), ((INPUT, 0),))]
    outputs = add_step(steps, TOWER, ((0, 0),))
    assert [(step.layer.name, step.reads) for step in steps] == [
        ("first", ((INPUT, 0),)),
        ("tower/shared", ((0, 0),)),
        ("tower/dense", ((1, 0),)),
    ]
    assert outputs == ((2, 0),)
    assert place_of(outputs, 0) == (2, 0)


def test_a_layer_is_one_step() -> None:
    steps: list[Step] = []
    number = add_step(steps, Dense(1, name="first"), ((INPUT, 1),))
    assert number == 0
    assert place_of(number, 3) == (0, 3)


def test_networks_within_networks_within() -> None:
    whole = Stack((Stack((TOWER, Dense(1)), name="middle"), Dense(2)))
    assert [layer.name for layer in whole.hidden] == [
        "middle/tower/shared", "middle/tower/dense", "middle/dense", "dense",
    ]  # fmt: skip


def test_outputs_of_a_network_within_are_found() -> None:
    reads = {step.layer.name: step.reads for step in NESTED.wiring.steps}
    assert reads["inner/dense"] == ((1, 0),)  # the second output
    assert reads["concatenate"] == ((0, 0), (4, 0))


def test_shared_layers_stand_in_several_steps_and_once_among_the_layers() -> None:
    names = [step.layer.name for step in SIAMESE.wiring.steps]
    assert names.count("tower/shared") == 2
    assert len(SIAMESE.wiring.layers) == len(set(names))


def test_readers_of_the_inputs() -> None:
    assert [layer.name for layer in SIAMESE.wiring.readers_of_inputs()] == ["tower/shared"] * 2


def test_too_few_inputs_are_refused() -> None:
    with pytest.raises(SettingError, match="siamese takes 2 inputs, but is given 1"):
        add_step([], SIAMESE, ((INPUT, 0),))
