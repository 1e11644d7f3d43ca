"""Write the model files of this folder; run it with the Python of an old Keras installed.

    python write_files.py keras_1|keras_2|keras_3|keras_3_6|tensorflow_1|tensorflow_2

Each leaves an archive `<name>.zip` of `.h5` files (of `.keras` files from Keras 3), and for each
of them an `.npz` with inputs `x0`, `x1`, ... and the outputs `y0`, ... that this Keras computes.
They were written with Keras 1.2.2 and 2.2.4 on TensorFlow 1.15, with the Keras of TensorFlow
1.15 and 2.12, and with Keras 3.0.5 and 3.6.0 on JAX.
"""

import importlib
import os
import sys
import zipfile
from pathlib import Path

import numpy as np

RANDOM = np.random.RandomState(0)
ROWS = RANDOM.rand(4, 4).astype("float32")
IMAGES = RANDOM.rand(4, 10, 9, 3).astype("float32")
SERIES = RANDOM.rand(4, 6, 3).astype("float32")
WORDS = RANDOM.randint(0, 20, (4, 6))


def import_keras(name):
    """Import the Keras whose files are asked for."""
    os.environ["KERAS_BACKEND"] = "jax" if name.startswith("keras_3") else "tensorflow"
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    return importlib.import_module("keras" if name.startswith("keras") else "tensorflow.keras")


def stacking(keras):
    """Give a function that makes a Sequential of layers."""

    def stack(*layers):
        model = keras.models.Sequential()
        for layer in layers:
            model.add(layer)
        return model

    return stack


def keras_1(keras):
    """Give models in the words of Keras 1."""
    K, L, stack = keras.backend, keras.layers, stacking(keras)
    K.set_image_dim_ordering("tf")
    rules = {
        "W_regularizer": keras.regularizers.l2(0.01),
        "b_constraint": keras.constraints.maxnorm(2),
    }
    yield (
        "dense",
        stack(
            L.Dense(5, input_dim=4, init="uniform", activation="relu", **rules),
            L.Dropout(0.3),
            L.Dense(3, activation="hard_sigmoid", bias=False),
            L.BatchNormalization(mode=0, momentum=0.9),
            L.Activation("tanh"),
            L.Dense(1, activation="sigmoid"),
        ),
        ROWS,
        {
            "loss": "binary_crossentropy",
            "optimizer": keras.optimizers.SGD(lr=0.1, momentum=0.9, decay=1e-3, nesterov=True),
            "metrics": ["accuracy"],
        },
    )
    yield (
        "images",
        stack(
            L.Convolution2D(4, 3, 3, border_mode="same", input_shape=(10, 9, 3), subsample=(2, 1)),
            L.BatchNormalization(),
            L.MaxPooling2D((2, 2), border_mode="same"),
            L.ZeroPadding2D((1, 2)),
            L.Convolution2D(2, 2, 2, activation="relu"),
            L.AveragePooling2D((2, 2)),
            L.UpSampling2D((2, 2)),
            L.Flatten(),
            L.Dense(2, activation="softmax"),
        ),
        IMAGES,
        {"loss": "categorical_crossentropy", "optimizer": "adadelta"},
    )
    yield (
        "convolution_1d",
        stack(
            L.Convolution1D(4, 3, input_shape=(6, 3), border_mode="same"),
            L.MaxPooling1D(2),
            L.GlobalMaxPooling1D(),
            L.Dense(1),
        ),
        SERIES,
        {},
    )
    yield (
        "lstm",
        stack(
            L.LSTM(4, return_sequences=True, input_shape=(6, 3)),
            L.LSTM(3, activation="relu", consume_less="gpu"),
            L.Dense(1),
        ),
        SERIES,
        {"optimizer": "rmsprop"},
    )
    yield (
        "gru",
        stack(
            L.GRU(4, return_sequences=True, input_shape=(6, 3)),
            L.GRU(3, consume_less="gpu"),
            L.Dense(1),
        ),
        SERIES,
        {},
    )
    yield (
        "both_ways",
        stack(
            L.Bidirectional(L.LSTM(3, return_sequences=True), input_shape=(6, 3)),
            L.Bidirectional(L.GRU(2), merge_mode="sum"),
        ),
        SERIES,
        {},
    )
    yield (
        "words",
        stack(L.Embedding(20, 5, input_length=6, mask_zero=True), L.SimpleRNN(3), L.Dense(1)),
        WORDS,
        {},
    )
    yield (
        "each_time",
        stack(
            L.TimeDistributed(L.Dense(3, activation="relu"), input_shape=(6, 3)),
            L.TimeDistributedDense(2),
            L.Flatten(),
            L.Dense(1),
        ),
        SERIES,
        {},
    )
    yield (
        "rectifiers",
        stack(
            L.Dense(5, input_dim=4),
            L.LeakyReLU(0.1),
            L.PReLU(),
            L.ELU(0.7),
            L.ThresholdedReLU(0.1),
            L.GaussianNoise(0.1),
            L.GaussianDropout(0.2),
            L.RepeatVector(2),
            L.Permute((2, 1)),
            L.Reshape((10,)),
        ),
        ROWS,
        {},
    )
    yield "within", stack(stack(L.Dense(5, input_dim=4), L.Dense(3)), L.Dense(1)), ROWS, {}
    one, other = L.Input(shape=(4,)), L.Input(shape=(4,))
    shared = L.Dense(3)
    merged = L.merge([shared(one), shared(other)], mode="concat")
    merged = L.merge([L.Dense(2)(merged), L.Dense(2)(merged)], mode="sum")
    yield "graph", keras.models.Model(input=[one, other], output=merged), [ROWS, ROWS[::-1]], {}
    K.set_image_dim_ordering("th")
    turned = IMAGES.transpose(0, 3, 1, 2)
    yield (
        "channels_first",
        stack(L.Convolution2D(2, 3, 3, input_shape=(3, 10, 9)), L.Flatten(), L.Dense(1)),
        turned,
        {},
    )


def since_keras_2(keras, name):
    """Give models in the words that have been the same since Keras 2."""
    L, stack = keras.layers, stacking(keras)
    rate = {"lr": 0.01, "decay": 1e-3} if name != "tensorflow_2" else {"learning_rate": 0.01}
    adam, sgd = keras.optimizers.Adam, keras.optimizers.SGD
    rules = {
        "kernel_regularizer": keras.regularizers.l2(0.01),
        "bias_constraint": keras.constraints.MaxNorm(2),
    }
    yield (
        "dense",
        stack(
            L.Dense(5, input_shape=(4,), kernel_initializer="uniform", activation="relu", **rules),
            L.Dropout(0.3),
            L.Dense(3, activation="hard_sigmoid", use_bias=False),
            L.BatchNormalization(),
            L.Dense(1, activation="sigmoid"),
        ),
        ROWS,
        {
            "loss": "binary_crossentropy",
            "optimizer": sgd(momentum=0.9, nesterov=True, **rate),
            "metrics": ["accuracy"],
        },
    )
    yield (
        "air",
        stack(L.Dense(5, input_shape=(4,), activation="relu"), L.Dense(1)),
        ROWS,
        {"metrics": ["mse"]},
    )
    yield (
        "lenet",
        stack(
            L.Conv2D(3, 3, input_shape=(10, 9, 3), activation="relu"),
            L.MaxPooling2D(pool_size=(2, 2), strides=(2, 2)),
            L.Conv2D(4, 2, activation="relu", padding="same"),
            L.BatchNormalization(),
            L.Flatten(),
            L.Dense(6, activation="softmax"),
        ),
        IMAGES,
        {"loss": "categorical_crossentropy", "metrics": ["accuracy"]},
    )
    yield (
        "gold",
        stack(
            L.LSTM(5, return_sequences=True, activation="relu", input_shape=(6, 3)),
            L.Dropout(0.2),
            L.LSTM(4, activation="relu"),
            L.Dense(1),
        ),
        SERIES,
        {"optimizer": adam(**rate)},
    )
    yield (
        "recurrent",
        stack(
            L.LSTM(
                2, recurrent_activation="hard_sigmoid", return_sequences=True, input_shape=(6, 3)
            ),
            L.GRU(3, return_sequences=True),
            L.GRU(3, reset_after=True, recurrent_activation="sigmoid", return_sequences=True),
            L.Bidirectional(L.SimpleRNN(2)),
        ),
        SERIES,
        {"optimizer": "rmsprop"},
    )
    yield (
        "words",
        stack(
            L.Embedding(20, 3, input_length=6, mask_zero=True),
            L.LSTM(2),
            L.Dense(3, activation="softmax"),
        ),
        WORDS,
        {"loss": "sparse_categorical_crossentropy", "metrics": ["acc"]},
    )
    yield (
        "frozen",
        stack(L.Dense(5, input_shape=(4,), trainable=False), L.BatchNormalization(), L.Dense(1)),
        ROWS,
        {"optimizer": "adagrad"},
    )
    inner = L.Input(shape=(4,))
    hidden = L.BatchNormalization()(L.Dense(3)(inner))
    inner = keras.models.Model(inner, L.Dense(4)(hidden))
    one, other = L.Input(shape=(4,)), L.Input(shape=(4,))
    both = L.concatenate([L.Add()([inner(one), other]), L.LeakyReLU(0.1)(inner(other))])
    ends = [L.Dense(1, name="first")(both), L.Dense(2, name="second")(both)]
    yield "graph", keras.models.Model([one, other], ends), [ROWS, ROWS[::-1]], {}


def keras_3(keras):
    """Give models that early Keras 3 writes otherwise than today's."""
    L, stack = keras.layers, stacking(keras)
    yield "named", stack(L.Dense(3, activation="relu"), L.Dense(1)), ROWS, {"optimizer": "SGD"}
    yield (
        "lenet",
        stack(
            L.Input((10, 9, 3)),
            L.Conv2D(3, 3, activation="relu"),
            L.BatchNormalization(),
            L.Flatten(),
            L.Dense(2, activation="softmax"),
        ),
        IMAGES,
        {"loss": "binary_crossentropy", "metrics": ["accuracy"]},
    )
    yield (
        "gold",
        stack(L.Input((6, 3)), L.LSTM(3, return_sequences=True), L.GRU(2), L.Dense(1)),
        SERIES,
        {"optimizer": keras.optimizers.Nadam(0.01), "metrics": ["mae"]},
    )
    inner = stack(L.Input((4,)), L.Dense(3), L.Dense(4))
    one, other = L.Input((4,)), L.Input((4,))
    both = L.Concatenate()([inner(one), L.Add()([inner(other), one])])
    yield "graph", keras.Model([one, other], L.Dense(1)(both)), [ROWS, ROWS[::-1]], {}


def targets_for(outputs, loss):
    """Make up targets of the shape of some outputs."""
    if loss.startswith("sparse"):
        return RANDOM.randint(0, outputs.shape[-1], (len(outputs), 1))
    return RANDOM.randint(0, 2, outputs.shape)


def main(folder):
    """Train each model a little, save it and what it computes."""
    keras = import_keras(folder)
    is_third = folder.startswith("keras_3")
    ending = ".keras" if is_third else ".h5"
    if is_third:
        models = keras_3(keras)
    else:
        models = keras_1(keras) if folder == "keras_1" else since_keras_2(keras, folder)
    with zipfile.ZipFile(folder + ".zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, model, inputs, training in models:
            settings = {"loss": "mse", "optimizer": "adam", **training}
            model.compile(**settings)
            given = model.predict(inputs)
            outputs = given if isinstance(given, list) else [given]
            targets = [targets_for(each, settings["loss"]) for each in outputs]
            model.fit(inputs, targets if len(targets) > 1 else targets[0], batch_size=2, verbose=0)
            given = model.predict(inputs)
            outputs = given if isinstance(given, list) else [given]
            model.save(name + ending)
            x = inputs if isinstance(inputs, list) else [inputs]
            arrays = {f"x{n}": each for n, each in enumerate(x)}
            np.savez(name + ".npz", **arrays, **{f"y{n}": each for n, each in enumerate(outputs)})
            for file in (name + ending, name + ".npz"):
                archive.write(file)
                Path(file).unlink()


if __name__ == "__main__":
    main(sys.argv[1])
