"""Models with a script's own layers in files: settings as Keras writes them, never code."""

from textwrap import dedent

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


OWN_RULES = """
    import numpy as np, keras
    from keras import ops, layers
    def bent(z): return ops.log(ops.exp(z) + 1.0)
    def shifted(shape, dtype=None): return ops.ones(shape) * 0.25
    def size(w): return 0.1 * ops.sum(ops.abs(w))
    def positive(w): return ops.maximum(w, 0.0)
    class Squares(keras.regularizers.Regularizer):
        def __init__(self, factor): self.factor = factor
        def __call__(self, w): return self.factor * ops.sum(ops.square(w))
        def get_config(self): return {"factor": self.factor}
    class Times(layers.Layer):  # without get_config
        def __init__(self, factor, **settings):
            super().__init__(**settings)
            self.factor = factor
        def call(self, x): return x * self.factor
    class Far(keras.losses.Loss):
        def __init__(self, limit=1.0, **settings):
            super().__init__(**settings)
            self.limit = limit
        def call(self, y_true, y_pred): return ops.maximum(ops.abs(y_true - y_pred), self.limit)
        def get_config(self): return {**super().get_config(), "limit": self.limit}
    class Errors(keras.metrics.Metric):
        def __init__(self, power=1, **settings):
            super().__init__(**settings)
            self.power, self.total = power, self.add_weight(name="total", initializer="zeros")
        def update_state(self, y_true, y_pred, sample_weight=None):
            self.total.assign_add(ops.sum(ops.abs(y_true - y_pred) ** self.power))
        def result(self): return 1.0 * self.total
        def get_config(self): return {**super().get_config(), "power": self.power}
    mine = (bent, shifted, size, positive, Squares, Times, Far, Errors)
    own = {each.__name__: each for each in mine}
"""
TRAINED = """
    x = np.random.RandomState(0).rand(8, 2).astype("float32")
    first = layers.Dense(3, activation=bent, kernel_initializer=shifted, kernel_regularizer=size)
    last = layers.Dense(1, kernel_constraint=positive, kernel_regularizer=Squares(0.5))
    model = keras.Sequential([layers.Input((2,)), first, Times(2.0), last])
    model.compile("sgd", Far(0.3), metrics=[Errors(power=2)])
    model.fit(x, x[:, :1], verbose=0)
"""


@pytest.mark.parametrize("ending", ["keras", "h5"])
def test_functions_rules_losses_and_metrics_are_saved_by_name(tmp_path, ending):
    file = str(tmp_path / f"model.{ending}")
    found = run(f"""{OWN_RULES}{TRAINED}
    model.save({file!r})
    again = keras.models.load_model({file!r}, custom_objects=own)
    before, after = (each.evaluate(x, x[:, :1], verbose=0) for each in (model, again))
    again.fit(x, x[:, :1], verbose=0)
    copy = keras.Sequential.from_config(model.get_config(), custom_objects=own)
    """)
    assert found["before"] == pytest.approx(found["after"])
    names: dict = {}
    exec(compile(dedent(OWN_RULES), "rules.py", "exec"), names)  # Keras' own
    opened = names["keras"].saving.load_model(file, custom_objects=names["own"])
    expected = opened.evaluate(found["x"], found["x"][:, :1], verbose=0)
    assert found["before"] == pytest.approx(expected, rel=1e-5)
    with pytest.raises(FileError, match="'bent': bent"):
        run(f"import keras; keras.models.load_model({file!r})")


def test_settings_that_were_not_saved_are_named(tmp_path):
    file = str(tmp_path / "model.keras")
    with pytest.raises(FileError, match=r"Power .*get_config"):
        run(f"""
            import keras
            class Power(keras.layers.Layer):
                def __init__(self, times):
                    super().__init__()
                    self.times = times
                def call(self, x): return x ** self.times
                def get_config(self): return {{"name": self.name}}
            keras.Sequential([keras.layers.Input((2,)), Power(2)]).save({file!r})
            keras.models.load_model({file!r}, custom_objects={{"Power": Power}})
        """)


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
