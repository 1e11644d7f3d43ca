"""The closing table, in both languages."""

import pytest
from rich.cells import cell_len

from plainnet.commands.results_table import case_table, model_table
from plainnet.messages.language import speaking

RESULT = {
    "case": "lstm-gold",
    "ways": {
        "taught": {
            "rmse": 28.2,
            "skill": -0.7,
            "w": 2.0,
            "reported": {"rmse": 1.0},
            "mistakes": [],
        },
        "should": {"rmse": 16.58, "skill": None},
    },
    "baselines": {"some baseline": {"rmse": 16.61, "mae": 11.0}},
}


def test_ways_and_baselines_stand_beside_each_other():
    assert case_table(RESULT).splitlines() == [
        "lstm-gold",
        "                            RMSE    MAE    skill",
        "  as taught                28.20         -70.0 %",
        "  as it should be          16.58               –",
        "  baseline: some baseline  16.61  11.00",
    ]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_columns_are_aligned_in_both_languages(language):
    with speaking(language):
        lines = case_table(RESULT).splitlines()
    edges = {
        cell_len(line[: line.index(figure) + 5])
        for line in lines
        for figure in ("28.20", "16.58", "16.61")
        if figure in line
    }
    assert len(edges) == 1


def test_a_way_that_did_not_run_has_no_row():
    ran = {**RESULT, "ways": {"should": RESULT["ways"]["should"]}}
    assert "as taught" not in case_table(ran)


def test_the_table_of_one_model():
    result = {"model": "m.keras", "metrics": {"accuracy": 0.9825}, "baselines": {}}
    assert model_table(result).splitlines() == ["m.keras", "         accuracy", "  model     0.983"]
