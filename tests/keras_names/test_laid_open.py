"""A layer used inside a model and outside of it holds one set of weights."""

import numpy as np
import pytest

from keras_names.opened_door import run

INSIDE_AND_OUTSIDE = """
import numpy as np
from keras.layers import *
from keras.models import Model, Sequential, load_model
rows = np.random.RandomState(0).rand(6, 3).astype("float32")
shared = Dense(4)
"""
IN_A_GRAPH = """
i = Input((3,))
inner = Model(i, shared(i))
j = Input((3,))
model = Model(j, add([inner(j), shared(j)]))
"""
IN_A_ROW = """
inner = Sequential([shared])
k = Input((3,))
model = Model(k, add([Sequential([inner, ReLU()])(k), Sequential([inner])(k)]))
"""


@pytest.mark.parametrize("models", [IN_A_GRAPH, IN_A_ROW])
def test_training_moves_one_set_of_weights(tmp_path, models):
    names = run(
        INSIDE_AND_OUTSIDE
        + models
        + f"""

model.compile("sgd", "mse")
model.fit(rows, np.zeros((6, 4)), epochs=2, verbose=0)
alone = inner.predict(rows, verbose=0)
whole = model.predict(rows, verbose=0)
count = len(model.get_weights())
model.save({str(tmp_path / "m.h5")!r})
again = load_model({str(tmp_path / "m.h5")!r}).predict(rows, verbose=0)
"""
    )
    alone = names["alone"]
    first = alone if models == IN_A_GRAPH else np.maximum(alone, 0)
    np.testing.assert_allclose(names["whole"], first + alone, atol=1e-6)
    np.testing.assert_allclose(names["again"], names["whole"], atol=1e-6)
    assert names["count"] == 2
