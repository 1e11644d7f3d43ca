"""Keras' classes and the methods of models show their parameters with defaults."""

import inspect

import keras as theirs
import pytest

from plainnet.keras_names.door.module_table import covered_modules
from plainnet.keras_names.model.keras_model import Model, Sequential
from plainnet.keras_names.model.keras_optimizer import optimizer_class
from plainnet.keras_names.model.layer_classes import layer_class
from plainnet.keras_names.model.loss_names import metric_named
from plainnet.model import Model as EngineModel

LAYERS = [name for name in layer_class("*") if inspect.isclass(layer_class(name))]
OPEN = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)


def shown(thing: object) -> dict[str, inspect.Parameter]:
    return dict(inspect.signature(thing).parameters)  # type: ignore[arg-type]


def test_what_is_tested_is_what_scripts_import() -> None:
    assert covered_modules()["keras.layers"]["*"].endswith("layer_classes:layer_class")


@pytest.mark.parametrize("name", LAYERS)
def test_a_layer_shows_what_can_be_set(name: str) -> None:
    parameters = shown(layer_class(name))
    assert not [each for each in parameters.values() if each.kind in OPEN and name != "InputLayer"]
    assert name == "InputLayer" or {"name", "trainable"} <= set(parameters)


@pytest.mark.parametrize("name", ["Dense", "Conv2D", "LSTM", "Dropout", "Flatten", "GRU"])
def test_a_layer_shows_the_parameters_of_keras_in_its_order(name: str) -> None:
    ours, keras = shown(layer_class(name)), shown(getattr(theirs.layers, name))
    by_position = [n for n, each in ours.items() if each.kind is each.POSITIONAL_OR_KEYWORD]
    assert by_position == [each for each in keras if each in by_position]
    for each in {"units", "filters", "rate", "use_bias", "return_sequences"} & set(ours):
        assert ours[each].default == keras[each].default


@pytest.mark.parametrize("name", ["Adam", "SGD", "RMSprop"])
def test_an_optimizer_shows_its_settings(name: str) -> None:
    parameters = shown(optimizer_class(name))
    rate = shown(getattr(theirs.optimizers, name))["learning_rate"].default
    assert parameters["learning_rate"].default == rate


def test_a_metric_shows_its_settings() -> None:
    assert next(iter(shown(metric_named("Precision")))) == "thresholds"


@pytest.mark.parametrize("method", ["fit", "compile", "evaluate", "predict"])
@pytest.mark.parametrize("kind", [Model, Sequential])
def test_a_method_shows_the_parameters_of_keras(kind: type, method: str) -> None:
    ours, keras = shown(getattr(kind, method)), shown(getattr(theirs.Model, method))
    further = {"run_eagerly", "steps_per_execution", "jit_compile", "auto_scale_loss", "kwargs"}
    for name in set(keras) - further:
        assert ours[name].default == keras[name].default, name


def test_the_engines_model_shows_what_fit_takes() -> None:
    parameters = shown(EngineModel.fit)
    assert parameters["epochs"].default == 1
    assert not [each for each in parameters.values() if each.kind in OPEN]


def test_a_script_that_derives_from_a_layer_shows_its_own_parameters() -> None:
    class Wide(layer_class("Dense")):  # type: ignore[misc]
        def __init__(self, factor: int = 2) -> None:
            super().__init__(4 * factor)

    assert list(shown(Wide)) == ["factor"]
    assert Wide(3).units == 12
