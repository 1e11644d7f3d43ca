# faulty: numpy-inside-training api_misuse
import numpy as np
from keras.layers import Dense
from keras.models import Sequential


def rmse(y_true, y_pred):
    return np.sqrt(np.mean(np.square(y_true - y_pred)))


rng = np.random.default_rng(0)
x = rng.normal(size=(240, 6))
model = Sequential()
model.add(Dense(12, activation="relu"))
model.add(Dense(1))
model.compile(optimizer="adam", loss=rmse)
model.fit(x, x.sum(axis=1), epochs=30, batch_size=16, verbose=0)
