"""An LSTM that forecasts tomorrow's gold price from the last five.

As taught: two LSTM layers with ReLU see prices and are trained to give the next price. Its
error looks small, until it is held against saying yesterday's price again. As it should
be: a small LSTM sees how much the price changed and forecasts the next change, stops when
rows it was not trained on get no better, and claims no skill that an interval does not
back.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from plainnet.averaged_model import fit_many
from plainnet.cases.case import (
    Baseline,
    Case,
    CaseData,
    CaseRun,
    column_names,
    finished_case_run,
    measured,
    seeds_title,
    way_title,
)
from plainnet.cases.mistakes import (
    SEEDS,
    Measured,
    Mistake,
    ScriptLine,
    mape_over_prediction,
    over_seeds,
    price,
    skill_of,
)
from plainnet.data.dataset import Series
from plainnet.data.sample_prices import load_gold_prices
from plainnet.data.scaling import Scaling, learn_min_max
from plainnet.data.series import read_series
from plainnet.data.sliding_windows import slide
from plainnet.errors import DataError
from plainnet.evaluation.forecast import best_lag, last_value_forecast, window_mean_forecast
from plainnet.evaluation.intervals import skill_interval
from plainnet.evaluation.number_format import format_figure, format_interval
from plainnet.files.model_card import ForecastOf, ModelCard, NumberTarget, SeriesInputs
from plainnet.layers.dense import Dense
from plainnet.layers.lstm import LSTM
from plainnet.messages.language import say
from plainnet.model import Model
from plainnet.networks.network import Stack
from plainnet.optimizers.adam import AdamW
from plainnet.optimizers.optimizer import SGD
from plainnet.pipeline.predictor import RawRows
from plainnet.pipeline.prepared import recorded_origin
from plainnet.plots.plot import Plot
from plainnet.plots.regression_plots import forecast_plot
from plainnet.plots.training_plots import training_curves_plot
from plainnet.report.blocks import Verdict
from plainnet.training.callbacks.early_stopping import EarlyStopping
from plainnet.training.history import SILENT, History, ProgressListener

TRAIN_SCRIPT = "6_lstm_gold/model_train.py"
TEST_SCRIPT = "6_lstm_gold/model_test.py"
REFIT = "sc.fit_transform(test_set)", "sc.transform(test_set)"
MAPE_LINE = "np.mean(np.abs((real - prediction) / prediction))"
LINES = {
    "nine_training_days_tested": ScriptLine(
        TEST_SCRIPT, 20, "training_len = 1256 - 200", "training_len = 1265 - 200"
    ),
    "scaler_refit": ScriptLine(TRAIN_SCRIPT, 29, *REFIT),
    "scaler_refit_in_test": ScriptLine(TEST_SCRIPT, 28, *REFIT),
    "relu_in_lstm": ScriptLine(
        TRAIN_SCRIPT, 72, "LSTM(80, activation='relu')", "LSTM(80, activation='tanh')"
    ),
    "mape_over_prediction": ScriptLine(
        TEST_SCRIPT, 67, MAPE_LINE, MAPE_LINE.replace("/ prediction", "/ real")
    ),
    "nothing_to_compare_with": ScriptLine(
        TEST_SCRIPT,
        66,
        "sqrt(mean_squared_error(prediction, real))",
        "1 - rmse / sqrt(mean_squared_error(real[:-1], real[1:]))",
    ),
}
COLUMN = "USD (PM)"
OUT_OF_ORDER = ("series.dates_mixed", "series.dates_unordered", "series.dates_descend")
WINDOW = 5
TEST_DAYS = 195
TEST_PART = 200  # days the training script keeps back, its first window included
TEST_PART_IN_TEST_SCRIPT = 209  # 1265 - (1256 - 200): a slip of two digits
LEAST_DAYS = 500
EPOCHS_TAUGHT, BATCH = 100, 32

# Set by hand; chosen among nothing, as no setting did better on the validation days.
VALIDATION_DAYS = 195
EPOCHS, PATIENCE = 30, 10
LEARNING_RATE, WEIGHT_DECAY = 1e-3, 0.1


def is_gold(path: Path) -> bool:
    """Tell the series by its columns."""
    return {"Date", COLUMN} <= column_names(path)


def read(path: Path | None) -> CaseData:
    """Read the user's series or the one that comes with the project, and cut windows."""
    series = load_gold_prices() if path is None else read_series(path, [COLUMN], strict=True)
    if len(series.values) < LEAST_DAYS:
        days = len(series.values)
        raise DataError("case.few_rows", file=series.source.path, rows=days, least=LEAST_DAYS)
    if (series.values <= 0).any():
        line = int(np.argmax(series.values[:, 0] <= 0)) + 2
        raise DataError("case.price_not_positive", file=series.source.path, line=line)
    windows, targets, target_days = slide(series.values, WINDOW)
    labels = tuple(target_days.tolist())
    rows = RawRows(windows, targets[:, 0], labels, series.source, series.repairs)
    is_test = target_days >= len(series.values) - TEST_DAYS
    train, test = (rows.only(np.flatnonzero(part)) for part in (~is_test, is_test))
    return CaseData(series, train, test)


def prices_of(data: CaseData) -> NDArray[np.float64]:
    """Return the whole series, `(days, 1)`."""
    assert isinstance(data.dataset, Series)
    return data.dataset.values


def baselines(data: CaseData, ways: Sequence[str]) -> Sequence[Baseline]:
    """Say yesterday's price again; say the mean of the window."""
    prices = prices_of(data)
    first = len(prices) - TEST_DAYS
    return [
        Baseline("last_value", last_value_forecast(prices[:, 0], first)),
        Baseline("window_mean", window_mean_forecast(prices[:, 0], first, WINDOW)),
    ]


def card_of(
    data: CaseData, scaling: Scaling, seed: int, forecast: ForecastOf, target: Scaling
) -> ModelCard:
    """Describe what a model of this series takes and gives."""
    assert isinstance(data.dataset, Series)
    column = data.dataset.column_names[0]
    mean = float(np.mean(data.train.truth)) if data.train.truth is not None else 0.0
    return ModelCard(
        SeriesInputs(column, WINDOW, scaling, forecast),
        NumberTarget(column, unit_of(data), target, mean),
        recorded_origin(data.source, np.asarray(data.test.labels), seed),
    )


def unit_of(data: CaseData) -> str:
    """Name the unit of the prices."""
    assert isinstance(data.dataset, Series)
    return "USD" if "USD" in data.dataset.column_names[0] else ""


# --- as taught ------------------------------------------------------------------------


def network_as_taught(activation: str) -> Stack:
    """LSTM 80, LSTM 100, dense 10, dense 1."""
    return Stack(
        (
            LSTM(80, activation, return_sequences=True),
            LSTM(100, activation),
            Dense(10, "relu"),
            Dense(1),
        )
    )


def fit_as_taught(
    prices: NDArray[np.float64], seed: int, listener: ProgressListener = SILENT, title: str = ""
) -> tuple[Model, History, Scaling]:
    """Train the script's network; the validation part is scaled by itself."""
    scaling = learn_min_max(prices[:-TEST_PART])
    train, validation = prices[:-TEST_PART], prices[-TEST_PART:]
    model = Model(network_as_taught("relu"), seed)
    model.compile(SGD(0.01), "mse")
    inputs, targets, _ = slide(scaling.apply(train), WINDOW)
    refit = slide(learn_min_max(validation).apply(validation), WINDOW)
    history = model.fit(
        inputs,
        targets,
        epochs=EPOCHS_TAUGHT,
        batch_size=BATCH,
        validation_data=refit[:2],
        listener=listener,
        title=title,
    )
    return model, history, scaling


def fit_seeds(
    prices: NDArray[np.float64], seeds: range, activation: str, listener: ProgressListener
) -> list[Model]:
    """Train the script's network once with each seed, one net a device."""
    train = learn_min_max(prices[:-TEST_PART]).apply(prices[:-TEST_PART])
    models, _ = fit_many(
        network_as_taught(activation),
        *slide(train, WINDOW)[:2],
        seeds=seeds,
        optimizer=SGD(0.01),
        loss="mse",
        epochs=EPOCHS_TAUGHT,
        batch_size=BATCH,
        listener=listener,
        title=seeds_title(CASE.name, "taught"),
    )
    return models


def forecasts(
    model: Model, prices: NDArray[np.float64], scaling: Scaling
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return truth and forecast, in the unit of the prices, for all days but the first window."""
    inputs, targets, _ = slide(scaling.apply(prices), WINDOW)
    return scaling.undo(targets)[:, 0], scaling.undo(model.predict(inputs))[:, 0]


def taught(data: CaseData, seed: int, listener: ProgressListener) -> CaseRun:
    """Run the script; its figures come from nine days too many, scaled by themselves."""
    prices = prices_of(data)
    title = way_title(CASE.name, "taught")
    model, history, scaling = fit_as_taught(prices, seed, listener, title)
    seeds = range(seed, seed + SEEDS)
    others = fit_seeds(prices, seeds[1:], "relu", listener)
    with_tanh = fit_seeds(prices, seeds, "tanh", listener)
    way = finished_case_run(
        model, card_of(data, scaling, seed, "value", scaling), history, data, others
    )
    way.mistakes = mistakes(way, data, scaling, [model, *others], with_tanh)
    by_code = {mistake.code: mistake.to_dict() for mistake in way.mistakes}
    last = history.last()
    way.extra["reported"] = {
        "rmse": by_code["scaler_refit_in_test"]["reported"],
        "mape": by_code["mape_over_prediction"]["reported"],
        "loss": last["loss"],
        "val_loss": last["val_loss"],
    }
    finish(way, data)
    return way


def mistakes(
    way: CaseRun,
    data: CaseData,
    scaling: Scaling,
    models: Sequence[Model],
    with_tanh: Sequence[Model],
) -> list[Mistake]:
    """Price each mistake of the two scripts."""
    prices, card = prices_of(data), way.predictor.card
    tested, validated = prices[-TEST_PART_IN_TEST_SCRIPT:], prices[-TEST_PART:]

    def figures(
        part: NDArray[np.float64], by: Scaling, of: Sequence[Model] = models, metric: str = "rmse"
    ) -> list[Measured]:
        days = tuple(range(len(prices) - len(part) + WINDOW, len(prices)))
        measures = []
        for model in of:
            truth, forecast = forecasts(model, part, by)
            rows = RawRows(truth, truth, days, data.source)
            measures.append(measured(card, metric, rows, forecast))
        return measures

    refit = learn_min_max(tested)
    reported, right_days = figures(tested, refit), figures(validated, learn_min_max(validated))
    mape = figures(tested, refit, metric="mape")
    reported_mape = [mape_over_prediction(each) for each in mape]
    honest, own = figures(validated, scaling), figures(tested, scaling)
    priced = {
        "nine_training_days_tested": (reported, right_days),
        "scaler_refit": (right_days, honest),
        "scaler_refit_in_test": (reported, own),
        "relu_in_lstm": (reported, figures(tested, refit, with_tanh)),
        "mape_over_prediction": (reported_mape, mape),
    }
    yesterday = tested[WINDOW - 1 : -1, 0]
    return [
        *(price(code, LINES[code], *runs) for code, runs in priced.items()),
        nothing_to_compare_with([skill_of(each, yesterday) for each in reported]),
    ]


def nothing_to_compare_with(skills: Sequence[Measured]) -> Mistake:
    """Hold the script's own forecast against yesterday's price on the same days."""
    code, skill = "nothing_to_compare_with", over_seeds(skills)
    return Mistake(code, LINES[code], "skill", None, skill, skill)


# --- as it should be ------------------------------------------------------------------


def changes_for_training(
    prices: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64], Scaling]:
    """Cut the scaled changes before the test days into windows, each with the next change."""
    known = np.diff(np.log(prices[:-TEST_DAYS]), axis=0)  # (days - 1, 1)
    scaling = Scaling("standard", (0.0,), (float(known.std()),))
    inputs, targets, _ = slide(scaling.apply(known), WINDOW - 1)
    return inputs, targets, scaling


def network_as_it_should_be() -> Stack:
    """LSTM 16, dense 1, which starts by forecasting no change."""
    return Stack((LSTM(16), Dense(1, kernel_initializer="zeros")))


def fit_as_it_should_be(
    inputs: NDArray[np.float64],
    targets: NDArray[np.float64],
    seeds: range,
    listener: ProgressListener = SILENT,
) -> tuple[Model, History, list[Model]]:
    """Train with the first seed, then with the others; stop when unseen days get no better."""
    network = network_as_it_should_be()
    optimizer = AdamW(LEARNING_RATE, weight_decay=WEIGHT_DECAY)
    examples = inputs[:-VALIDATION_DAYS], targets[:-VALIDATION_DAYS]
    settings: dict[str, Any] = {
        "epochs": EPOCHS,
        "batch_size": BATCH,
        "validation_data": (inputs[-VALIDATION_DAYS:], targets[-VALIDATION_DAYS:]),
        "stopping": EarlyStopping(patience=PATIENCE, restore_best_weights=True),
        "listener": listener,
    }
    model = Model(network, seeds[0])
    model.compile(optimizer, "mse")
    history = model.fit(*examples, title=way_title(CASE.name, "should"), **settings)
    if len(seeds) == 1:
        return model, history, []
    others, _ = fit_many(
        network,
        *examples,
        seeds=seeds[1:],
        optimizer=optimizer,
        loss="mse",
        title=seeds_title(CASE.name, "should"),
        **settings,
    )
    return model, history, others


def should(data: CaseData, seed: int, listener: ProgressListener) -> CaseRun:
    """Forecast the change of the price, and stop when unseen days get no better."""
    inputs, targets, scaling = changes_for_training(prices_of(data))
    seeds = range(seed, seed + SEEDS)
    model, history, others = fit_as_it_should_be(inputs, targets, seeds, listener)
    card = card_of(data, scaling, seed, "log_change", scaling)
    way = finished_case_run(model, card, history, data, others)
    finish(way, data)
    return way


# --- both -----------------------------------------------------------------------------


def finish(way: CaseRun, data: CaseData) -> None:
    """Add the verdict against yesterday's price, and the plots."""
    assert data.test.truth is not None
    assert isinstance(data.dataset, Series)
    truth, forecast = data.test.truth, way.answer.predictions
    yesterday = data.test.inputs[:, -1, 0]
    interval = skill_interval(truth, forecast, yesterday)
    lag = best_lag(truth, forecast)
    way.extra["best_lag"] = lag
    way.extra["skill_interval"] = None if interval is None else [interval.low, interval.high]
    kind: Literal["good", "caution", "bad"] = "caution"
    if interval is not None and not interval.is_inside_noise:
        kind = "good" if interval.low > 0 else "bad"
    text = say(
        f"case.gold.{kind}",
        skill=format_figure("skill", way.metrics["skill"]),
        interval=format_interval("skill", interval, signed=True),
    )
    if lag is not None:
        text = f"{text} {say('case.gold.lag', lag=lag)}"
    way.blocks = [Verdict(kind, text)]
    way.plots = plots(way, data, yesterday)


def plots(way: CaseRun, data: CaseData, yesterday: NDArray[np.float64]) -> list[Plot]:
    """Draw the learning curves and the forecast between truth and yesterday's price."""
    assert isinstance(data.dataset, Series)
    assert data.test.truth is not None
    # Dates that contradict the order of the rows would mislead below an axis of rows.
    contradict = any(repair.key in OUT_OF_ORDER for repair in data.repairs)
    all_dates = None if contradict else data.dataset.dates
    dates = None if all_dates is None else [all_dates[int(day)] for day in data.test.labels]
    best = way.history.best_epoch
    return [
        forecast_plot(
            "forecast",
            data.test.truth,
            way.answer.predictions,
            yesterday,
            dates=dates,
            unit=unit_of(data),
        ),
        training_curves_plot(
            "training", way.history.figures, best_epoch=None if best is None else best + 1
        ),
    ]


CASE = Case(
    name="lstm-gold",
    metric="rmse",
    unit_key="case.unit.price",
    find=is_gold,
    read=read,
    baselines=baselines,
    taught=taught,
    should=should,
)
