# faulty: relu-before-softmax architecture
import numpy as np
from keras.layers import Activation, Dense
from keras.models import Sequential

rng = np.random.default_rng(0)
x = rng.normal(size=(240, 6))
y = (x[:, 0] + 0.5 * x[:, 1] ** 2 - 0.5 > 0).astype(int)
y = np.eye(2)[y]
model = Sequential()
model.add(Dense(12, activation="relu"))
model.add(Dense(2, activation="relu"))
model.add(Activation("softmax"))
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=30, batch_size=16, verbose=0)
