"""The settings of the whole program."""

import pytest

from plainnet.errors import SettingError
from plainnet.keras_names.arrays import backend_settings


def test_settings_start_as_those_of_keras():
    keras = pytest.importorskip("keras")
    for name in ("floatx", "epsilon", "image_data_format"):
        assert getattr(backend_settings, name)() == getattr(keras.config, name)()


def test_settings_can_be_changed_in_the_words_of_every_year():
    try:
        backend_settings.set_image_dim_ordering("th")
        assert backend_settings.image_data_format() == "channels_first"
        backend_settings.set_image_data_format("channels_last")
        assert backend_settings.image_dim_ordering() == "tf"
        backend_settings.set_epsilon(1e-3)
        assert backend_settings.epsilon() == 1e-3
        backend_settings.set_floatx("float64")
        assert backend_settings.floatx() == "float64"
    finally:
        backend_settings.set_epsilon(1e-7)
        backend_settings.set_floatx("float32")


def test_other_words_are_refused():
    with pytest.raises(SettingError, match="int8"):
        backend_settings.set_floatx("int8")
    with pytest.raises(SettingError, match="sideways"):
        backend_settings.set_image_data_format("sideways")


def test_names_are_counted_for_each_beginning():
    backend_settings.reset_uids()
    assert [backend_settings.get_uid("dense") for _ in range(2)] == [1, 2]
    assert backend_settings.get_uid("lstm") == 1
