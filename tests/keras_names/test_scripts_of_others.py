"""What public scripts of ten years lean on: defaults, names and habits of their years."""

from textwrap import dedent

import numpy as np
import pytest

from keras_names.opened_door import opened_door, run
from plainnet.errors import PlainnetError


@pytest.mark.parametrize(
    ("name", "rate"), [("Adadelta", 1.0), ("Adagrad", 0.01), ("Adamax", 0.002), ("Nadam", 0.002)]
)
@pytest.mark.parametrize("spelling", ["optimizer", "class", "by_name"])
def test_rates_of_old_keras_are_applied(name, rate, spelling, capsys):
    made = {
        "optimizer": f"optimizers.{name}()",
        "class": f"optimizers.{name}",
        "by_name": f"'{name.lower()}'",
    }
    found = run(f"""
        from keras import optimizers
        from keras.layers.core import Dense
        from keras.models import Sequential
        model = Sequential([Dense(1, input_dim=2)])
        model.compile({made[spelling]}, "mse")
        rate = float(model.optimizer.learning_rate)
    """)
    assert found["rate"] == pytest.approx(rate)
    assert f"{name}: the default of learning_rate was {rate}" in capsys.readouterr().err


def test_an_old_argument_that_comes_late_tells_the_years(capsys):
    found = run("""
        import numpy as np
        from keras.layers import Dense
        from keras.models import Sequential
        model = Sequential([Dense(1, input_dim=2)])
        model.compile("adadelta", "mse")
        model.fit(np.ones((4, 2)), np.ones(4), nb_epoch=1, verbose=0)
        rate = float(model.optimizer.learning_rate)
    """)
    assert found["rate"] == 1.0


def test_rates_of_today_stay(capsys):
    found = run("""
        import numpy as np, keras, tensorflow as tf
        today = float(tf.keras.optimizers.Adadelta().learning_rate)
        written = float(keras.optimizers.Adadelta(learning_rate=0.5).learning_rate)
    """)
    assert (found["today"], found["written"]) == (pytest.approx(0.001), 0.5)
    assert capsys.readouterr().err == ""


def test_a_default_that_may_have_changed_is_named(capsys):
    run("""
        import numpy as np, keras
        model = keras.models.Sequential([keras.layers.Dense(1, input_dim=2)])
        model.compile(keras.optimizers.Adadelta(), "mse")
        model.fit(np.ones((4, 2)), np.ones(4), epochs=1, verbose=0)
    """)
    assert "write learning_rate=1.0" in capsys.readouterr().err


@pytest.mark.parametrize(
    "line",
    [
        "from tensorflow.python import keras; keras.layers.Dense",
        "import tensorflow as tf; tf.keras.layers.experimental.preprocessing.Rescaling(0.5)",
        "from tensorflow.keras.layers.experimental.preprocessing import Rescaling",
        "from tensorflow.keras.layers.experimental import preprocessing; preprocessing.Rescaling",
        "from keras.engine import Layer, Input, InputSpec, Model; InputSpec(ndim=2)",
        "from keras.engine.topology import Layer, InputSpec",
        "from keras.engine.training import Model",
        "from keras.models import Input; Input((2,))",
        "from keras.callbacks.callbacks import EarlyStopping",
        "from keras.initializers.initializers_v2 import GlorotUniform",
        "from keras_preprocessing.sequence import pad_sequences; pad_sequences([[1]])",
        "from keras_preprocessing.image import ImageDataGenerator",
        "import tensorflow as tf; assert float(tf.nn.tanh(0.0)) == 0",
    ],
)
def test_names_of_modules(line):
    run(line)


def test_a_layer_whose_call_takes_several_arguments():
    found = run("""
        import numpy as np, tensorflow as tf
        class Scale(tf.keras.layers.Layer):
            def call(self, values, query, power=1):
                return values * tf.reduce_sum(query, axis=1, keepdims=True) ** power
        a = tf.keras.layers.Input(shape=(3,)); b = tf.keras.layers.Input(shape=(2,))
        positional = tf.keras.Model([a, b], Scale()(a, b))
        named = tf.keras.Model([a, b], Scale()(a, query=b, power=2))
        x = [np.ones((4, 3)), np.ones((4, 2))]
        results = [m.predict(x, verbose=0) for m in (positional, named)]
        results.append(np.asarray(Scale()(np.ones((4, 3)), np.ones((4, 2)))))
    """)
    assert [float(each[0, 0]) for each in found["results"]] == [2, 4, 2]
    assert found["results"][0].shape == (4, 3)


def test_states_are_reset_before_the_first_batch():
    run("""
        from keras.layers import Dense, GRU
        from keras.models import Sequential
        model = Sequential([GRU(3, batch_input_shape=(1, 2, 4), stateful=True), Dense(1)])
        model.reset_states(); model.layers[0].reset_states()
    """)


def test_a_stateful_network_takes_batches_of_a_pipeline():
    found = run("""
        import numpy as np, tensorflow as tf
        x = np.arange(96).reshape(24, 4) % 7
        data = tf.data.Dataset.from_tensor_slices(x).map(lambda c: (c[:-1], c[1:])).batch(12)
        model = tf.keras.Sequential([
            tf.keras.layers.Embedding(7, 2, batch_input_shape=[12, None]),
            tf.keras.layers.GRU(3, return_sequences=True, stateful=True),
            tf.keras.layers.Dense(7, activation="softmax")])
        model.compile("adam", "sparse_categorical_crossentropy")
        losses = model.fit(data, epochs=2, verbose=0).history["loss"]
    """)
    assert len(found["losses"]) == 2


def test_numbers_in_a_row_are_a_column():
    found = run("""
        import numpy as np, tensorflow as tf
        x = np.linspace(0, 1, 8)
        model = tf.keras.Sequential([tf.keras.layers.Dense(1)])
        model.compile("sgd", "mse")
        model.fit(x, 2 * x, verbose=0)
        shape = model.predict(x, verbose=0).shape
    """)
    assert found["shape"] == (8, 1)


def test_names_of_figures_with_several_outputs():
    found = run("""
        import numpy as np
        from keras.layers import Dense, Input
        from keras.models import Model
        a = Input((2,))
        model = Model(a, [Dense(1, name="one")(a), Dense(1, name="two")(a)])
        model.compile("sgd", "mse", metrics={"two": ["mae"]})
        x = np.ones((4, 2))
        figures = dict(zip(model.metrics_names, model.evaluate(x, [x[:, :1]] * 2, verbose=0)))
        by_name = model.evaluate(x, [x[:, :1]] * 2, verbose=0, return_dict=True)
    """)
    assert found["figures"] == found["by_name"]
    assert list(found["figures"]) == ["loss", "one_loss", "two_loss", "two_mae"]


def test_labels_of_a_mixed_table():
    found = run("""
        import numpy as np
        from keras.layers import Dense
        from keras.models import Sequential
        from keras.wrappers.scikit_learn import KerasClassifier
        def build():
            model = Sequential([Dense(1, activation="sigmoid", input_dim=2)])
            model.compile("adam", "binary_crossentropy")
            return model
        x, y = np.random.rand(8, 2), np.array([0, 1] * 4, dtype=object)
        wrapper = KerasClassifier(build_fn=build, verbose=0)
        wrapper.fit(x, y)
        score, labels = wrapper.score(x, y), wrapper.predict(x)
    """)
    assert 0 <= found["score"] <= 1
    assert found["labels"].dtype.kind == "i"


@pytest.mark.parametrize("loss", ["mse", "mae", "mape", "msle", "huber"])
@pytest.mark.parametrize(("targets", "outputs"), [((8, 1), (2,)), ((8,), (2,)), ((8, 1), (3, 1))])
def test_targets_are_repeated_as_keras_does(loss, targets, outputs, capsys):
    import keras

    random = np.random.RandomState(0)
    y, out = random.rand(*targets).astype("f"), random.rand(8, *outputs).astype("f")
    kept = keras.losses.get(loss)(y[:, None] if y.ndim == 1 else y, out)
    wanted = float(np.mean(np.asarray(kept))) if outputs == (2,) else None
    found = run(f"""
        import keras
        model = keras.Sequential([keras.layers.Input({outputs}), keras.layers.Activation("linear")])
        model.compile("sgd", "{loss}")
    """)
    value = found["model"].evaluate(out, y, verbose=0)
    assert "each target is compared with several outputs" in capsys.readouterr().err
    if wanted is not None:
        assert value == pytest.approx(wanted, rel=1e-5)


def test_class_numbers_are_cut_to_whole_ones(capsys):
    run("""
        import numpy as np, keras
        model = keras.Sequential([keras.layers.Dense(3, activation="softmax", input_shape=(2,))])
        model.compile("sgd", "sparse_categorical_crossentropy")
        model.fit(np.ones((4, 2)), np.array([0, 1, 2, 2]) / 255, verbose=0)
    """)
    assert "is cut to 0, as in Keras" in capsys.readouterr().err


def test_the_class_accuracy_compares_class_numbers():
    found = run("""
        import keras
        metric = keras.metrics.Accuracy()
        metric.update_state([[1], [2], [3], [4]], [[0], [2], [3], [4]])
        result = float(metric.result())
    """)
    assert found["result"] == 0.75


def test_a_model_called_in_training_drops_and_normalizes():
    found = run("""
        import numpy as np, keras
        from keras import layers
        x = np.random.RandomState(0).normal(size=(10, 4)).astype("float32")
        model = keras.Sequential([keras.Input((4,)), layers.Dense(16), layers.Dropout(0.5)])
        calls = [np.asarray(model(x, training=True)) for _ in range(3)]
        resting = [model.predict(x, verbose=0) for _ in range(2)]
        plain = np.asarray(model(x))
        norm = keras.Sequential([keras.Input((4,)), layers.BatchNormalization()])
        normalized = np.asarray(norm(x, training=True))
        moved = norm.get_weights()
    """)
    first, second, third = found["calls"]
    assert not np.array_equal(first, second)
    assert not np.array_equal(second, third)
    assert 0.3 < np.mean(first == 0) < 0.7
    np.testing.assert_array_equal(*found["resting"])
    np.testing.assert_allclose(found["plain"], found["resting"][0], rtol=1e-5)
    # The same numbers as in Keras: batch statistics, and averages that move by 1 - momentum.
    import keras

    norm = keras.layers.BatchNormalization()
    wanted = np.asarray(norm(found["x"], training=True))
    np.testing.assert_allclose(found["normalized"], wanted, atol=1e-5)
    for ours, theirs in zip(found["moved"], norm.get_weights(), strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-6)


RULES = """
    import numpy as np
    {keras}
    from keras import ops
    class Floor(keras.constraints.Constraint):
        def __init__(self, low):
            self.low = low
        def __call__(self, w):
            return ops.maximum(w, self.low)
    class Cubic(keras.regularizers.Regularizer):
        def __init__(self, factor):
            self.factor = factor
        def __call__(self, w):
            return self.factor * ops.sum(ops.abs(w) ** 3)
    def halved(w):
        return w / 2
    def price(w):
        return 0.3 * ops.sum(ops.square(w))
    x = np.random.RandomState(0).normal(size=(16, 3)).astype("float32")
    y = x @ np.array([[1.0], [-2.0], [0.5]], "float32")
    results = []
    for settings in ({{"kernel_constraint": Floor(0.1)}}, {{"kernel_constraint": halved}},
                     {{"kernel_constraint": Floor(0.4)}},
                     {{"kernel_regularizer": Cubic(0.2)}}, {{"kernel_regularizer": price}}):
        layer = keras.layers.Dense(1, kernel_initializer="ones", **settings)
        model = keras.Sequential([keras.layers.Input((3,)), layer])
        model.compile("sgd", "mse")
        kept = model.fit(x, y, epochs=2, batch_size=8, shuffle=False, verbose=0)
        results.append([*kept.history["loss"], *model.get_weights()[0].ravel().tolist()])
"""


def test_rules_of_a_script_give_the_numbers_of_keras():
    theirs: dict = {}
    exec(dedent(RULES.format(keras="import keras")), theirs)
    ours = run(RULES.format(keras="import keras"))
    np.testing.assert_allclose(ours["results"], theirs["results"], rtol=2e-5)


WEIGHTED = """
    import numpy as np, keras
    def figures(outputs, **settings):
        a = keras.layers.Input((2,))
        model = keras.Model(a, [keras.layers.Dense(1, name=n)(a) for n in "pq"[:outputs]])
        model.compile("sgd", "mse", **settings)
        y = [np.ones((4, 1))] * outputs
        return list(model.fit(np.ones((4, 2)), y, verbose=0).history)
    found = [
        figures(1, metrics=["mae"], weighted_metrics=["mae", "mape"]),
        figures(1, weighted_metrics=["mae"]),
        figures(2, metrics=[["mae"], ["mae"]], weighted_metrics=[["mae"], ["mape"]]),
    ]
"""


def test_weighted_metrics_are_named_as_in_keras():
    theirs: dict = {}
    exec(dedent(WEIGHTED), theirs)
    assert [sorted(each) for each in run(WEIGHTED)["found"]] == [
        sorted(each) for each in theirs["found"]
    ]


def test_metrics_are_called_as_the_script_looks_for_them():
    from plainnet.keras_names.door.spelling import note_words

    script = """
    import numpy as np, keras
    model = keras.Sequential([keras.layers.Dense(1, input_shape=(2,), activation="sigmoid")])
    model.compile("sgd", "mse", metrics=["accuracy", "mae"])
    kept = model.fit(np.eye(8, 2), np.ones(8), validation_split=0.5, verbose=0).history
    """
    kept = run(script)["kept"]
    assert kept["val_mean_absolute_error"] == kept["val_mae"]
    looking = dedent(script).replace("import numpy", "note(); import numpy")
    names = {"note": lambda: note_words(b"h['val_acc'], h['val_mean_absolute_error']")}
    with opened_door():
        exec(looking, names)
    assert {"acc", "val_acc", "val_mean_absolute_error"} <= set(names["kept"])


@pytest.mark.parametrize(
    "name", ["mean_absolute_error", "binary_crossentropy", "categorical_crossentropy"]
)
@pytest.mark.parametrize("shape", [(3,), (2, 3)])
def test_losses_as_functions_of_arrays(name, shape):
    import keras

    random = np.random.RandomState(0)
    y, p = (random.uniform(0.1, 0.9, shape).astype("float32") for _ in "yp")
    found = run(f"import keras; loss = keras.losses.{name}")["loss"](y, p)
    np.testing.assert_allclose(found, getattr(keras.losses, name)(y, p), rtol=1e-5)


def test_callbacks_find_the_rows_to_validate_on():
    found = run("""
    import numpy as np, keras
    class Seen(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs={}):
            self.shapes = [each.shape for each in self.validation_data]
    model = keras.models.Sequential([keras.layers.Dense(1, input_shape=(2,))])
    model.compile("sgd", "mse")
    x, y = np.eye(8, 2), np.ones(8)
    seen = [Seen(), Seen()]
    model.fit(x, y, validation_split=0.25, callbacks=seen[:1], verbose=0)
    model.fit(x, y, validation_data=(x[:3], y[:3]), callbacks=seen[1:], verbose=0)
    shapes = [each.shapes for each in seen]
    """)
    assert found["shapes"] == [[(2, 2), (2,), (2,)], [(3, 2), (3,), (3,)]]


def test_nothing_said_of_an_initializer_draws_as_keras_does():
    found = run("""
    import keras
    layer = keras.layers.Dense(200, input_shape=(4,), bias_initializer=None)
    bias = keras.Sequential([layer]).layers[0].get_weights()[1]
    old = keras.layers.LSTM(2, forget_bias_init="one", input_shape=(3, 1))
    gates = keras.Sequential([old]).layers[0].get_weights()[2]
    """)
    assert 0 < np.abs(found["bias"]).max() < np.sqrt(6 / 400)
    assert found["gates"].tolist() == [0, 0, 1, 1, 0, 0, 0, 0]


WITHOUT_LOSS = """
    import numpy as np, keras
    x = np.random.RandomState(0).rand(16, 3).astype("float32")
    def losses(y):
        a = keras.Input((3,))
        one = keras.layers.Dense(1, name="one", kernel_initializer="ones")(a)
        model = keras.Model(a, [one, keras.layers.Dense(2, name="two")(one)])
        model.compile("sgd", loss=["mse", None], metrics=[["mae"], None])
        return model.fit(x, y, epochs=2, shuffle=False, verbose=0).history
    found = [losses(x[:, :1]), losses([x[:, :1], x[:, :2]])]
"""


def test_an_output_without_a_loss_is_not_trained_on(tmp_path):
    theirs: dict = {}
    exec(dedent(WITHOUT_LOSS), theirs)
    for ours, expected in zip(run(WITHOUT_LOSS)["found"], theirs["found"], strict=True):
        assert ours["loss"] == pytest.approx(expected["loss"], rel=1e-5)
        assert sorted(ours) == sorted(expected)


def test_a_softmax_of_one_number_is_named(capsys):
    run("""
    import keras
    keras.layers.Dense(1, activation="softmax")(keras.Input((3,)))
    keras.layers.Dense(2, activation="softmax")(keras.Input((3,)))
    """)
    assert capsys.readouterr().err.count("always gives 1") == 1


@pytest.mark.parametrize(
    ("step", "use"),
    [
        ("train_step", "train_on_batch(x, x)"),
        ("test_step", "fit(x, x)"),
        ("test_step", "evaluate(x, x)"),
        ("predict_step", "predict(x)"),
    ],
)
def test_steps_of_a_scripts_own_are_refused_and_never_passed_over(step, use):
    with pytest.raises(PlainnetError, match=f"Own.{step}"):
        run(f"""
        import keras, numpy as np
        class Own(keras.Model):
            def {step}(self, data):
                return {{"loss": 42.0}}
        a, x = keras.Input((3,)), np.ones((4, 3))
        model = Own(a, keras.layers.Dense(3)(a))
        model.compile("sgd", "mse")
        model.{use}
        """)


def test_attention_is_called_by_the_names_of_its_inputs():
    script = """
    import keras, numpy as np
    keras.utils.set_random_seed(0)
    a, b = keras.Input((4, 3)), keras.Input((2, 3))
    attention = keras.layers.MultiHeadAttention(2, 3)
    model = keras.Model([a, b], attention(query=a, value=b, key=b))
    model.set_weights([np.full(each.shape, 0.1) for each in model.get_weights()])
    found = model.predict([np.ones((2, 4, 3)), np.arange(12.0).reshape(2, 2, 3)], verbose=0)
    """
    theirs: dict = {}
    exec(dedent(script), theirs)
    np.testing.assert_allclose(run(script)["found"], theirs["found"], rtol=1e-5)


@pytest.mark.parametrize("positions", ["ops.arange(4)", "ops.expand_dims(ops.arange(4), axis=0)"])
def test_positions_that_are_embedded_belong_to_every_row(positions):
    script = f"""
    import keras, numpy as np
    from keras import layers, ops
    class Encoder(layers.Layer):
        def __init__(self):
            super().__init__()
            self.dense, self.place = layers.Dense(3), layers.Embedding(4, 3)
        def call(self, x):
            return self.dense(x) + self.place({positions})
    a = keras.Input((4, 2))
    model = keras.Model(a, Encoder()(a))
    random = np.random.RandomState(0)
    model.set_weights([random.rand(*each.shape) for each in model.get_weights()])
    found = model.predict(np.ones((2, 4, 2)), verbose=0)
    """
    theirs: dict = {}
    exec(dedent(script), theirs)
    np.testing.assert_allclose(run(script)["found"], theirs["found"], rtol=1e-5)


def test_rows_that_meet_are_predicted_batch_by_batch():
    script = """
    import keras, numpy as np
    from keras import layers, ops
    a = keras.Input((3,))
    centred = layers.Lambda(lambda x: x - ops.mean(x, axis=0, keepdims=True), output_shape=(3,))(a)
    model = keras.Model(a, centred)
    x = np.arange(240.0).reshape(80, 3) ** 1.5
    found = [model.predict(x, verbose=0), model.predict(x, batch_size=50, verbose=0), model(x[:5])]
    """
    theirs: dict = {}
    exec(dedent(script), theirs)
    for ours, expected in zip(run(script)["found"], theirs["found"], strict=True):
        np.testing.assert_allclose(ours, expected, rtol=1e-4, atol=1e-2)
