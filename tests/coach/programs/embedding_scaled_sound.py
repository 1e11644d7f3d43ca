# sound: whole numbers, if written as floats
import numpy as np
from keras.layers import Dense, Embedding, GlobalAveragePooling1D
from keras.models import Sequential

rng = np.random.default_rng(5)
x = rng.integers(0, 50, (120, 6))
y = (x.mean(axis=1) > 25).astype(int)
x = x.astype("float32")
model = Sequential()
model.add(Embedding(50, 8))
model.add(GlobalAveragePooling1D())
model.add(Dense(1, activation="sigmoid"))
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=10, batch_size=8, verbose=0)
