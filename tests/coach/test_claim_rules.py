"""A forecast beside the last value: worse, better by chance, and better beyond it."""

from pathlib import Path

import numpy as np
import pytest

from plainnet.coach.claim_rules import (
    gain_within_noise,
    no_better_than_last_value,
    pixels_of_another_range,
)
from plainnet.coach.preparation_seen import Comparison, Preparation
from plainnet.coach.source_seen import SourceSeen
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


def test_pixels_that_were_divided_in_training_only_are_seen(tmp_path: Path) -> None:
    (tmp_path / "train.py").write_text(
        "reader = ImageDataGenerator(rescale=1 / 255)\nmodel.fit(x)\nmodel.save('net.h5')\n"
    )
    (tmp_path / "use.py").write_text("model = load_model('net.h5')\nmodel.predict(x)\n")
    script = SourceSeen.read(tmp_path / "use.py")
    pixels = np.random.default_rng(0).uniform(0, 255, (4, 8, 8, 3))
    found = []
    for images in (pixels, pixels / 255):
        use = UseSeen(images, None, None, (str(tmp_path / "use.py"), 2), None)
        found.append(list(pixels_of_another_range(SessionSeen(script, predictions=[use]))))
    assert [len(each) for each in found] == [1, 0]
    assert found[0][0].where[1] == (str(tmp_path / "train.py"), 1)
