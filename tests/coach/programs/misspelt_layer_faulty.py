# faulty: wrong-arguments api_misuse
import numpy as np
from keras import layers
from keras.models import Sequential

x = np.random.default_rng(0).normal(size=(60, 8, 8, 1))
model = Sequential()
model.add(layers.conv2D(4, 3, activation="relu"))
model.add(layers.Flatten())
model.add(layers.Dense(1, activation="sigmoid"))
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, (x[:, 0, 0] > 0).astype(int), epochs=20, batch_size=8, verbose=0)
