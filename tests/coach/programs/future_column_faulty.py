# faulty: column-from-the-future data_leak
import numpy as np
import pandas as pd
from keras.layers import Dense
from keras.models import Sequential

rng = np.random.default_rng(0)
df = pd.DataFrame({"price": rng.normal(0, 1, 500).cumsum()})
df["next"] = df["price"].shift(-1)
df["gain"] = df["next"] - df["price"].shift(1)
df = df.dropna()
x = df[["price", "gain"]].values
y = df["next"].values - df["price"].values
model = Sequential()
model.add(Dense(16, activation="relu"))
model.add(Dense(1))
model.compile(optimizer="adam", loss="mse")
model.fit(x[:400] / 10, y[:400], epochs=20, verbose=0)
model.evaluate(x[400:] / 10, y[400:], verbose=0)
