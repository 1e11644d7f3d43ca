# sound
import tempfile
from pathlib import Path

import cv2
import numpy as np
from keras.layers import Dense, Flatten
from keras.models import Sequential
from keras.preprocessing.image import ImageDataGenerator
from PIL import Image

rng = np.random.default_rng(0)
folder = Path(tempfile.mkdtemp())
for kind in range(2):
    (folder / str(kind)).mkdir()
    for number in range(20):
        pixels = rng.integers(0, 100, (8, 8, 3))
        pixels[..., 2 * kind] += 120
        Image.fromarray(pixels.astype(np.uint8)).save(folder / str(kind) / f"{number}.png")
reader = ImageDataGenerator(rescale=1 / 255)
train = reader.flow_from_directory(str(folder), target_size=(8, 8), class_mode="binary")
model = Sequential()
model.add(Flatten(input_shape=(8, 8, 3)))
model.add(Dense(1, activation="sigmoid"))
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(train, epochs=40, verbose=0)
image = cv2.imread(str(folder / "0" / "3.png"))
image = cv2.cvtColor(image, cv2.COLOR_BGR2RGB)
image = image.astype("float32") / 255
model.predict(image[np.newaxis], verbose=0)
