"""A table made ready for training."""

import json
from pathlib import Path

import numpy as np
import pytest

from data.table_files import house_rows, write
from plainnet.errors import SettingError
from plainnet.files.model_card import card_from_dict
from plainnet.model import Model
from plainnet.predictors.loading import predictor_of
from plainnet.recipes.prepared import Prepared
from plainnet.recipes.recipe import Recipe
from plainnet.recipes.table_preparation import outputs_of, prepare_table, settings_of


def trained(prepared: Prepared) -> Model:
    """Train as a run does."""
    model = Model(prepared.network)
    training = prepared.training
    model.compile(training.optimizer, training.loss, training.metrics)
    model.fit(
        *prepared.train,
        epochs=training.epochs,
        batch_size=training.batch,
        validation_data=prepared.validation,
    )
    return model


def test_a_number_is_prepared_and_learned(tmp_path: Path):
    file = write(tmp_path, house_rows())
    prepared = prepare_table(Recipe(str(file), target="price", epochs=60, rate=0.01))
    recipe = prepared.recipe
    assert (recipe.task, recipe.model, recipe.split, recipe.log_target) == (
        "number", "dense", "random", True,
    )  # fmt: skip
    x, y = prepared.train
    assert (x.dtype, y.shape, len(prepared.test.inputs)) == (np.float32, (128, 1), 40)
    assert abs(float(y.mean())) < 1e-6
    card = card_from_dict(json.loads(json.dumps(prepared.card.to_dict())), file)
    assert card == prepared.card
    predictor = predictor_of(trained(prepared), card)
    scores = predictor.score(prepared.test, predictor.answer(prepared.test.inputs).predictions)
    assert scores["skill"] > 0.5
    assert predictor.test(file)["metrics"] == pytest.approx(scores)
    assert list(prepared.baselines()) == ["mean", "linear_regression", "gradient_boosted_trees"]


@pytest.mark.parametrize(
    ("target", "outputs", "loss"),
    [("garage", 1, "binary_crossentropy"), ("city", 3, "sparse_categorical_crossentropy")],
)
def test_classes_are_prepared(tmp_path: Path, target: str, outputs: int, loss: str):
    file = write(tmp_path, house_rows())
    prepared = prepare_table(Recipe(str(file), target=target, model="logistic", epochs=2))
    assert prepared.recipe.split == "stratified"
    assert prepared.network.output_shape(prepared.train[0].shape[1:]) == (outputs,)
    assert (prepared.training.loss, prepared.training.epochs) == (loss, 2)
    assert prepared.test.truth.dtype == np.int64
    answer = predictor_of(trained(prepared), prepared.card).answer(prepared.test.inputs)
    assert answer.probabilities.shape == (40, max(2, outputs))


def test_rows_without_a_target_are_left_out_everywhere(tmp_path: Path):
    lines = house_rows().splitlines()
    lines[3:40:3] = [line.rpartition(",")[0] + "," for line in lines[3:40:3]]
    file = write(tmp_path, "\n".join(lines))
    prepared = prepare_table(Recipe(str(file), target="price", epochs=1))
    predictor = predictor_of(trained(prepared), prepared.card)
    rows = predictor.read(file, with_truth=True)
    kept = rows.only(predictor.test_places(rows))
    assert kept.labels == prepared.test.labels
    np.testing.assert_array_equal(kept.inputs, prepared.test.inputs)


def test_settings_are_checked():
    assert settings_of(Recipe("x", hidden=(5,), batch=7), "number", 100).hidden == (5,)
    for recipe in (Recipe("x", model="linear"), Recipe("x", model="logistic", hidden=(3,))):
        with pytest.raises(SettingError):
            settings_of(recipe, "classes", 100)


def test_a_logarithm_of_nothing_stays_finite(tmp_path: Path):
    prepared = prepare_table(Recipe(str(write(tmp_path, house_rows())), target="price", epochs=1))
    assert np.isfinite(outputs_of(np.array([0.0, -1.0, 5.0]), prepared.card.target)).all()
