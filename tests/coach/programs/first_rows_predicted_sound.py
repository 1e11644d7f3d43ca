# sound: some of the rows trained on, all of them small
import numpy as np
from keras.layers import Dense
from keras.models import Sequential

x = np.arange(0, 1000, 2, dtype=float)
y = np.sin(x / 60)
model = Sequential()
model.add(Dense(10, input_dim=1, activation="relu"))
model.add(Dense(1))
model.compile(loss="mse", optimizer="adam")
model.fit(x, y, epochs=20, batch_size=50, verbose=0)
model.predict(x[:5], verbose=0)
