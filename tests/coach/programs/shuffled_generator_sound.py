# sound
import tempfile
from pathlib import Path

import numpy as np
from keras.layers import Dense, Flatten
from keras.models import Sequential
from keras.preprocessing.image import ImageDataGenerator
from PIL import Image
from sklearn.metrics import confusion_matrix

rng = np.random.default_rng(0)
folder = Path(tempfile.mkdtemp())
for kind in range(2):
    (folder / str(kind)).mkdir()
    for number in range(20):
        pixels = rng.integers(0, 100, (8, 8, 3)) + 120 * kind
        Image.fromarray(pixels.astype(np.uint8)).save(folder / str(kind) / f"{number}.png")
reader = ImageDataGenerator(rescale=1 / 255)
settings = {"target_size": (8, 8), "batch_size": 8, "class_mode": "binary"}
train = reader.flow_from_directory(str(folder), **settings)
test = reader.flow_from_directory(str(folder), shuffle=False, **settings)
model = Sequential()
model.add(Flatten(input_shape=(8, 8, 3)))
model.add(Dense(1, activation="sigmoid"))
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(train, epochs=15, verbose=0)
confusion_matrix(test.classes, model.predict(test, verbose=0)[:, 0] > 0.5)
