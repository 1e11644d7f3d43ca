"""Simpler models that learn, in this process and in another."""

import numpy as np
import pytest

from plainnet.recipes.learned_baselines import boosted_classes, fitted_apart, learned_baselines

RANDOM = np.random.default_rng(0)
X = RANDOM.normal(size=(300, 3)).astype(np.float32)


def test_trees_separate_a_corner():
    y = ((X[:, 0] > 0) & (X[:, 1] > 0)).astype(float)
    assert (boosted_classes(X, y, X) == y).mean() > 0.98


@pytest.mark.parametrize("is_classes", [True, False])
def test_another_process_says_the_same(is_classes: bool):
    y = (X[:, 0] > 0.3).astype(float) if is_classes else X[:, 0] * 2.0
    here = learned_baselines(X, y, X[:50], is_classes=is_classes)
    there = fitted_apart(lambda: (X, y, X[:50]), is_classes=is_classes)
    assert list(there) == list(here)
    for name, said in here.items():
        np.testing.assert_allclose(there[name], said, rtol=1e-6)
