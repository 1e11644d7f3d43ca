"""Names and saved forms of the optimizers."""

import json
from typing import Any

import keras
import pytest

from optimizers.against_keras import KNOWN_TO_KERAS
from plainnet.errors import SettingError
from plainnet.optimizers.catalogue import OPTIMIZERS, find_optimizer, saved_optimizer, schedule_from
from plainnet.optimizers.learning_rate_schedules import ExponentialDecay, PiecewiseConstantDecay

# Keras reads its own variables in a way that NumPy 2 will drop.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")

RATES = [0.25, ExponentialDecay(0.1, 10, 0.5), PiecewiseConstantDecay([3], [0.5, 0.25])]


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_names_are_found_in_any_case_as_in_keras(name: str) -> None:
    for spelling in (name, name.lower(), name.upper()):
        assert type(find_optimizer(spelling)).__name__ == name
        if name in KNOWN_TO_KERAS:
            assert type(keras.optimizers.get(spelling)).__name__ == name


@pytest.mark.parametrize("rate", RATES, ids=lambda rate: type(rate).__name__)
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_optimizer_is_hashable_and_returns_from_its_saved_form(name: str, rate: Any) -> None:
    optimizer = OPTIMIZERS[name](
        rate, weight_decay=0.5, clipnorm=2.0, exclude_from_weight_decay=["bias"], name="mine"
    )
    assert find_optimizer(json.loads(json.dumps(saved_optimizer(optimizer)))) == optimizer
    assert hash(find_optimizer(saved_optimizer(optimizer))) == hash(optimizer)


@pytest.mark.parametrize("rate", RATES, ids=lambda rate: type(rate).__name__)
@pytest.mark.parametrize("name", KNOWN_TO_KERAS)
def test_saved_forms_are_those_of_keras(name: str, rate: Any) -> None:
    ours = saved_optimizer(OPTIMIZERS[name](rate, name="mine"))
    reference = keras.optimizers.get(json.loads(json.dumps(ours)))
    assert type(reference).__name__ == name
    assert keras.optimizers.serialize(reference) == ours
    assert find_optimizer(keras.optimizers.serialize(reference)) == OPTIMIZERS[name](
        rate, name="mine"
    )


@pytest.mark.parametrize("name", KNOWN_TO_KERAS)
def test_defaults_are_those_of_keras(name: str) -> None:
    # Keras keeps the rate as a float32 and a name of its own counting.
    theirs = {**getattr(keras.optimizers, name)().get_config(), "name": "mine"}
    ours = saved_optimizer(OPTIMIZERS[name](name="mine"))["config"]
    assert ours.pop("learning_rate") == pytest.approx(theirs.pop("learning_rate"), rel=1e-7)
    assert ours == theirs


def test_keras_reads_a_saved_form_with_weights_that_do_not_decay() -> None:
    ours = saved_optimizer(OPTIMIZERS["AdamW"](exclude_from_weight_decay=("bias",)))
    assert keras.optimizers.get(ours).weight_decay == 0.004


def test_an_optimizer_stands_for_itself() -> None:
    optimizer = OPTIMIZERS["SGD"](0.5)
    assert find_optimizer(optimizer) is optimizer


def test_an_unknown_name_lists_the_choices() -> None:
    with pytest.raises(SettingError, match=r"named 'adan'; choose one of: SGD, RMSprop, Adam"):
        find_optimizer("adan")


@pytest.mark.parametrize("setting", [{"use_ema": True}, {"gradient_accumulation_steps": 2}])
def test_a_setting_that_is_not_supported_is_named(setting: dict[str, object]) -> None:
    (name,) = setting
    with pytest.raises(SettingError, match=f"SGD cannot be used with {name}="):
        find_optimizer({"class_name": "SGD", "config": setting})


def test_an_unknown_schedule_lists_the_choices() -> None:
    with pytest.raises(SettingError, match=r"no learning rate schedule named 'Wave'.*CosineDecay"):
        schedule_from({"class_name": "Wave", "config": {}})
