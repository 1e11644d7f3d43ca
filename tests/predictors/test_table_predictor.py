"""A model of table rows, from file to answer."""

from pathlib import Path

import numpy as np
import pytest

from plainnet.data.table import read_table
from plainnet.errors import DataError, FileError, PlainnetError, SettingError
from plainnet.files.keras_archive import read_archive
from plainnet.model_loading import load_model
from plainnet.predictors.loading import load_predictor
from predictors.small_models import (
    TEST_ROWS,
    save_classifier,
    save_regression,
    write_table,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Train both models on one file."""
    folder = tmp_path_factory.mktemp("table")
    data = write_table(folder / "data.csv")
    save_classifier(folder / "classifier.keras", data)
    save_regression(folder / "regression.keras", data)
    return folder


def test_of_the_training_file_only_the_test_rows_count(folder: Path) -> None:
    result = load_predictor(folder / "classifier.keras").test(folder / "data.csv")
    assert result["rows"] == len(TEST_ROWS)
    assert any("only the 5 rows kept for testing are scored" in note for note in result["notes"])
    assert set(result["baselines"]) == {"majority", "logistic regression"}
    assert result["model"] == str(folder / "classifier.keras")
    assert result["data"]["path"] == str(folder / "data.csv")
    table = read_table(folder / "data.csv", columns=["class"])
    answers = load_predictor(folder / "classifier.keras").predict(folder / "data.csv")
    right = [
        answers[row]["prediction"] == {2: "harmless", 4: "harmful"}[int(table.values[row, 0])]
        for row in TEST_ROWS
    ]
    assert result["metrics"]["accuracy"] == pytest.approx(np.mean(right))


def test_all_rows_of_the_training_file_on_demand(folder: Path) -> None:
    result = load_predictor(folder / "classifier.keras").test(folder / "data.csv", "all")
    assert result["rows"] == 40
    assert any("also the 35 the model was trained on" in note for note in result["notes"])
    assert set(result["baselines"]) == {"majority"}


def test_a_copy_of_the_training_file_is_the_training_file(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other name.csv").write_bytes((folder / "data.csv").read_bytes())
    result = load_predictor(folder / "regression.keras").test(tmp_path / "other name.csv")
    assert result["rows"] == len(TEST_ROWS)


def test_all_rows_of_any_other_file_count(folder: Path, tmp_path: Path) -> None:
    other = write_table(tmp_path / "other.csv", rows=12, seed=3)
    for rows in ("test", "all"):
        result = load_predictor(folder / "regression.keras").test(other, rows)
        assert result["rows"] == 12
        assert not any("trained on" in note for note in result["notes"])
        assert result["metrics"]["skill"] > 0.5


def test_numbers_come_in_the_unit_of_the_target(folder: Path, tmp_path: Path) -> None:
    other = write_table(tmp_path / "other.csv", rows=12, seed=3)
    result = load_predictor(folder / "regression.keras").test(other)
    truth = read_table(other, columns=["y"]).values[:, 0]
    answers = load_predictor(folder / "regression.keras").predict(other)
    predictions = np.array([answer["prediction"] for answer in answers])
    assert [answer["row"] for answer in answers] == list(range(1, 13))
    error = float(np.sqrt(np.mean((truth - predictions) ** 2)))
    assert result["metrics"]["rmse"] == pytest.approx(error)
    assert error < 0.5 * truth.std()
    mean = result["baselines"]["mean"]["rmse"]
    assert result["metrics"]["skill"] == pytest.approx(1 - error / mean)


def test_answers_are_those_of_the_network_after_scaling(folder: Path) -> None:
    saved = read_archive(folder / "classifier.keras")
    assert saved.card is not None
    scaling = saved.card["inputs"]["scaling"]
    table = read_table(folder / "data.csv", columns=["b", "a"])
    inputs = (table.values - scaling["offset"]) / scaling["scale"]
    expected = load_model(folder / "classifier.keras").predict(inputs)[:, 0]
    answers = load_predictor(folder / "classifier.keras").predict(folder / "data.csv")
    harmful = [answer["probability_harmful"] for answer in answers]
    np.testing.assert_allclose(harmful, expected, rtol=1e-6)
    for answer, probability in zip(answers, expected, strict=True):
        assert answer["probability_harmless"] == pytest.approx(1 - probability, abs=1e-6)
        assert answer["prediction"] == ("harmful" if probability > 0.05 else "harmless")
    assert any(0.05 < probability < 0.5 for probability in harmful)  # the threshold is at work


def test_the_target_may_be_absent_and_columns_stand_in_any_order(
    folder: Path, tmp_path: Path
) -> None:
    plain = write_table(tmp_path / "plain.csv", columns="c,b,a")
    model = load_predictor(folder / "classifier.keras")
    assert model.predict(plain) == model.predict(folder / "data.csv")


def test_a_target_with_other_values_does_not_disturb_predicting(
    folder: Path, tmp_path: Path
) -> None:
    text = (folder / "data.csv").read_text().replace("\n", ",?\n").replace("y,?", "y,note", 1)
    (tmp_path / "notes.csv").write_text(text)
    model = load_predictor(folder / "regression.keras")
    assert model.predict(tmp_path / "notes.csv") == model.predict(folder / "data.csv")


@pytest.mark.parametrize(("columns", "missing"), [("a,c", "b"), ("a,b,y", "class")])
def test_a_missing_column_is_named(
    columns: str, missing: str, folder: Path, tmp_path: Path
) -> None:
    lacking = write_table(tmp_path / "lacking.csv", columns=columns)
    with pytest.raises(DataError, match=f"there is no column '{missing}'"):
        load_predictor(folder / "classifier.keras").test(lacking)


def test_an_unknown_class_is_named_with_its_line(folder: Path, tmp_path: Path) -> None:
    lines = write_table(tmp_path / "t.csv", columns="a,b,class").read_text().splitlines()
    lines[6] = "1,2,7"
    (tmp_path / "t.csv").write_text("\n".join(lines) + "\n")
    with pytest.raises(
        DataError, match=r"t\.csv, line 7, column class: 7 is none of the classes 2, 4"
    ):
        load_predictor(folder / "classifier.keras").test(tmp_path / "t.csv")
    assert len(load_predictor(folder / "classifier.keras").predict(tmp_path / "t.csv")) == 40


@pytest.mark.parametrize("content", ["", "a,b,class\n", "a,b,class\n1,x,2\n", "a,b\n1\n"])
def test_unusable_tables_end_in_one_sentence(content: str, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text(content)
    for door in (load_predictor(folder / "classifier.keras").test,
                 load_predictor(folder / "classifier.keras").predict):  # fmt: skip
        with pytest.raises(PlainnetError, match=r"bad\.csv"):
            door(tmp_path / "bad.csv")


def test_rows_are_test_or_all(folder: Path) -> None:
    with pytest.raises(SettingError, match='"test" or "all", not \'some\''):
        load_predictor(folder / "classifier.keras").test(folder / "data.csv", "some")


@pytest.mark.parametrize("test_rows", [(), (3, 40), (-1,)])
def test_test_rows_that_the_file_does_not_have(
    test_rows: tuple[int, ...], folder: Path, tmp_path: Path
) -> None:
    saved = read_archive(folder / "classifier.keras")
    assert saved.card is not None
    saved.card["origin"]["test_rows"] = list(test_rows)
    load_model(folder / "classifier.keras").save(tmp_path / "m.keras", saved.card)
    model = load_predictor(tmp_path / "m.keras")
    with pytest.raises(FileError, match=r"m\.keras does not name test rows that these data have"):
        model.test(folder / "data.csv")
    assert model.test(folder / "data.csv", "all")["rows"] == 40
