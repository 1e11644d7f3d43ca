"""Rules about what a score is worth: beside the simplest forecast, and on which rows."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.coach.data_rules import scale_factor
from plainnet.coach.finding import Position
from plainnet.coach.label_form import class_of_rows
from plainnet.coach.rule_book import BY_CHANCE, GAP, HYNDMAN, KAUFMAN, SCORES, Seen, rule
from plainnet.coach.source_rules import argmax_of_predictions, reads_blue_first, training_script_of
from plainnet.coach.source_seen import called, keyword
from plainnet.coach.training_seen import (
    CLASS_LOSSES,
    SessionSeen,
    TrainingSeen,
    UseSeen,
    rows_hashed,
)
from plainnet.data.row_hashes import FEWEST_DISTINCT
from plainnet.evaluation.forecast_intervals import diebold_mariano

DIEBOLD = "Diebold and Mariano (1995), Comparing predictive accuracy"
ENOUGH_UPDATES = 60


def last_values(windows: NDArray[Any], targets: NDArray[Any]) -> NDArray[Any] | None:
    """Return the last value of each window, where the target is the value that follows it.

    Shapes: `windows` (rows, steps, columns), `targets` (rows, 1) -> (rows,).
    """
    wanted = targets.reshape(len(targets), -1)
    if windows.ndim != 3 or wanted.shape[1] != 1 or len(windows) < 20:
        return None
    for column in range(min(windows.shape[2], 8)):
        last = windows[:, -1, column]
        if np.ptp(last) > 0 and np.allclose(last[1:], wanted[:-1, 0], rtol=1e-4, atol=1e-6):
            return last
    return None


@rule(
    "session", "no-better-than-last-value", "claim", "warning", HYNDMAN, weight=0.6, lesson=SCORES
)
def no_better_than_last_value(session: SessionSeen) -> Iterator[Seen]:
    """A forecast that loses to saying: as it was one step ago."""
    for training in (each for each in session.trainings if not each.is_cut):
        found = _against_last_value(training)
        if found is not None:
            yield Seen(found, (training.fitted_at,))
            return
    for errors, at in _errors_beside_last_value(session):
        reached, naive = (float(np.sqrt(np.square(each).mean())) for each in errors)
        if reached >= naive:
            values = {"error": _short(reached), "naive": _short(naive), "rows": len(errors[0]) + 1}
            yield Seen(values, at)
            return


@rule("session", "gain-within-noise", "claim", "note", DIEBOLD, weight=0.5, lesson=SCORES)
def gain_within_noise(session: SessionSeen) -> Iterator[Seen]:
    """A forecast is better than the last value, but not by more than chance gives."""
    for errors, at in _errors_beside_last_value(session):
        reached, naive = (float(np.sqrt(np.square(each).mean())) for each in errors)
        chance = diebold_mariano(*errors)
        if reached < naive and chance > 0.05:
            values = {"error": _short(reached), "naive": _short(naive), "chance": round(chance, 2)}
            yield Seen({**values, "rows": len(errors[0]) + 1}, at)
            return


Errors = tuple[NDArray[Any], NDArray[Any]]


def _errors_beside_last_value(
    session: SessionSeen,
) -> Iterator[tuple[Errors, tuple[Position | None, ...]]]:
    """Return the errors of forecasts that were scored, and those of the last value."""
    for use in session.predictions:
        for comparison in session.preparation.comparisons:
            truth = _truth_of(use, comparison.y_true, comparison.y_pred)
            if truth is not None:
                both = comparison.y_true[:, 0] - comparison.y_pred[:, 0]
                naive = np.diff(truth.astype(float))
                yield (both[1:].astype(float), naive), (comparison.at, use.at)


def _against_last_value(t: TrainingSeen) -> dict[str, Any] | None:
    """Hold the loss of the validation rows against that of the last value."""
    if t.validation is None or isinstance(t.validation[0], tuple) or not t.history.get("val_loss"):
        return None
    kinds = {"MeanSquaredError": np.square, "MeanAbsoluteError": np.abs}
    kind = kinds.get(t.loss_name)
    targets = np.asarray(t.validation[1])
    last = None if kind is None else last_values(t.validation[0], targets)
    if last is None or kind is None:
        return None
    naive = float(kind(targets.reshape(-1) - last).mean())
    reached = float(t.history["val_loss"][-1])
    if not np.isfinite(reached) or reached < naive:
        return None
    return {"error": _short(reached), "naive": _short(naive), "rows": len(last)}


def _truth_of(use: UseSeen, y_true: NDArray[Any], y_pred: NDArray[Any]) -> NDArray[Any] | None:
    """Tell which of two columns happened: the one that, a step later, ends the windows."""
    if not use.is_plain or use.inputs.ndim != 3 or y_true.shape[1] != 1 or y_pred.shape[1] != 1:
        return None
    if len(use.inputs) != len(y_true) or len(y_true) < 20 or use.inputs.shape[2] > 8:
        return None
    for truth in (y_true[:, 0], y_pred[:, 0]):  # scores are called either way round
        for column in range(use.inputs.shape[2]):
            last, before = use.inputs[1:, -1, column].astype(float), truth[:-1].astype(float)
            if np.ptp(last) == 0 or np.ptp(before) == 0:
                continue
            if np.corrcoef(last, before)[0, 1] >= 0.99999:  # scaled or not
                return truth
    return None


def _short(number: float) -> float:
    """Round to four digits."""
    return float(f"{number:.4g}")


@rule(
    "session",
    "no-better-than-mean",
    "claim",
    "warning",
    "Draper and Smith (1998), Applied Regression Analysis, section 1.3",
    causes=(BY_CHANCE,),
    weight=0.25,
    lesson=SCORES,
)
def no_better_than_mean(session: SessionSeen) -> Iterator[Seen]:
    """The error on unseen rows is that of always predicting their mean, or worse."""
    for t in (each for each in session.trainings if not each.is_cut):
        held_out = t.history.get("val_loss")
        if not t.is_single or t.validation is None or t.loss_name != "MeanSquaredError":
            continue
        if not held_out or t.reproduces_inputs or t.updates < ENOUGH_UPDATES:
            continue
        spread = float(np.var(np.asarray(t.validation[1]), axis=0).mean())
        if np.isfinite(held_out[-1]) and 0 < spread <= held_out[-1] and len(t.validation[0]) >= 20:
            yield Seen({"error": _short(held_out[-1]), "naive": _short(spread)}, (t.fitted_at,))
            return


@rule(
    "session",
    "no-better-than-commonest",
    "claim",
    "warning",
    "Hastie, Tibshirani and Friedman (2009), The Elements of Statistical Learning, section 7.2",
    causes=(BY_CHANCE,),
    weight=0.25,
    lesson=SCORES,
)
def no_better_than_commonest(session: SessionSeen) -> Iterator[Seen]:
    """The accuracy on unseen rows is that of always naming their commonest class."""
    for t in (each for each in session.trainings if not each.is_cut):
        names = [name for name in t.history if name.startswith("val_") and "acc" in name]
        if not names or t.validation is None or not t.is_single or t.updates < ENOUGH_UPDATES:
            continue
        is_known = t.form.kind in ("binary", "one_hot", "class_numbers")
        if not is_known or t.loss_name not in CLASS_LOSSES or len(t.validation[1]) < 20:
            continue
        counts = np.unique(class_of_rows(t.validation[1]), return_counts=True)[1]
        share, reached = float(counts.max() / counts.sum()), float(t.history[names[0]][-1])
        if reached <= share and len(counts) > 1:
            values = {"accuracy": round(reached, 3), "share": round(share, 3)}
            yield Seen({**values, "rows": int(counts.sum())}, (t.fitted_at,))
            return


@rule("session", "score-on-training-rows", "claim", "note", KAUFMAN, weight=0.4, lesson=SCORES)
def score_on_training_rows(session: SessionSeen) -> Iterator[Seen]:
    """Only rows that were trained on are scored."""
    scored: list[Position | None] = []
    for use in session.evaluations:
        t = use.training
        if t is None or not t.is_whole or not use.is_plain or isinstance(t.inputs, tuple):
            return
        if not _are_known(t, use.inputs):
            return
        scored.append(use.at)
    is_validated = any(each.validation is not None for each in session.trainings)
    if scored and not is_validated:
        rows = len(session.evaluations[0].inputs)
        yield Seen({"rows": rows}, (scored[0],))


@rule(
    "session",
    "tested-on-training-rows",
    "data_leak",
    "serious",
    KAUFMAN,
    causes=(GAP,),
    weight=0.7,
    lesson=SCORES,
)
def tested_on_training_rows(session: SessionSeen) -> Iterator[Seen]:
    """A part of the rows that are evaluated was trained on, so the score is in between."""
    for use in session.evaluations:
        t = use.training
        if t is None or not t.is_whole or not use.is_plain or isinstance(t.inputs, tuple):
            continue
        if use.inputs.shape[1:] != t.inputs.shape[1:] or len(use.inputs) == len(t.inputs):
            continue
        tested, distinct = rows_hashed(use.inputs), np.unique(t.hashes)
        if len(distinct) < max(FEWEST_DISTINCT, 0.7 * t.rows):
            continue
        share = float(np.isin(tested, distinct).mean())
        if 0.3 <= share < 1 and len(tested) > t.rows:
            continue  # all rows, training and test, scored together: said nowhere to be a test
        if 0.1 <= share < 1:
            values = {"percent": round(100 * share), "rows": len(tested)}
            yield Seen(values, (use.at,), None if share >= 0.3 else "warning")
            return


@rule(
    "session",
    "copies-in-both-parts",
    "data_leak",
    "serious",
    KAUFMAN,
    causes=(GAP,),
    weight=0.85,
    lesson=SCORES,
)
def copies_in_both_parts(session: SessionSeen) -> Iterator[Seen]:
    """Find rows of one class that were copied before the split: copies stand on both sides."""
    for t in (each for each in session.trainings if each.is_single and each.is_whole):
        is_known = t.form.kind in ("binary", "one_hot", "class_numbers")
        if t.inputs.ndim != 2 or not is_known or t.rows < 50:
            continue
        held_out = [(use.inputs, use.at) for use in session.evaluations if use.training is t]
        if t.validation is not None and t.common_rows is None:
            held_out.append((t.validation[0], t.fitted_at))
        if not held_out:
            continue
        distinct, groups, counts = np.unique(t.hashes, return_inverse=True, return_counts=True)
        is_copied, classes = counts[groups] > 1, class_of_rows(t.targets)
        shares = [float(is_copied[classes == each].mean()) for each in np.unique(classes)]
        if max(shares) < 0.8 or min(shares) > 0.05:
            continue
        for rows, at in held_out:
            if isinstance(rows, tuple) or rows.shape[1:] != t.inputs.shape[1:]:
                continue
            known = int(np.isin(rows_hashed(rows), distinct).sum())
            if 0.1 * len(rows) <= known < len(rows):
                yield Seen({"rows": known, "validation_rows": len(rows)}, (at,))
                return


def _are_known(t: TrainingSeen, scored: NDArray[Any]) -> bool:
    """Return whether all scored rows were trained on."""
    is_alike = t.inputs.shape[1:] == scored.shape[1:]
    return is_alike and bool(np.isin(rows_hashed(scored), t.hashes).all())


@rule("session", "folds-share-a-model", "data_leak", "serious", KAUFMAN, weight=0.9, lesson=SCORES)
def folds_share_a_model(session: SessionSeen) -> Iterator[Seen]:
    """A model goes from fold to fold with its weights: it is tested on rows it has learned."""
    whole = [t for t in session.trainings if t.is_single and t.is_whole and t.ended_with]
    for number, later in enumerate(whole):
        earlier = next((t for t in whole[:number] if later.goes_on_from(t)), None)
        if earlier is None or not earlier.weights_moved:
            continue
        tested = [use.inputs for use in session.evaluations if use.training is later]
        held_out = [] if later.validation is None else [later.validation[0]]
        for rows in (*held_out, *tested):
            if isinstance(rows, tuple) or rows.shape[1:] != later.inputs.shape[1:]:
                continue
            hashes = rows_hashed(rows)
            known = np.isin(hashes, earlier.hashes)
            share = float((known & ~np.isin(hashes, later.hashes)).mean())
            if share >= 0.5 and len(hashes) >= 5:
                values = {"percent": round(100 * share), "rows": len(hashes)}
                yield Seen(values, (later.fitted_at,))
                return


@rule(
    "session",
    "argmax-of-one-column",
    "api_misuse",
    "serious",
    "Keras documentation, Model.predict: probabilities, one column for each output",
    weight=0.8,
    lesson="yes-or-no",
)
def argmax_of_one_column(session: SessionSeen) -> Iterator[Seen]:
    """The largest of one number is always the first: class 0 for every row."""
    known = [use.training for use in session.predictions if use.training is not None]
    if session.script is None or not known or any(t.output_units != 1 for t in known):
        return
    for line in argmax_of_predictions(session.script):
        yield Seen({"units": 1}, (session.script.at(line), known[0].last.position))


@rule(
    "session",
    "prediction-scaled-differently",
    "input_scaling",
    "serious",
    "LeCun et al. (1998), Efficient BackProp, section 4.3",
    causes=(GAP,),
    weight=0.9,
)
def prediction_scaled_differently(session: SessionSeen) -> Iterator[Seen]:
    """What is predicted was not scaled as what was trained on."""
    for use in (*session.evaluations, *session.predictions):
        t = use.training
        if t is None or not use.is_plain or isinstance(t.inputs, tuple):
            continue
        factor = scale_factor(t.inputs, use.inputs)
        # Some of the rows trained on may all be small, the first of an ordered table for example.
        if factor is not None and not (t.is_whole and _are_known(t, use.inputs)):
            yield Seen({"factor": factor}, (use.at, t.fitted_at))
            return


@rule(
    "session",
    "channels-in-other-order",
    "input_scaling",
    "warning",
    "OpenCV documentation, imread: channels stand in the order blue, green, red",
    causes=(GAP,),
    weight=0.85,
    lesson="lenet-inside",
)
def channels_in_other_order(session: SessionSeen) -> Iterator[Seen]:
    """Find coloured images that OpenCV read for a model that was trained on what Pillow read."""
    script, images = session.script, _coloured(session)
    if script is None or images is None:
        return
    trainer = training_script_of(script) or script
    swapped = [call for call in script.calls_of("imread") if reads_blue_first(script, call)]
    loads = [call for name in READ_BY_PILLOW for call in trainer.calls_of(name)]
    if swapped and loads and (trainer is script or not any(trainer.calls_of("imread"))):
        where = (script.at(swapped[0].lineno), trainer.at(loads[0].lineno), images.at)
        yield Seen({"reader": called(loads[0])}, where)


READ_BY_PILLOW = ("flow_from_directory", "image_dataset_from_directory", "load_img")


def _coloured(session: SessionSeen) -> UseSeen | None:
    """Return a prediction for images whose channels are not all the same."""
    for use in session.predictions:
        is_image = use.is_plain and use.inputs.ndim == 4 and use.inputs.shape[-1] == 3
        if is_image and bool((use.inputs[..., 0] != use.inputs[..., 2]).any()):
            return use
    return None


@rule(
    "session",
    "pixels-of-another-range",
    "input_scaling",
    "serious",
    "LeCun et al. (1998), Efficient BackProp, section 4.3",
    causes=(GAP,),
    weight=0.9,
)
def pixels_of_another_range(session: SessionSeen) -> Iterator[Seen]:
    """Find pixels up to 255 for a model whose script of training divided them."""
    trainer = None if session.script is None else training_script_of(session.script)
    made = [] if trainer is None else trainer.calls_of("ImageDataGenerator")
    divided = next((call for call in made if keyword(call, "rescale") is not None), None)
    for use in session.predictions:
        is_image = use.is_plain and use.inputs.ndim == 4
        if trainer and divided and is_image and use.training is None and use.inputs.max() > 16:
            values = {"high": _short(float(use.inputs.max())), "file": trainer.path.name}
            yield Seen(values, (use.at, trainer.at(divided.lineno)))
            return
