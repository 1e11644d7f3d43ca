"""A run of prepared data: trained, its threshold chosen, measured beside what is simpler."""

from dataclasses import replace

import numpy as np
import pytest

from pipeline.prepared_by_hand import prepare_by_hand
from plainnet.errors import DivergedError, SettingError
from plainnet.files.model_card import ClassTarget
from plainnet.optimizers.optimizer import SGD
from plainnet.pipeline.judging import class_numbers_of
from plainnet.pipeline.training_run import run_prepared


@pytest.fixture(scope="module")
def run_of_classes():
    return run_prepared(prepare_by_hand())


def test_a_run_beats_its_baseline_and_keeps_the_best_weights(run_of_classes):
    run = run_of_classes
    assert run.metrics["accuracy"] > run.baseline_scores["majority"]["accuracy"]
    val_losses = run.history.figures["val_loss"]
    assert run.history.best_epoch == int(np.argmin(val_losses))
    x, y = prepare_by_hand().validation
    assert run.predictor.model.evaluate(x, y)["loss"] == pytest.approx(min(val_losses), rel=1e-5)


def test_the_card_holds_the_scores_and_the_usual_threshold(run_of_classes):
    card = run_of_classes.predictor.card
    assert card.origin.metrics == run_of_classes.metrics
    assert card.origin.baselines == run_of_classes.baseline_scores
    assert isinstance(card.target, ClassTarget)
    assert (card.target.positive, card.target.threshold) == (1, 0.5)


def test_a_dear_miss_lowers_the_threshold_and_says_so(run_of_classes):
    told = []
    run = run_prepared(prepare_by_hand(cost=(1.0, 20.0)), tell=told.append)
    assert run.predictor.card.target.threshold < 0.5
    assert run.metrics["recall"] >= run_of_classes.metrics["recall"]
    assert len(told) == 1
    assert "30 validation rows" in told[0]


def test_a_number_is_measured_in_its_unit():
    run = run_prepared(prepare_by_hand(number=True))
    assert run.validation_answer is None
    assert run.metrics["rmse"] < run.baseline_scores["mean"]["rmse"] / 2


def test_the_card_may_learn_from_the_trained_model():
    def calibrate(predictor):
        return replace(predictor.card, target=replace(predictor.card.target, unit="kg"))

    run = run_prepared(replace(prepare_by_hand(number=True), calibrate=calibrate))
    assert run.predictor.card.target.unit == "kg"


def test_without_validation_rows_all_epochs_are_trained():
    prepared = prepare_by_hand()
    nothing = tuple(part[:0] for part in prepared.validation)
    run = run_prepared(replace(prepared, validation=nothing))
    assert len(run.history.epochs) == prepared.training.epochs
    assert run.validation_answer is None
    costly = replace(prepare_by_hand(cost=(1.0, 9.0)), validation=nothing)
    assert run_prepared(costly).predictor.card.target.threshold == 0.1  # as that of its baselines


def test_a_cost_needs_two_classes():
    with pytest.raises(SettingError, match="two classes"):
        run_prepared(prepare_by_hand(number=True, cost=(1.0, 5.0)))


def test_a_training_that_diverges_is_refused():
    prepared = prepare_by_hand(number=True, rate=1e20)
    training = replace(prepared.training, optimizer=SGD(1e20), patience=None)
    with pytest.raises(DivergedError, match="1e\\+20"):
        run_prepared(replace(prepared, training=training))


def test_one_hot_targets_and_numbers_name_the_same_classes():
    one_hot = np.eye(3)[[2, 0, 1]]
    assert class_numbers_of(one_hot).tolist() == [2, 0, 1]
    assert class_numbers_of(np.array([[1.0], [0.0]])).tolist() == [1, 0]


@pytest.mark.parametrize("is_number", [False, True])
def test_an_ensemble_is_the_average_of_the_nets_that_single_runs_give(is_number):
    """Before the last activation: the mean of the three nets, each as a run with its seed."""

    def trained(seed, **more):
        recipe = {"number": is_number, "seed": seed, **more}
        return run_prepared(prepare_by_hand(**recipe)).predictor.model

    x = prepare_by_hand(number=is_number).train[0][:20]

    def sums(model):
        outputs = model.predict(x).astype(np.float64)
        return outputs if is_number else np.log(outputs / (1 - outputs))

    together = sums(trained(3, ensemble=3))
    alone = [sums(trained(seed)) for seed in (3, 4, 5)]
    np.testing.assert_allclose(together, np.mean(alone, axis=0), rtol=2e-3, atol=2e-3)
    assert np.abs(alone[0] - together).max() > 0.01
