# sound
import numpy as np
from keras.layers import LSTM, Dense, Embedding
from keras.models import Sequential

rng = np.random.default_rng(5)
x = rng.integers(1, 900, (160, 8))
y = (x[:, 0] > 450).astype(int)
model = Sequential()
model.add(Embedding(1000, 8))
model.add(LSTM(8))
model.add(Dense(1, activation="sigmoid"))
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=12, batch_size=8, verbose=0)
