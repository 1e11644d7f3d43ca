# sound
import numpy as np
from keras.layers import Dense, SimpleRNN
from keras.models import Sequential

rng = np.random.default_rng(4)
series = np.sin(np.arange(260) / 5) + 0.05 * rng.normal(size=260)
x = np.stack([series[i : i + 8] for i in range(250)])[..., None]
y = series[8:258]
order = np.arange(250)
x, y = x[order], y[order]
model = Sequential()
model.add(SimpleRNN(8))
model.add(Dense(1))
model.compile(optimizer="adam", loss="mse")
model.fit(x[:200], y[:200], epochs=15, batch_size=16, verbose=0, validation_data=(x[200:], y[200:]))
