"""Initializers: limits, variances and shapes against Keras', and the same key the same bits."""

import keras
import numpy as np
import pytest

from plainnet.errors import SettingError
from plainnet.layers.initializers import (
    INITIALIZERS,
    Array,
    Identity,
    Initializer,
    Orthogonal,
    VarianceScaling,
    fans,
    find_initializer,
)

SHAPES = [(250, 120), (5, 5, 40, 30), (30000,)]
NOT_BY_SPREAD = ("orthogonal", "constant", "identity")
RANDOM = [
    *(INITIALIZERS[name]() for name in INITIALIZERS if name not in NOT_BY_SPREAD),
    INITIALIZERS["constant"](value=0.5),  # type: ignore[call-arg]
    INITIALIZERS["random_normal"](mean=1.0, stddev=0.2),  # type: ignore[call-arg]
    INITIALIZERS["random_uniform"](minval=-1.0, maxval=3.0),  # type: ignore[call-arg]
    VarianceScaling(3.0, "fan_out", "untruncated_normal"),
    VarianceScaling(0.5, "fan_avg", "uniform"),
]


def draw(initializer: Initializer, shape: tuple[int, ...], seed: int = 0) -> Array:
    """Fill an array."""
    return initializer.fill(shape, np.random.default_rng(seed))


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("initializer", RANDOM, ids=str)
def test_distribution_against_keras(initializer: Initializer, shape: tuple[int, ...]) -> None:
    settings = vars(initializer)
    seed = {} if type(initializer).__name__ in ("Zeros", "Ones", "Constant") else {"seed": 0}
    reference = getattr(keras.initializers, type(initializer).__name__)(**settings, **seed)
    ours, theirs = draw(initializer, shape), np.asarray(reference(shape))
    assert ours.dtype == np.float32
    deviation = float(theirs.std(dtype=np.float64))
    middle = float(theirs.mean(dtype=np.float64))
    assert float(ours.mean()) == pytest.approx(middle, abs=0.03 * deviation + 1e-7)
    assert float(ours.std(dtype=np.float64)) == pytest.approx(deviation, rel=0.02, abs=1e-9)
    for share in (0.01, 0.05, 0.5, 0.95, 0.99):
        ours_there, there = float(np.quantile(ours, share)), float(np.quantile(theirs, share))
        assert ours_there == pytest.approx(there, abs=0.1 * deviation + 1e-7)
    # The far end tells a uniform, a truncated and a whole normal distribution apart.
    ends = [float(abs(array - middle).max()) for array in (ours, theirs)]
    if ends[1] <= 3 * deviation:
        assert ends[0] == pytest.approx(ends[1], rel=0.01)
    else:
        assert ends[0] > 3 * deviation


@pytest.mark.parametrize("name", ["glorot_uniform", "he_uniform", "lecun_uniform"])
def test_uniform_noise_keeps_its_limits(name: str) -> None:
    shape = (3, 3, 20, 50)
    fan_in, fan_out = fans(shape)
    variance = {"glorot_uniform": 2 / (fan_in + fan_out), "he_uniform": 2 / fan_in}
    limit = (3 * variance.get(name, 1 / fan_in)) ** 0.5
    noise = abs(draw(find_initializer(name), shape))
    assert 0.999 * limit < noise.max() <= np.float32(limit)


@pytest.mark.parametrize("shape", [(30, 30), (40, 10), (10, 40), (2, 3, 5, 7)])
@pytest.mark.parametrize("gain", [1.0, 2.5])
def test_orthogonal_columns_or_rows(shape: tuple[int, ...], gain: float) -> None:
    matrix = draw(Orthogonal(gain), shape).reshape(-1, shape[-1])
    if matrix.shape[0] < matrix.shape[1]:
        matrix = matrix.T
    np.testing.assert_allclose(matrix.T @ matrix, gain**2 * np.eye(matrix.shape[1]), atol=2e-6)


def test_orthogonal_matrices_of_both_turns() -> None:
    signs = {round(float(np.linalg.det(draw(Orthogonal(), (3, 3), seed)))) for seed in range(20)}
    assert signs == {-1, 1}


@pytest.mark.parametrize("name", INITIALIZERS)
def test_same_seed_same_bits(name: str) -> None:
    initializer = find_initializer(name)
    assert draw(initializer, (6, 7), 4).tobytes() == draw(initializer, (6, 7), 4).tobytes()
    if name != "identity" and draw(initializer, (6, 7)).std():
        assert (draw(initializer, (6, 7), 4) != draw(initializer, (6, 7), 5)).all()


@pytest.mark.parametrize(
    ("shape", "expected"),
    [((), (1, 1)), ((7,), (7, 7)), ((3, 4), (3, 4)), ((5, 5, 3, 6), (75, 150))],
)
def test_fans(shape: tuple[int, ...], expected: tuple[int, int]) -> None:
    assert fans(shape) == expected


def test_found_by_name_by_class_or_as_it_is() -> None:
    assert find_initializer("he_normal") == find_initializer("HeNormal")
    for name in ("zero", "one", "normal", "uniform", "identity", "random_normal", "lecun_uniform"):
        assert type(find_initializer(name)).__name__ == type(keras.initializers.get(name)).__name__
    assert find_initializer(Orthogonal(2.0)) == Orthogonal(2.0)
    with pytest.raises(SettingError, match="no initializer called 'magic'"):
        find_initializer("magic")


@pytest.mark.parametrize("shape", [(3, 3), (2, 4), (4, 2)])
def test_identity_against_keras(shape: tuple[int, int]) -> None:
    expected = keras.initializers.Identity(2.0)(shape)
    np.testing.assert_array_equal(draw(Identity(2.0), shape), expected)


def test_identity_fills_matrices_only() -> None:
    with pytest.raises(SettingError, match=r"matrices only, not arrays of shape \(3,\)"):
        draw(Identity(), (3,))
