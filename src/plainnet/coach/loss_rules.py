"""Rules about what comes out, the loss that judges it, and the labels it is held against."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from plainnet.coach.finding import Position, Severity
from plainnet.coach.rule_book import (
    BROKEN,
    BY_CHANCE,
    HYNDMAN,
    NOT_A_NUMBER,
    NOT_MOVING,
    SCORES,
    UNLEARNED,
    Seen,
    rule,
)
from plainnet.coach.training_seen import (
    BINARY_LOSSES,
    CATEGORICAL_LOSSES,
    CLASS_LOSSES,
    SPARSE_LOSSES,
    TrainingSeen,
)

CHOLLET = "Chollet (2021), Deep Learning with Python, 2nd ed., table 4.1"
GOODFELLOW = "Goodfellow, Bengio and Courville (2016), Deep Learning, section 6.2.2"
BISHOP = "Bishop (2006), Pattern Recognition and Machine Learning, section 5.2"
POSITIVE = {"relu", "relu6", "softplus", "exponential"}
LEAST_OUTSIDE = 0.02  # share of targets that the outputs cannot reach


def at_output(t: TrainingSeen) -> tuple[Position | None, ...]:
    """Point to the last layer, then to where the loss is named."""
    return t.last.position, t.compiled_at


def at_compile(t: TrainingSeen) -> tuple[Position | None, ...]:
    """Point to where the loss is named, then to the last layer."""
    return t.compiled_at, t.last.position


def pairing(t: TrainingSeen, **more: Any) -> dict[str, Any]:
    """Name what meets at the output."""
    return {
        "activation": t.output_activation,
        "units": t.output_units,
        "loss": t.loss_name,
        "classes": t.form.classes,
        **more,
    }


@rule(
    "program",
    "softmax-on-one-unit",
    "loss_activation_mismatch",
    "serious",
    BISHOP,
    causes=UNLEARNED,
    weight=0.99,
    lesson="yes-or-no",
)
def softmax_on_one_unit(t: TrainingSeen) -> Iterable[Seen]:
    """A softmax over one number is 1, whatever the number is."""
    if t.output_activation in ("softmax", "log_softmax") and t.output_units == 1:
        yield Seen(pairing(t), at_output(t))


@rule(
    "program",
    "categorical-loss-on-one-unit",
    "loss_activation_mismatch",
    "serious",
    BISHOP,
    causes=BROKEN,
    weight=0.95,
)
def categorical_loss_on_one_unit(t: TrainingSeen) -> Iterable[Seen]:
    """A categorical cross-entropy needs one output for each class."""
    is_categorical = t.loss_name in CATEGORICAL_LOSSES | SPARSE_LOSSES
    if is_categorical and t.output_units == 1 and t.output_activation != "softmax":
        yield Seen(pairing(t), at_compile(t))


@rule(
    "program",
    "sigmoid-with-categorical-loss",
    "loss_activation_mismatch",
    "warning",
    CHOLLET,
    causes=(BY_CHANCE,),
    weight=0.8,
)
def sigmoid_with_categorical_loss(t: TrainingSeen) -> Iterable[Seen]:
    """Find sigmoids, which do not add up to 1, in the place of a distribution over classes."""
    is_categorical = t.loss_name in CATEGORICAL_LOSSES | SPARSE_LOSSES
    is_sigmoid = t.output_activation in ("sigmoid", "hard_sigmoid")
    if is_categorical and is_sigmoid and t.output_units > 1 and not t.from_logits:
        yield Seen(pairing(t), at_output(t))


@rule(
    "program",
    "binary-loss-on-many-classes",
    "loss_activation_mismatch",
    "serious",
    CHOLLET,
    causes=(BY_CHANCE,),
    weight=0.85,
)
def binary_loss_on_many_classes(t: TrainingSeen) -> Iterator[Seen]:
    """Binary cross-entropy judges each of many classes apart; softmax has them compete."""
    if t.loss_name not in BINARY_LOSSES or t.form.kind != "one_hot" or t.output_units < 3:
        return
    if t.output_activation == "softmax":
        yield Seen(pairing(t), at_compile(t))
    elif t.output_activation in ("sigmoid", "hard_sigmoid") and t.is_whole and t.rows >= 10:
        yield Seen(pairing(t), at_compile(t), "warning")


@rule(
    "program",
    "binary-loss-on-two-outputs",
    "loss_activation_mismatch",
    "note",
    CHOLLET,
    causes=(BY_CHANCE,),
    weight=0.3,
)
def binary_loss_on_two_outputs(t: TrainingSeen) -> Iterable[Seen]:
    """Two outputs that add up to 1 are judged twice; one sigmoid says the same."""
    is_softmax = t.output_activation == "softmax" and t.output_units == 2
    if is_softmax and t.loss_name in BINARY_LOSSES and t.form.kind == "one_hot":
        yield Seen(pairing(t), at_compile(t))


@rule(
    "program",
    "softmax-for-many-labels",
    "loss_activation_mismatch",
    "serious",
    CHOLLET,
    causes=UNLEARNED,
    weight=0.85,
)
def softmax_for_many_labels(t: TrainingSeen) -> Iterator[Seen]:
    """Find outputs that add up to 1, which cannot say yes to two labels of a row."""
    if t.form.kind != "multi_hot" or t.output_activation != "softmax" or t.reproduces_inputs:
        return
    counts = t.targets.reshape(-1, t.targets.shape[-1]).sum(axis=-1)
    share = float((counts > 1).mean())
    if t.output_units > 1 and share >= 0.1 and t.is_whole:
        yield Seen(pairing(t, percent=round(100 * share)), at_output(t))


@rule(
    "program",
    "no-probability-for-cross-entropy",
    "loss_activation_mismatch",
    "serious",
    GOODFELLOW,
    causes=BROKEN,
    weight=0.97,
    lesson="yes-or-no",
)
def no_probability_for_cross_entropy(t: TrainingSeen) -> Iterable[Seen]:
    """A cross-entropy takes the logarithm of a probability; the outputs are none."""
    known = {"linear", "relu", "tanh", "elu", "selu", "leaky_relu", "softplus", "relu6", "prelu"}
    if t.loss_name in CLASS_LOSSES and not t.from_logits and t.output_activation in known:
        if t.output_units == 1 and t.loss_name not in BINARY_LOSSES:
            return  # told by the rule for one unit
        right = "sigmoid" if t.loss_name in BINARY_LOSSES else "softmax"
        yield Seen(pairing(t, right=right), at_output(t))


@rule(
    "program",
    "logits-are-probabilities",
    "loss_activation_mismatch",
    "serious",
    "Keras documentation, probabilistic losses, argument from_logits",
    causes=UNLEARNED,
    weight=0.9,
)
def logits_are_probabilities(t: TrainingSeen) -> Iterable[Seen]:
    """Find from_logits=True behind a softmax or sigmoid, which is then applied twice."""
    if t.from_logits and t.output_activation in ("softmax", "sigmoid", "hard_sigmoid"):
        yield Seen(pairing(t), at_compile(t))


@rule(
    "program",
    "output-cannot-reach-target",
    "loss_activation_mismatch",
    "serious",
    GOODFELLOW,
    causes=UNLEARNED,
    weight=0.9,
    lesson="activations",
)
def output_cannot_reach_target(t: TrainingSeen) -> Iterator[Seen]:
    """The last activation has a range, and targets lie outside of it."""
    bounds = _range_of(t.output_activation)
    if not t.is_regression or bounds is None or t.form.kind == "none":
        return
    low, high = bounds
    room = 1e-3 * max(1.0, t.form.high - t.form.low)
    outside = float(((t.targets < low - room) | (t.targets > high + room)).mean())
    if outside >= LEAST_OUTSIDE:
        values = pairing(t, low=_short(t.form.low), high=_short(t.form.high))
        values |= {"outside_percent": round(100 * outside), "range": f"{low:g} … {high:g}"}
        yield Seen(values, at_output(t))


def _range_of(activation: str) -> tuple[float, float] | None:
    """Return the range of an activation, where it has one."""
    if activation in ("sigmoid", "hard_sigmoid", "softmax"):
        return 0.0, 1.0
    if activation in ("tanh", "softsign"):
        return -1.0, 1.0
    if activation == "relu6":
        return 0.0, 6.0
    return (0.0, float("inf")) if activation in POSITIVE else None


def _short(number: float) -> float:
    """Round to four digits."""
    return float(f"{number:.4g}")


@rule(
    "program",
    "regression-loss-on-classes",
    "loss_activation_mismatch",
    "warning",
    CHOLLET,
    causes=UNLEARNED,
    weight=0.7,
    lesson="yes-or-no",
)
def regression_loss_on_classes(t: TrainingSeen) -> Iterator[Seen]:
    """Squared error on classes; on class numbers it even believes that 2 lies between 1 and 3."""
    if not t.is_regression or t.reproduces_inputs:
        return
    if t.form.kind == "class_numbers" and t.form.classes > 2 and t.measures_accuracy:
        yield Seen(pairing(t), at_compile(t), "serious")
    elif t.form.kind in ("one_hot", "binary", "multi_hot") and t.form.classes > 1:
        is_meant = t.measures_accuracy or t.output_activation in ("sigmoid", "softmax")
        if is_meant:
            yield Seen(pairing(t), at_compile(t), None if t.measures_accuracy else "note")


@rule(
    "program",
    "softmax-for-numbers",
    "loss_activation_mismatch",
    "serious",
    GOODFELLOW,
    causes=(NOT_MOVING,),
    weight=0.8,
)
def softmax_for_numbers(t: TrainingSeen) -> Iterable[Seen]:
    """Find outputs that add up to 1 for measured numbers that do not."""
    is_softmax = t.output_activation == "softmax" and t.output_units > 1
    if t.is_regression and is_softmax and t.form.kind == "numbers" and t.targets.ndim > 1:
        sums = t.targets.reshape(-1, t.targets.shape[-1]).sum(axis=-1)
        if t.targets.shape[-1] > 1 and (abs(sums - 1) > 1e-2).mean() > 0.5:
            yield Seen(pairing(t), at_output(t))


@rule(
    "program",
    "shares-without-softmax",
    "loss_activation_mismatch",
    "warning",
    BISHOP,
    causes=UNLEARNED,
    weight=0.65,
)
def shares_without_softmax(t: TrainingSeen) -> Iterator[Seen]:
    """Find targets that are shares of a whole, and outputs that know nothing of each other."""
    is_apart = t.output_activation in ("sigmoid", "hard_sigmoid", "relu")
    is_wide = t.form.kind == "numbers" and t.targets.ndim == 2 and t.targets.shape[1] > 1
    if not (is_apart and is_wide and t.form.low >= 0) or t.reproduces_inputs:
        return
    if (abs(t.targets.sum(axis=1) - 1) < 1e-3).all():
        yield Seen(pairing(t), at_output(t))


@rule(
    "program",
    "cross-entropy-on-numbers",
    "loss_activation_mismatch",
    "serious",
    GOODFELLOW,
    causes=BROKEN,
    weight=0.96,
)
def cross_entropy_on_numbers(t: TrainingSeen) -> Iterator[Seen]:
    """Find targets outside 0..1, of which a cross-entropy means nothing."""
    if t.loss_name not in BINARY_LOSSES | CATEGORICAL_LOSSES or t.form.kind != "numbers":
        return
    if t.form.low < -1e-6 or t.form.high > 1 + 1e-6:
        yield Seen(pairing(t, low=_short(t.form.low), high=_short(t.form.high)), at_compile(t))


@rule(
    "program",
    "labels-outside-zero-and-one",
    "label_encoding",
    "serious",
    BISHOP,
    causes=BROKEN,
    weight=0.97,
)
def labels_outside_zero_and_one(t: TrainingSeen) -> Iterator[Seen]:
    """Binary cross-entropy wants 0 and 1; class numbers beyond make the loss fall without end."""
    if t.loss_name not in BINARY_LOSSES or t.form.kind not in ("class_numbers", "signs"):
        return
    if t.form.low < 0 or t.form.high > 1:
        values = pairing(t, low=_short(t.form.low), high=_short(t.form.high))
        yield Seen(values, at_compile(t))


@rule(
    "program", "labels-scaled", "label_encoding", "serious", CHOLLET, causes=UNLEARNED, weight=0.95
)
def labels_scaled(t: TrainingSeen) -> Iterator[Seen]:
    """Find class numbers that were divided, as pixels are."""
    if t.loss_name not in CLASS_LOSSES or t.form.kind != "numbers" or t.reproduces_inputs:
        return
    if not (t.form.low >= 0 and t.form.high <= 1 and 2 <= t.form.distinct <= 60):
        return
    divisors = (255.0, 256.0, 100.0, 10.0, t.form.distinct - 1.0, float(t.form.distinct))
    for divisor in divisors:
        numbers = t.targets * divisor
        if divisor > 1 and abs(numbers - numbers.round()).max() < 1e-3:
            values = pairing(t, high=_short(t.form.high), divisor=divisor, n=t.form.distinct)
            # Up to 1 they may be meant as probabilities; a highest label of 1/255 is not.
            severity: Severity | None = None if t.form.high < 0.5 else "warning"
            yield Seen(values, (t.fitted_at,), severity)
            return


@rule(
    "program",
    "one-class-only",
    "label_encoding",
    "serious",
    BISHOP,
    causes=(BY_CHANCE,),
    weight=0.9,
)
def one_class_only(t: TrainingSeen) -> Iterable[Seen]:
    """There is nothing to tell apart."""
    is_classes = t.loss_name in CLASS_LOSSES or t.measures_accuracy
    known = t.form.kind in ("binary", "class_numbers", "one_hot")
    if is_classes and known and t.form.classes == 1 and t.is_whole and t.rows > 9:
        yield Seen(pairing(t, rows=t.rows), (t.fitted_at,))


@rule("program", "more-outputs-than-classes", "label_encoding", "note", CHOLLET, weight=0.3)
def more_outputs_than_classes(t: TrainingSeen) -> Iterable[Seen]:
    """Find outputs that no label uses; often the labels start at 1."""
    is_sparse = t.loss_name in SPARSE_LOSSES and t.form.kind in ("class_numbers", "binary")
    if is_sparse and t.is_whole and t.output_units > t.form.high + 1 and t.rows >= 50:
        yield Seen(pairing(t, high=int(t.form.high)), at_output(t))


@rule(
    "program",
    "accuracy-of-a-regression",
    "metric_misuse",
    "serious",
    "Chollet (2021), Deep Learning with Python, 2nd ed., section 4.3",
    weight=0.6,
)
def accuracy_of_a_regression(t: TrainingSeen) -> Iterator[Seen]:
    """Accuracy counts predictions that hit exactly; measured numbers are never hit."""
    if not t.is_regression or not t.measures_accuracy or t.form.kind not in ("numbers",):
        return
    severity: Severity | None = "warning" if t.reproduces_inputs else None
    names = [name for name in t.metrics if "acc" in name.lower()]
    yield Seen(pairing(t, metric=names[0], distinct=t.form.distinct), (t.compiled_at,), severity)


@rule("program", "binary-accuracy-on-classes", "metric_misuse", "warning", CHOLLET, weight=0.6)
def binary_accuracy_on_classes(t: TrainingSeen) -> Iterator[Seen]:
    """Of ten classes nine are rightly said to be wrong: nine tenths are right from the start."""
    names = [name for name in t.metrics if name.lower().replace("_", "") == "binaryaccuracy"]
    is_one_of_many = t.form.kind == "one_hot" and t.output_units >= 3
    if names and is_one_of_many and t.output_activation in ("softmax", "sigmoid"):
        values = pairing(t, metric=names[0], share=round(1 - 1 / t.output_units, 2))
        yield Seen(values, (t.compiled_at,))


@rule(
    "program",
    "logarithm-of-negatives",
    "loss_activation_mismatch",
    "warning",
    "Keras documentation, MeanSquaredLogarithmicError: values below 0 count as 0",
    causes=(NOT_MOVING, NOT_A_NUMBER),
    weight=0.7,
)
def logarithm_of_negatives(t: TrainingSeen) -> Iterator[Seen]:
    """A logarithmic error takes every negative target for 0."""
    if t.loss_name == "MeanSquaredLogarithmicError" and t.form.kind == "numbers":
        share = float((t.targets < 0).mean())
        if share >= 0.01:
            yield Seen(pairing(t, percent=round(100 * share)), at_compile(t))


@rule(
    "program", "percentage-of-zeros", "metric_misuse", "warning", HYNDMAN, weight=0.5, lesson=SCORES
)
def percentage_of_zeros(t: TrainingSeen) -> Iterator[Seen]:
    """A percentage error divides by the target; by one near 0 it is as large as one likes."""
    named = [*t.metrics, t.loss_name]
    is_percentage = any(name.lower().replace("_", "") in PERCENTAGES for name in named)
    if not is_percentage or not t.is_regression or t.form.kind == "none":
        return
    sizes = np.abs(t.targets)
    near = float((sizes < 1e-3 * sizes.mean()).mean())
    if near >= 0.005:
        yield Seen({"percent": round(100 * near, 1), "rows": t.rows}, (t.compiled_at,))


PERCENTAGES = {"mape", "meanabsolutepercentageerror"}


@rule("program", "regression-metric-on-classes", "metric_misuse", "note", CHOLLET, weight=0.3)
def regression_metric_on_classes(t: TrainingSeen) -> Iterator[Seen]:
    """A mean squared or absolute error of class probabilities says little."""
    errors = [name for name in t.metrics if name.lower() in ("mse", "mae", "mape")]
    if t.loss_name in CLASS_LOSSES and errors and len(errors) == len(t.metrics):
        yield Seen(pairing(t, metric=errors[0]), (t.compiled_at,), "warning")


@rule(
    "program",
    "hinge-on-probabilities",
    "loss_activation_mismatch",
    "warning",
    BISHOP,
    causes=(BY_CHANCE,),
    weight=0.6,
)
def hinge_on_probabilities(t: TrainingSeen) -> Iterable[Seen]:
    """Hinge losses want a score from -1 to 1; a sigmoid never gets below 0."""
    if t.loss_name in ("Hinge", "SquaredHinge") and t.output_activation in (
        "sigmoid",
        "softmax",
        "relu",
    ):
        yield Seen(pairing(t), at_output(t))
