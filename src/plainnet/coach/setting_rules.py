"""Rules about how it is trained: learning rate, epochs, batch size, order of rows."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from plainnet.coach.label_form import class_of_rows
from plainnet.coach.rule_book import BROKEN, BY_CHANCE, GAP, NOT_MOVING, UNLEARNED, Seen, rule
from plainnet.coach.run_rules import dead_units
from plainnet.coach.training_seen import CLASS_LOSSES, SessionSeen, TrainingSeen

BENGIO = "Bengio (2012), Practical recommendations for gradient-based training, section 3"
# Rates between which an optimizer is commonly used: below, above, far above.
SANE_RATES = {
    "SGD": (1e-5, 1.0, 5.0),
    "Adam": (1e-6, 0.03, 0.3),
    "AdamW": (1e-6, 0.03, 0.3),
    "Nadam": (1e-6, 0.03, 0.3),
    "Adamax": (1e-6, 0.06, 0.5),
    "RMSprop": (1e-6, 0.03, 0.3),
    "Adagrad": (1e-5, 1.0, 5.0),
    "Adadelta": (1e-3, 10.0, 50.0),
}
FEW_UPDATES = 60
SLOWEST = 1e-3


def _rate(t: TrainingSeen) -> float | None:
    """Return the learning rate, where it is one number."""
    is_constant = getattr(t.optimizer, "has_constant_rate", False)
    return float(t.optimizer.constant_rate) if is_constant else None


@rule(
    "program",
    "learning-rate-too-high",
    "learning_rate",
    "warning",
    BENGIO,
    causes=BROKEN,
    weight=0.7,
    lesson="a-line-through-points",
)
def learning_rate_too_high(t: TrainingSeen) -> Iterator[Seen]:
    """Find steps so long that they jump over the valley."""
    rate, name = _rate(t), type(t.optimizer).__name__
    _, high, far = SANE_RATES.get(name, (0.0, np.inf, np.inf))
    reach = 0.0 if rate is None else rate * _momentum_gain(t)
    if reach > high:
        values = {"rate": rate, "optimizer": name, "usual": _usual(name)}
        yield Seen(values, (t.compiled_at,), "serious" if reach >= far else None)


def _momentum_gain(t: TrainingSeen) -> float:
    """Return how many times as far as one step its momentum carries in the end."""
    momentum = float(getattr(t.optimizer, "momentum", 0.0) or 0.0)
    is_plain = type(t.optimizer).__name__ == "SGD" and 0 <= momentum < 1
    return round(1 / (1 - momentum), 6) if is_plain else 1.0


@rule(
    "program",
    "learning-rate-too-low",
    "learning_rate",
    "warning",
    BENGIO,
    causes=UNLEARNED,
    weight=0.7,
    lesson="a-line-through-points",
)
def learning_rate_too_low(t: TrainingSeen) -> Iterator[Seen]:
    """Find steps so short that the weights hardly move in all epochs."""
    rate, name = _rate(t), type(t.optimizer).__name__
    low, *_ = SANE_RATES.get(name, (0.0,))
    if rate is None or name not in SANE_RATES:
        return
    # Adam's step is at most the rate; so far can a weight come.
    is_adaptive = name in ("Adam", "AdamW", "Nadam", "Adamax", "RMSprop")
    cannot_arrive = is_adaptive and rate * t.updates < SLOWEST
    if rate == 0 or rate < low or cannot_arrive:
        values = {"rate": rate, "optimizer": name, "usual": _usual(name), "updates": t.updates}
        yield Seen(values, (t.compiled_at,), "serious" if rate == 0 else None)


def _usual(name: str) -> float:
    """Return the rate that is commonly tried first."""
    return {"SGD": 0.01, "Adagrad": 0.01, "Adadelta": 1.0}.get(name, 0.001)


@rule(
    "program",
    "learning-rate-falls-away",
    "learning_rate",
    "warning",
    BENGIO,
    causes=UNLEARNED,
    weight=0.65,
)
def learning_rate_falls_away(t: TrainingSeen) -> Iterator[Seen]:
    """A rate that falls with every step leaves many steps as much way as a few at the start."""
    rate: Any = getattr(t.optimizer, "learning_rate", None)
    kind = type(rate).__name__
    if kind not in ("InverseTimeDecay", "ExponentialDecay") or t.updates < 2 * FEW_UPDATES:
        return
    periods = np.arange(t.updates) / rate.decay_steps
    is_inverse = kind == "InverseTimeDecay"
    shares = 1 / (1 + rate.decay_rate * periods) if is_inverse else rate.decay_rate**periods
    worth = float(np.minimum(shares, 1).sum())
    if worth < FEW_UPDATES and shares[-1] < 0.05:
        first = float(rate.initial_learning_rate)
        values = {"first": first, "last": float(f"{first * shares[-1]:.2g}")}
        yield Seen({**values, "updates": t.updates, "worth": round(worth)}, (t.compiled_at,))


@rule(
    "program",
    "adadelta-with-small-rate",
    "learning_rate",
    "warning",
    "Zeiler (2012), ADADELTA: the rate of the paper is 1.0",
    causes=UNLEARNED,
    weight=0.6,
)
def adadelta_with_small_rate(t: TrainingSeen) -> Iterator[Seen]:
    """Keras' default of 0.001 is a thousandth of what the method was made for."""
    rate = _rate(t)
    if type(t.optimizer).__name__ == "Adadelta" and rate == 0.001:
        yield Seen({"rate": rate, "updates": t.updates}, (t.compiled_at,))


@rule(
    "session", "few-updates", "too_little_training", "warning", BENGIO, causes=UNLEARNED, weight=0.6
)
def few_updates(session: SessionSeen) -> Iterator[Seen]:
    """A handful of steps is no training; a net that is trained in several calls has them all."""
    done = [each for each in session.trainings if each.history and not each.is_cut]
    for t in done:
        of_net = sum(each.network == t.network for each in done)
        is_short = t.updates < FEW_UPDATES or _goes_a_short_way(t)
        if t.is_single and t.is_whole and is_short and of_net == 1:
            values = {"updates": t.updates, "epochs": t.epochs, "rows": t.rows}
            yield Seen({**values, "batch": t.batch_size}, (t.fitted_at,))


def _goes_a_short_way(t: TrainingSeen) -> bool:
    """Return whether steps of plain descent are too few for their length to get anywhere."""
    rate, loss = _rate(t), t.history.get("loss", [])
    if type(t.optimizer).__name__ != "SGD" or rate is None or len(loss) < 3:
        return False
    fell = (loss[0] - loss[-1]) / max(abs(loss[0]), 1e-12)
    return rate >= 0.005 and rate * _momentum_gain(t) * t.updates < 2 and 0 <= fell < 0.2


@rule(
    "run",
    "steps-too-short",
    "learning_rate",
    "warning",
    BENGIO,
    causes=UNLEARNED,
    weight=0.55,
    lesson="a-line-through-points",
)
def steps_too_short(t: TrainingSeen) -> Iterator[Seen]:
    """A loss that falls evenly and hardly, at a rate far below the usual one."""
    rate, name = _rate(t), type(t.optimizer).__name__
    loss = np.array(t.history.get("loss", []))
    if rate is None or name not in SANE_RATES or t.is_cut or len(loss) < 5:
        return
    fell = (loss[0] - loss[-1]) / max(abs(loss[0]), 1e-12)
    is_even = np.isfinite(loss).all() and (np.diff(loss) < 0).mean() >= 0.7
    is_slow = rate * _momentum_gain(t) <= 0.2 * _usual(name) and rate >= SANE_RATES[name][0]
    is_tuning = not all(each.layer.trainable for each in t.layers)  # what is trained already
    if is_slow and is_even and fell < 0.15 and not is_tuning:
        values = {"rate": rate, "usual": _usual(name), "percent": round(100 * float(fell), 1)}
        yield Seen({**values, "epochs": len(loss)}, (t.compiled_at,))


@rule(
    "run",
    "steps-too-long",
    "learning_rate",
    "serious",
    BENGIO,
    causes=UNLEARNED,
    weight=0.65,
    lesson="a-line-through-points",
)
def steps_too_long(t: TrainingSeen) -> Iterator[Seen]:
    """A step carried all units of a layer below 0, from where no gradient brings them back."""
    rate, name = _rate(t), type(t.optimizer).__name__
    killed = [layer for layer, dead in dead_units(t) if dead.all()]
    if rate is not None and killed and rate * _momentum_gain(t) >= 5 * _usual(name):
        values = {"rate": rate, "usual": _usual(name), "optimizer": name}
        layer = killed[0]
        yield Seen({**values, "layer": str(layer.layer.name)}, (t.compiled_at, layer.position))


@rule(
    "program",
    "batch-holds-everything",
    "too_little_training",
    "note",
    BENGIO,
    causes=(NOT_MOVING,),
    weight=0.4,
)
def batch_holds_everything(t: TrainingSeen) -> Iterator[Seen]:
    """One step an epoch, where many could be made."""
    if t.is_whole and t.batch_size >= t.rows and t.rows >= 200 and t.updates < 200:
        values = {"batch": t.batch_size, "rows": t.rows, "updates": t.updates}
        yield Seen(values, (t.fitted_at,), "warning" if t.updates < FEW_UPDATES else None)


def sorted_labels(targets: Any) -> bool:
    """Return whether the rows of a class stand together."""
    classes = class_of_rows(targets)
    changes = int((np.diff(classes) != 0).sum())
    n_classes = len(np.unique(classes))
    return 2 <= n_classes <= 60 and len(classes) >= 5 * n_classes and changes < 2 * n_classes - 1


def _names_classes(t: TrainingSeen) -> bool:
    """Return whether targets are classes."""
    known = t.form.kind in ("one_hot", "binary", "class_numbers")
    return known and (t.loss_name in CLASS_LOSSES or t.measures_accuracy)


@rule(
    "program",
    "sorted-rows-not-shuffled",
    "data_quality",
    "warning",
    "Bottou (2012), Stochastic gradient descent tricks, section 4.1",
    causes=UNLEARNED,
    weight=0.6,
)
def sorted_rows_not_shuffled(t: TrainingSeen) -> Iterator[Seen]:
    """The net sees one class after the other and forgets each at the next."""
    is_stateful = any(getattr(each.layer, "stateful", False) for each in t.layers)
    if t.shuffle or not t.is_whole or is_stateful or t.batch_size >= t.rows / 2:
        return
    if _names_classes(t) and sorted_labels(t.targets):
        yield Seen({"classes": t.form.classes}, (t.fitted_at,))


@rule(
    "program",
    "classes-missing-in-training",
    "data_leak",
    "serious",
    "Keras documentation, Model.fit, argument validation_split: the last rows, before shuffling",
    causes=(GAP, BY_CHANCE),
    weight=0.9,
)
def classes_missing_in_training(t: TrainingSeen) -> Iterable[Seen]:
    """Validation rows are of other classes than training rows: the rows were sorted."""
    if t.validation is None or not t.is_whole or not _names_classes(t):
        return
    trained, held_out = (class_of_rows(each) for each in (t.targets, t.validation[1]))
    if len(held_out) < 10:
        return
    classes = np.union1d(trained, held_out)
    shares = [np.array([(own == each).mean() for each in classes]) for own in (trained, held_out)]
    too_many = np.maximum(shares[1] - shares[0], 0)
    is_unknown = float(shares[1][shares[0] == 0].sum()) >= 0.3
    # Shares of few rows over many classes differ by chance.
    is_sorted = too_many.sum() >= 0.4 and len(held_out) >= 10 * len(classes)
    if is_unknown or is_sorted:
        named = classes[too_many > 0.05][:5]
        values = {
            "percent": round(100 * float(too_many.sum())),
            "classes": [str(each) for each in named],
        }
        yield Seen(values, (t.fitted_at,))
