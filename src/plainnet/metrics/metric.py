"""What a metric is: sums over samples, and a figure made of the sums.

Because sums add up, a metric is the same however the samples are cut into batches or
shared out over devices; a row that only fills up a batch has weight 0.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar, Self

import jax
import jax.numpy as jnp
from jax.typing import ArrayLike

from plainnet.errors import SettingError

Tally = dict[str, jax.Array]


@dataclass(frozen=True)
class Metric(ABC):
    """A figure of quality, gathered as sums that can be added.

    Its fields are its saved form, named as Keras names them.

    Parameters
    ----------
    name : str
        Its name in the history.
    """

    name: str = field(default="metric", kw_only=True)

    #: Settings that Keras saves and that have one value here.
    fixed_settings: ClassVar[Mapping[str, object]] = {}

    @property
    def mixes_rows(self) -> bool:
        """Whether the sums of a batch depend on which samples are in it."""
        return False

    @property
    def counts_times(self) -> bool:
        """Whether the times of a sequence may have weights of their own."""
        return False

    @abstractmethod
    def tally(self, y_true: ArrayLike, y_pred: ArrayLike, sample_weight: ArrayLike) -> Tally:
        """Give the sums over some samples.

        Shapes: `y_true` (batch, ...), `y_pred` (batch, ..., features), `sample_weight` (batch,).
        """

    @abstractmethod
    def result(self, tally: Tally) -> jax.Array:
        """Make the figure out of the sums.

        Shapes: returns ().
        """

    def to_config(self) -> dict[str, Any]:
        """Give the settings as Keras saves them."""
        own = {f.name: getattr(self, f.name) for f in fields(self)}
        return {"dtype": "float32", **self.fixed_settings, **own}

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Self:
        """Make the metric from saved settings."""
        names = {f.name for f in fields(cls)}
        for name, value in config.items():
            if name in names or name == "dtype":
                continue
            if name not in cls.fixed_settings or value != cls.fixed_settings[name]:
                raise SettingError(
                    "metric.setting.unsupported", metric=cls.__name__, name=name, value=value
                )
        return cls(**{name: value for name, value in config.items() if name in names})


def divide_or_zero(total: jax.Array, count: jax.Array) -> jax.Array:
    """Divide, and give 0 where the divisor is 0."""
    return jnp.where(count == 0, 0.0, total / jnp.where(count == 0, 1.0, count))
