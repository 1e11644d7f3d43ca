"""A series made ready for training, without a look ahead."""

import sys
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.data.dataset import Series
from plainnet.data.row_hashes import hash_windows, trained_rows
from plainnet.data.scaling import Scaling, learn_standard
from plainnet.data.seasonality import find_season, is_wandering
from plainnet.data.series import read_series
from plainnet.data.sliding_windows import SeriesForm, for_network, form_targets, form_windows
from plainnet.errors import DataError, SettingError
from plainnet.evaluation.baselines import textbook_forecasts
from plainnet.evaluation.number_format import format_figure
from plainnet.evaluation.prediction_interval import (
    LEVEL,
    interval_half_widths,
    level_share,
    rows_for_level,
    scale_of,
)
from plainnet.files.model_card import ModelCard, NumberTarget, Origin, SeriesInputs
from plainnet.messages.language import say
from plainnet.networks.classic_networks import FORECAST_KINDS, ForecastKind, forecast_network
from plainnet.optimizers.adam import AdamW
from plainnet.pipeline.predictor import Predictor, RawRows
from plainnet.pipeline.prepared import Prepared, Training, form_of, recorded_origin
from plainnet.pipeline.recipe import Recipe
from plainnet.pipeline.series_predictor import (
    RECENT,
    check_positive,
    simplest_forecasts,
    windows_of,
)

USUAL_WINDOW = 8
LEAST_WINDOW = 2  # one value alone shows no change
LEAST_TRAINING_WINDOWS = 10


@dataclass(frozen=True)
class SeriesPlan:
    """How a series is cut.

    `first_validation` and `first_test`: rows on which the parts begin; what is learned is learned
    on the rows before.
    """

    window: int
    horizon: int
    season: int | None  # steps after which the series repeats itself
    forms: tuple[SeriesForm, ...]  # of each column
    first_validation: int
    first_test: int

    @property
    def history(self) -> int:
        """Count the steps before a forecast that the network or a baseline looks at."""
        return max(self.window, self.season or 0)


def plan_series(series: Series, recipe: Recipe) -> SeriesPlan:
    """Decide what the recipe leaves open, by the training part only."""
    check_settings(recipe)
    first_validation, first_test = parts_in_time(len(series.values), recipe)
    asked = (recipe.window or LEAST_WINDOW, recipe.horizon or 1, recipe.season)
    shortest = SeriesPlan(*asked, (), first_validation, first_test)
    if not is_long_enough(len(series.values), shortest.history, shortest.horizon, recipe):
        refuse_too_short(series, shortest, recipe)
    known = series.values[:first_validation]  # (time, columns)
    if np.ptp(known[:, 0]) == 0:
        name, file = series.column_names[0], series.source.path
        value = f"{known[0, 0]:g}"
        raise DataError("recipe.series.constant", file=file, column=name, value=value)
    season = recipe.season
    if season is None:
        is_positive = bool((known[:, 0] > 0).all())
        season = find_season(np.log(known[:, 0]) if is_positive else known[:, 0])
    season = season if season is not None and season > 1 else None
    horizon = recipe.horizon or 1
    window = recipe.window or _usual_window(len(series.values), season, horizon, recipe)
    forms = tuple(_forms(series, first_validation, season, recipe.log_target))
    plan = SeriesPlan(window, horizon, season, forms, first_validation, first_test)
    if not is_long_enough(len(series.values), plan.history, plan.horizon, recipe):
        refuse_too_short(series, plan, recipe)
    return plan


def check_settings(recipe: Recipe) -> None:
    """Refuse settings that a series has no use for."""
    if recipe.window is not None and recipe.window < LEAST_WINDOW:
        raise SettingError("recipe.series.below", found=recipe.window, least=LEAST_WINDOW)
    if recipe.split not in (None, "time"):
        raise SettingError("recipe.series.split", found=recipe.split)
    if recipe.task == "classes":
        raise SettingError("recipe.series.classes")


def parts_in_time(n_rows: int, recipe: Recipe) -> tuple[int, int]:
    """Divide the rows into three parts, one after the other.

    `recipe`: with the fractions.
    Result: rows on which the second and the third part begin.
    """
    first_test = n_rows - ceil(recipe.test_fraction * n_rows)
    return first_test - ceil(recipe.validation_fraction * first_test), first_test


def is_long_enough(n_rows: int, history: int, horizon: int, recipe: Recipe) -> bool:
    """Return whether each part has windows of its own.

    `recipe`: with the fractions.
    """
    first_validation, first_test = parts_in_time(n_rows, recipe)
    training_windows = first_validation - history - horizon + 1
    shorter = min(first_test - first_validation, n_rows - first_test)
    return training_windows >= LEAST_TRAINING_WINDOWS and shorter >= horizon


def refuse_too_short(series: Series, plan: SeriesPlan, recipe: Recipe) -> None:
    """Describe how many rows it would take.

    `recipe`: with the fractions.
    """
    rows, settings = len(series.values), (plan.history, plan.horizon, recipe)
    lengths = range(sys.maxsize)
    needed = bisect_left(lengths, True, rows, key=lambda length: is_long_enough(length, *settings))
    asked = {"window": plan.window, "season": plan.season or 1, "horizon": plan.horizon}
    file = series.source.path
    raise DataError("recipe.series.too_short", file=file, rows=rows, **asked, needed=needed)


def plan_sentences(series: Series, plan: SeriesPlan, recipe: Recipe) -> list[str]:
    """Describe what was decided."""
    sentences = [
        say(
            "recipe.series.decided",
            column=series.column_names[0],
            rows=len(series.values),
            window=plan.window,
            horizon=plan.horizon,
        )
    ]
    if recipe.season is None and plan.season is not None:
        sentences.append(say("recipe.series.season_found", season=plan.season))
    elif recipe.season is None:
        sentences.append(say("recipe.series.no_season"))
    named = zip(series.column_names, plan.forms, strict=True)
    return sentences + [say(f"recipe.series.form.{form}", column=name) for name, form in named]


def _usual_window(n_rows: int, season: int | None, horizon: int, recipe: Recipe) -> int:
    """See a whole season, or the usual number of steps; fewer where the series is short."""
    window = max(USUAL_WINDOW, (season or 0) + 1)
    while window > LEAST_WINDOW and not is_long_enough(n_rows, window, horizon, recipe):
        window -= 1
    return window


def _forms(
    series: Series, first_validation: int, season: int | None, log_target: bool | None
) -> Iterator[SeriesForm]:
    """Choose the form of each column; the logarithm of the first one may be asked for."""
    for column, values in enumerate(series.values.T):
        known = values[:first_validation]
        wandering = is_wandering(np.log(known) if (known > 0).all() else known, season)
        is_log = log_target if column == 0 else None
        if is_log or (is_log is None and wandering and (values > 0).all()):
            yield "log_change"
        else:
            yield "change" if wandering else "value"


USUAL_MODEL: ForecastKind = "lstm"
UNITS = {"linear": (), "dense": (32,), "simple_rnn": (16,), "lstm": (16,)}
EPOCHS, PATIENCE = 300, 20
RATE, WEIGHT_DECAY = 1e-3, 0.1
MOST_BATCH, LEAST_BATCH = 32, 8
STEPS_WANTED = 20  # of an epoch: a short series takes smaller batches

Floats = NDArray[np.float64]


def prepare_series(recipe: Recipe) -> Prepared:
    """Cut a series into windows of three parts in time, with a network that forecasts.

    What is learned from the data - forms, season, scaling, trained range - is learned on the
    training part. Its windows end before the validation part begins, those of the
    validation part before the test part begins; windows look back over such an edge, never
    forward.

    Result: `dates`, for each of these rows as written, or None.
    """
    kind = _kind(recipe)
    form = form_of(recipe)
    series = read_series(recipe.data, recipe.series, recipe.only, form=form)
    plan = plan_series(series, recipe)
    check_positive(series, plan.forms)
    inputs = replace(learned_inputs(series, plan), only=recipe.only, form=form)
    rows = windows_of(series, inputs)
    train, validation, test = (rows.only(places) for places in places_in_time(rows, plan))
    if not all(len(part.inputs) for part in (train, validation, test)):
        refuse_too_short(series, plan, recipe)
    target = replace(learned_target(train, inputs), unit=series.unit)
    arrays = [
        (network_arrays(part, inputs), _targets(part, inputs, target))
        for part in (train, validation)
    ]
    x_train, x_validation = (x for x, _ in arrays)
    hidden = UNITS[kind] if recipe.hidden is None else recipe.hidden
    filled = _filled(recipe, series, plan, kind, hidden, len(x_train))
    test_rows = tuple(int(label) for label in test.labels)
    counts = {"train": len(x_train), "validation": len(x_validation), "test": len(test_rows)}
    decisions = [
        *plan_sentences(series, plan, recipe),
        say("recipe.series.parts", **counts),
        *_tell_few(len(x_validation)),
    ]
    return Prepared(
        recipe=filled,
        decisions=tuple(decisions),
        train=arrays[0],
        validation=arrays[1],
        test=test,
        card=ModelCard(inputs, target, origin_of(rows, test_rows, recipe.seed)),
        network=forecast_network(kind, x_train.shape[1], x_train.shape[2], plan.horizon, hidden),
        training=_training(filled),
        baselines=lambda: simplest_forecasts(test, inputs) | _fitted(series, plan, test_rows),
        calibrate=lambda predictor: with_intervals(predictor, validation, arrays[1]),
        more=_for_the_report(series, plan, test_rows),
    )


def origin_of(rows: RawRows, test_rows: tuple[int, ...], seed: int) -> Origin:
    """Write down the windows tested on, and the content of all others as trained on."""
    assert rows.truth is not None
    is_test = np.isin(rows.labels, test_rows)
    hashes = hash_windows(rows.inputs, rows.truth)
    trained = trained_rows(hashes[~is_test], hashes[is_test])
    return recorded_origin(rows.source, test_rows, seed, trained)


def places_in_time(rows: RawRows, plan: SeriesPlan) -> tuple[NDArray[np.int64], ...]:
    """Tell which windows train, validate and test."""
    first = np.asarray(rows.labels, np.int64)  # (rows,)
    behind = first + plan.horizon
    is_train = behind <= plan.first_validation
    is_test = first >= plan.first_test
    is_validation = (first >= plan.first_validation) & (behind <= plan.first_test)
    return tuple(np.flatnonzero(part) for part in (is_train, is_validation, is_test))


def learned_inputs(series: Series, plan: SeriesPlan) -> SeriesInputs:
    """Learn scaling and range of the columns in their forms, on the training part."""
    known = form_windows(series.values[None, : plan.first_validation], plan.forms)[0]
    scaling = _spread_scaling(known, plan.forms)
    return SeriesInputs(
        series.column_names[0],
        plan.window,
        scaling,
        plan.forms[0],
        columns=series.column_names,
        forms=plan.forms,
        horizon=plan.horizon,
        season=plan.season,
        lowest=tuple(known.min(axis=0).tolist()),
        highest=tuple(known.max(axis=0).tolist()),
        is_never_negative=bool(series.values[: plan.first_validation, 0].min() >= 0),
    )


def learned_target(train: RawRows, inputs: SeriesInputs) -> NumberTarget:
    """Learn the scaling of each step of the forecast, on the training windows."""
    assert train.truth is not None
    scaling = _spread_scaling(_formed(train, inputs), (inputs.forecast,) * inputs.horizon)
    return NumberTarget(inputs.column, "", scaling, float(train.truth.mean()))


def network_arrays(rows: RawRows, inputs: SeriesInputs) -> NDArray[np.float32]:
    """Bring windows to what the network sees.

    Shapes: returns (rows, steps, columns).
    """
    formed = form_windows(rows.inputs[:, -inputs.window :], inputs.forms)
    return for_network(inputs.scaling.apply(formed))


def with_intervals(
    predictor: Predictor, validation: RawRows, arrays: tuple[NDArray[Any], NDArray[Any]]
) -> ModelCard:
    """Learn how wide prediction intervals are, on windows later than those trained on.

    `arrays` are these windows and what follows them, as the network takes and gives them.
    """
    card = predictor.card
    assert isinstance(card.inputs, SeriesInputs)
    outputs = predictor.model.predict(arrays[0]).astype(np.float64)
    residuals = arrays[1] - outputs  # (rows, horizon)
    forecasts = predictor.values(validation.inputs, outputs)
    share, usual = 0.0, float(np.maximum(forecasts, 0).mean())
    if card.inputs.is_never_negative and card.inputs.forecast != "log_change" and usual > 0:
        share = level_share(residuals, forecasts, usual)
    scaled = residuals / scale_of(forecasts, share, usual) if share else residuals
    inputs = replace(
        card.inputs,
        interval_level=LEVEL,
        interval_half_widths=tuple(interval_half_widths(scaled).tolist()),
        interval_level_share=share,
        interval_usual_level=usual,
    )
    return replace(card, inputs=inputs)


def _fitted(series: Series, plan: SeriesPlan, first_rows: tuple[int, ...]) -> dict[str, Floats]:
    """Forecast from each origin by textbook models, fitted to the training part."""
    known, season, form = plan.first_validation, plan.season, plan.forms[0]
    values, rows = series.values[:, 0], np.asarray(first_rows, np.int64)
    return textbook_forecasts(values, rows, plan.horizon, known=known, season=season, form=form)


def _kind(recipe: Recipe) -> ForecastKind:
    """Return the kind of network asked for, or the usual one."""
    if recipe.model is None:
        return USUAL_MODEL
    for kind in FORECAST_KINDS:
        if kind == recipe.model:
            return kind
    raise SettingError("recipe.series.model", found=recipe.model, known=list(FORECAST_KINDS))


def _filled(
    recipe: Recipe,
    series: Series,
    plan: SeriesPlan,
    kind: ForecastKind,
    hidden: tuple[int, ...],
    n_windows: int,
) -> Recipe:
    """Write into the recipe what was found out."""
    return replace(
        recipe,
        task="number",
        series=series.column_names,
        model=kind,
        hidden=hidden,
        log_target=plan.forms[0] == "log_change",
        window=plan.window,
        horizon=plan.horizon,
        season=plan.season or 1,
        split="time",
        epochs=recipe.epochs or EPOCHS,
        batch=recipe.batch or _batch(n_windows),
        rate=recipe.rate or RATE,
        patience=PATIENCE if recipe.patience is None else recipe.patience,
    )


def _batch(n_windows: int) -> int:
    """Choose the windows of a step."""
    return max(LEAST_BATCH, min(MOST_BATCH, n_windows // STEPS_WANTED))


def _spread_scaling(values: Floats, forms: tuple[SeriesForm, ...]) -> Scaling:
    """Learn to scale by the standard deviation; no change stays 0, a value is centred."""
    learned = learn_standard(values)
    offset = (
        mean if form == "value" else 0.0 for mean, form in zip(learned.offset, forms, strict=True)
    )
    return Scaling("standard", tuple(offset), learned.scale)


def _formed(rows: RawRows, inputs: SeriesInputs) -> Floats:
    """Bring what follows each window into the form that is forecast."""
    assert rows.truth is not None
    return form_targets(rows.truth, rows.inputs[:, -1, 0], inputs.forecast)


def _targets(rows: RawRows, inputs: SeriesInputs, target: NumberTarget) -> NDArray[np.float32]:
    """Bring what follows each window to what the network is to give."""
    assert target.scaling is not None
    return for_network(target.scaling.apply(_formed(rows, inputs)))


def _training(recipe: Recipe) -> Training:
    """Describe how the network is trained."""
    assert recipe.epochs is not None
    assert recipe.batch is not None
    assert recipe.rate is not None
    optimizer = AdamW(recipe.rate, weight_decay=WEIGHT_DECAY)
    return Training(optimizer, "mse", (), recipe.epochs, recipe.batch, recipe.patience)


def _for_the_report(series: Series, plan: SeriesPlan, test_rows: tuple[int, ...]) -> dict[str, Any]:
    """Return what only a series has."""
    return {
        "values": series.values[:, 0],
        "last_values": series.values[-plan.window - RECENT :],
        "dates": series.dates,
        "first_rows": np.asarray(test_rows, np.int64),
        "season": plan.season,
    }


def _tell_few(rows: int) -> list[str]:
    """Describe where intervals rest on few windows."""
    needed = rows_for_level()
    if rows >= needed:
        return []
    level = format_figure("accuracy", LEVEL)
    return [say("recipe.series.few_residuals", rows=rows, level=level, needed=needed)]
