"""Models with a script's own layers in files: settings as Keras writes them, never code."""

import numpy as np
import pytest

from keras_names.opened_door import run
from plainnet.errors import FileError

OWN = """
    import numpy as np, keras
    class Scaled(keras.layers.Layer):
        def __init__(self, factor=2.0, **settings):
            super().__init__(**settings)
            self.factor = factor
        def build(self, shape):
            self.w = self.add_weight(name="w", shape=(shape[-1],), initializer="ones")
        def call(self, x):
            return self.factor * x * self.w
        def get_config(self):
            return {**super().get_config(), "factor": self.factor}
    def halve(x):
        return x / 2
    x = np.random.RandomState(0).rand(4, 2).astype("float32")
    model = keras.Sequential([keras.layers.Input((2,)), keras.layers.Dense(3), Scaled(3.0)])
    model.compile("sgd", "mse")
    model.fit(x, x[:, :1] * np.ones((4, 3)), verbose=0)
"""


@pytest.mark.parametrize("ending", ["keras", "h5"])
def test_an_own_layer_is_saved_and_loaded(tmp_path, ending):
    file = tmp_path / f"model.{ending}"
    found = run(f"""{OWN}
    model.save({str(file)!r})
    again = keras.models.load_model({str(file)!r}, custom_objects={{"Scaled": Scaled}})
    before, after = model.predict(x, verbose=0), again.predict(x, verbose=0)
    factor = again.layers[-1].factor
    again.compile("sgd", "mse")
    again.fit(x, x[:, :1] * np.ones((4, 3)), verbose=0)
    """)
    np.testing.assert_array_equal(found["before"], found["after"])
    assert found["factor"] == 3.0


def test_keras_opens_the_file_with_the_same_class(tmp_path):
    import keras

    file = tmp_path / "model.keras"
    found = run(f"{OWN}\n    model.save({str(file)!r}); before = model.predict(x, verbose=0)")

    class Scaled(keras.layers.Layer):
        def __init__(self, factor=2.0, **settings):
            super().__init__(**settings)
            self.factor = factor

        def build(self, shape):
            self.w = self.add_weight(name="w", shape=(shape[-1],), initializer="ones")

        def call(self, x):
            return self.factor * x * self.w

    opened = keras.saving.load_model(file, custom_objects={"Scaled": Scaled})
    np.testing.assert_allclose(
        opened.predict(found["x"], verbose=0), found["before"], rtol=1e-5, atol=1e-6
    )


def test_without_the_class_the_file_is_refused_by_name(tmp_path):
    file = tmp_path / "model.keras"
    with pytest.raises(FileError, match=r"custom_objects=\{'Scaled': Scaled\}"):
        run(f"{OWN}\n    model.save({str(file)!r}); keras.models.load_model({str(file)!r})")


def test_a_lambda_is_saved_by_the_name_of_its_function(tmp_path):
    file = tmp_path / "model.keras"
    text = f"""{OWN}
    model = keras.Sequential([keras.layers.Input((2,)), keras.layers.Lambda(halve)])
    model.save({str(file)!r})
    """
    found = run(f"""{text}
    again = keras.models.load_model({str(file)!r}, custom_objects={{"halve": halve}})
    after = again.predict(x, verbose=0)
    """)
    np.testing.assert_array_equal(found["after"], found["x"] / 2)
    with pytest.raises(FileError, match="halve"):
        run(f"{text}\n    keras.models.load_model({str(file)!r})")


def test_a_checkpoint_never_ends_a_training(tmp_path):
    file = tmp_path / "model.keras"
    with pytest.warns(UserWarning, match="cannot be written"):
        found = run(f"""
            import numpy as np, keras
            layer = keras.layers.Dense(1, input_shape=(2,), activation=lambda x: x * 2)
            model = keras.Sequential([layer])
            model.compile("sgd", "mse")
            checkpoint = keras.callbacks.ModelCheckpoint({str(file)!r})
            x = np.ones((4, 2))
            kept = model.fit(x, x[:, :1], epochs=1, callbacks=[checkpoint], verbose=0)
        """)
    assert len(found["kept"].history["loss"]) == 1
    assert not file.exists()


def test_plain_gradient_descent_loses_nothing_in_a_file(tmp_path):
    """What is written about an optimizer that keeps no arrays is no loss."""
    import numpy as np
    from h5py import File

    from plainnet.files.keras_hdf5 import read_hdf5

    file = tmp_path / "model.h5"
    run(f"""
        import keras
        model = keras.Sequential([keras.layers.Dense(1, input_shape=(2,))])
        model.compile("sgd", "mse")
        model.save({str(file)!r})
    """)
    with File(file, "r+") as content:
        group = content.require_group("optimizer_weights")
        for number in range(3):
            group[f"of_another_keras_{number}"] = np.zeros(2, np.float32)
        group.attrs["weight_names"] = [f"of_another_keras_{number}" for number in range(3)]
    assert not any("optimizer" in note for note in read_hdf5(file, ()).ignored)
