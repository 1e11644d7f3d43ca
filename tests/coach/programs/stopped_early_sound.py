# sound
import numpy as np
from keras.callbacks import EarlyStopping
from keras.layers import Dense
from keras.models import Sequential

rng = np.random.default_rng(0)
x = rng.normal(size=(240, 6))
y = (x[:, 0] + 0.5 * x[:, 1] ** 2 - 0.5 > 0).astype(int)
model = Sequential()
model.add(Dense(12, activation="relu"))
model.add(Dense(1, activation="sigmoid"))
stop = EarlyStopping(monitor="loss", mode="min", patience=5)
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["acc"])
model.fit(x, y, epochs=100, batch_size=4, callbacks=[stop], verbose=0)
