"""Each case finds its data by what the files hold."""

import shutil
from pathlib import Path

import pytest

from plainnet.cases.case import column_names, locate
from plainnet.cases.catalogue import CASES
from plainnet.errors import DataError

GOLD = "Date,USD (PM)\n2009/1/1,1000\n"


def gold(folder: Path, text: str = GOLD) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "prices.csv"
    file.write_text(text)
    return file


def test_every_case_finds_its_data_in_the_course(course: Path) -> None:
    places = locate([entry.load() for entry in CASES.values()], course)
    found = {name: place and place.relative_to(course).as_posix() for name, place in places.items()}
    assert found == {
        "linear-regression": None,
        "logistic-breast-cancer": "2_logistic_breast_cancer/breast_cancer_data.csv",
        "dense-breast-cancer": "2_logistic_breast_cancer/breast_cancer_data.csv",
        "dense-air-quality": "4_dense_air_quality/data.csv",
        "lenet-defects": "5_lenet_defects/data",
        "lstm-gold": "6_lstm_gold/LBMA-GOLD.csv",
    }


def test_a_table_is_found_by_its_columns_whatever_parts_its_cells(tmp_path: Path) -> None:
    file = gold(tmp_path, GOLD.replace(",", ";"))
    assert locate([CASES["lstm-gold"].load()], tmp_path) == {"lstm-gold": file}


def test_equal_copies_count_once(tmp_path: Path) -> None:
    first, second = gold(tmp_path / "a"), gold(tmp_path / "b" / "c")
    assert locate([CASES["lstm-gold"].load()], tmp_path) == {"lstm-gold": first}
    assert second.exists()


def test_differing_candidates_are_listed(tmp_path: Path) -> None:
    first, second = gold(tmp_path / "a"), gold(tmp_path / "b", f"{GOLD}2009/1/2,1001\n")
    with pytest.raises(DataError) as caught:
        locate([CASES["lstm-gold"].load()], tmp_path)
    assert str(first) in str(caught.value)
    assert str(second) in str(caught.value)


def test_data_too_deep_or_absent_are_missing(tmp_path: Path) -> None:
    gold(tmp_path / "1" / "2" / "3" / "4")
    with pytest.raises(DataError, match="lstm-gold"):
        locate([CASES["lstm-gold"].load()], tmp_path)
    shutil.move(tmp_path / "1" / "2", tmp_path / "2")
    assert locate([CASES["lstm-gold"].load()], tmp_path)["lstm-gold"] is not None


def test_a_file_is_taken_as_named(tmp_path: Path) -> None:
    file = gold(tmp_path)
    assert locate([CASES["lstm-gold"].load()], file) == {"lstm-gold": file}
    with pytest.raises(DataError, match="nowhere"):
        locate([CASES["lstm-gold"].load()], tmp_path / "nowhere")


def test_names_are_those_of_the_first_line(tmp_path: Path) -> None:
    file = tmp_path / "air.csv"
    file.write_bytes('\ufeffPM2.5, "a, b",AQI\n1,2,3\n'.encode())
    assert {"PM2.5", "AQI"} < column_names(file)


def test_what_is_no_table_has_no_names(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "notes.txt").write_text("Date,USD (PM)")
    for path in (tmp_path, tmp_path / "empty.csv", tmp_path / "notes.txt", tmp_path / "absent.csv"):
        assert column_names(path) == frozenset()
