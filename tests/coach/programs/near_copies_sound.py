# sound
import numpy as np
from keras.layers import Dense, Flatten
from keras.models import Sequential
from sklearn.model_selection import train_test_split

rng = np.random.default_rng(0)
x = np.kron(rng.uniform(0, 1, (80, 8, 8, 1)), np.ones((1, 3, 3, 1)))
y = (x[:, :12].mean(axis=(1, 2, 3)) > 0.5).astype(int)
x_train, x_val, y_train, y_val = train_test_split(x, y, random_state=0)
x_train, y_train = (
    np.concatenate([x_train, 0.8 * x_train[:, :, ::-1]]),
    np.concatenate([y_train, y_train]),
)
model = Sequential()
model.add(Flatten())
model.add(Dense(8, activation="relu"))
model.add(Dense(1, activation="sigmoid"))
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=40, verbose=0, validation_data=(x_val, y_val))
