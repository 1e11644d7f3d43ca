# faulty: steps-too-long learning_rate
import numpy as np
from keras.layers import Dense
from keras.models import Sequential
from keras.optimizers import SGD

rng = np.random.default_rng(0)
x = rng.uniform(0, 5, (60, 1))
y = 5 * x**2 + rng.normal(size=(60, 1))
model = Sequential()
model.add(Dense(50, activation="relu"))
model.add(Dense(30, activation="relu"))
model.add(Dense(1))
model.compile(optimizer=SGD(0.1), loss="mse")
model.fit(x, y, epochs=60, verbose=0)
