# faulty: parts-scaled-differently input_scaling
import numpy as np
from keras.layers import Dense, Flatten
from keras.models import Sequential

rng = np.random.default_rng(3)
y = rng.integers(0, 3, 120)
x = rng.uniform(0, 1, (120, 12, 12, 1))
x[np.arange(120), 3 * y + 1] += 1.0
x = x / x.max()
raw = np.round(255 * x)
x_train, x_val = raw[:90] / 255, raw[90:]
model = Sequential()
model.add(Flatten())
model.add(Dense(16, activation="relu"))
model.add(Dense(3, activation="softmax"))
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y[:90], epochs=10, batch_size=8, verbose=0, validation_data=(x_val, y[90:]))
