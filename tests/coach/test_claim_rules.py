"""A forecast beside the last value: worse, better by chance, and better beyond it."""

import numpy as np
import pytest

from plainnet.coach.claim_rules import gain_within_noise, no_better_than_last_value
from plainnet.coach.preparation_seen import Comparison, Preparation
from plainnet.coach.training_seen import SessionSeen, UseSeen

ROWS = 80


@pytest.mark.parametrize(("noise", "codes"), [(1.6, [1, 0]), (0.95, [0, 1]), (0.3, [0, 0])])
@pytest.mark.parametrize("is_reversed", [False, True])
def test_a_forecast_is_held_against_the_last_value(
    noise: float, codes: list[int], is_reversed: bool
) -> None:
    rng = np.random.default_rng(3)
    walk = np.cumsum(rng.normal(size=ROWS + 5))
    windows = np.stack([walk[at : at + 5] for at in range(ROWS)])[..., None] / 10
    truth = walk[5:, None]
    forecast = truth + noise * rng.normal(size=(ROWS, 1))
    scored = (forecast, truth) if is_reversed else (truth, forecast)
    session = SessionSeen(
        predictions=[UseSeen(windows, None, None, ("work.py", 1), None)],
        preparation=Preparation(comparisons=[Comparison("rmse", ("work.py", 2), *scored)]),
    )
    rules = (no_better_than_last_value, gain_within_noise)
    assert [len(list(rule(session))) for rule in rules] == codes
