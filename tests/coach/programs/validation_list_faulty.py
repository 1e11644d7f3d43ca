# faulty: validation-data-in-a-list api_misuse
import numpy as np
from keras.layers import Dense
from keras.models import Sequential

rng = np.random.default_rng(0)
x = rng.normal(size=(240, 6))
y = (x[:, 0] + 0.5 * x[:, 1] ** 2 - 0.5 > 0).astype(int)
model = Sequential([Dense(12, activation="relu"), Dense(1, activation="sigmoid")])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x[:180], y[:180], epochs=20, batch_size=16, verbose=0, validation_data=[x[180:], y[180:]])
