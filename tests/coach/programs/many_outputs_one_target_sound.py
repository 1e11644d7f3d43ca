# sound
import numpy as np
from keras.layers import Dense
from keras.models import Sequential

rng = np.random.default_rng(2)
x = rng.normal(size=(240, 5))
y = x[:, 0] - 2 * x[:, 1] + 0.1 * rng.normal(size=240)
model = Sequential()
model.add(Dense(12, activation="relu"))
model.add(Dense(1))
model.compile(optimizer="adam", loss="mse")
model.fit(x, y, epochs=30, batch_size=16, verbose=0)
