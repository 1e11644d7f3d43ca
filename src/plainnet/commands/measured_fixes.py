"""What a fix at the output is worth: the same short training with it and without."""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.coach.coaching import Coach
from plainnet.coach.label_form import class_of_rows
from plainnet.coach.training_seen import TrainingSeen
from plainnet.coach.training_watch import CutShort
from plainnet.layers.activation_layers import Activation
from plainnet.losses.loss import Loss
from plainnet.model import Model
from plainnet.networks.network import Network, Stack

ENOUGH_UPDATES, FEWEST_ROWS = 500, 20


def measure_fixes(coach: Coach, seconds: float) -> None:
    """Add to what was found about outputs and losses what its fix brings, where that can be tried.

    `seconds`: for each of the two trainings of a network.
    """
    for training, values in coach.found_of("loss_activation_mismatch"):
        measured = _measured(training, seconds)
        if measured is not None:
            values["measured"] = measured


def _measured(t: TrainingSeen, seconds: float) -> dict[str, Any] | None:
    """Train anew with the activation and loss that fit the targets, and without."""
    pairing = _right_pairing(t)
    is_ready = t.is_single and t.is_whole and t.rows >= FEWEST_ROWS and bool(t.history)
    if not is_ready or pairing is None or not t.steps_in_line:
        return None
    activation, loss, units = pairing
    right = _with_output(t, activation, units)
    if right is None:
        return None
    enough = -(-ENOUGH_UPDATES * t.batch_size // t.rows)
    with_fix, epochs = _reached(t, right, loss, max(t.epochs, enough), seconds)
    without, _ = _reached(t, t.network, t.loss, epochs, seconds)
    loss_name = loss if isinstance(loss, str) else t.loss_name
    return {
        "figure": "rmse" if t.form.kind == "numbers" else "accuracy",
        "without": without,
        "with": with_fix,
        "activation": activation,
        "loss": loss_name,
        "epochs": epochs,
    }


def _right_pairing(t: TrainingSeen) -> tuple[str, str | Loss, int] | None:
    """Return activation, loss and number of outputs for the targets."""
    kind, high = t.form.kind, int(t.form.high)
    if kind == "one_hot":
        return "softmax", "categorical_crossentropy", t.targets.shape[-1]
    if kind == "binary" and t.output_units == 1:
        return "sigmoid", "binary_crossentropy", 1
    if kind in ("binary", "class_numbers"):
        return "softmax", "sparse_categorical_crossentropy", high + 1
    if kind == "numbers" and t.is_regression and t.output_units == 1:
        return "linear", t.loss, 1
    return None


def _with_output(t: TrainingSeen, activation: str, units: int) -> Stack | None:
    """Return the network with another activation and number of units at its end."""
    layers: list[Any] = [each.layer for each in t.layers]
    at = t.layers.index(t.last)
    if not hasattr(layers[at], "units"):
        layers[at], at = Activation(activation), at - 1
    else:
        layers[at] = replace(layers[at], activation=activation)
    if at < 0 or not hasattr(layers[at], "units"):
        return None
    layers[at] = replace(layers[at], units=units)
    return Stack(tuple(layers))


def _reached(
    t: TrainingSeen, network: Network, loss: str | Loss, epochs: int, seconds: float
) -> tuple[float, int]:
    """Train from the start for some seconds; return what was reached, and in how many epochs."""
    model = Model(network)
    model.compile(optimizer=t.optimizer, loss=loss)
    history = model.fit(
        t.inputs,
        t.targets,
        callbacks=[CutShort(seconds, replace(t))],
        coach=False,
        epochs=epochs,
        batch_size=t.batch_size,
    )
    inputs, targets = t.validation or (t.inputs, t.targets)
    outputs = np.asarray(model.predict(inputs)).reshape(len(targets), -1)
    done = len(history.figures["loss"])
    if t.form.kind == "numbers":
        error = np.sqrt(np.square(outputs - np.reshape(targets, outputs.shape)).mean())
        return float(f"{error:.4g}"), done
    answers = _classes(outputs, t.form.kind, from_logits=loss is t.loss and t.from_logits)
    return round(float((answers == class_of_rows(targets)).mean()), 3), done


def _classes(outputs: NDArray[Any], kind: str, *, from_logits: bool) -> NDArray[Any]:
    """Return the class of each row; one output is a probability, a logit, or a class number."""
    if outputs.shape[1] > 1:
        return np.asarray(outputs.argmax(axis=1))
    if kind == "binary":
        return np.asarray(outputs[:, 0] > (0.0 if from_logits else 0.5))
    return np.asarray(np.rint(outputs[:, 0]))
