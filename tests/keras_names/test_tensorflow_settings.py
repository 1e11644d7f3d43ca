"""What scripts ask of TensorFlow's machinery."""

import numpy as np
import pytest

from plainnet.keras_names.arrays.eager_array import tensor
from plainnet.keras_names.door.refusal import NotCoveredError
from plainnet.keras_names.tensorflow import tensorflow_settings as settings
from plainnet.keras_names.tensorflow import tensorflow_settings as types


def test_there_is_one_processor_and_no_graphics_card():
    assert [each.device_type for each in settings.list_physical_devices()] == ["CPU"]
    assert settings.list_physical_devices("GPU") == []
    assert settings.list_local_devices()[0].name == "/device:CPU:0"
    assert not settings.is_gpu_available() and settings.gpu_device_name() == ""


def test_settings_of_old_sessions_have_no_effect():
    config = settings.Settings(allow_soft_placement=True)
    config.gpu_options.allow_growth = True
    assert config.gpu_options.allow_growth and config.allow_soft_placement
    assert not hasattr(config, "__array__")
    with settings.Session(config=config).as_default() as session:
        assert session.run(tensor(2.0)) == 2.0
        assert session.run([tensor(1), None]) == [1, None]
        with pytest.raises(NotCoveredError, match="feed_dict"):
            session.run(tensor(1), feed_dict={"x": 1})
        session.close()


def test_the_logger_is_tensorflows_own():
    before = settings.get_verbosity()
    settings.set_verbosity(settings.ERROR)
    assert settings.get_logger().name == "tensorflow" and settings.get_verbosity() == 40
    settings.set_verbosity(3)
    assert settings.get_verbosity() == 40
    settings.set_verbosity(before)


def test_functions_are_called_at_once():
    @settings.function
    def plain(x):
        return x + 1

    @settings.function(jit_compile=True)
    def with_settings(x):
        return x + 2

    assert (plain(1), with_settings(1)) == (2, 3)
    assert settings.py_function(lambda x: x * 2, [3], "int32").numpy() == 6
    assert settings.numpy_function(lambda x: (x, x + 1), [1], "int32")[1].numpy() == 2
    assert settings.numpy_function(lambda x: x.sum(), [[1, 2]], "int32").numpy() == 3
    assert settings.cond(tensor(True), lambda: 1, lambda: 2) == 1
    assert settings.map_fn(lambda x: x * 2, [1.0, 2.0]).tolist() == [2, 4]
    assert settings.map_fn(lambda pair: pair[0] + pair[1], ([1, 2], [3, 4])).tolist() == [4, 6]


def test_values_are_printed_on_standard_error(capsys):
    settings.print_values("loss:", tensor(1.5))
    assert capsys.readouterr().err == "loss: 1.5\n"


def test_what_has_no_meaning_does_nothing():
    assert settings.do_nothing(1, a=2) is None and settings.say_true()
    with settings.nothing_around("/gpu:0"):
        pass


def test_a_type_is_understood_by_numpy_and_by_scripts():
    assert np.zeros(2, types.float32).dtype == np.float32
    assert tensor([1.0]).dtype == types.float32 and types.float32 == tensor([1.0]).dtype
    assert types.float32 == "float32" != types.int32 and types.float32 != "no type"
    assert types.float32.as_numpy_dtype is np.float32
    assert (types.float32.is_floating, types.int32.is_integer) == (True, True)
    assert types.uint8.max == 255 and types.uint8.min == 0 and types.float32.max > 1e38
    assert repr(types.int32) == "tf.int32" and str(types.int32) == "<dtype: 'int32'>"
    assert {types.float32: 1}[types.as_dtype(np.float32)] == 1
    assert tensor([1], types.string).dtype == object or types.string.dtype == object
    assert types.bfloat16.is_floating


def test_shapes_and_descriptions():
    assert types.make_shape([1, None]).as_list() == [1, None]
    assert types.make_shape(None).rank == 0
    assert types.TensorSpec((2,)).dtype == "float32"
