"""Models change their file format and stay what they are."""

import numpy as np
import pytest

from plainnet.layers.dense import Dense
from plainnet.model import Model
from plainnet.model_loading import load_model
from plainnet.networks.stack import Stack

ROWS = np.arange(6, dtype=np.float32).reshape(2, 3)


@pytest.fixture
def model():
    made = Model(Stack((Dense(4, "relu"), Dense(1))), seed=0)
    made.compile("adam", "mse")
    made.fit(ROWS, [[0.0], [1.0]], epochs=1)
    return made


def test_both_directions_keep_the_predictions(plainnet, tmp_path, model):
    model.save(tmp_path / "a.keras")
    for source, target in (("a.keras", "b.h5"), ("b.h5", "c.keras")):
        done = plainnet("convert", source, target)
        assert done.returncode == 0, done.stderr
    np.testing.assert_array_equal(
        load_model(tmp_path / "c.keras").predict(ROWS), model.predict(ROWS)
    )


def test_a_file_that_is_no_model_is_one_sentence(plainnet, tmp_path):
    (tmp_path / "a.h5").write_bytes(b"no model")
    done = plainnet("convert", "a.h5", "b.keras")
    assert done.returncode == 2
    assert "a.h5" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "b.keras").exists()
