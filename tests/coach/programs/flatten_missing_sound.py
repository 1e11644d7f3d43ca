# sound
import numpy as np
from keras.layers import Conv2D, Dense, Flatten
from keras.models import Sequential

rng = np.random.default_rng(0)
x = rng.uniform(0, 1, (90, 8, 8, 1))
y = (x.mean(axis=(1, 2, 3)) * 30).astype(int) % 3
model = Sequential()
model.add(Conv2D(4, 3, activation="relu", input_shape=(8, 8, 1)))
model.add(Flatten())
model.add(Dense(3, activation="softmax"))
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=30, verbose=0)
