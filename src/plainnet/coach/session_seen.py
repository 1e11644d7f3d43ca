"""What rules see of a whole session: a script, or a `with` block."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.coach.finding import Position
from plainnet.coach.preparation_seen import Preparation
from plainnet.coach.source_seen import SourceSeen
from plainnet.coach.training_seen import TrainingSeen


@dataclass
class UseSeen:
    """One call of `predict` or `evaluate`.

    `training`: that of the model, None where it was trained elsewhere.
    """

    inputs: Any
    targets: Any
    outputs: Any
    at: Position | None
    training: TrainingSeen | None

    @property
    def is_plain(self) -> bool:
        """Whether there is one array of inputs."""
        return not isinstance(self.inputs, tuple)


@dataclass
class SessionSeen:
    """All that happened."""

    script: SourceSeen | None = None
    trainings: list[TrainingSeen] = field(default_factory=list)
    predictions: list[UseSeen] = field(default_factory=list)
    evaluations: list[UseSeen] = field(default_factory=list)
    preparation: Preparation = field(default_factory=Preparation)

    def held_out(self) -> list[tuple[NDArray[Any], Position | None]]:
        """Return the inputs that were validated, evaluated or predicted, each with its line."""
        found: list[tuple[Any, Position | None]] = [
            (training.validation[0], training.fitted_at)
            for training in self.trainings
            if training.validation is not None and not training.validation_split
        ]
        found += [(use.inputs, use.at) for use in (*self.evaluations, *self.predictions)]
        return [(array, at) for array, at in found if isinstance(array, np.ndarray)]
