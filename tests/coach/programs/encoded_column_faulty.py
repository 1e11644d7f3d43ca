# faulty: arrays-do-not-fit shape_error
import numpy as np
import pandas as pd
from keras.layers import Dense
from keras.models import Sequential
from keras.utils import to_categorical

rng = np.random.default_rng(0)
table = pd.DataFrame({"kind": rng.integers(0, 3, 120), "size": rng.normal(size=120)})
y = ((table["kind"] == 1) & (table["size"] > 0)).astype(int)
table["kind"] = to_categorical(table["kind"])
x = table.to_numpy("float32")
model = Sequential([Dense(8, activation="relu"), Dense(1, activation="sigmoid")])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=20, batch_size=8, verbose=0)
