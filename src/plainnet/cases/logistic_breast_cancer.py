"""Logistic regression on breast cancer, with a threshold.

One sigmoid unit weighs 30 measurements of a tumour. The script calls it malignant above a
probability of 0.3. As it should be, the threshold follows from what a missed cancer costs,
chosen on rows the model was not fitted to. The loss has one bottom and the descent reaches it
from everywhere, so the weights depend on no seed: seeds draw the script's split and the folds.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from plainnet.cases.breast_cancer_rows import (
    CLASSES,
    MALIGNANT,
    TEST_FRACTION,
    baselines,
    card_of,
    is_breast_cancer,
    read,
    split,
)
from plainnet.cases.case import (
    Case,
    CaseData,
    CaseRun,
    baseline_label,
    confusion_plot,
    finished_case_run,
    measured,
    table_by_class,
    way_title,
)
from plainnet.cases.mistakes import SEEDS, Mistake, ScriptLine, price
from plainnet.data.dataset import Table
from plainnet.data.scaling import learn_min_max
from plainnet.data.splitting import split_randomly, split_stratified
from plainnet.evaluation.baselines import logistic_regression
from plainnet.evaluation.number_format import format_figure, format_interval
from plainnet.evaluation.score_estimates import Estimate, estimate
from plainnet.evaluation.threshold import ThresholdRow, choose_threshold, threshold_table
from plainnet.layers.dense import Dense
from plainnet.layers.regularizers import L2
from plainnet.messages.language import say
from plainnet.model import Model
from plainnet.networks.network import Stack
from plainnet.optimizers.optimizer import SGD
from plainnet.pipeline.predictor import Answer, RawRows
from plainnet.plots.classification_plots import roc_and_precision_recall_plot, threshold_plot
from plainnet.plots.plot import Plot
from plainnet.plots.training_plots import training_curves_plot, weights_by_feature_plot
from plainnet.report.blocks import Paragraph, TableBlock
from plainnet.training.history import SILENT, History, ProgressListener

SCRIPT = "2_logistic_breast_cancer/logistic_regression.py"
LINES = {
    "split_without_seed": ScriptLine(
        SCRIPT,
        22,
        "train_test_split(X, Y, test_size=0.2)",
        "train_test_split(X, Y, test_size=0.2, random_state=42)",
    ),
    "threshold_without_validation": ScriptLine(
        SCRIPT, 56, "thresholds = 0.3", "thresholds = cheapest_on(x_validation, y_validation)"
    ),
}
THRESHOLD_TAUGHT = 0.3
COST_MISSED = 5.0  # a missed cancer counts as much as five false alarms
COST_FALSE_ALARM = 1.0
FOLDS = 5
VALIDATION_FRACTION = 0.25
EPOCHS = 1500  # full-batch steps until the weights stand still to four digits


def logistic_network(n_rows: int) -> Stack:
    """One sigmoid unit; the price on its weights is that of scikit-learn's C = 1."""
    return Stack((Dense(1, "sigmoid", kernel_regularizer=L2(0.5 / n_rows)),))


def fit(
    rows: RawRows, seed: int, listener: ProgressListener = SILENT, title: str = ""
) -> tuple[Model, History]:
    """Descend to the bottom of the loss, all rows in one batch."""
    assert rows.truth is not None
    scaling = learn_min_max(rows.inputs)
    model = Model(logistic_network(len(rows.inputs)), seed)
    model.compile(SGD(0.5, momentum=0.97, nesterov=True), "binary_crossentropy", ["accuracy"])
    history = model.fit(
        scaling.apply(rows.inputs),
        rows.truth,
        batch_size=len(rows.inputs),
        epochs=EPOCHS,
        shuffle=False,
        listener=listener,
        title=title,
    )
    return model, history


def taught(data: CaseData, seed: int, listener: ProgressListener) -> CaseRun:
    """Fit on the split with seed 42 and call everything above 0.3 malignant."""
    model, history = fit(data.train, seed, listener, way_title(CASE.name, "taught"))
    card = card_of(data, learn_min_max(data.train.inputs), seed, THRESHOLD_TAUGHT)
    way = finished_case_run(model, card, history, data)
    splits = [run_as_script(data, each) for each in range(seed, seed + SEEDS)]
    way.extra = {
        **coefficients(model),
        "reported": splits[0][1].metrics,
        "test_cost": cost_on(data.test, way.answer.predictions).score,
    }
    way.mistakes = mistakes(data, way, splits)
    way.plots = [*plots(way, data), training_curves_plot("training", history.figures)]
    way.blocks = [Paragraph(say("case.logistic.taught")), table_by_class(data.test, way)]
    return way


def should(data: CaseData, seed: int, listener: ProgressListener) -> CaseRun:
    """Choose the threshold by cost, on rows the model that judges them has not seen."""
    title = way_title(CASE.name, "should")
    model, history = fit(data.train, seed, listener, title)
    choices = [threshold_by_cost(data.train, each) for each in range(seed, seed + SEEDS)]
    chosen, table = choices[0]
    card = card_of(data, learn_min_max(data.train.inputs), seed, chosen.threshold)
    way = finished_case_run(model, card, history, data)
    assert way.answer.probabilities is not None
    malignant = way.answer.probabilities[:, MALIGNANT]
    way.over_seeds = [(malignant > choice.threshold).astype(np.int64) for choice, _ in choices]
    way.extra = {
        **coefficients(model),
        "test_cost": cost_on(data.test, way.answer.predictions).score,
        "threshold": chosen.threshold,
        "cost_missed": COST_MISSED,
        "cost_false_alarm": COST_FALSE_ALARM,
    }
    way.plots = [
        *plots(way, data),
        threshold_plot("threshold", table, chosen=chosen.threshold, as_taught=THRESHOLD_TAUGHT),
        training_curves_plot("training", history.figures),
    ]
    threshold = f"{chosen.threshold:.3f}"
    text = say("case.logistic.should", cost=f"{COST_MISSED:g}", threshold=threshold)
    way.blocks = [
        Paragraph(text),
        cost_table(data, malignant, chosen.threshold),
        Paragraph(say("case.logistic.baseline")),
        table_by_class(data.test, way),
    ]
    return way


def cost_on(rows: RawRows, predictions: NDArray[np.int64]) -> Estimate:
    """Compute what the answers for some rows cost on average, with its interval over rows."""
    assert rows.truth is not None
    costs = COST_FALSE_ALARM, COST_MISSED
    cost = estimate("cost", rows.truth, predictions, positive=MALIGNANT, cost=costs)
    assert cost is not None
    return cost


def cost_table(data: CaseData, malignant: NDArray[np.float64], chosen: float) -> TableBlock:
    """Lay out what thresholds, and the baseline, cost on the test rows."""
    train, test = data.train, data.test
    assert train.truth is not None
    assert test.truth is not None
    answers = {
        say("case.logistic.threshold", threshold=f"{threshold:.3f}"): (
            malignant > threshold
        ).astype(np.int64)
        for threshold in (chosen, THRESHOLD_TAUGHT, 0.5)
    }
    answers[baseline_label("logistic_regression")] = logistic_regression(
        train.inputs, train.truth, test.inputs
    )
    rows = []
    for label, called in answers.items():
        cost = cost_on(test, called)
        missed = int(((called == 0) & (test.truth == MALIGNANT)).sum())
        alarms = int(((called == MALIGNANT) & (test.truth == 0)).sum())
        interval = format_interval("cost", cost.interval)
        rows.append([label, str(missed), str(alarms), format_figure("cost", cost.score), interval])
    columns = ("decision", "missed", "alarms", "cost")
    headers = [say(f"case.logistic.{column}") for column in columns]
    caption = say("case.logistic.cost_caption", rows=len(test.inputs), cost=f"{COST_MISSED:g}")
    return TableBlock([*headers, say("case.report.interval")], rows, caption, emphasised_row=0)


def threshold_by_cost(rows: RawRows, seed: int) -> tuple[ThresholdRow, tuple[ThresholdRow, ...]]:
    """Let each fold be judged by a model of the other folds, and take the cheapest threshold."""
    assert rows.truth is not None
    probabilities = probabilities_of_unseen(rows, seed)
    known = rows.truth, probabilities
    missed, alarm = COST_MISSED, COST_FALSE_ALARM
    return (
        choose_threshold(*known, cost_missed=missed, cost_false_alarm=alarm),
        threshold_table(*known, cost_missed=missed, cost_false_alarm=alarm),
    )


def probabilities_of_unseen(rows: RawRows, seed: int) -> NDArray[np.float64]:
    """Return each training row the probability by a model that was not fitted to it."""
    order = np.random.default_rng(seed).permutation(len(rows.inputs))
    probabilities = np.empty(len(rows.inputs))
    for fold in range(FOLDS):
        held = order[fold::FOLDS]
        rest = np.setdiff1d(order, held)
        model, _ = fit(rows.only(rest), seed)
        scaling = learn_min_max(rows.inputs[rest])
        probabilities[held] = model.predict(scaling.apply(rows.inputs[held]))[:, 0]
    return probabilities


def run_as_script(data: CaseData, seed: int) -> tuple[CaseData, CaseRun]:
    """Run the script as it stands: its split has no seed, so this one stands for chance."""
    assert isinstance(data.dataset, Table)
    drawn = split(data.dataset, *split_randomly(len(data.dataset.values), TEST_FRACTION, seed))
    model, history = fit(drawn.train, seed)
    card = card_of(drawn, learn_min_max(drawn.train.inputs), seed, THRESHOLD_TAUGHT)
    return drawn, finished_case_run(model, card, history, drawn)


def mistakes(
    data: CaseData, way: CaseRun, splits: Sequence[tuple[CaseData, CaseRun]]
) -> list[Mistake]:
    """Price the split without a seed, and the threshold out of the air, over several splits."""
    card, metric = way.predictor.card, CASE.metric
    reported = [measured(card, metric, drawn.test, ran.answer.predictions) for drawn, ran in splits]
    same_split = measured(card, metric, data.test, way.answer.predictions)
    validated = []
    for drawn, ran in splits:
        assert ran.answer.probabilities is not None
        above = ran.answer.probabilities[:, MALIGNANT] > validated_threshold(drawn.train)
        validated.append(measured(card, metric, drawn.test, above.astype(np.int64)))
    split, threshold = "split_without_seed", "threshold_without_validation"
    return [
        price(split, LINES[split], reported, [same_split] * len(splits)),
        price(threshold, LINES[threshold], reported, validated),
    ]


def validated_threshold(rows: RawRows) -> float:
    """Choose the cheapest threshold on a quarter of the rows by a model of the others."""
    assert rows.truth is not None
    fitted, held = split_stratified(rows.truth, VALIDATION_FRACTION, seed=0)
    model, _ = fit(rows.only(fitted), 0)
    scaling = learn_min_max(rows.inputs[fitted])
    chosen = choose_threshold(
        rows.truth[held],
        model.predict(scaling.apply(rows.inputs[held]))[:, 0],
        cost_missed=COST_MISSED,
        cost_false_alarm=COST_FALSE_ALARM,
    )
    return chosen.threshold


def coefficients(model: Model) -> dict[str, object]:
    """Return the weights and the bias of the unit."""
    unit = model.weights["dense"]
    return {
        "coefficients": np.asarray(unit["kernel"])[:, 0].tolist(),
        "intercept": float(np.asarray(unit["bias"])[0]),
    }


def plots(way: CaseRun, data: CaseData) -> list[Plot]:
    """Draw the weights, the confusion matrix and both curves."""
    assert isinstance(data.dataset, Table)
    assert data.test.truth is not None
    answer: Answer = way.answer
    assert answer.probabilities is not None
    unit = coefficients(way.predictor.model)
    target = way.predictor.card.target
    return [
        weights_by_feature_plot(
            "weights",
            data.dataset.column_names[:-1],
            np.asarray(unit["coefficients"]),
            bias=float(str(unit["intercept"])),
        ),
        confusion_plot(data.test, way, CLASSES),
        roc_and_precision_recall_plot(
            "roc_and_precision_recall",
            data.test.truth,
            answer.probabilities[:, MALIGNANT],
            threshold=getattr(target, "threshold", None),
        ),
    ]


CASE = Case(
    name="logistic-breast-cancer",
    metric="f1",
    unit_key="",
    find=is_breast_cancer,
    read=read,
    baselines=baselines,
    taught=taught,
    should=should,
)
