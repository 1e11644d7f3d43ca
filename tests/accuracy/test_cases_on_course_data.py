"""What the cases reach on the course's data, with fixed seeds."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from plainnet.cases.catalogue import CASES
from plainnet.training.history import SILENT

pytestmark = pytest.mark.slow

PLACES = {
    "dense-breast-cancer": "3_dense_breast_cancer/breast_cancer_data.csv",
    "dense-air-quality": "4_dense_air_quality/data.csv",
    "lenet-defects": "5_lenet_defects/data",
    "lstm-gold": "6_lstm_gold/LBMA-GOLD.csv",
}


def metrics(course: Path, name: str, way: str, seed: int) -> dict[str, Any]:
    case = CASES[name].load()
    return getattr(case, way)(case.read(course / PLACES[name]), seed, SILENT).metrics


def test_dense_net_on_breast_cancer(course: Path) -> None:
    right = [
        round(114 * metrics(course, "dense-breast-cancer", "should", seed)["accuracy"])
        for seed in range(10)
    ]
    assert np.median(right) >= 112
    assert np.mean(right) / 114 >= 0.97


def test_dense_net_on_air_quality(course: Path) -> None:
    assert metrics(course, "dense-air-quality", "should", 0)["rmse"] <= 3.8


def test_lenet_on_steel_surfaces(course: Path) -> None:
    # A single seed scatters by 0.006 around a mean of 0.978.
    assert metrics(course, "lenet-defects", "should", 0)["accuracy"] >= 0.96


def test_lstm_on_gold_claims_nothing(course: Path) -> None:
    case = CASES["lstm-gold"].load()
    data = case.read(course / PLACES["lstm-gold"])
    way = case.should(data, 0, SILENT)
    yesterday = data.test.inputs[:, -1, 0]
    assert data.test.truth is not None
    rmse_of_yesterday = np.sqrt(np.mean((data.test.truth - yesterday) ** 2))
    assert rmse_of_yesterday == pytest.approx(16.61, abs=0.005)
    assert way.metrics["rmse"] <= 1.02 * rmse_of_yesterday  # type: ignore[operator]
    assert way.blocks[0].kind == "caution"  # type: ignore[union-attr]
