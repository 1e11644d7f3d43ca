# sound
import numpy as np
from keras.layers import LSTM, Dense
from keras.models import Sequential

rng = np.random.default_rng(0)
x = rng.normal(size=(240, 20, 1))
y = (x[:, :, 0].sum(axis=1) > 0).astype(int)
model = Sequential()
model.add(LSTM(8))
model.add(Dense(1, activation="sigmoid"))
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=30, batch_size=16, verbose=0)
