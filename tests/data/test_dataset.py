"""Datasets as values."""

from plainnet.data.dataset import DataNote, Source
from plainnet.messages.language import speaking


def test_generated_data_say_so() -> None:
    assert Source("generated:air-quality", "0").is_generated
    assert not Source("air.csv", "0").is_generated


def test_a_repair_is_said_in_the_language_of_the_moment() -> None:
    repair = DataNote("predictor.test_rows_only", {"count": 114})
    with speaking("en"):
        english = str(repair)
    with speaking("zh"):
        chinese = str(repair)
    assert "114" in english
    assert "114" in chinese
    assert english != chinese
