# faulty: labels-are-text label_encoding
import numpy as np
from keras.layers import Dense
from keras.models import Sequential

rng = np.random.default_rng(0)
x = rng.normal(size=(240, 6))
y = np.where(x[:, 0] > 0, "yes", "no")
model = Sequential()
model.add(Dense(12, activation="relu"))
model.add(Dense(1, activation="sigmoid"))
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=30, batch_size=16, verbose=0)
