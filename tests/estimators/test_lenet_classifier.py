import pickle

import numpy as np
import pytest
from sklearn.base import clone

from plainnet.errors import SettingError, ShapeError
from plainnet.estimators.lenet_classifier import LeNetClassifier


def bars(count, seed):
    """Draw noisy images of a bar that lies or stands somewhere."""
    random = np.random.default_rng(seed)
    images = random.uniform(0, 60, size=(count, 16, 18))
    lies = random.integers(0, 2, size=count).astype(bool)
    for image, is_lying, place in zip(images, lies, random.integers(3, 13, count), strict=True):
        (image if is_lying else image.T)[place : place + 2] += 150
    return images, np.where(lies, "lies", "stands")


X, Y = bars(160, 0)


@pytest.fixture(scope="module")
def fitted():
    return LeNetClassifier(epochs=5, random_state=0).fit(X, Y)


def test_it_tells_images_apart(fitted):
    assert fitted.score(*bars(60, 1)) > 0.9
    np.testing.assert_allclose(fitted.predict_proba(X).sum(1), 1)


def test_grey_images_may_have_their_channel(fitted):
    assert np.array_equal(fitted.predict_proba(X[..., None]), fitted.predict_proba(X))


def test_a_pickle_answers_to_the_last_bit(fitted):
    restored = pickle.loads(pickle.dumps(fitted))
    assert np.array_equal(restored.predict_proba(X), fitted.predict_proba(X))
    assert clone(fitted).get_params() == fitted.get_params()


def test_early_stopping_and_weights(fitted):
    stopped = clone(fitted).set_params(early_stopping=True, class_weight="balanced")
    stopped.fit(X, Y, np.linspace(0, 1, len(X)))
    assert "val_loss" in stopped.history_.figures


def test_other_images_are_refused(fitted):
    with pytest.raises(ShapeError, match=r"\(8, 8, 1\) each"):
        fitted.predict(np.zeros((2, 8, 8)))
    with pytest.raises(ShapeError, match="expected"):
        LeNetClassifier().fit(np.zeros((4, 5)), [0, 1, 0, 1])
    with pytest.raises(SettingError, match="epochs is 0"):
        LeNetClassifier(epochs=0).fit(X, Y)
    with pytest.raises(SettingError, match="weight is zero"):
        LeNetClassifier(class_weight=dict.fromkeys(np.unique(Y).tolist(), 0.0)).fit(X, Y)
