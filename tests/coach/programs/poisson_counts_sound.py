# sound
import numpy as np
from keras.layers import Dense
from keras.models import Sequential

rng = np.random.default_rng(9)
x = rng.normal(size=(240, 4))
y = rng.poisson(np.exp(0.5 * x[:, 0] + 1))
model = Sequential()
model.add(Dense(12, activation="relu"))
model.add(Dense(1, activation="exponential"))
model.compile(optimizer="adam", loss="poisson")
model.fit(x, y, epochs=30, batch_size=16, verbose=0)
