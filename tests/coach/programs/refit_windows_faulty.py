# faulty: scaler-refit data_leak
import numpy as np
from keras.layers import Dense, SimpleRNN
from keras.models import Sequential
from sklearn.preprocessing import MinMaxScaler

rng = np.random.default_rng(4)
series = np.sin(np.arange(260) / 5) + 0.05 * rng.normal(size=260)
x = np.stack([series[i : i + 8] for i in range(250)])[..., None]
y = series[8:258]
scaler = MinMaxScaler()
train = scaler.fit_transform(series[:200, None])
test = scaler.fit_transform(series[200:, None])
x = np.stack([train[i : i + 8] for i in range(190)])
x_test = np.stack([test[i : i + 8] for i in range(50)])
model = Sequential()
model.add(SimpleRNN(8))
model.add(Dense(1))
model.compile(optimizer="adam", loss="mse")
model.fit(x, train[8:198], epochs=10, batch_size=16, verbose=0)
model.predict(x_test, verbose=0)
