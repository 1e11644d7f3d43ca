"""Initializers: the weights a network starts from.

They run in NumPy on the host: a handful of small arrays is not worth compiling a program
for, and a fresh process starts half a second earlier.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod, sqrt
from typing import Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from plainnet.errors import SettingError

Array = NDArray[np.float32]
Rule = TypeVar("Rule")


@dataclass(frozen=True)
class Initializer:
    """A rule that fills a new array; its fields are its saved form."""

    def fill(self, shape: tuple[int, ...], generator: np.random.Generator) -> Array:
        """Make an array of `shape` with randomness from `generator`."""
        raise NotImplementedError


@dataclass(frozen=True)
class Zeros(Initializer):
    """All zero."""

    def fill(self, shape: tuple[int, ...], generator: np.random.Generator) -> Array:
        """Make an array of zeros."""
        return np.zeros(shape, np.float32)


@dataclass(frozen=True)
class Ones(Initializer):
    """All one."""

    def fill(self, shape: tuple[int, ...], generator: np.random.Generator) -> Array:
        """Make an array of ones."""
        return np.ones(shape, np.float32)


@dataclass(frozen=True)
class Constant(Initializer):
    """All the same value."""

    value: float = 0.0

    def fill(self, shape: tuple[int, ...], generator: np.random.Generator) -> Array:
        """Make an array of the value."""
        return np.full(shape, self.value, np.float32)


@dataclass(frozen=True)
class RandomNormal(Initializer):
    """Gaussian noise."""

    mean: float = 0.0
    stddev: float = 0.05

    def fill(self, shape: tuple[int, ...], generator: np.random.Generator) -> Array:
        """Draw from the normal distribution."""
        return generator.normal(self.mean, self.stddev, shape).astype(np.float32)


@dataclass(frozen=True)
class RandomUniform(Initializer):
    """Evenly spread noise."""

    minval: float = -0.05
    maxval: float = 0.05

    def fill(self, shape: tuple[int, ...], generator: np.random.Generator) -> Array:
        """Draw from the uniform distribution."""
        return generator.uniform(self.minval, self.maxval, shape).astype(np.float32)


@dataclass(frozen=True)
class TruncatedNormal(Initializer):
    """Gaussian noise, drawn again where it lies beyond two standard deviations."""

    mean: float = 0.0
    stddev: float = 0.05

    def fill(self, shape: tuple[int, ...], generator: np.random.Generator) -> Array:
        """Draw from the truncated normal distribution."""
        noise = _truncated_noise(shape, generator)
        return (self.mean + self.stddev * noise).astype(np.float32)


@dataclass(frozen=True)
class VarianceScaling(Initializer):
    """Noise whose variance is `scale` over the number of inputs, outputs or their mean.

    References
    ----------
    Glorot and Bengio (2010), "Understanding the difficulty of training deep feedforward
    neural networks". He et al. (2015), "Delving deep into rectifiers".
    """

    scale: float = 1.0
    mode: Literal["fan_in", "fan_out", "fan_avg"] = "fan_in"
    distribution: Literal["truncated_normal", "untruncated_normal", "uniform"] = "truncated_normal"

    def fill(self, shape: tuple[int, ...], generator: np.random.Generator) -> Array:
        """Draw noise of the right variance."""
        fan_in, fan_out = fans(shape)
        fan = {"fan_in": fan_in, "fan_out": fan_out, "fan_avg": (fan_in + fan_out) / 2}[self.mode]
        variance = self.scale / max(1.0, fan)
        if self.distribution == "uniform":
            limit = sqrt(3 * variance)
            return generator.uniform(-limit, limit, shape).astype(np.float32)
        if self.distribution == "untruncated_normal":
            return generator.normal(0, sqrt(variance), shape).astype(np.float32)
        noise = _truncated_noise(shape, generator) / TRUNCATED_DEVIATION
        return (sqrt(variance) * noise).astype(np.float32)


def fans(shape: tuple[int, ...]) -> tuple[float, float]:
    """Count the inputs and outputs of one unit, positions of a kernel included."""
    if len(shape) < 2:
        size = float(prod(shape))
        return size, size
    positions = prod(shape[:-2])
    return float(positions * shape[-2]), float(positions * shape[-1])


# Deviation of a standard normal variable kept within two standard deviations.
TRUNCATED_DEVIATION = 0.87962566103423978


def _truncated_noise(shape: tuple[int, ...], generator: np.random.Generator) -> NDArray[np.float64]:
    """Draw standard normal noise within two standard deviations."""
    noise = generator.standard_normal(shape)
    while (outside := np.abs(noise) > 2).any():
        noise[outside] = generator.standard_normal(int(outside.sum()))
    return noise


@dataclass(frozen=True)
class GlorotUniform(Initializer):
    """Uniform noise scaled by the mean of inputs and outputs: Keras' default."""

    def fill(self, shape: tuple[int, ...], generator: np.random.Generator) -> Array:
        """Draw the noise."""
        return VarianceScaling(1.0, "fan_avg", "uniform").fill(shape, generator)


@dataclass(frozen=True)
class GlorotNormal(Initializer):
    """Normal noise scaled by the mean of inputs and outputs."""

    def fill(self, shape: tuple[int, ...], generator: np.random.Generator) -> Array:
        """Draw the noise."""
        return VarianceScaling(1.0, "fan_avg", "truncated_normal").fill(shape, generator)


@dataclass(frozen=True)
class HeUniform(Initializer):
    """Uniform noise for layers with ReLU."""

    def fill(self, shape: tuple[int, ...], generator: np.random.Generator) -> Array:
        """Draw the noise."""
        return VarianceScaling(2.0, "fan_in", "uniform").fill(shape, generator)


@dataclass(frozen=True)
class HeNormal(Initializer):
    """Normal noise for layers with ReLU."""

    def fill(self, shape: tuple[int, ...], generator: np.random.Generator) -> Array:
        """Draw the noise."""
        return VarianceScaling(2.0, "fan_in", "truncated_normal").fill(shape, generator)


@dataclass(frozen=True)
class LecunUniform(Initializer):
    """Uniform noise scaled by the inputs."""

    def fill(self, shape: tuple[int, ...], generator: np.random.Generator) -> Array:
        """Draw the noise."""
        return VarianceScaling(1.0, "fan_in", "uniform").fill(shape, generator)


@dataclass(frozen=True)
class LecunNormal(Initializer):
    """Normal noise scaled by the inputs."""

    def fill(self, shape: tuple[int, ...], generator: np.random.Generator) -> Array:
        """Draw the noise."""
        return VarianceScaling(1.0, "fan_in", "truncated_normal").fill(shape, generator)


@dataclass(frozen=True)
class Orthogonal(Initializer):
    """Columns at right angles, so that a recurrent step keeps lengths.

    References
    ----------
    Saxe, McClelland and Ganguli (2014), "Exact solutions to the nonlinear dynamics of
    learning in deep linear neural networks".
    """

    gain: float = 1.0

    def fill(self, shape: tuple[int, ...], generator: np.random.Generator) -> Array:
        """Take the orthogonal factor of Gaussian noise."""
        rows, columns = prod(shape[:-1]), shape[-1]
        noise = generator.standard_normal((max(rows, columns), min(rows, columns)))
        orthogonal, triangular = np.linalg.qr(noise)
        orthogonal = orthogonal * np.sign(np.diag(triangular))
        if rows < columns:
            orthogonal = orthogonal.T
        return (self.gain * orthogonal).reshape(shape).astype(np.float32)


@dataclass(frozen=True)
class Identity(Initializer):
    """Ones along the diagonal times `gain`, zeros elsewhere: outputs start as the inputs.

    References
    ----------
    Le, Jaitly and Hinton (2015), "A simple way to initialize recurrent networks of
    rectified linear units".
    """

    gain: float = 1.0

    def fill(self, shape: tuple[int, ...], generator: np.random.Generator) -> Array:
        """Make a matrix."""
        if len(shape) != 2:
            raise SettingError("initializer.matrix", shape=shape)
        return (self.gain * np.eye(*shape)).astype(np.float32)


INITIALIZERS: dict[str, type[Initializer]] = {
    "zeros": Zeros,
    "ones": Ones,
    "constant": Constant,
    "random_normal": RandomNormal,
    "random_uniform": RandomUniform,
    "truncated_normal": TruncatedNormal,
    "variance_scaling": VarianceScaling,
    "glorot_uniform": GlorotUniform,
    "glorot_normal": GlorotNormal,
    "he_uniform": HeUniform,
    "he_normal": HeNormal,
    "lecun_uniform": LecunUniform,
    "lecun_normal": LecunNormal,
    "orthogonal": Orthogonal,
    "identity": Identity,
}
#: Further names, of today and of earlier Keras.
OTHER_NAMES: dict[str, type[Initializer]] = {
    "zero": Zeros,
    "one": Ones,
    "normal": RandomNormal,
    "uniform": RandomUniform,
    "identity_initializer": Identity,
    "orthogonal_initializer": Orthogonal,
}


def find_initializer(identifier: str | Initializer) -> Initializer:
    """Find an initializer by Keras' name, or take the object.

    >>> find_initializer("normal")
    RandomNormal(mean=0.0, stddev=0.05)
    """
    if isinstance(identifier, Initializer):
        return identifier
    return made_by_name(identifier, INITIALIZERS, "initializer.unknown", OTHER_NAMES)


def made_by_name(
    identifier: str,
    kinds: Mapping[str, type[Rule]],
    unknown: str,
    others: Mapping[str, type[Rule]] | None = None,
) -> Rule:
    """Make a rule by its name, in any case and spelling; `unknown` is the message for others."""
    known = {name.replace("_", ""): kind for name, kind in {**kinds, **(others or {})}.items()}
    kind = known.get(str(identifier).replace("_", "").lower())
    if kind is None:
        raise SettingError(unknown, name=identifier, known=list(kinds))
    return kind()
