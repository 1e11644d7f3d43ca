"""What an epoch measured, and its CSV."""

from pathlib import Path

import numpy as np

from plainnet.training.history import History


def measured() -> History:
    """Make a history of epochs 3 and 4."""
    history = History()
    history.append(3, {"loss": 0.5, "val_loss": float("nan")})
    history.append(4, {"loss": 1 / 3, "val_loss": 2e-9})
    return history


def test_columns_grow_row_by_row() -> None:
    history = measured()
    assert history.epochs == [3, 4]
    assert history.figures["loss"] == [0.5, 1 / 3]
    assert history.last() == {"loss": 1 / 3, "val_loss": 2e-9}


def test_csv_counts_epochs_from_one_and_keeps_every_digit(tmp_path: Path) -> None:
    assert measured().as_csv().splitlines()[:2] == ["epoch,loss,val_loss", "4,0.5,nan"]
    measured().save(tmp_path / "history.csv")
    table = np.genfromtxt(tmp_path / "history.csv", delimiter=",", names=True)
    assert table["epoch"].tolist() == [4, 5]
    assert table["loss"].tolist() == [0.5, 1 / 3]


def test_nothing_measured_is_only_a_head() -> None:
    assert History().as_csv() == "epoch\n"
    assert History().last() == {}
