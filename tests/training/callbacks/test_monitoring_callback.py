"""Watching a figure: names of all years, and which way is better."""

import pytest

from plainnet.training.callbacks.monitoring_callback import (
    MonitoringCallback,
    known_name,
    under_all_names,
)


@pytest.mark.parametrize(
    ("monitor", "mode", "figure", "reference", "expected"),
    [
        ("val_loss", "auto", 1.0, 2.0, True),
        ("val_accuracy", "auto", 1.0, 2.0, False),
        ("val_acc", "strange", 2.0, 1.0, True),
        ("val_loss", "max", 2.0, 1.0, True),
        ("loss", "auto", 1.95, 2.0, False),
        ("loss", "auto", 1.0, None, True),
    ],
)
def test_better(
    monitor: str, mode: str, figure: float, reference: float | None, expected: bool
) -> None:
    callback = MonitoringCallback(monitor, mode, min_delta=0.1)
    assert callback.is_better(figure, reference) is expected


def test_names_of_all_years() -> None:
    assert known_name("acc", ["accuracy"]) == "accuracy"
    assert known_name("val_accuracy", ["val_acc"]) == "val_acc"
    assert known_name("lr", ["learning_rate"]) == "learning_rate"
    assert known_name("f1", ["accuracy"]) is None
    assert under_all_names({"val_acc": 0.5}) == {"val_acc": 0.5, "val_accuracy": 0.5}
    assert MonitoringCallback("val_acc").figure({"val_accuracy": 0.5}) == 0.5
    assert MonitoringCallback("val_acc").figure(None) is None
