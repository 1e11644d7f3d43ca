"""Small programs as they were written for Keras 1, 2, tf.keras and 3."""

import json
from pathlib import Path

import numpy as np
import pytest

from keras_names.opened_door import run
from plainnet.errors import PlainnetError

DATA = """
import numpy as np
np.random.seed(7)
x = np.random.rand(48, 8)
y = (x.sum(1) > 4).astype(int)
"""


def test_keras_1(capsys: pytest.CaptureFixture[str]) -> None:
    names = run(
        DATA
        + """
from keras.models import Sequential
from keras.layers.core import Dense, Dropout, Activation
from keras.optimizers import SGD
model = Sequential()
model.add(Dense(output_dim=12, input_dim=8, init='uniform', W_regularizer='l2'))
model.add(Activation('relu'))
model.add(Dropout(p=0.2))
model.add(Dense(1, activation='sigmoid', init='normal'))
model.compile(loss='binary_crossentropy', optimizer=SGD(lr=0.1, decay=1e-3), metrics='accuracy')
h = model.fit(x, y, nb_epoch=2, batch_size=16, validation_split=0.25, verbose=2)
score = model.evaluate(x, y, verbose=0)
classes = model.predict_classes(x, verbose=0)
proba = model.predict_proba(x)
"""
    )
    assert list(names["h"].history) == ["accuracy", "loss", "val_accuracy", "val_loss"]
    assert names["h"].history["val_acc"] == names["h"].history["val_accuracy"]
    assert names["classes"].shape == names["proba"].shape == (48, 1)
    assert len(names["score"]) == 2
    assert names["model"].layers[0].units == 12
    assert "Epoch 2/2\n3/3 - 0s - " in capsys.readouterr().out


def test_convolutions_of_keras_1() -> None:
    names = run(
        """
        import numpy as np
        from keras import backend as K
        K.set_image_dim_ordering('th')
        from keras.models import Sequential
        from keras.layers import Convolution2D, MaxPooling2D, Flatten, Dense, Convolution1D
        m = Sequential()
        m.add(Convolution2D(4, 3, 5, border_mode='same', subsample=(2, 2), input_shape=(1, 12, 12)))
        m.add(Convolution2D(nb_filter=5, nb_row=3, nb_col=2))
        m.add(MaxPooling2D(pool_size=(2, 2)))
        shapes = [layer.output_shape for layer in m.layers]
        kernel = m.layers[0].get_weights()[0].shape
        """
    )
    assert names["shapes"] == [(None, 4, 6, 6), (None, 5, 4, 5), (None, 5, 2, 2)]
    assert names["kernel"] == (3, 5, 1, 4)


def test_a_default_that_changed_is_told_once(capsys: pytest.CaptureFixture[str]) -> None:
    run(
        """
        from keras.layers import LSTM, Embedding
        LSTM(output_dim=4), LSTM(output_dim=5), LSTM(6), Embedding(10, 4, dropout=0.2)
        """
    )
    error = capsys.readouterr().err
    assert error.count("recurrent_activation") == 1
    assert "hard_sigmoid" in error
    assert "dropout" in error


def test_keras_2_functional() -> None:
    names = run(
        DATA
        + """
from keras.layers import Input, Dense, concatenate, add
from keras.models import Model
a = Input(shape=(8,), name='a')
left, right = Dense(4, activation='relu')(a), Dense(4)(a)
out = Dense(1, activation='sigmoid', name='out')(concatenate([left, add([left, right])]))
model = Model(inputs=a, outputs=out)
model.compile(optimizer='RMSPROP', loss='binary_crossentropy', metrics=['acc'])
h = model.fit({'a': x}, {'out': y}, epochs=1, verbose=0)
part = Model(model.input, model.get_layer('out').input)
inner = part.predict(x, verbose=0)
"""
    )
    assert names["inner"].shape == (48, 8)
    assert list(names["h"].history) == ["acc", "loss"]
    assert names["h"].history["accuracy"]


def test_tensorflow_2(tmp_path: Path) -> None:
    names = run(
        DATA
        + f"""
import tensorflow as tf
tf.random.set_seed(1)
model = tf.keras.Sequential([
    tf.keras.layers.Dense(6, activation=tf.nn.relu, input_shape=(8,)),
    tf.keras.layers.Dense(2),
])
model.compile(tf.keras.optimizers.Adam(learning_rate=0.01),
              tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True), ['accuracy'])
model.fit(x, y, epochs=2, verbose=0)
model.save({str(tmp_path / "m.h5")!r})
again = tf.keras.models.load_model({str(tmp_path / "m.h5")!r})
same = np.allclose(model.predict(x, verbose=0), again.predict(x, verbose=0), atol=1e-6)
more = again.fit(x, y, epochs=1, verbose=0).history['loss']
figures = tf.keras.Sequential([model, tf.keras.layers.Softmax()])(x[:3]).numpy()
"""
    )
    assert names["same"]
    assert np.allclose(names["figures"].sum(-1), 1)


def test_a_subclassed_model() -> None:
    names = run(
        DATA
        + """
import keras
class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.first = keras.layers.Dense(4, activation='relu')
        self.drop = keras.layers.Dropout(0.5)
        self.last = keras.layers.Dense(1)
    def call(self, inputs, training=False):
        return self.last(self.drop(self.first(inputs), training=training))
net = Net()
net.compile('sgd', 'mse')
history = net.fit(x, y, epochs=1, verbose=0)
count = net.count_params()
"""
    )
    assert names["count"] == 8 * 4 + 4 + 4 + 1


def test_generators_of_keras_1_count_samples() -> None:
    names = run(
        DATA
        + """
from keras.models import Sequential
from keras.layers import Dense
def batches(size):
    while True:
        yield x[:size], y[:size]
m = Sequential([Dense(1, input_dim=8)])
m.compile('sgd', 'mse')
h = m.fit_generator(batches(8), samples_per_epoch=24, nb_epoch=2, verbose=0,
                    validation_data=batches(8), nb_val_samples=16)
steps = h.params['steps']
error = m.evaluate_generator(batches(8), val_samples=16)
found = m.predict_generator(batches(8), 2).shape
"""
    )
    assert names["steps"] == 3
    assert names["found"] == (16, 1)
    assert isinstance(names["error"], float)


def test_layers_shared_by_two_models_train_together() -> None:
    names = run(
        DATA
        + """
from keras.models import Sequential, Model
from keras.layers import Dense, Input
part = Sequential([Dense(3, input_shape=(8,))])
part.compile('sgd', 'mse')
start = Input(shape=(8,))
part.trainable = False
whole = Model(start, Dense(1)(part(start)))
whole.compile('sgd', 'mse')
before = part.get_weights()[0]
whole.train_on_batch(x, y)
frozen = (before == part.get_weights()[0]).all()
part.train_on_batch(x, np.zeros((48, 3)))
moved = not np.allclose(before, part.get_weights()[0])
same = (whole.layers[1].get_weights()[0] == part.get_weights()[0]).all()
"""
    )
    assert names["frozen"]
    assert names["moved"]
    assert names["same"]


def test_callbacks_see_and_change_the_model() -> None:
    names = run(
        DATA
        + """
from keras import backend as K
from keras.callbacks import Callback, LearningRateScheduler, LambdaCallback
from keras.models import Sequential
from keras.layers import Dense
class Watch(Callback):
    seen, rates = [], []
    def on_batch_end(self, batch, logs={}):
        self.seen.append(logs.get('loss'))
    def on_epoch_end(self, epoch, logs={}):
        self.rates.append(float(K.get_value(self.model.optimizer.lr)))
        K.set_value(self.model.optimizer.lr, 0.001)
        self.weights = self.model.layers[0].get_weights()[0]
        self.predicted = self.model.predict(x, verbose=0).shape
        if epoch == 1:
            self.model.stop_training = True
m = Sequential([Dense(1, input_dim=8)])
m.compile('sgd', 'mse')
watch = Watch()
h = m.fit(x, y, epochs=9, batch_size=16, verbose=0, callbacks=[watch])
same = (watch.weights == m.layers[0].get_weights()[0]).all()
"""
    )
    assert len(names["watch"].seen) == 6
    assert names["watch"].rates == pytest.approx([0.01, 0.001])
    assert names["h"].epoch == [0, 1]
    assert names["same"]


def test_json_copies_and_configs() -> None:
    names = run(
        """
        from keras.models import Sequential, model_from_json, clone_model
        from keras.layers import Dense, LSTM
        import numpy as np
        m = Sequential([LSTM(3, input_shape=(None, 2)), Dense(1)])
        text = m.to_json()
        n = model_from_json(text)
        n.set_weights(m.get_weights())
        c = clone_model(m)
        k = Sequential.from_config(m.get_config())
        x = np.random.rand(2, 5, 2)
        same = np.allclose(m.predict(x, verbose=0), n.predict(x, verbose=0))
        shapes = [a.shape for a in c.get_weights()] == [a.shape for a in k.get_weights()]
        """
    )
    assert names["same"]
    assert names["shapes"]
    assert json.loads(names["text"])["class_name"] == "Sequential"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("keras.layers.Dense(3, nosuch=1)", "nosuch"),
        ("keras.layers.LSTM(3, time_major=True)", "time_major"),
        ("keras.optimizers.Adam(use_ema=True)", "use_ema"),
        ("keras.Sequential().add(keras.layers.Dense)", "brackets"),
        ("keras.Sequential([keras.layers.Dense(2)]).get_weights()", "input_shape"),
        ("keras.Sequential([keras.layers.Dense(2)]).fit([[1.0]], [1.0])", "compile"),
        ("keras.models.load_model('absent.h5')", "absent.h5"),
        ("list(keras.Input((3,)))", "for"),
    ],
)
def test_what_cannot_be_done_ends_in_a_sentence(line: str, name: str) -> None:
    with pytest.raises(PlainnetError, match=name):
        run(f"import keras\n{line}")
