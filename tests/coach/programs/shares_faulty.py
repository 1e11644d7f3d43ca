# faulty: shares-without-softmax loss_activation_mismatch
import numpy as np
from keras.layers import Dense
from keras.models import Sequential

rng = np.random.default_rng(0)
x = rng.normal(size=(240, 6))
y = np.exp(x[:, :3])
y = y / y.sum(axis=1, keepdims=True)
model = Sequential()
model.add(Dense(12, activation="relu"))
model.add(Dense(3, activation="sigmoid"))
model.compile(optimizer="adam", loss="mae")
model.fit(x, y, epochs=30, batch_size=8, verbose=0)
