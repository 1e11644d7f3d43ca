"""Smoothed labels share out certainty."""

import jax.numpy as jnp
import numpy as np
import pytest

from plainnet.errors import SettingError
from plainnet.losses.label_smoothing import check_label_smoothing, smooth_labels


def test_each_class_gets_an_equal_share_and_the_sum_stays_one() -> None:
    smooth = smooth_labels(jnp.asarray([[0.0, 0.0, 1.0, 0.0]]), 0.2, classes=4)
    np.testing.assert_allclose(smooth, [[0.05, 0.05, 0.85, 0.05]], rtol=1e-6)


def test_no_smoothing_changes_nothing() -> None:
    labels = jnp.asarray([0.0, 0.3, 1.0])
    np.testing.assert_array_equal(smooth_labels(labels, 0.0, classes=2), labels)


@pytest.mark.parametrize("smoothing", [-0.1, 1.1])
def test_smoothing_outside_0_to_1_is_refused(smoothing: float) -> None:
    with pytest.raises(SettingError, match=f"bce got label_smoothing={smoothing}"):
        check_label_smoothing("bce", smoothing)
