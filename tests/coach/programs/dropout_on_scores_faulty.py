# faulty: dropout-on-output architecture
import numpy as np
from keras.layers import Activation, Dense, Dropout
from keras.models import Sequential

rng = np.random.default_rng(0)
x = rng.normal(size=(240, 6))
score = x[:, 0] + 0.5 * x[:, 1] ** 2 - 0.5
y = (score > 0).astype(int)
model = Sequential()
model.add(Dense(12, activation="relu"))
model.add(Dense(1))
model.add(Dropout(0.3))
model.add(Activation("sigmoid"))
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=20, batch_size=16, verbose=0)
