"""Rules about a training that is over: what the epochs measured, and what the layers then do."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.coach.label_form import class_of_rows
from plainnet.coach.rule_book import (
    BY_CHANCE,
    CONSTANT,
    GAP,
    GOODFELLOW,
    NOT_A_NUMBER,
    NOT_MOVING,
    SCORES,
    UNLEARNED,
    Seen,
    rule,
)
from plainnet.coach.training_seen import CLASS_LOSSES, LayerSeen, TrainingSeen

PRECHELT = "Prechelt (1998), Early stopping - but when?"
GLOROT = "Glorot and Bengio (2010), Understanding the difficulty of training deep networks"
HASTIE = "Hastie, Tibshirani and Friedman (2009), The Elements of Statistical Learning"
HELD = 0.01  # a loss that changed by less than a hundredth did not move
ENOUGH_UPDATES = 60


def losses(t: TrainingSeen, name: str = "loss") -> list[float]:
    """Return the loss of each epoch."""
    return [float(each) for each in t.history.get(name, [])]


def symptoms_of(t: TrainingSeen) -> frozenset[str]:
    """Name what was observed, so that the rules which account for it come first."""
    found, loss = set(), losses(t)
    if loss and not np.isfinite(loss).all():
        found.add(NOT_A_NUMBER)
    elif len(loss) >= 3 and t.updates >= 20 and _stands_still(loss):
        found.add(NOT_MOVING)
    if _constant_output(t) is not None:
        # Whatever the loss did, nothing of the inputs is in the answer.
        found |= {NOT_MOVING, CONSTANT}
    share, reached = _largest_share(t), _accuracy(t)
    if share is not None and reached is not None and reached <= share + 0.03 and share < 0.999:
        found.add(BY_CHANCE)
    if _gap(t) is not None:
        found.add(GAP)
    return frozenset(found)


def _stands_still(loss: list[float]) -> bool:
    """Return whether a loss moved at all."""
    return max(loss) - min(loss) <= HELD * max(abs(max(loss)), 1e-12)


def _accuracy(t: TrainingSeen) -> float | None:
    """Return the last accuracy on the training rows."""
    names = [name for name in t.history if "acc" in name and not name.startswith("val_")]
    return float(t.history[names[0]][-1]) if names and t.history[names[0]] else None


def _largest_share(t: TrainingSeen) -> float | None:
    """Return the share of the commonest class."""
    if not t.is_single or t.form.kind not in ("binary", "one_hot", "class_numbers"):
        return None
    counts = np.unique(class_of_rows(t.targets), return_counts=True)[1]
    return float(counts.max() / counts.sum())


@rule(
    "run",
    "loss-not-a-number",
    "learning_rate",
    "serious",
    f"{GOODFELLOW}, section 8.2.4",
    weight=0.6,
    lesson="a-line-through-points",
)
def loss_not_a_number(t: TrainingSeen) -> Iterator[Seen]:
    """From here on every weight is no number."""
    loss = losses(t)
    broken = [number for number, each in enumerate(loss, 1) if not np.isfinite(each)]
    if broken:
        yield Seen({"epoch": broken[0], "optimizer": type(t.optimizer).__name__}, (t.fitted_at,))


@rule(
    "run",
    "loss-diverges",
    "learning_rate",
    "serious",
    "Bengio (2012), Practical recommendations for gradient-based training, section 3.1.1",
    weight=0.7,
    lesson="a-line-through-points",
)
def loss_diverges(t: TrainingSeen) -> Iterator[Seen]:
    """The loss grows: each step overshoots further than the one before."""
    loss = losses(t)
    is_number = len(loss) >= 3 and bool(np.isfinite(loss).all())
    if is_number and loss[-1] > 3 * abs(min(loss)) + 1e-6 and loss[-1] > 1.5 * abs(loss[0]):
        values = {"first": float(f"{loss[0]:.4g}"), "last": float(f"{loss[-1]:.4g}")}
        yield Seen(values, (t.fitted_at, t.compiled_at))


@rule("run", "loss-stands-still", "other", "warning", f"{GOODFELLOW}, section 11.5", weight=0.3)
def loss_stands_still(t: TrainingSeen) -> Iterator[Seen]:
    """The loss did not move in all epochs."""
    loss = losses(t)
    is_number = len(loss) >= 4 and bool(np.isfinite(loss).all())
    if is_number and t.updates >= 20 and _stands_still(loss) and loss[-1] > 1e-3:
        values = {"first": float(f"{loss[0]:.4g}"), "last": float(f"{loss[-1]:.4g}")}
        yield Seen({**values, "epochs": len(loss)}, (t.fitted_at,))


@rule(
    "run",
    "loss-jumps",
    "learning_rate",
    "warning",
    "Bengio (2012), Practical recommendations for gradient-based training, section 3.1.1",
    weight=0.5,
    lesson="a-line-through-points",
)
def loss_jumps(t: TrainingSeen) -> Iterator[Seen]:
    """The training loss goes up and down by more than it falls."""
    loss = np.array(losses(t))
    if len(loss) < 8 or not np.isfinite(loss).all():
        return
    late = loss[len(loss) // 2 :]
    steps, middle = np.diff(late), float(np.abs(late).mean())
    turns = int((np.sign(steps[1:]) != np.sign(steps[:-1])).sum())
    is_large = float(np.abs(steps).mean()) > 0.3 * middle
    if is_large and turns >= 0.6 * (len(steps) - 1) and late.mean() > 0.3 * abs(loss[0]):
        percent = round(100 * float(np.abs(steps).mean()) / middle)
        yield Seen({"percent": percent, "epochs": len(loss)}, (t.fitted_at, t.compiled_at))


@rule(
    "run", "still-falling", "too_little_training", "note", f"{GOODFELLOW}, section 7.8", weight=0.5
)
def still_falling(t: TrainingSeen) -> Iterator[Seen]:
    """Training was stopped while the loss still fell fast."""
    name = "val_loss" if len(t.history.get("val_loss", ())) > 4 else "loss"
    loss = np.array(losses(t, name))
    if t.is_cut or len(loss) < 5 or not np.isfinite(loss).all():
        return
    if loss[0] <= 0 or loss[-1] < 0.02 * loss[0]:
        return
    tail = max(2, len(loss) // 5)
    before, after = loss[-tail - 1], loss[-1]
    fell = (before - after) / max(abs(before), 1e-12)
    is_steady = bool((np.diff(loss[-tail - 1 :]) < 0).all()) and after == loss.min()
    is_early = (loss[0] - after) < 0.5 * loss[0]
    if is_steady and fell >= 0.03:
        values = {"percent": round(100 * float(fell)), "tail": tail, "epochs": len(loss)}
        yield Seen(values, (t.fitted_at,), "warning" if is_early and fell >= 0.05 else None)


@rule(
    "run",
    "stopped-while-falling",
    "too_little_training",
    "warning",
    "Prechelt (1998), Early stopping - but when?",
    causes=(BY_CHANCE,),
    weight=0.55,
)
def stopped_while_falling(t: TrainingSeen) -> Iterator[Seen]:
    """Early stopping ended the training in its first epochs, while the loss still fell."""
    loss = losses(t, "val_loss" if t.history.get("val_loss") else "loss")
    done = len(loss)
    if t.is_cut or "EarlyStopping" not in t.listeners or not 2 <= done <= 0.2 * t.epochs:
        return
    fell = (loss[-2] - loss[-1]) / max(abs(loss[-2]), 1e-12)
    if fell >= 0.02 and loss[-1] == min(loss) and loss[-1] > 0.3 * abs(loss[0]):
        values = {"epochs": done, "asked": t.epochs, "percent": round(100 * float(fell))}
        yield Seen(values, (t.fitted_at,))


def _gap(t: TrainingSeen) -> dict[str, Any] | None:
    """Return the best epoch where the validation loss rose while the training loss fell."""
    train, held_out = losses(t), losses(t, "val_loss")
    if len(held_out) < 8 or len(train) != len(held_out):
        return None
    if not np.isfinite(train + held_out).all():
        return None
    best = int(np.argmin(held_out))
    rose = held_out[-1] > 1.25 * abs(held_out[best]) + 1e-9
    fell = train[-1] < train[best] - 0.05 * abs(train[best])
    if best < 0.7 * len(held_out) and rose and fell:
        return {
            "best_epoch": best + 1,
            "epochs": len(held_out),
            "best": float(f"{held_out[best]:.4g}"),
            "last": float(f"{held_out[-1]:.4g}"),
        }
    return None


@rule("run", "overfitting", "other", "warning", PRECHELT, weight=0.6)
def overfitting(t: TrainingSeen) -> Iterator[Seen]:
    """Validation loss rises while training loss falls on: rows are learned by heart."""
    found = _gap(t)
    if found is not None and not {"EarlyStopping", "ModelCheckpoint"}.intersection(t.listeners):
        yield Seen(found, (t.fitted_at,))


@rule("run", "outputs-constant", "other", "serious", f"{GOODFELLOW}, section 11.5", weight=0.1)
def outputs_constant(t: TrainingSeen) -> Iterator[Seen]:
    """The answer is the same for every row."""
    found = _constant_output(t)
    if found is not None:
        yield Seen(found, (t.fitted_at,))


def _constant_output(t: TrainingSeen) -> dict[str, Any] | None:
    """Return the output for some rows, where it is the same for all of them."""
    outputs = t.traced.get(str(t.layers[-1].layer.name), {}).get("outputs")
    if outputs is None or t.updates < 20 or t.form.distinct < 2 or not np.isfinite(outputs).all():
        return None
    flat = outputs.reshape(len(outputs), -1)
    if len(flat) < 10 or float(np.ptp(flat, axis=0).max()) > 1e-6 * (1 + np.abs(flat).max()):
        return None
    return {"value": float(f"{flat[0, 0]:.4g}"), "rows": len(flat)}


@rule(
    "run",
    "dead-relus",
    "architecture",
    "warning",
    "Maas, Hannun and Ng (2013), Rectifier nonlinearities improve neural network acoustic models",
    causes=UNLEARNED,
    weight=0.6,
    lesson="activations",
)
def dead_relus(t: TrainingSeen) -> Iterator[Seen]:
    """Find units that are 0 for every row and get no gradient any more."""
    for each, dead in dead_units(t):
        is_layer = len(dead) >= 4 or dead.all()  # of three units one may well be at rest
        if dead.mean() >= 0.6 and is_layer:
            values = {"dead": int(dead.sum()), "units": len(dead), "layer": str(each.layer.name)}
            yield Seen(values, (each.position,), "serious" if dead.all() else None)


def dead_units(t: TrainingSeen) -> Iterator[tuple[LayerSeen, NDArray[np.bool_]]]:
    """Tell of each layer of ReLUs which units are 0 for every row.

    Shapes: yields (units,).
    """
    for each in t.layers[:-1]:
        own = t.traced.get(str(each.layer.name), {}).get("outputs")
        if each.activation == "relu" and own is not None and len(own) >= 10:
            yield each, np.asarray((own.reshape(-1, own.shape[-1]) <= 0).all(axis=0))


@rule(
    "run",
    "units-saturated",
    "architecture",
    "warning",
    GLOROT,
    causes=UNLEARNED,
    weight=0.6,
    lesson="activations",
)
def units_saturated(t: TrainingSeen) -> Iterator[Seen]:
    """Find sigmoids and tanhs at their ends, where they hardly have a slope."""
    for each in t.layers[:-1]:
        own = t.traced.get(str(each.layer.name), {}).get("outputs")
        bounds = {"sigmoid": (0.0, 1.0), "tanh": (-1.0, 1.0)}.get(each.activation)
        if own is None or bounds is None or each.kind not in ("Dense", "Activation", "LSTM"):
            continue
        if each is t.last or len(own) < 10:
            continue
        room = 0.01 * (bounds[1] - bounds[0])
        share = float(((own < bounds[0] + room) | (own > bounds[1] - room)).mean())
        if share >= 0.85:
            values = {"percent": round(100 * share), "activation": each.activation}
            yield Seen({**values, "layer": str(each.layer.name)}, (each.position,))


@rule(
    "run",
    "gradients-vanish",
    "architecture",
    "warning",
    GLOROT,
    causes=UNLEARNED,
    weight=0.65,
    lesson="forward-and-back",
)
def gradients_vanish(t: TrainingSeen) -> Iterator[Seen]:
    """Each sigmoid passes on at most a quarter of the gradient; many in a row pass on nothing."""
    deep = [each for each in t.layers[:-1] if each.activation in ("sigmoid", "hard_sigmoid")]
    deep = [each for each in deep if each.kind in ("Dense", "Conv2D") and each is not t.last]
    if len(deep) >= 4 and t.steps_in_line:
        passed = 0.25 ** len(deep)
        yield Seen({"layers": len(deep), "factor": float(f"{passed:.2g}")}, (deep[0].position,))


@rule(
    "run",
    "weights-did-not-move",
    "learning_rate",
    "serious",
    f"{GOODFELLOW}, section 11.5",
    weight=0.05,
)
def weights_did_not_move(t: TrainingSeen) -> Iterable[Seen]:
    """After all steps every weight is what it was."""
    if t.weights_moved is False and t.updates > 0:
        yield Seen({"updates": t.updates}, (t.fitted_at, t.compiled_at))


@rule(
    "run",
    "no-better-than-chance",
    "claim",
    "warning",
    f"{HASTIE}, section 7.2",
    weight=0.2,
    lesson=SCORES,
)
def no_better_than_chance(t: TrainingSeen) -> Iterator[Seen]:
    """The accuracy is that of always naming the commonest class."""
    share, reached = _largest_share(t), _accuracy(t)
    if share is None or reached is None or t.loss_name not in CLASS_LOSSES or t.rows < 30:
        return
    if t.is_cut:
        return
    noise = max(0.02, 1.64 * (share * (1 - share) / t.rows) ** 0.5)
    if reached <= share + noise and t.updates >= ENOUGH_UPDATES and share < 0.97:
        values = {"accuracy": round(reached, 3), "share": round(share, 3), "rows": t.rows}
        yield Seen(values, (t.fitted_at,))
