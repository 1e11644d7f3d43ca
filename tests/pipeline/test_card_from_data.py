"""Model files that Keras wrote answer for raw data, once it is named what they were trained on."""

import csv
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from PIL import Image
from sklearn.preprocessing import MinMaxScaler, StandardScaler

from plainnet.errors import PlainnetError
from plainnet.pipeline.loading import load_predictor

RNG = np.random.default_rng(0)
X = RNG.normal(5, [1, 10, 3], size=(60, 3))
KINDS = np.where(X[:, 0] > 5, "yes", "no")


def write_rows(file: Path, names: list[str], *columns: Any) -> Path:
    """Write a table."""
    with file.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.writer(opened)
        writer.writerow(names)
        writer.writerows(zip(*columns, strict=True))
    return file


def keras_file(file: Path, *layers: Any) -> Any:
    """Save a model of Keras with its first weights."""
    keras.utils.set_random_seed(3)
    model = keras.Sequential(list(layers))
    model.save(file)
    return model


@pytest.mark.filterwarnings("ignore:You are saving your model as an HDF5 file")
@pytest.mark.parametrize("ending", [".h5", ".keras"])
@pytest.mark.parametrize(
    ("scaling", "scaler"),
    [("standard", StandardScaler()), ("min-max", MinMaxScaler()), ("no", None)],
)
def test_answers_are_those_of_keras_on_scaled_columns(
    tmp_path: Path, scaling: Any, scaler: Any, ending: str
) -> None:
    train = write_rows(tmp_path / "train.csv", ["a", "kind", "b", "c"], X[:, 0], KINDS, *X[:, 1:].T)
    new = write_rows(tmp_path / "new.csv", ["c", "b", "a"], *X[:5, ::-1].T)
    dense = keras.layers.Dense(1, activation="sigmoid")
    model = keras_file(tmp_path / f"m{ending}", keras.layers.Input((3,)), dense)
    inputs = X if scaler is None else scaler.fit_transform(X)
    expected = np.asarray(model(inputs[:5]))[:, 0]
    predictor = load_predictor(
        tmp_path / f"m{ending}", scale_from=train, target="kind", scaling=scaling
    )
    answers = predictor.predict(new)
    found = [row["probability_yes"] for row in answers]
    np.testing.assert_allclose(found, expected, rtol=1e-4)
    assert [row["prediction"] for row in answers] == np.where(expected > 0.5, "yes", "no").tolist()


def test_a_number_is_answered_in_its_unit(tmp_path: Path) -> None:
    train = write_rows(tmp_path / "train.csv", ["a", "b", "price"], *X.T)
    model = keras_file(tmp_path / "m.keras", keras.layers.Input((2,)), keras.layers.Dense(1))
    predictor = load_predictor(tmp_path / "m.keras", scale_from=train, target="price", scaling="no")
    result = predictor.test(train, rows="all")
    errors = np.asarray(model(X[:, :2]))[:, 0] - X[:, 2]
    assert result["metrics"]["rmse"] == pytest.approx(np.sqrt(np.mean(errors**2)), rel=1e-4)


def test_class_folders_name_the_outputs(tmp_path: Path) -> None:
    for name in ("crack", "scratch"):
        (tmp_path / "train" / name).mkdir(parents=True)
        for number in range(2):
            picture = RNG.integers(0, 256, (8, 8, 3), np.uint8)
            Image.fromarray(picture).save(tmp_path / "train" / name / f"{number}.png")
    flat, dense = keras.layers.Flatten(), keras.layers.Dense(2, activation="softmax")
    model = keras_file(tmp_path / "m.keras", keras.layers.Input((8, 8, 3)), flat, dense)
    predictor = load_predictor(tmp_path / "m.keras", scale_from=tmp_path / "train")
    picture = tmp_path / "train" / "crack" / "0.png"
    (answer,) = predictor.predict(picture)
    expected = np.asarray(model(np.asarray(Image.open(picture))[None] / np.float32(255)))[0]
    found = [answer["probability_crack"], answer["probability_scratch"]]
    np.testing.assert_allclose(found, expected, rtol=1e-4)


@pytest.mark.parametrize(
    ("columns", "target", "key"),
    [
        (["a", "b", "kind"], None, "card.no_target"),
        (["a", "b", "kind"], "c", "csv.column_missing"),
        (["a", "kind"], "kind", "card.columns_misfit"),
        (["a", "b", "kind"], "b", "card.not_numbers"),
        (["a", "b", "c"], "c", "card.classes_misfit"),
    ],
)
def test_what_is_missing_is_asked_for(
    tmp_path: Path, columns: list[str], target: str | None, key: str
) -> None:
    cells = {"a": X[:, 0], "b": X[:, 1], "c": X[:, 2], "kind": KINDS}
    train = write_rows(tmp_path / "train.csv", columns, *(cells[name] for name in columns))
    dense = keras.layers.Dense(1, activation="sigmoid")
    keras_file(tmp_path / "m.keras", keras.layers.Input((2,)), dense)
    with pytest.raises(PlainnetError) as problem:
        load_predictor(tmp_path / "m.keras", scale_from=train, target=target)
    assert problem.value.key == key
