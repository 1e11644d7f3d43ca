"""What an epoch measured, and its CSV."""

from pathlib import Path

import numpy as np
import pytest

from plainnet.layers.dense import Dense
from plainnet.model import Model
from plainnet.networks.network import Stack
from plainnet.training.history import SILENT, History, Silent


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


class Notebook(Silent):
    """Writes down what it hears."""

    def __init__(self, breaks_at: int | None = None) -> None:
        self.heard: list[tuple[object, ...]] = []
        self.breaks_at = breaks_at

    def begin(self, title: str, total_epochs: int) -> None:
        """Write down the beginning."""
        self.heard.append(("begin", title, total_epochs))

    def advance(self, epoch: int, logs: dict[str, float]) -> None:
        """Write down how far it is; break off where asked to."""
        self.heard.append((epoch, *logs))
        if self.breaks_at is not None and epoch >= self.breaks_at:
            raise KeyboardInterrupt

    def end(self) -> None:
        """Write down the end."""
        self.heard.append(("end",))


def model() -> Model:
    """Make a model to train."""
    made = Model(Stack((Dense(1),)))
    made.compile("sgd", "mse")
    return made


X, Y = np.zeros((4, 2)), np.zeros(4)


def test_a_watcher_hears_the_beginning_every_stretch_and_the_end() -> None:
    listener = Notebook()
    model().fit(X, Y, epochs=500, listener=listener, title="here")
    assert listener.heard[0] == ("begin", "here", 500)
    assert listener.heard[-2:] == [(500, "loss"), ("end",)]
    epochs = [int(str(entry[0])) for entry in listener.heard[1:-1]]
    assert epochs == sorted(set(epochs))


def test_breaking_off_still_ends() -> None:
    listener, trained = Notebook(breaks_at=1), model()
    trained.build((2,))
    before = trained.weights_hash()
    with pytest.raises(KeyboardInterrupt):
        trained.fit(X, Y, epochs=500, listener=listener)
    assert listener.heard[-1] == ("end",)
    assert trained.weights_hash() == before


def test_who_looks_away_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    SILENT.begin("here", 3)
    SILENT.advance(1, {"loss": 1.0})
    SILENT.end()
    model().fit(X, Y, epochs=2, coach=False)
    assert capfd.readouterr() == ("", "")
