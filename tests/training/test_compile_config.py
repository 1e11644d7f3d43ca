"""What a file says about training: as Keras writes it, and no code."""

from typing import Any

import keras

from plainnet.losses.catalogue import find_loss
from plainnet.losses.loss import JointLoss
from plainnet.optimizers.adam import Adam
from plainnet.training.compile_config import compile_config
from plainnet.training.objective import OfOutput


def function(y_true: Any, y_pred: Any) -> Any:
    """Stand for code."""
    return y_true - y_pred


def test_keras_reads_it() -> None:
    config = compile_config(Adam(), find_loss("mse"), ("mae", "accuracy", function), ())
    assert config is not None
    assert config["metrics"][:2] == ["mae", "accuracy"]
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    with keras.saving.custom_object_scope({"function": function}):
        model.compile_from_config(config)
    assert isinstance(model.loss, keras.losses.MeanSquaredError)


def test_several_outputs() -> None:
    loss = JointLoss((find_loss("mse"), find_loss("mae")), (1.0, 0.5))
    config = compile_config(Adam(), loss, (OfOutput("mse", 1),), ())
    assert config is not None
    assert [part["class_name"] for part in config["loss"]] == [
        "MeanSquaredError",
        "MeanAbsoluteError",
    ]
    assert config["loss_weights"] == [1.0, 0.5]
    assert config["metrics"] == [[], ["mse"]]


def test_of_code_only_the_name_is_written() -> None:
    assert compile_config(Adam(), None, (), ()) is None
    config = compile_config(Adam(), find_loss(function), (), ())
    assert config is not None
    assert config["loss"]["config"] == "function"
