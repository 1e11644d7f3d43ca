"""What a file says about training: as Keras writes it, and no code."""

from typing import Any

import keras
import pytest

from plainnet.losses.catalogue import find_loss
from plainnet.losses.joint_loss import JointLoss
from plainnet.optimizers.adam import Adam
from plainnet.training.compile_config import compile_config
from plainnet.training.objective import OfOutput


def function(y_true: Any, y_pred: Any) -> Any:
    """Stand for code."""
    return y_true - y_pred


def test_keras_reads_it() -> None:
    config = compile_config(Adam(), find_loss("mse"), ("mae", "accuracy", function), ())
    assert config is not None
    assert config["metrics"] == ["mae", "accuracy"]
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
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


@pytest.mark.parametrize("loss", [None, find_loss(function)])
def test_code_is_not_written(loss: Any) -> None:
    assert compile_config(Adam(), loss, (), ()) is None
