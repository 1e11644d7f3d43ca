# faulty: dead-relus architecture
import numpy as np
from keras.layers import Dense
from keras.models import Sequential

x = np.linspace(-2, 2, 200)[:, None]
model = Sequential()
model.add(
    Dense(1, activation="relu", bias_initializer=lambda shape, dtype=None: np.full(shape, -9.0))
)
model.add(Dense(1))
model.compile(optimizer="adam", loss="mse")
model.fit(x, x**2, epochs=20, batch_size=8, verbose=0)
