"""Logarithms of probabilities stay finite."""

import jax.numpy as jnp
import numpy as np

from plainnet.losses.log_probabilities import EPSILON, log_probabilities


def test_certain_probabilities_are_kept_from_0_and_1() -> None:
    logs = log_probabilities(jnp.asarray([1.0, 0.0]), from_logits=False)
    np.testing.assert_allclose(logs, np.log(np.float32([1 - EPSILON, EPSILON])), rtol=1e-6)


def test_outputs_that_do_not_add_up_to_one_are_scaled() -> None:
    logs = log_probabilities(jnp.asarray([3.0, 1.0]), from_logits=False)
    np.testing.assert_allclose(logs, np.log([0.75, 0.25]), rtol=1e-6)


def test_logits_keep_their_differences_however_large() -> None:
    logs = log_probabilities(jnp.asarray([1e5, 0.0, -1e5]), from_logits=True)
    np.testing.assert_array_equal(logs, [0.0, -1e5, -2e5])
