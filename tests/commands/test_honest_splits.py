"""`plainnet train` and `plainnet test` on tables whose scores would flatter if rows leaked."""

import json
from html import unescape
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


def hourly_rides(hours: int = 1500, seed: int = 0) -> Columns:
    """Make rides with a daily season, a trend and weather that stays for days, in no order."""
    random = np.random.default_rng(seed)
    hour, weather = np.arange(hours), np.zeros(hours)
    for row in range(1, hours):
        weather[row] = 0.97 * weather[row - 1] + random.normal(0, 8)
    rides = 100 + 60 * np.sin(2 * np.pi * (hour - 8) / 24) + 0.02 * hour + weather
    when = np.datetime64("2023-01-01T00:00:00") + hour.astype("timedelta64[h]")
    order = random.permutation(hours)
    return {"when": when.astype(str)[order], "hour": hour[order] % 24, "rides": rides[order]}


def test_rows_that_lie_in_time_are_split_in_time_and_the_score_falls(plainnet, tmp_path):
    frame = write_csv(tmp_path, "rides.csv", hourly_rides())
    run = ("rides.csv", "--target", "rides", "--epochs", "60")
    in_time, said = run_of(plainnet, *run)
    assert "The rows lie in time ('when') and neighbours resemble each other" in said
    at_random, said = run_of(plainnet, *run, "--split", "random")
    assert "lie in time" not in said
    assert at_random["metrics"]["r2"] > in_time["metrics"]["r2"] + 0.1
    lines = (tmp_path / "runs/0001-rides/predictions.csv").read_text("utf-8").splitlines()[1:]
    tested = {int(line.split(",")[0]) - 1 for line in lines}
    latest = frame["when"].sort()[-300]
    assert tested == {row for row, when in enumerate(frame["when"]) if when >= latest}
    again, _ = run_of(plainnet, "runs/0001-rides/recipe.toml")
    assert again["weights_hash"] == in_time["weights_hash"]
    _, said = run_of(plainnet, *run, "--split", "time", "--epochs", "1")
    assert "Rows split in the order of time" in said


@pytest.mark.parametrize("per_year", [0.0, 0.1])
def test_a_birthday_is_no_time_of_the_rows(plainnet, tmp_path, per_year):
    random = np.random.default_rng(0)
    days, x = random.integers(18_000, size=800), random.normal(size=800)
    born = (np.datetime64("1950-01-01") + days.astype("timedelta64[D]")).astype(str)
    wage = 2 * x - per_year * days / 365 + random.normal(size=800)
    write_csv(tmp_path, "people.csv", {"day": born, "x": x, "wage": wage})
    _, said = run_of(plainnet, "people.csv", "--target", "wage", "--epochs", "2")
    assert "Rows split at random" in said


def test_copies_stay_on_one_side_and_noise_shows_no_skill(plainnet, tmp_path):
    random = np.random.default_rng(0)
    drawn = {name: np.tile(random.normal(size=300).round(3), 4) for name in ("a", "b", "c", "y")}
    order = random.permutation(1200)
    columns = {name: values[order] for name, values in drawn.items()}
    write_csv(tmp_path, "noise.csv", {"id": np.arange(1, 1201), **columns})
    result, said = run_of(plainnet, "noise.csv", "--target", "y", "--epochs", "60")
    assert "1200 of 1200. Copies stay on one side" in said
    assert result["metrics"]["skill"] < 0.05
    assert all(of["r2"] < 0.1 for of in result["baselines"].values())


def test_numbers_of_rows_are_left_out_and_numbers_that_tell_something_are_not(plainnet, tmp_path):
    random = np.random.default_rng(0)
    x = random.normal(size=200)
    ids = random.choice(np.arange(42, 127_132), 200, replace=False)
    write_csv(tmp_path, "a.csv", {"id": ids, "n": np.arange(200), "x": x, "y": x + ids / 60_000})
    _, said = run_of(plainnet, "a.csv", "--target", "y", "--epochs", "1")
    assert "'id'" not in said
    assert "Column 'n' left out: it counts the rows, and the target does not follow it" in said
    write_csv(tmp_path, "b.csv", {"id": ids, "x": x, "y": 2 * x + random.normal(size=200)})
    _, said = run_of(plainnet, "b.csv", "--target", "y", "--epochs", "1")
    assert "Column 'id' left out: every row has a number of its own in it" in said
    _, said = run_of(plainnet, "b.csv", "--target", "y", "--epochs", "1", "--keep", "id")
    assert "Columns of numbers: 2 (id, x)" in said


def test_hours_and_years_that_rise_with_the_rows_are_learned(plainnet, tmp_path):
    hours = np.arange(1, 41)
    write_csv(tmp_path, "hours.csv", {"hours": hours, "score": 2 * hours})
    result, _ = run_of(plainnet, "hours.csv", "--target", "score", "--model", "linear")
    assert result["metrics"]["r2"] > 0.9
    random = np.random.default_rng(0)
    rain = random.normal(50, 20, 75)
    harvest = 0.1 * np.arange(75) + 0.5 * rain + random.normal(0, 0.5, 75)
    write_csv(tmp_path, "farm.csv", {"year": np.arange(1950, 2025), "rain": rain, "t": harvest})
    _, said = run_of(plainnet, "farm.csv", "--target", "t", "--epochs", "1")
    assert "Columns of numbers: 2 (year, rain)" in said
    sorted_rows = {"Id": np.arange(1, 101), "x": random.normal(size=100), "kind": ["a", "b"] * 50}
    sorted_rows["kind"] = sorted(sorted_rows["kind"])
    write_csv(tmp_path, "iris.csv", sorted_rows)
    _, said = run_of(plainnet, "iris.csv", "--target", "kind", "--epochs", "1")
    assert "Column 'Id' left out: it only numbers the rows" in said


def test_a_column_that_gives_the_target_away_is_named_and_no_verdict_is_good(plainnet, tmp_path):
    random = np.random.default_rng(0)
    school, years = random.integers(8, 20, 500), random.integers(0, 40, 500)
    wage = np.exp(0.08 * school + 0.02 * years + random.normal(0, 0.4, 500))
    columns = {"school": school, "years": years, "logwage": np.log(wage).round(4), "wage": wage}
    write_csv(tmp_path, "wages.csv", columns)
    process = plainnet("train", "wages.csv", "--target", "wage", "--epochs", "60")
    assert process.stdout.splitlines()[-1].endswith("leave it out: --drop logwage.")
    report = (tmp_path / "runs/0001-wages/report.html").read_text("utf-8")
    assert "column 'logwage' alone determines the target" in unescape(report)
    assert 'class="verdict good"' not in report
    _, said = run_of(plainnet, "wages.csv", "--target", "wage", "--drop", "logwage")
    assert "Caution" not in said
    result, said = run_of(plainnet, "wages.csv", "--target", "logwage", "--drop", "wage")
    assert (result["cautions"], "determines" in said) == ([], False)


def test_several_series_in_a_file_are_told_apart_and_one_is_chosen(plainnet, tmp_path):
    random = np.random.default_rng(0)
    days = (np.datetime64("2023-01-01") + np.arange(90).astype("timedelta64[D]")).astype(str)
    series = {
        name: level + np.cumsum(random.normal(size=90)) for name, level in (("A", 9), ("B", 99))
    }
    panel = {
        "unique_id": ["A"] * 90 + ["B"] * 90,
        "ds": [*days, *days],
        "y": [*series["A"], *series["B"]],
    }
    frame = write_csv(tmp_path, "panel.csv", panel)
    run = ("panel.csv", "--series", "y", "--window", "4", "--model", "linear", "--epochs", "2")
    refused = plainnet("train", *run)
    assert (refused.returncode, refused.stdout) == (2, "")
    last = refused.stderr.splitlines()[-1]
    assert "column 'unique_id' tells them apart (A, B)" in last
    assert last.endswith('--only "unique_id=A"')
    result, _ = run_of(plainnet, *run, "--only", "unique_id=B", "--out", "m.keras")
    assert scores_of(plainnet, "m.keras", "panel.csv")["metrics"] == pytest.approx(
        result["metrics"]
    )
    other = scores_of(plainnet, "m.keras", "panel.csv", "--only", "unique_id=A")
    assert (other["rows"], other["rows_trained_on"]) == (86, 0)
    frame.filter(pl.col("unique_id") == "B").drop("unique_id").write_csv(tmp_path / "b.csv")
    alone = scores_of(plainnet, "m.keras", "b.csv")
    assert alone["metrics"]["rmse"] == pytest.approx(result["metrics"]["rmse"])
    assert alone["rows_trained_on"] == 86 - result["rows"]["test"]
    forecasts = [
        plainnet("predict", "m.keras", *data).stdout
        for data in (["panel.csv"], ["b.csv"], ["panel.csv", "--only", "unique_id=A"])
    ]
    assert forecasts[0] == forecasts[1] != forecasts[2]
