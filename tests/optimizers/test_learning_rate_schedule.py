"""What every schedule promises."""

import jax.numpy as jnp
import numpy as np
import pytest

from plainnet.optimizers.catalogue import SCHEDULES
from plainnet.optimizers.learning_rate_schedule import LearningRateSchedule

SCHEDULED = [
    SCHEDULES["PiecewiseConstantDecay"]((3,), (0.5, 0.25)),
    SCHEDULES["ExponentialDecay"](0.5, 10, 0.5),
    SCHEDULES["InverseTimeDecay"](0.5, 10, 0.5),
    SCHEDULES["PolynomialDecay"](0.5, 10),
    SCHEDULES["CosineDecay"](0.5, 10),
    SCHEDULES["CosineDecayRestarts"](0.5, 10),
]


@pytest.mark.parametrize("schedule", SCHEDULED, ids=lambda schedule: schedule.name)
@pytest.mark.parametrize("step", [0, np.int64(0), jnp.int32(0)])
def test_begins_at_its_first_rate_as_a_float32(schedule: LearningRateSchedule, step: int) -> None:
    rate = schedule(step)
    assert rate.dtype == np.float32
    assert rate.shape == ()
    assert float(rate) == 0.5


def test_every_schedule_is_in_the_catalogue() -> None:
    assert set(LearningRateSchedule.__subclasses__()) == set(SCHEDULES.values())
    assert {type(schedule) for schedule in SCHEDULED} == set(SCHEDULES.values())
