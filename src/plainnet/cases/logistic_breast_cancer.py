"""Logistic regression on breast cancer, with a threshold.

One sigmoid unit weighs 30 measurements of a tumour. The script calls it malignant above a
probability of 0.3. As it should be, the threshold follows from what a missed cancer costs,
chosen on rows the model was not fitted to.

Concepts: logistic regression, sigmoid, threshold, precision, recall
"""

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
from plainnet.cases.case import Case, CaseData, Way, finished_way, measured
from plainnet.cases.class_figures import confusion_plot, table_by_class
from plainnet.cases.mistakes import Mistake, price
from plainnet.cases.wording import way_title
from plainnet.data.dataset import Table
from plainnet.data.scaling import learn_min_max
from plainnet.data.splitting import split_randomly, split_stratified
from plainnet.evaluation.threshold import ThresholdRow, choose_threshold, threshold_table
from plainnet.layers.dense import Dense
from plainnet.layers.regularizers import L2
from plainnet.messages.language import say
from plainnet.model import Model
from plainnet.networks.stack import Stack
from plainnet.optimizers.sgd import SGD
from plainnet.plots.plot import Plot
from plainnet.plots.roc_and_precision_recall_plot import roc_and_precision_recall_plot
from plainnet.plots.threshold_plot import threshold_plot
from plainnet.plots.training_curves_plot import training_curves_plot
from plainnet.plots.weights_by_feature_plot import weights_by_feature_plot
from plainnet.predictors.predictor import Answer, RawRows
from plainnet.report.blocks import Paragraph
from plainnet.training.history import History
from plainnet.training.progress import SILENT, Watcher

SCRIPT = "2_logistic_breast_cancer/logistic_regression.py"
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
    rows: RawRows, seed: int, watcher: Watcher = SILENT, title: str = ""
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
        watcher=watcher,
        title=title,
    )
    return model, history


def taught(data: CaseData, seed: int, watcher: Watcher) -> Way:
    """Fit on the split with seed 42 and call everything above 0.3 malignant."""
    model, history = fit(data.train, seed, watcher, way_title(CASE.name, "taught"))
    card = card_of(data, learn_min_max(data.train.inputs), seed, THRESHOLD_TAUGHT)
    way = finished_way(model, card, history, data)
    drawn, as_script = run_as_script(data, seed)
    way.extra = {**coefficients(model), "reported": as_script.metrics}
    way.mistakes = mistakes(data, way, drawn, as_script)
    way.plots = [*plots(way, data), training_curves_plot("training", history.figures)]
    way.blocks = [Paragraph(say("case.logistic.taught")), table_by_class(data.test, way)]
    return way


def should(data: CaseData, seed: int, watcher: Watcher) -> Way:
    """Choose the threshold by cost, on rows the model that judges them has not seen."""
    title = way_title(CASE.name, "should")
    model, history = fit(data.train, seed, watcher, title)
    chosen, table = threshold_by_cost(data.train, seed)
    card = card_of(data, learn_min_max(data.train.inputs), seed, chosen.threshold)
    way = finished_way(model, card, history, data)
    way.extra = {
        **coefficients(model),
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
    way.blocks = [Paragraph(text), table_by_class(data.test, way)]
    return way


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
    """Give each training row the probability by a model that was not fitted to it."""
    order = np.random.default_rng(seed).permutation(len(rows.inputs))
    probabilities = np.empty(len(rows.inputs))
    for fold in range(FOLDS):
        held = order[fold::FOLDS]
        rest = np.setdiff1d(order, held)
        model, _ = fit(rows.only(rest), seed)
        scaling = learn_min_max(rows.inputs[rest])
        probabilities[held] = model.predict(scaling.apply(rows.inputs[held]))[:, 0]
    return probabilities


def run_as_script(data: CaseData, seed: int) -> tuple[CaseData, Way]:
    """Run the script as it stands: its split has no seed, so this one stands for chance."""
    assert isinstance(data.dataset, Table)
    drawn = split(data.dataset, *split_randomly(len(data.dataset.values), TEST_FRACTION, seed))
    model, history = fit(drawn.train, seed)
    card = card_of(drawn, learn_min_max(drawn.train.inputs), seed, THRESHOLD_TAUGHT)
    return drawn, finished_way(model, card, history, drawn)


def mistakes(data: CaseData, way: Way, drawn: CaseData, as_script: Way) -> list[Mistake]:
    """Price the split without a seed, and the threshold out of the air."""
    card = way.predictor.card
    reported = measured(card, CASE.metric, drawn.test, as_script.answer.predictions)
    same_split = measured(card, CASE.metric, data.test, way.answer.predictions)
    assert drawn.train.truth is not None
    fitted, held = split_stratified(drawn.train.truth, VALIDATION_FRACTION, seed=0)
    model, _ = fit(drawn.train.only(fitted), 0)
    scaling = learn_min_max(drawn.train.inputs[fitted])
    validation = model.predict(scaling.apply(drawn.train.inputs[held]))[:, 0]
    chosen = choose_threshold(
        drawn.train.truth[held],
        validation,
        cost_missed=COST_MISSED,
        cost_false_alarm=COST_FALSE_ALARM,
    )
    probabilities = as_script.answer.probabilities
    assert probabilities is not None
    above = (probabilities[:, MALIGNANT] > chosen.threshold).astype(np.int64)
    validated = measured(card, CASE.metric, drawn.test, above)
    return [
        price("split_without_seed", SCRIPT, 22, reported, same_split),
        price("threshold_without_validation", SCRIPT, 56, reported, validated),
    ]


def coefficients(model: Model) -> dict[str, object]:
    """Give the weights and the bias of the unit."""
    unit = model.weights["dense"]
    return {
        "coefficients": np.asarray(unit["kernel"])[:, 0].tolist(),
        "intercept": float(np.asarray(unit["bias"])[0]),
    }


def plots(way: Way, data: CaseData) -> list[Plot]:
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
