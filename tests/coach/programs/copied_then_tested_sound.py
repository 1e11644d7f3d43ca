# sound
import numpy as np
from keras.layers import Dense
from keras.models import Sequential
from sklearn.model_selection import train_test_split

rng = np.random.default_rng(0)
x = rng.normal(size=(400, 6))
y = (x[:, 0] > 1.2).astype(int)
x_train, x_val, y_train, y_val = train_test_split(x, y, random_state=0)
model = Sequential()
model.add(Dense(12, activation="relu"))
model.add(Dense(1, activation="sigmoid"))
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=60, batch_size=32, verbose=0)
model.evaluate(x_val, y_val, verbose=0)
