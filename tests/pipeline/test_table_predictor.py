"""Tables a model has never seen."""

from pathlib import Path

import numpy as np
import polars
import pytest

from data.table_files import excel_bytes, house_rows, write
from pipeline.small_models import (
    TEST_ROWS,
    save_classifier,
    save_regression,
    write_table,
)
from plainnet.data.column_encoding import learn_encoding
from plainnet.data.table_file import open_table, read_table
from plainnet.errors import DataError, FileError, PlainnetError, SettingError
from plainnet.files.keras_archive import read_archive
from plainnet.model import load_model
from plainnet.pipeline.loading import load_predictor
from plainnet.pipeline.recipe import Recipe
from plainnet.pipeline.table_predictor import read_new_rows, rows_with_truth
from plainnet.pipeline.table_preparation import read_for

HEADER = "sold;garage;area;city\n"


@pytest.fixture
def encoding(tmp_path: Path):
    table = read_for(Recipe(str(write(tmp_path, house_rows(), "old.csv")), target="price"))
    return learn_encoding(table, np.ones(200, bool), without=["price"]).encoding


def keys_of(folder: Path, encoding, content: str | bytes) -> list[str]:
    """Read a new file and give what was said beside the way it is written."""
    table, told = read_new_rows(open_table(write(folder, content, "new.csv")), encoding, None)
    assert np.isfinite(encoding.apply(table.blocks[0])).all()
    return [repair.key for repair in told]


def test_another_order_delimiter_and_layout_do_not_matter(tmp_path: Path, encoding):
    file = write(tmp_path, HEADER + "5.6.2021;no;80,5;Köln\n25.6.2021;yes;60,5;上海\n", "new.csv")
    table, told = read_new_rows(open_table(file), encoding, None)
    assert told == ()
    row = dict(zip([c.name for c in table.columns], table.blocks[0][0].tolist(), strict=False))
    assert row["area"] == 80.5
    assert encoding.columns[0].known[int(row["city"])] == "Köln"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ("2021-06-05;no;80.5;Köln\n", []),
        ("2021-06-05;no;80.5;Bergen\n", ["predictor.new_categories"]),
        ("2021-06-05;;80.5;Köln\n", ["predictor.missing_values"]),
        ("2021-06-05;no;;Köln\n", []),
        ("2150-01-01;no;80.5;Köln\n", ["predictor.far_outside"]),
        ("2021-06-05;no;80500;Köln\n", ["predictor.far_outside"]),
        ("2021-06-05;no;80.5;Köln\n" * 3 + "2021-06-05;no;9e9;Köln\n", ["predictor.far_outside"]),
        ("".join(f"2021-06-05;no;{50 + n / 1e3};Köln\n" for n in range(20)), ["predictor.narrow"]),
    ],
)
def test_what_does_not_fit_wholly_is_said(tmp_path: Path, encoding, cells: str, said: list[str]):
    assert keys_of(tmp_path, encoding, HEADER + cells) == said


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ("sold;garage;city\n2021-06-05;no;Köln\n", "predictor.no_columns"),
        (HEADER + "2021-06-05;no;large;Köln\n", "predictor.wrong_kind"),
        (HEADER + "soon;no;80;Köln\n", "predictor.wrong_kind"),
        (HEADER + "2021-06-05;no;80500;Köln\n" * 12, "predictor.other_unit"),
        (HEADER + "2021-06-05;no;0.008;Köln\n" * 12, "predictor.other_unit"),
    ],
)
def test_what_would_give_wrong_numbers_is_refused(tmp_path: Path, encoding, content, key: str):
    with pytest.raises(DataError) as caught:
        keys_of(tmp_path, encoding, content)
    assert caught.value.key == key
    assert "new.csv" in str(caught.value)


def test_a_workbook_of_other_kinds_is_refused(tmp_path: Path, encoding):
    rows = [["sold", "garage", "area", "city"], [5.0, "no", 80.0, "Köln"]]
    with pytest.raises(DataError) as caught:
        keys_of(tmp_path, encoding, excel_bytes(rows))
    assert caught.value.key == "predictor.wrong_kind"


def test_rows_without_truth_are_counted():
    rows, told = rows_with_truth(np.array([1.0, np.nan, 2.0]), "y")
    assert rows.tolist() == [0, 2]
    assert told[0].values["count"] == 1


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


@pytest.mark.parametrize("test_rows", [(), (3, 40)])
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


def test_rows_in_memory_and_names_of_rows(folder: Path) -> None:
    predictor = load_predictor(folder / "classifier.keras")
    answers = predictor.predict(folder / "data.csv")
    frame = polars.read_csv(folder / "data.csv")
    assert predictor.predict(frame) == predictor.predict(frame.to_dict(as_series=False)) == answers
    assert predictor.test(frame, "all")["rows"] == 40
    named = predictor.with_ids(answers, folder / "data.csv", "a")
    assert [float(own["a"]) for own in named] == frame["a"].to_list()
    assert list(named[0])[:3] == ["row", "a", "prediction"]
    for column in ("row", "prediction"):  # no answer gives way to a column of the same name
        other = predictor.with_ids(answers, frame.rename({"a": column}), column)
        assert [float(own.pop(f"id_{column}")) for own in other] == frame["a"].to_list()
        assert other == answers
