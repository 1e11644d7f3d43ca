"""Old words for how a model was trained."""

from typing import Any

import pytest

from plainnet.files.old_compile_settings import in_full, todays_compile_config
from plainnet.losses.catalogue import find_loss
from plainnet.optimizers.catalogue import find_optimizer

SGD: dict[str, Any] = {"class_name": "SGD", "config": {"lr": 0.1}}


def today(optimizer: Any = SGD, loss: Any = "mse", generation: int = 2, **others: Any) -> Any:
    """Bring settings into today's words."""
    saved = {"optimizer_config": optimizer, "loss": loss, **others}
    config, notes = todays_compile_config(saved, generation)
    assert notes == ()
    return config


@pytest.mark.parametrize("kind", ["SGD", "Custom>SGD"])
def test_an_optimizer_by_any_name(kind: str) -> None:
    settings = {"lr": 0.1, "decay": 0.0, "momentum": 0.5, "nesterov": False, "jit_compile": True}
    config = today({"class_name": kind, "config": {**settings, "is_legacy_optimizer": False}})
    optimizer: Any = find_optimizer(config["optimizer"])
    assert (type(optimizer).__name__, optimizer.learning_rate, optimizer.momentum) == (
        "SGD", 0.1, 0.5,
    )  # fmt: skip


def test_decay_is_inverse_in_time() -> None:
    config = today({"class_name": "Adam", "config": {"lr": 0.5, "decay": 0.25, "epsilon": None}})
    optimizer = find_optimizer(config["optimizer"])
    assert [float(optimizer.rate_at(step)) for step in (0, 4, 12)] == [0.5, 0.25, 0.125]


def test_adagrad_started_from_nothing() -> None:
    adagrad: Any = find_optimizer(today({"class_name": "Adagrad", "config": {}})["optimizer"])
    assert adagrad.initial_accumulator_value == 0


@pytest.mark.parametrize(
    "loss",
    [
        "mse",
        "mean_squared_error",
        {"class_name": "MeanSquaredError", "config": {"reduction": "auto", "name": "m"}},
        {"class_name": "LossFunctionWrapper", "config": {"fn": "mse", "name": "mse"}},
        {"class_name": "function", "config": "mse"},
    ],
)
def test_a_loss_in_any_form(loss: Any) -> None:
    assert type(find_loss(today(loss=loss)["loss"])).__name__ == "MeanSquaredError"


def test_losses_of_several_outputs() -> None:
    assert [find_loss(each).name for each in today(loss=["mse", "mae"])["loss"]] == [
        "mean_squared_error", "mean_absolute_error",
    ]  # fmt: skip
    by_name = today(loss={"a": "mse", "b": "mae"}, loss_weights={"a": 1, "b": 2})
    assert list(by_name["loss"]) == ["a", "b"]
    assert by_name["loss_weights"] == {"a": 1, "b": 2}


def test_metrics_in_any_form() -> None:
    wrapped = {
        "class_name": "MeanMetricWrapper",
        "config": {"name": "accuracy", "dtype": "float32", "fn": "binary_accuracy"},
    }
    (kept,) = today(metrics=["accuracy"])["metrics"]
    assert kept == "accuracy"  # which one depends on shapes
    ((found,),) = today(metrics=[[wrapped]])["metrics"]
    assert (found["class_name"], found["config"]["name"]) == ("BinaryAccuracy", "accuracy")
    (found,) = today(metrics=["mse"])["metrics"]
    assert (found["class_name"], found["config"]["name"]) == ("MeanSquaredError", "mse")


@pytest.mark.parametrize(
    "saved",
    [
        {"optimizer_config": SGD, "loss": "own"},
        {"optimizer_config": SGD, "loss": "mse", "metrics": ["own"]},
        {"optimizer_config": {"class_name": "TFOptimizer", "config": {}}, "loss": "mse"},
        {"optimizer_config": {"class_name": "SGD", "config": {"own": 1}}, "loss": "mse"},
    ],
)
def test_what_is_not_covered_is_left_out_with_a_note(saved: dict[str, Any]) -> None:
    config, (note,) = todays_compile_config(saved, 2)
    assert config is None
    assert note.startswith("How the model was trained is left out: ")


def test_nothing_to_say() -> None:
    assert todays_compile_config({}, 2) == (None, ())
    assert todays_compile_config({"loss": "mse", "optimizer": None}, 3) == (None, ())


def test_in_full_every_metric_is_an_object_but_those_that_depend_on_shapes() -> None:
    config = {"optimizer": SGD, "loss": "mse", "loss_weights": None, "metrics": ["mse", "acc"]}
    written = in_full(config)
    assert written["loss"]["class_name"] == "MeanSquaredError"
    assert written["metrics"][0]["class_name"] == "MeanSquaredError"
    assert written["metrics"][1] == "acc"
    assert written["optimizer"] is SGD
