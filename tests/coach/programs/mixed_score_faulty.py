# faulty: probabilities-for-classes metric_misuse
import numpy as np
from keras.layers import Dense
from keras.models import Sequential
from sklearn.metrics import accuracy_score

rng = np.random.default_rng(0)
x = rng.normal(size=(240, 6))
y = (x[:, 0] + 0.5 * x[:, 1] ** 2 - 0.5 > 0).astype(int)
model = Sequential()
model.add(Dense(12, activation="relu"))
model.add(Dense(1, activation="sigmoid"))
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=30, batch_size=16, verbose=0)
y_pred = model.predict(x, verbose=0)
accuracy_score(y, y_pred)
