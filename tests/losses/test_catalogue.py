"""Names, saved forms and settings of the losses."""

import json

import keras
import pytest

from plainnet.errors import SettingError
from plainnet.losses.catalogue import LOSSES, find_loss, saved_loss
from plainnet.losses.loss import Loss

CLASSES = sorted(set(LOSSES.values()), key=lambda loss: loss.__name__)
KNOWN_TO_KERAS = [loss for loss in CLASSES if hasattr(keras.losses, loss.__name__)]


@pytest.mark.parametrize("name", [name for name in LOSSES if LOSSES[name] in KNOWN_TO_KERAS])
def test_keras_knows_every_name_as_the_same_loss(name: str) -> None:
    theirs = keras.losses.get(name)
    their_name = getattr(theirs, "__name__", None) or theirs.name
    # Keras' function is called "huber", its class "huber_loss".
    assert find_loss(name).name.removesuffix("_loss") == their_name.removesuffix("_loss")


@pytest.mark.parametrize(
    ("old", "name"),
    [
        ("logcosh", "log_cosh"),
        ("kullback_leibler_divergence", "kl_divergence"),
        ("cosine_proximity", "cosine_similarity"),
        ("huber_loss", "huber"),
    ],
)
def test_names_of_earlier_keras_are_known(old: str, name: str) -> None:
    assert find_loss(old) == find_loss(name)


@pytest.mark.parametrize("loss_class", CLASSES)
def test_every_loss_is_hashable_and_returns_from_its_saved_form(loss_class: type[Loss]) -> None:
    settings = {"from_logits": True} if hasattr(loss_class, "from_logits") else {}
    loss = loss_class(name="mine", **settings)
    assert find_loss(json.loads(json.dumps(saved_loss(loss)))) == loss
    assert hash(loss_class()) == hash(loss_class())
    assert loss != loss_class()


@pytest.mark.parametrize("loss_class", KNOWN_TO_KERAS)
def test_saved_forms_are_those_of_keras(loss_class: type[Loss]) -> None:
    theirs = keras.losses.serialize(getattr(keras.losses, loss_class.__name__)())
    ours = saved_loss(loss_class())
    # Keras forgets the delta of Huber, but reads it.
    assert {**ours, "config": {**ours["config"], **theirs["config"]}} == ours
    assert ours["config"].keys() - theirs["config"].keys() <= {"delta"}
    assert find_loss(theirs) == loss_class()
    assert keras.losses.get(saved_loss(loss_class())).name == loss_class().name


def test_a_loss_stands_for_itself() -> None:
    loss = LOSSES["mse"]()
    assert find_loss(loss) is loss


def test_an_unknown_name_lists_the_choices() -> None:
    with pytest.raises(SettingError, match=r"no loss named 'mes'.*mean_squared_error.*bce"):
        find_loss("mes")


@pytest.mark.parametrize("setting", [{"reduction": "max"}, {"axis": 1}, {"delta": 2}])
def test_a_setting_that_is_not_supported_is_named(setting: dict[str, object]) -> None:
    (name,) = setting
    with pytest.raises(SettingError, match=f"BinaryCrossentropy cannot be used with {name}="):
        find_loss({"class_name": "BinaryCrossentropy", "config": setting})
