"""Names, the meaning of "accuracy", history names and saved forms of the metrics."""

import json
from typing import Any

import keras
import numpy as np
import pytest
from keras.src.metrics import ALL_OBJECTS_DICT as OF_KERAS
from keras.src.trainers.compile_utils import CompileMetrics, get_metric

from plainnet.errors import SettingError
from plainnet.losses.catalogue import LOSSES
from plainnet.losses.regression_losses import MeanSquaredError
from plainnet.metrics.catalogue import METRICS, find_metric, history_names, saved_metric
from plainnet.metrics.metric import MeanOfLoss

NAMES = sorted({*METRICS, *LOSSES} & OF_KERAS.keys())
CLASS_NAMES = sorted({cls.__name__ for cls in {*METRICS.values(), *LOSSES.values()}})
KNOWN_TO_KERAS = [
    name for name in CLASS_NAMES if hasattr(keras.metrics, name) or hasattr(keras.losses, name)
]


def found(identifier: Any, output_shape: tuple[int, ...] = (3,)) -> Any:
    """Find a metric for targets of the outputs' shape."""
    return find_metric(identifier, output_shape=output_shape, y_shape=output_shape)


@pytest.mark.parametrize("name", NAMES)
def test_keras_finds_the_same_class_and_history_name(name: str) -> None:
    theirs = get_metric(name, np.zeros((2, 3)), np.zeros((2, 3)))
    metric = found(name)
    assert saved_metric(metric)["class_name"] == type(theirs).__name__
    assert metric.name == theirs.name == name


@pytest.mark.parametrize("word", ["accuracy", "acc", "Accuracy", "ACC"])
@pytest.mark.parametrize(
    ("y_shape", "output_shape"),
    [
        ((), (1,)),
        ((1,), (1,)),
        ((), (6,)),
        ((1,), (6,)),
        ((6,), (6,)),
        ((5,), (5, 6)),
        ((5, 1), (5, 6)),
        ((5, 6), (5, 6)),
        ((5,), (5, 1)),
    ],
)
def test_accuracy_means_what_it_means_in_keras(
    word: str, y_shape: tuple[int, ...], output_shape: tuple[int, ...]
) -> None:
    theirs = get_metric(word, np.zeros((2, *y_shape)), np.zeros((2, *output_shape)))
    metric = find_metric(word, output_shape=output_shape, y_shape=y_shape)
    assert type(metric).__name__ == type(theirs).__name__
    assert metric.name == theirs.name


@pytest.mark.parametrize("class_name", CLASS_NAMES)
def test_every_metric_is_hashable_and_returns_from_its_saved_form(class_name: str) -> None:
    metric = found({"class_name": class_name, "config": {"name": "mine"}})
    assert metric.name == "mine"
    assert found(json.loads(json.dumps(saved_metric(metric)))) == metric
    assert hash(metric) == hash(found(saved_metric(metric)))


@pytest.mark.parametrize("class_name", KNOWN_TO_KERAS)
def test_saved_forms_and_those_of_keras_are_read_by_either(class_name: str) -> None:
    named = {"class_name": class_name, "config": {"name": "mine"}}
    theirs = keras.metrics.serialize(keras.metrics.deserialize(saved_metric(found(named))))
    ours = saved_metric(found(theirs))
    assert ours == saved_metric(found(named))
    assert ours.keys() == theirs.keys()
    reread = keras.metrics.deserialize(ours)
    assert type(reread).__name__ == theirs["class_name"] == ours["class_name"]
    assert reread.name == ours["config"]["name"]


def test_a_loss_and_a_metric_are_taken_as_they_are() -> None:
    metric = METRICS["precision"]()
    assert found(metric) is metric
    loss = MeanSquaredError(name="price")
    assert found(loss) == MeanOfLoss(loss, name="price")


def test_history_names_are_those_of_keras() -> None:
    names = ["accuracy", "mse", "accuracy", "precision", "accuracy", "mse"]
    rows = np.asarray([[0.0], [1.0]])
    gathered = CompileMetrics(names, None)
    gathered.update_state(rows, rows)
    metrics = [find_metric(name, output_shape=(1,), y_shape=(1,)) for name in names]
    assert history_names(metrics) == list(gathered.result())
    assert history_names(metrics)[2] == "accuracy_1"


def test_an_unknown_name_lists_the_choices() -> None:
    with pytest.raises(SettingError, match=r"no metric named 'f2'.*accuracy.*recall.*mse"):
        found("f2")


@pytest.mark.parametrize("setting", [{"top_k": 3}, {"beta": 1}])
def test_a_setting_that_is_not_supported_is_named(setting: dict[str, object]) -> None:
    (name,) = setting
    with pytest.raises(SettingError, match=f"Recall cannot be used with {name}="):
        found({"class_name": "Recall", "config": setting})
