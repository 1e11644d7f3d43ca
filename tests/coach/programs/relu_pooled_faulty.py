# faulty: relu-before-softmax architecture
import numpy as np
from keras.layers import Activation, Conv2D, Dropout, GlobalAveragePooling2D, Input
from keras.models import Model

rng = np.random.default_rng(0)
labels = rng.integers(0, 3, size=120)
x = rng.normal(size=(120, 8, 8, 1)) + labels[:, None, None, None]
y = np.eye(3)[labels]
inputs = Input(shape=(8, 8, 1))
maps = Conv2D(8, 3, activation="relu")(inputs)
maps = Conv2D(3, 1, activation="relu")(Dropout(0.1)(maps))
outputs = Activation("softmax")(GlobalAveragePooling2D()(maps))
model = Model(inputs, outputs)
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=5, batch_size=8, verbose=0)
