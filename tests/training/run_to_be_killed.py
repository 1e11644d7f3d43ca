"""A training in a process of its own: `python run_to_be_killed.py CHECKPOINT MODEL`."""

import sys
from pathlib import Path

import numpy as np

import plainnet.training.checkpoint
from plainnet.layers.dense import Dense
from plainnet.layers.dropout import Dropout
from plainnet.model import Model
from plainnet.networks.network import Stack
from plainnet.training.callbacks.early_stopping import EarlyStopping
from plainnet.training.checkpoint import Checkpoint

EPOCHS = 400


def trained(checkpoint: Checkpoint | None, epochs: int = EPOCHS) -> Model:
    """Train a small network with dropout, Adam and early stopping."""
    random = np.random.default_rng(0)
    x = random.normal(size=(400, 8)).astype(np.float32)
    y = (x[:, :1] * x[:, 1:2] > 0).astype(np.float32)
    model = Model(Stack((Dense(16, "relu"), Dropout(0.2), Dense(1, "sigmoid"))), seed=3)
    model.compile("adam", "binary_crossentropy", ["accuracy"])
    stopping = EarlyStopping(patience=EPOCHS, restore_best_weights=True)
    model.fit(x, y, epochs=epochs, validation_split=0.2, stopping=stopping, checkpoint=checkpoint)
    return model


if __name__ == "__main__":
    plainnet.training.checkpoint.SECONDS_BETWEEN_CHECKPOINTS = 0.0
    kept = Checkpoint(Path(sys.argv[1]), resumes=True)
    sys.stdout.write("begins\n")
    sys.stdout.flush()
    trained(kept).save(sys.argv[2])
    kept.remove()
