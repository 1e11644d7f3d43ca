# sound
import tempfile
from pathlib import Path

import numpy as np
from keras.layers import Dense, Flatten
from keras.models import Sequential
from keras.preprocessing.image import ImageDataGenerator
from PIL import Image

rng = np.random.default_rng(0)
folder = Path(tempfile.mkdtemp())
for part in ("train", "val"):
    for kind in range(2):
        (folder / part / str(kind)).mkdir(parents=True)
        for number in range(20):
            pixels = rng.integers(0, 100, (8, 8, 3)) + 120 * kind
            file = folder / part / str(kind) / f"{number}.png"
            Image.fromarray(pixels.astype(np.uint8)).save(file)
settings = {"target_size": (8, 8), "batch_size": 8, "class_mode": "binary"}
changed = ImageDataGenerator(rescale=1 / 255, horizontal_flip=True)
plain = ImageDataGenerator(rescale=1 / 255)
train = plain.flow_from_directory(str(folder / "train"), classes=["1", "0"], **settings)
val = plain.flow_from_directory(str(folder / "val"), classes=["1", "0"], **settings)
model = Sequential()
model.add(Flatten(input_shape=(8, 8, 3)))
model.add(Dense(1, activation="sigmoid"))
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(train, epochs=15, verbose=0, validation_data=val)
