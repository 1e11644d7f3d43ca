"""What a learning rate schedule is: a rate for each step."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field

import jax
from jax.typing import ArrayLike


@dataclass(frozen=True)
class LearningRateSchedule(ABC):
    """A learning rate that depends on the number of updates made before.

    Its fields are its saved form, named as Keras names them. A schedule is a pure
    function of the step, so that it can stand inside a compiled run.

    Parameters
    ----------
    name : str
        What Keras saves as its name.
    """

    name: str = field(default="schedule", kw_only=True)

    @abstractmethod
    def __call__(self, step: ArrayLike) -> jax.Array:
        """Give the learning rate of a step.

        Shapes: `step` () -> ().
        """
