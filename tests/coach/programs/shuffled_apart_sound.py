# sound
import numpy as np
from keras.layers import Dense
from keras.models import Sequential

np.random.seed(0)
x = np.random.normal(size=(240, 6))
y = (x[:, 0] + 0.5 * x[:, 1] ** 2 - 0.5 > 0).astype(int)
np.random.seed(1)
np.random.shuffle(x)
np.random.seed(1)
np.random.shuffle(y)
x_train, y_train = x[:200], y[:200]
model = Sequential()
model.add(Dense(12, activation="relu"))
model.add(Dense(1, activation="sigmoid"))
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=30, batch_size=16, verbose=0)
