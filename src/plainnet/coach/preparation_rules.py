"""Rules about what was done to the data before training: scalers and splits."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from plainnet.coach.finding import Position
from plainnet.coach.preparation_seen import Fit, Scaling, Split
from plainnet.coach.rule_book import GAP, SCORES, Seen, rule
from plainnet.coach.source_seen import keyword, names_in
from plainnet.coach.training_seen import SessionSeen, rows_hashed
from plainnet.messages.language import say

MOSTLY = 0.5  # share of known rows from which on predicted rows are those trained on
PITFALLS = "scikit-learn documentation, Common pitfalls: data leakage during pre-processing"
HASTIE = "Hastie, Tibshirani and Friedman (2009), The Elements of Statistical Learning, 7.10.2"


@rule(
    "session",
    "scaler-refit",
    "data_leak",
    "serious",
    PITFALLS,
    causes=(GAP,),
    weight=0.95,
    lesson=SCORES,
)
def scaler_refit(session: SessionSeen) -> Iterator[Seen]:
    """The scaler is fit on the rows it is tested on, so these are scaled by their own numbers."""
    told: set[int] = set()
    for fit in _fits_on_test_rows(session):
        if fit.number not in told:
            told.add(fit.number)
            yield Seen(
                {"scaler": fit.scaler, "rows": len(fit.hashes), "columns": fit.columns}, (fit.at,)
            )


def _fits_on_test_rows(session: SessionSeen) -> Iterator[Fit]:
    """Return the fits by which rows were scaled that nobody trained on."""
    seen = session.preparation
    for fit in seen.fits:
        for split in seen.splits:
            if split.test_hashes is not None and _same_rows(fit.hashes, split.test_hashes):
                yield fit
    trained = [each for training in session.trainings for each in seen.origins(training.inputs)]
    trained_fits = {each.fit_number for each in trained}
    for inputs, _ in session.held_out():
        origins = seen.origins(inputs)
        if not origins or trained_fits.intersection(each.fit_number for each in origins):
            continue
        if session.trainings and not trained:
            continue
        for origin in origins:
            is_whole = len(inputs) >= 0.5 * origin.fitted_rows
            if origin.is_of_fitted_rows and is_whole:
                yield seen.fits[origin.fit_number]


def _same_rows(one: Any, other: Any) -> bool:
    """Return whether two sets of rows are the same, in any order."""
    return len(one) == len(other) and bool((np.sort(one) == np.sort(other)).all())


@rule("session", "scaled-before-split", "data_leak", "warning", HASTIE, weight=0.8, lesson=SCORES)
def scaled_before_split(session: SessionSeen) -> Iterator[Seen]:
    """The scaler was fit on all rows, those of the test part among them."""
    seen = session.preparation
    for scaling in seen.scalings:
        if not scaling.is_of_fitted_rows:
            continue
        split = next((each for each in seen.splits if _was_split(scaling, each)), None)
        if split is not None or _cut_later(session, scaling):
            at = None if split is None else split.at
            yield Seen(
                {"scaler": scaling.scaler, "rows": scaling.fitted_rows}, (scaling.fitted_at, at)
            )
            return


def _was_split(scaling: Scaling, split: Split) -> bool:
    """Return whether scaled rows were split afterwards."""
    if split.whole is None or len(split.whole) < 0.9 * len(scaling.outputs):
        return False
    sample = np.unique(split.whole[:: max(1, len(split.whole) // 100)])
    values = sample[(sample != 0) & (sample != 1)]
    return len(values) >= 8 and scaling.holds(values)


def _cut_later(session: SessionSeen, scaling: Scaling) -> bool:
    """Return whether training rows and held-out ones both come from rows scaled together."""
    origins = session.preparation.origins
    for training in session.trainings:
        if not isinstance(training.inputs, np.ndarray) or origins(training.inputs) != [scaling]:
            continue
        trained = np.unique(rows_hashed(training.inputs))
        for held_out, _ in session.held_out():
            is_new = not np.isin(rows_hashed(held_out), trained).mean() > MOSTLY
            if is_new and origins(held_out) == [scaling]:
                return True
    return False


@rule("session", "split-without-seed", "other", "note", PITFALLS, weight=0.3)
def split_without_seed(session: SessionSeen) -> Iterator[Seen]:
    """Each run splits otherwise, so no score can be repeated or compared."""
    for split in session.preparation.splits:
        if split.is_shuffled and not split.has_seed:
            yield Seen({}, (split.at,))
            return


@rule("session", "test-rows-as-validation", "data_leak", "note", HASTIE, weight=0.6, lesson=SCORES)
def test_rows_as_validation(session: SessionSeen) -> Iterator[Seen]:
    """Whoever watches the test rows while training has no unseen rows left to report."""
    for training in session.trainings:
        listeners = {"EarlyStopping", "ModelCheckpoint", "ReduceLROnPlateau"}
        chosen = sorted(listeners.intersection(training.listeners))
        shown = chosen or [say("coach.nothing_chosen")]
        if training.validation is not None and _is_named_test(session, training.fitted_at):
            values = {"chosen": shown, "rows": len(training.validation[0])}
            yield Seen(values, (training.fitted_at,), "warning" if chosen else None)
            return


def _is_named_test(session: SessionSeen, at: Position | None) -> bool:
    """Return whether the script itself calls its validation rows test rows."""
    if session.script is None or at is None or at[0] != str(session.script.path):
        return False
    call = session.script.call_at("fit", at[1])
    given = None if call is None else keyword(call, "validation_data")
    return given is not None and any("test" in name.lower() for name in names_in(given))


@rule(
    "session",
    "rows-in-time-shuffled",
    "data_leak",
    "warning",
    "Hyndman and Athanasopoulos (2021), Forecasting, 3rd ed., section 5.10",
    weight=0.7,
    lesson=SCORES,
)
def rows_in_time_shuffled(session: SessionSeen) -> Iterator[Seen]:
    """Find windows of a series split at random, between which the test windows lie."""
    for split in session.preparation.splits:
        whole = split.whole
        if not split.is_shuffled or whole is None or len(whole) < 40 or whole.shape[1] < 3:
            continue
        if np.ptp(whole) > 0 and _are_windows(whole):
            yield Seen({"rows": len(whole), "steps": whole.shape[1]}, (split.at,))
            return


def _are_windows(rows: Any) -> bool:
    """Return whether each row is the one before, moved on by a step or a few columns."""
    for step in range(1, min(9, rows.shape[1] // 2 + 1)):
        if bool((rows[1:, :-step] == rows[:-1, step:]).mean() > 0.98):
            return bool((np.ptp(rows, axis=1) > 0).mean() > 0.5)
    return False
