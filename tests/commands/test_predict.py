"""Predictions as CSV."""

from plainnet.commands.predict import csv_text


def test_rows_become_csv_with_a_header():
    rows = [
        {"file": "a, b.png", "prediction": "恶性", "probability_恶性": 0.75},
        {"file": "c.png", "prediction": "良性", "probability_恶性": 0.25},
    ]
    assert csv_text(rows).split("\n") == [
        "file,prediction,probability_恶性",
        '"a, b.png",恶性,0.75',
        "c.png,良性,0.25",
    ]
