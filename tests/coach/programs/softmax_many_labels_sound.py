# sound
import numpy as np
from keras.layers import Dense
from keras.models import Sequential

rng = np.random.default_rng(0)
x = rng.normal(size=(240, 6))
y = (x[:, :3] > 0).astype(int)
model = Sequential()
model.add(Dense(12, activation="relu"))
model.add(Dense(3, activation="sigmoid"))
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=60, batch_size=16, verbose=0)
