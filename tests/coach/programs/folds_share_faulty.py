# faulty: folds-share-a-model data_leak
import numpy as np
from keras.layers import Dense
from keras.models import Sequential
from sklearn.model_selection import KFold

rng = np.random.default_rng(0)
x = rng.normal(size=(240, 6))
y = (x[:, 0] + 0.5 * x[:, 1] ** 2 - 0.5 > 0).astype(int)
scores = []
model = Sequential()
model.add(Dense(12, activation="relu"))
model.add(Dense(1, activation="sigmoid"))
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
for trained, tested in KFold(3, shuffle=True, random_state=0).split(x):
    model.fit(x[trained], y[trained], epochs=20, batch_size=16, verbose=0)
    scores.append(model.evaluate(x[tested], y[tested], verbose=0)[1])
