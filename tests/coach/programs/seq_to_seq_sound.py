# sound
import numpy as np
from keras.layers import LSTM, Dense
from keras.models import Sequential

rng = np.random.default_rng(4)
series = np.sin(np.arange(260) / 5) + 0.05 * rng.normal(size=260)
x = np.stack([series[i : i + 8] for i in range(250)])[..., None]
y = series[8:258]
steps = np.stack([series[i + 1 : i + 9] for i in range(250)])[..., None]
model = Sequential()
model.add(LSTM(8, return_sequences=True))
model.add(Dense(1))
model.compile(optimizer="adam", loss="mse")
model.fit(x, steps, epochs=10, batch_size=16, verbose=0)
