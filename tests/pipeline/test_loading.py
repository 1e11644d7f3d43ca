"""Opening a model file for testing and predicting."""

from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
import pytest

from pipeline.small_models import (
    save_classifier,
    save_forecast,
    save_image_classifier,
    write_images,
    write_series,
    write_table,
)
from plainnet.errors import DataError, FileError, SettingError
from plainnet.files.keras_archive import read_archive
from plainnet.layers.dense import Dense
from plainnet.model import Model, load_model
from plainnet.networks.network import Stack
from plainnet.pipeline.image_predictor import ImagePredictor
from plainnet.pipeline.loading import load_predictor
from plainnet.pipeline.recipe import Recipe
from plainnet.pipeline.run import train_recipe
from plainnet.pipeline.series_predictor import SeriesPredictor
from plainnet.pipeline.table_predictor import TablePredictor
from plainnet.training.history import SILENT


def test_the_card_tells_the_kind(tmp_path: Path) -> None:
    table = write_table(tmp_path / "t.csv")
    assert type(load_predictor(save_classifier(tmp_path / "t.keras", table))) is TablePredictor
    series = write_series(tmp_path / "s.csv")
    forecast = save_forecast(tmp_path / "s.keras", series, "value")
    assert type(load_predictor(forecast)) is SeriesPredictor
    images = save_image_classifier(tmp_path / "i.keras", write_images(tmp_path / "i"))
    assert type(load_predictor(images)) is ImagePredictor


def test_what_was_said_of_the_training_file_holds_for_new_ones(tmp_path: Path) -> None:
    file, model = tmp_path / "t.csv", tmp_path / "m.keras"
    rows = [f"{'女男'[row % 2]};01/0{row % 9 + 1}/2020;1.{row:03}" for row in range(60)]
    file.write_bytes("\n".join(["性;day;y", *rows]).encode("gbk"))
    said = Recipe(
        str(file), "y", decimal=",", encoding="gbk", day_first=True, epochs=1, out=str(model)
    )
    train_recipe(
        replace(said, runs=str(tmp_path / "runs")), listener=SILENT, tell=lambda sentence: None
    )
    raw = load_predictor(model).read(file, with_truth=True)
    assert np.max(raw.truth) == 1059
    days = raw.inputs[:, 1].astype("datetime64[D]")
    assert str(days.max()) == "2020-09-01"
    assert np.max(load_predictor(model, decimal=".").read(file, with_truth=True).truth) == 1.059
    with pytest.raises(DataError, match="not valid utf-8"):
        load_predictor(model, encoding="utf-8").read(file, with_truth=False)
    file.write_text("\n".join(["性;day;y", *rows]), "utf-8-sig")
    assert np.array_equal(load_predictor(model).read(file, with_truth=True).inputs, raw.inputs)


def test_how_a_table_is_written_cannot_be_said_of_images(tmp_path: Path) -> None:
    images = save_image_classifier(tmp_path / "i.keras", write_images(tmp_path / "i"))
    with pytest.raises(SettingError, match="is a model of images"):
        load_predictor(images, encoding="big5")


def test_a_plain_keras_file_lacks_the_card(tmp_path: Path) -> None:
    keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)]).save(tmp_path / "m.keras")
    with pytest.raises(FileError, match=r"m\.keras does not say.*--scale-from TABLE --target"):
        load_predictor(tmp_path / "m.keras")


@pytest.mark.parametrize("card", [{}, {"version": 1}, {"version": 99}])
def test_a_damaged_card_is_refused(card: dict[str, object], tmp_path: Path) -> None:
    model = Model(Stack((Dense(1),)))
    model.build((2,))
    model.save(tmp_path / "m.keras", card)
    with pytest.raises(FileError, match=r"m\.keras"):
        load_predictor(tmp_path / "m.keras")


def test_a_card_of_another_network_is_refused(tmp_path: Path) -> None:
    path = save_classifier(tmp_path / "m.keras", write_table(tmp_path / "t.csv"))
    other = Model(Stack((Dense(3, "softmax"),)))
    other.build((2,))
    other.save(tmp_path / "n.keras", read_archive(path).card)
    with pytest.raises(FileError, match="outputs named: 2, outputs of the network: 3"):
        load_predictor(tmp_path / "n.keras")


def test_the_model_within_is_the_saved_one(tmp_path: Path) -> None:
    path = save_classifier(tmp_path / "m.keras", write_table(tmp_path / "t.csv"))
    assert load_predictor(path).model.weights_hash() == load_model(path).weights_hash()
