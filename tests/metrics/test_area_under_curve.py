"""The area under the curve against Keras and against pairs counted by hand."""

from typing import Any

import numpy as np
import pytest

from metrics.against_keras import assert_same, draw_batches, measured, with_targets_as_rows
from plainnet.errors import SettingError
from plainnet.metrics.area_under_curve import AUC

SETTINGS: list[dict[str, Any]] = [
    {},
    {"num_thresholds": 7},
    {"curve": "PR"},
    {"curve": "PR", "num_thresholds": 20, "summation_method": "minoring"},
    {"summation_method": "minoring"},
    {"summation_method": "majoring", "num_thresholds": 9},
    {"curve": "PR", "summation_method": "majoring"},
]


@pytest.mark.parametrize("columns", [1, 4])
@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_against_keras(settings: dict[str, Any], columns: int) -> None:
    assert_same(AUC(**settings), draw_batches("one_hot", columns=columns), **settings)


def test_logits_against_keras() -> None:
    batches = [(y, 8 * outputs - 3, w) for y, outputs, w in draw_batches("one_hot", columns=1)]
    assert_same(AUC(from_logits=True), batches, from_logits=True)


def test_outputs_at_thresholds_against_keras() -> None:
    outputs = np.repeat([[0.0], [0.25], [0.5], [0.75], [1.0]], 2, 0).astype(np.float32)
    targets = np.asarray([0, 1] * 5, np.float32)[:, None]
    batch = (targets, outputs, np.arange(1, 11, dtype=np.float32))
    assert_same(AUC(num_thresholds=5), [batch], num_thresholds=5)


def test_targets_without_their_last_axis() -> None:
    batches = draw_batches("one_hot", columns=1)
    assert measured(AUC(), with_targets_as_rows(batches)) == measured(AUC(), batches)


def test_it_is_the_share_of_pairs_in_the_right_order() -> None:
    random = np.random.default_rng(3)
    targets = random.integers(0, 2, 80)
    outputs = random.permutation(80) / 100 + 0.1
    yes, no = outputs[targets == 1], outputs[targets == 0]
    pairs = (yes[:, None] > no).mean()
    found = measured(AUC(num_thresholds=2001), [(targets, outputs[:, None], np.ones(80))])
    assert found == pytest.approx(pairs, abs=1e-6)


@pytest.mark.parametrize(
    "settings", [{"curve": "roc"}, {"summation_method": "mean"}, {"num_thresholds": 1}], ids=str
)
def test_settings_without_sense_are_refused(settings: dict[str, Any]) -> None:
    (name,) = settings
    with pytest.raises(SettingError, match=f"AUC cannot be used with {name}="):
        AUC(**settings)
