# sound
import numpy as np
from keras.layers import Dense
from keras.models import Sequential
from keras.optimizers import SGD

rng = np.random.default_rng(0)
x = rng.normal(size=(240, 6))
y = (x[:, 0] + 0.5 * x[:, 1] ** 2 - 0.5 > 0).astype(int)
model = Sequential()
model.add(Dense(12, activation="relu"))
model.add(Dense(1, activation="sigmoid"))
model.compile(optimizer=SGD(0.05), loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=30, batch_size=16, verbose=0)
