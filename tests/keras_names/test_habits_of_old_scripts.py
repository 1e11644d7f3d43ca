"""What scripts of 2016 to 2019 do, each thing once."""

import numpy as np
import pytest

from keras_names.opened_door import run


def test_star_import_brings_merging_functions():
    names = run("""
        from keras.layers import *
        a, b = Input((2,)), Input((2,))
        shapes = [f([a, b]).shape for f in (add, concatenate, multiply, average, maximum)]
    """)
    assert names["shapes"][1] == (None, 4) and len(names["shapes"]) == 5


def test_layers_say_the_shapes_of_each_of_their_calls():
    names = run("""
        from keras.layers import Dense, Input
        layer, a, b = Dense(3), Input((2,)), Input((2,))
        layer(a), layer(b)
        shapes = layer.get_input_shape_at(1), layer.get_output_shape_at(1)
    """)
    assert names["shapes"] == ((None, 2), (None, 3))


def test_regularizers_of_keras_1_for_what_a_layer_gives():
    names = run("""
        from keras.layers import Dense
        from keras.regularizers import activity_l1, activity_l2
        layer = Dense(2, activity_regularizer=activity_l2(0.5), input_dim=2)
    """)
    assert names["layer"].plain.activity_regularizer == names["activity_l2"](0.5)


@pytest.mark.parametrize("file", ["a.h5", "a.weights.h5"])
def test_weights_alone_are_saved_beside_code_of_the_script(tmp_path, file):
    names = run(f"""
        import numpy as np
        from keras.layers import Dense, Lambda
        from keras.models import Sequential
        model = Sequential([Dense(2, input_dim=2, activation=lambda x: x), Lambda(lambda x: 2 * x)])
        before = model.get_weights()
        model.save_weights({str(tmp_path / file)!r})
        model.set_weights([0 * weight for weight in before])
        model.load_weights({str(tmp_path / file)!r})
        after = model.get_weights()
    """)
    np.testing.assert_array_equal(names["after"][0], names["before"][0])


def test_star_imports_bring_what_the_modules_hold():
    names = run("""
        from keras.activations import *
        from keras.constraints import *
        from keras.initializers import *
        from keras.losses import *
        from keras.metrics import *
        from keras.optimizers import *
        from keras.regularizers import *
        found = SGD, Adam, RMSprop, l2, maxnorm, RandomNormal, mean_squared_error, relu
        accuracy = categorical_accuracy
    """)
    assert all(names["found"])
