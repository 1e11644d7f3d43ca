# sound
import numpy as np
from keras.layers import Dense
from keras.models import Sequential
from sklearn.model_selection import KFold
from sklearn.preprocessing import StandardScaler

rng = np.random.default_rng(0)
x = rng.normal(size=(240, 6))
score = x[:, 0] + 0.5 * x[:, 1] ** 2 - 0.5
y = (score > 0).astype(int)
for train, test in KFold(3).split(x):
    scaler = StandardScaler()
    x_train, x_test = scaler.fit_transform(x[train]), scaler.transform(x[test])
    model = Sequential([Dense(12, activation="relu"), Dense(1, activation="sigmoid")])
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    model.fit(x_train, y[train], epochs=20, batch_size=16, verbose=0)
    model.evaluate(x_test, y[test], verbose=0)
