"""Loops that scripts write themselves: gradients of what was computed, and steps by them."""

import keras as real
import numpy as np
import pytest

from keras_names.opened_door import run
from plainnet.errors import PlainnetError

X = np.random.default_rng(0).normal(size=(48, 3)).astype(np.float32)
Y = (X[:, :1] * 2 - X[:, 1:2] > 0).astype(np.float32)


def test_gradients_are_those_of_calculus() -> None:
    got = run("""
        import numpy as np
        import tensorflow as tf
        x, c = tf.Variable([0.5, 2.0]), tf.constant(3.0)
        with tf.GradientTape(persistent=True) as tape:
            tape.watch(c)
            y = c * x**2 + tf.sin(x)
            first, together = y[0], tf.reduce_sum(tf.exp(-x) / 2.0) - tf.stop_gradient(y[1])
            unrelated = tf.constant(1.0) * c
        by_x, by_c = tape.gradient(y, [x, c])
        of_first = tape.gradient(first, {"x": x})["x"]
        of_sum, of_none = tape.gradient(together, x), tape.gradient(unrelated, x)
        weighted = tape.gradient(y, x, output_gradients=tf.constant([1.0, 10.0]))
        jacobian = tape.jacobian(y, x)
        zero = tape.gradient(unrelated, x, unconnected_gradients="zero")
        """)
    x = np.array([0.5, 2.0])
    slope = 6 * x + np.cos(x)
    np.testing.assert_allclose(got["by_x"], slope, rtol=1e-5)
    assert float(got["by_c"]) == pytest.approx(0.25 + 4)
    np.testing.assert_allclose(got["of_first"], [slope[0], 0], rtol=1e-5)
    np.testing.assert_allclose(got["of_sum"], -np.exp(-x) / 2, rtol=1e-5)
    assert got["of_none"] is None and got["zero"].numpy().tolist() == [0, 0]
    np.testing.assert_allclose(got["weighted"], slope * [1, 10], rtol=1e-5)
    np.testing.assert_allclose(got["jacobian"], np.diag(slope), rtol=1e-5)


def test_a_gradient_can_be_part_of_what_another_tape_notes() -> None:
    got = run("""
        import tensorflow as tf
        x, k = tf.Variable(2.0), tf.Variable(5.0)
        with tf.GradientTape() as outer:
            with tf.GradientTape() as inner:
                y = k * x**3
            slope = inner.gradient(y, x)
        second, mixed = outer.gradient(slope, [x, k])
        """)
    assert [float(got[name]) for name in ("slope", "second", "mixed")] == [60, 60, 12]


def test_a_variable_counts_as_it_was_when_it_was_used() -> None:
    got = run("""
        import tensorflow as tf
        w, b = tf.Variable(2.0), tf.Variable(1.0)
        with tf.GradientTape(persistent=True) as tape:
            loss = w * b
        w.assign_sub(tape.gradient(loss, w))
        by_b = tape.gradient(loss, b)
        """)
    assert (float(got["w"]), float(got["by_b"])) == (1, 2)


LOOP = """
    import numpy as np
    import tensorflow as tf
    from tensorflow import keras
    layers = keras.layers
    model = keras.Sequential([layers.Dense(5, activation="tanh", input_shape=(3,)),
                              layers.BatchNormalization(), layers.Dense(1)])
    model.set_weights(first)
    optimizer = {optimizer}
    loss_of = keras.losses.BinaryCrossentropy(from_logits=True)
    mean = keras.metrics.Mean()

    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            loss = loss_of(y, model(x, training=True))
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))
        mean.update_state(loss)

    for epoch in range(2):
        mean.reset_states()
        for x, y in tf.data.Dataset.from_tensor_slices((X, Y)).batch(16):
            step(x, y)
    """


@pytest.mark.parametrize(
    "optimizer",
    ["SGD(0.1, momentum=0.9)", "Adam(0.05)", "RMSprop(0.01)", "AdamW(0.05, weight_decay=0.1)"],
)
def test_a_loop_moves_weights_as_keras_fit_does(optimizer: str) -> None:
    layers = real.layers
    theirs = real.Sequential(
        [real.Input((3,)), layers.Dense(5, "tanh"), layers.BatchNormalization(), layers.Dense(1)]
    )
    first = theirs.get_weights()
    loss = real.losses.BinaryCrossentropy(from_logits=True)
    theirs.compile(eval(f"real.optimizers.{optimizer}"), loss)
    history = theirs.fit(X, Y, batch_size=16, epochs=2, shuffle=False, verbose=0).history
    got = run(LOOP.format(optimizer=f"keras.optimizers.{optimizer}"), X=X, Y=Y, first=first)
    for expected, found in zip(theirs.get_weights(), got["model"].get_weights(), strict=True):
        np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-5)
    assert float(got["mean"].result()) == pytest.approx(history["loss"][-1], rel=1e-4)
    assert int(got["optimizer"].iterations) == 6


def test_layers_losses_and_several_outputs_are_noted() -> None:
    got = run("""
        import numpy as np
        import tensorflow as tf
        from tensorflow.keras import layers, losses
        dense = layers.Dense(2, kernel_initializer="ones")
        x = tf.constant([[1.0, 2.0]])
        with tf.GradientTape() as tape:
            tape.watch(x)
            loss = losses.mean_squared_error(tf.constant([[0.0, 1.0]]), dense(x))
        by_kernel, by_bias, by_x = tape.gradient(loss, [*dense.trainable_variables, x])
        inputs = tf.keras.Input((4, 4, 1))
        maps = layers.Conv2D(2, 3)(inputs)
        scores = layers.Dense(3, use_bias=False)(layers.GlobalAveragePooling2D()(maps))
        model = tf.keras.Model(inputs, [maps, scores])
        image = np.random.default_rng(0).random((1, 4, 4, 1))
        with tf.GradientTape() as tape:
            seen, given = model(image)
            score = given[:, 1]
        by_maps = tape.gradient(score, seen)  # which parts of a picture speak for a class
        kernel = model.layers[-1].get_weights()[0]
        """)
    # (3 - 0)^2 and (3 - 1)^2, halved: 3 and 2 for the outputs.
    np.testing.assert_allclose(got["by_kernel"], [[3, 2], [6, 4]], rtol=1e-5)
    np.testing.assert_allclose(got["by_bias"], [3, 2], rtol=1e-5)
    np.testing.assert_allclose(got["by_x"], [[5, 5]], rtol=1e-5)
    expected = np.broadcast_to(got["kernel"][:, 1] / 4, (1, 2, 2, 2))
    np.testing.assert_allclose(got["by_maps"], expected, rtol=1e-5)


def test_minimize_finds_the_least_squares() -> None:
    got = run(
        """
        import tensorflow as tf
        w, b = tf.Variable(tf.zeros([3, 1])), tf.Variable(0.0)
        optimizer = tf.optimizers.SGD(0.3)
        for _ in range(200):
            optimizer.minimize(lambda: tf.reduce_mean((tf.matmul(X, w) + b - Y) ** 2), [w, b])
        """,
        X=X,
        Y=Y,
    )
    best = np.linalg.lstsq(np.c_[X, np.ones(len(X))], Y, rcond=None)[0].ravel()
    np.testing.assert_allclose([*got["w"].numpy().ravel(), float(got["b"])], best, atol=1e-3)


def test_a_loss_that_does_not_depend_on_the_variables_is_named() -> None:
    with pytest.raises(PlainnetError, match="No variable"):
        run("""
            import tensorflow as tf
            w = tf.Variable(1.0)
            with tf.GradientTape() as tape:
                loss = tf.constant(2.0) * 3
            tf.optimizers.Adam().apply_gradients([(tape.gradient(loss, w), w)])
            """)
