"""`plainnet train` and `plainnet test` on tables whose scores would flatter if rows leaked."""

import json
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from data.table_files import excel_bytes

Columns = dict[str, object]


def write_csv(folder: Path, name: str, columns: Columns) -> pl.DataFrame:
    """Write a table and give it."""
    frame = pl.DataFrame(columns)
    frame.write_csv(folder / name)
    return frame


def run_of(plainnet, *arguments: str) -> tuple[dict, str]:
    """Train on a few epochs; give the result and what was said."""
    process = plainnet("train", *arguments, "--json")
    assert process.returncode == 0, process.stderr
    return json.loads(process.stdout), process.stderr


def scores_of(plainnet, *arguments: str) -> dict:
    """Test a model and give the result."""
    process = plainnet("test", *arguments, "--json")
    assert process.returncode == 0, process.stderr
    return json.loads(process.stdout)


def every_kind_of_column(rows: int, seed: int = 0) -> Columns:
    """Make numbers with holes, whole numbers, categories and days, and a number to predict."""
    random = np.random.default_rng(seed)
    size, age = random.normal(100, 20, rows).round(2), random.integers(1, 60, rows)
    kind = random.choice(["red", "blue", "grün"], rows)
    days = random.integers(0, 900, rows).astype("timedelta64[D]")
    price = 0.5 * size + 10 * (kind == "red") - 0.3 * age + random.normal(0, 3, rows)
    holes = [
        None if draw < 0.05 else value
        for draw, value in zip(random.random(rows), size, strict=True)
    ]
    when = (np.datetime64("2020-01-01") + days).astype(str)
    return {"size": holes, "kind": kind, "when": when, "age": age, "price": price.round(3)}


def saved_again(frame: pl.DataFrame, folder: Path) -> list[str]:
    """Write the same rows shuffled, as Excel, as Parquet, and as other programs write CSV."""
    shuffled = frame.sample(fraction=1, shuffle=True, seed=3)
    shuffled.select(reversed(frame.columns)).write_csv(folder / "shuffled.csv")
    cells = [["" if cell is None else cell for cell in row] for row in frame.rows()]
    (folder / "again.xlsx").write_bytes(excel_bytes([frame.columns, *map(list, cells)]))
    frame.with_columns(pl.col("when").str.to_date()).write_parquet(folder / "again.parquet")
    lines = [frame.columns, *(map(as_in_germany, row) for row in frame.rows())]
    (folder / "german.csv").write_text("\r\n".join(map(";".join, lines)), "utf-8")
    return ["shuffled.csv", "again.xlsx", "again.parquet", "german.csv"]


def as_in_germany(cell: object) -> str:
    """Write numbers with a decimal comma and zeros that nobody needs."""
    return (
        ""
        if cell is None
        else f"{cell:.4f}".replace(".", ",")
        if isinstance(cell, float)
        else str(cell)
    )


def test_training_rows_are_known_in_every_format(plainnet, tmp_path):
    frame = write_csv(tmp_path, "a.csv", every_kind_of_column(400))
    result, _ = run_of(plainnet, "a.csv", "--target", "price", "--epochs", "5", "--out", "m.keras")
    for name in saved_again(frame, tmp_path):
        again = scores_of(plainnet, "m.keras", name)
        assert (again["rows"], again["rows_trained_on"]) == (80, 320), name
        assert again["metrics"]["rmse"] == pytest.approx(result["metrics"]["rmse"], rel=1e-5)
    whole = plainnet("test", "m.keras", "german.csv", "--rows", "all")
    assert "also the 320 the model was trained on" in whole.stderr


def test_other_rows_are_scored_whole_and_nothing_but_training_rows_is_refused(plainnet, tmp_path):
    frame = write_csv(tmp_path, "a.csv", every_kind_of_column(200))
    run_of(plainnet, "a.csv", "--target", "price", "--epochs", "2", "--out", "m.keras")
    write_csv(tmp_path, "new.csv", every_kind_of_column(200, seed=1))
    assert scores_of(plainnet, "m.keras", "new.csv")["rows_trained_on"] == 0
    predictions = (tmp_path / "runs/0001-a/predictions.csv").read_text("utf-8").splitlines()[1:]
    rows_tested = {int(line.split(",")[0]) - 1 for line in predictions}
    frame[[row for row in range(200) if row not in rows_tested]].write_csv(tmp_path / "seen.csv")
    refused = plainnet("test", "m.keras", "seen.csv", "--lang", "zh")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "--rows all" in refused.stderr.splitlines()[-1]
    assert scores_of(plainnet, "m.keras", "seen.csv", "--rows", "all")["rows"] == 160


def test_rows_that_are_equal_by_nature_are_not_taken_for_training_rows(plainnet, tmp_path):
    """Three columns of two values have eight rows: in any file all of them were trained on."""

    def passengers(rows: int, seed: int) -> Columns:
        random = np.random.default_rng(seed)
        columns = {name: random.choice(["a", "b"], rows) for name in ("sex", "class", "port")}
        survived = random.random(rows) < np.where(columns["sex"] == "a", 0.8, 0.2)
        return {**columns, "survived": np.where(survived, "yes", "no")}

    frame = write_csv(tmp_path, "a.csv", passengers(500, 0))
    _, said = run_of(plainnet, "a.csv", "--target", "survived", "--epochs", "2", "--out", "m.keras")
    assert "more than once" not in said
    write_csv(tmp_path, "new.csv", passengers(120, 1))
    assert scores_of(plainnet, "m.keras", "new.csv")["rows"] == 120
    frame.reverse().write_csv(tmp_path / "again.csv")
    assert scores_of(plainnet, "m.keras", "again.csv")["rows"] == 100
