"""Reading a table as a recipe asks for it."""

import json
from pathlib import Path

import numpy as np
import pytest

from data.table_files import house_rows, write
from plainnet.data.column_encoding import learn_encoding
from plainnet.errors import DataError, SettingError
from plainnet.files.model_card import ClassTarget, NumberTarget, card_from_dict
from plainnet.messages.language import speaking
from plainnet.model import Model
from plainnet.pipeline.loading import predictor_of
from plainnet.pipeline.prepared import Prepared
from plainnet.pipeline.recipe import Recipe
from plainnet.pipeline.table_preparation import (
    column_to_split_by,
    divide,
    notes_on_rows,
    notes_on_target,
    outputs_of,
    prepare_table,
    read_for,
    settings_of,
)


@pytest.fixture
def houses(tmp_path: Path) -> str:
    return str(write(tmp_path, house_rows()))


def test_columns_are_left_out(houses: str):
    table = read_for(Recipe(houses, target="price", drop=("id", " city")))
    assert [column.name for column in table.columns] == ["area", "garage", "sold", "price"]


@pytest.mark.parametrize(
    ("settings", "error"),
    [
        ({}, SettingError),
        ({"target": "prize"}, DataError),
        ({"target": "price", "drop": ("nothing",)}, DataError),
        ({"target": "price", "drop": ("price",)}, SettingError),
        ({"target": "price", "group": "price"}, SettingError),
        ({"target": "price", "time": "when"}, DataError),
    ],
)
def test_names_are_checked(houses: str, settings, error):
    with pytest.raises(error) as caught:
        read_for(Recipe(houses, **settings))
    assert str(caught.value)


def test_what_splits_is_found(houses: str, tmp_path: Path):
    by_time = Recipe(houses, target="price", time="sold")
    assert column_to_split_by(by_time, read_for(by_time)).min() >= 18262
    by_group = Recipe(houses, target="price", group="city")
    assert set(column_to_split_by(by_group, read_for(by_group))) == {0, 1, 2}
    plain = Recipe(houses, target="price")
    assert column_to_split_by(plain, read_for(plain)) is None
    for wrong in (
        Recipe(houses, target="price", time="city"),
        Recipe(houses, "price", group="area"),
    ):
        with pytest.raises(DataError):
            column_to_split_by(wrong, read_for(wrong))


def test_rows_are_divided_in_their_order(houses: str):
    table = read_for(Recipe(houses, target="price"))
    parts = np.array([0, 1, 2, -1] * 50, np.int8)
    encoding = learn_encoding(table, parts == 0, without=["price"]).encoding
    whole = table.blocks[0].copy()
    divided = divide(table, parts, encoding, np.zeros(200))
    assert table.blocks == []
    assert [len(divided.train), len(divided.validation), len(divided.test)] == [50, 50, 50]
    assert divided.trained.rows == 100
    area = encoding.feature_names.index("area")
    column = table.column("area").slot
    learned = next(each for each in encoding.columns if each.name == "area")
    values = np.where(np.isnan(whole[:, column]), learned.fill, whole[:, column])
    expected = (values[parts == 1] - learned.offset) / learned.scale
    np.testing.assert_allclose(divided.validation[:, area], expected, rtol=1e-5)


def test_rows_are_counted():
    parts = np.array([0, 0, 0, 1, 2, 2, -1], np.int8)
    with speaking("en"):
        said = [str(repair) for repair in notes_on_rows("time", parts)]
    assert "1" in said[0]
    assert all(number in said[1] for number in ("3", "1", "2"))
    assert len(notes_on_rows("random", np.array([0, 0, 2], np.int8))) == 2


def test_targets_are_described_in_both_languages():
    classes = ClassTarget(("no", "yes"), "y", ("no", "yes"), positive=1)
    for language, listed in (("en", "no (2), yes (1)"), ("zh", "no (2)、yes (1)")):
        with speaking(language):
            said = [str(repair) for repair in notes_on_target(classes, np.array([0.0, 0, 1]))]
            assert listed in said[0]
            assert "yes" in said[1]
            (ranged,) = notes_on_target(NumberTarget("y", ""), np.array([1.0, 2, 9]))
            assert all(number in str(ranged) for number in ("1", "2", "9"))


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


@pytest.mark.parametrize(("slip", "is_named"), [("1e60", True), ("-9e12", True), ("40.5", False)])
def test_a_slip_of_a_key_is_named_with_its_line(tmp_path: Path, slip: str, is_named: bool):
    values = np.random.default_rng(0).normal(size=60)
    rows = [f"{value},{2 * value},{int(place == 7)}" for place, value in enumerate(values)]
    rows[4] = f"{slip},1,0"
    file = tmp_path / "t.csv"
    file.write_text("x,y,once\n" + "\n".join(rows) + "\n")
    notes = [note for note in prepare_table(Recipe(str(file), target="y")).decisions if "6" in note]
    assert any("Line 6 of 'x' holds" in note for note in notes) == is_named
    assert not any("'once' holds" in note for note in notes)
