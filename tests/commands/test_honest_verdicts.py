"""`plainnet train` where baselines used to break, classes are uneven, or nothing is wrong."""

import json
from pathlib import Path

import numpy as np
import polars as pl
import pytest

EPOCHS = ("--epochs", "12", "--split", "random")


def trained(plainnet, columns: dict[str, object], *options: str) -> tuple[dict, str]:
    """Train on a table, and give the result and what was said."""
    pl.DataFrame(columns).write_csv(Path("table.csv"))
    process = plainnet("train", "table.csv", "--target", "y", *EPOCHS, *options, "--json")
    assert process.returncode == 0, process.stderr
    return json.loads(process.stdout), process.stderr


def uneven(share: float, rows: int = 1500) -> dict[str, object]:
    random = np.random.default_rng(3)
    y = random.random(rows) < share
    columns = {name: random.normal(1.3 * y, 1).round(3) for name in "abc"}
    return {**columns, "y": np.where(y, "yes", "no")}


@pytest.fixture(autouse=True)
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_many_uneven_classes_have_trees_that_stand(plainnet) -> None:
    random = np.random.default_rng(0)
    labels = random.choice(19, 2400, p=np.r_[0.3, 0.2, 0.1, np.full(16, 0.025)])
    centres = random.normal(size=(19, 6)) * 2
    columns = {f"x{n}": (centres[labels, n] + random.normal(size=2400)).round(3) for n in range(6)}
    result, _ = trained(plainnet, {**columns, "y": np.char.add("class ", labels.astype(str))})
    trees = result["baselines"]["gradient_boosted_trees"]
    assert trees["accuracy"] > 0.6
    assert "failed" not in trees
    assert result["seconds"]["evaluate"] < result["seconds"]["total"]


def test_columns_that_follow_from_each_other_leave_the_line_a_bar(plainnet) -> None:
    random = np.random.default_rng(1)
    kinds, sites = random.integers(0, 8, 400), random.integers(0, 5, 400)
    size = random.normal(5e7, 1e7, 400).round()
    y = random.normal(size=8)[kinds] * 3 + 4e-7 * size + random.normal(size=400)
    columns = {
        **{f"kind {n}": (kinds == n).astype(int) for n in range(8)},
        "name": np.char.add("kind ", kinds.astype(str)),
        "site": np.char.add("site ", sites.astype(str)),
        "size": size,
        "tenfold": 10 * size,
    }
    result, _ = trained(plainnet, {**columns, "y": y.round(4)}, "--task", "number")
    line = result["baselines"]["linear_regression"]
    assert line["rmse"] < 1.3
    assert "failed" not in line
    assert result["differences"]["linear_regression"]["standing"] != "better"


def test_one_in_fifty_is_judged_by_what_tells_them_apart(plainnet) -> None:
    result, said = trained(plainnet, uneven(0.02))
    assert result["metric"] == "average_precision"
    assert "98 % of the training rows are of the class no" in said
    assert f"accuracy of {result['baselines']['majority']['accuracy']:.3f}" in said
    shares = [of["average_precision"] for of in result["baselines"].values()]
    assert all(share is not None for share in shares)


def test_weights_of_classes_find_more_of_the_rare_one(plainnet) -> None:
    plain, _ = trained(plainnet, uneven(0.05), "--metric", "recall")
    weighted, _ = trained(
        plainnet, uneven(0.05), "--metric", "recall", "--class-weight", "balanced"
    )
    assert plain["metric"] == weighted["metric"] == "recall"
    assert weighted["metrics"]["recall"] > plain["metrics"]["recall"] + 0.2
    assert 'class-weight = "balanced"' in Path("runs/0002-table/recipe.toml").read_text()


def test_twenty_rows_without_a_mistake_are_no_proof(plainnet) -> None:
    random = np.random.default_rng(5)
    y = np.arange(100) % 2
    columns = {name: random.normal(9.0 * y, 1).round(3) for name in "ab"}
    result, _ = trained(plainnet, {**columns, "y": np.where(y, "yes", "no")}, "--epochs", "40")
    assert result["metrics"]["accuracy"] == 1
    for metric in ("accuracy", "precision", "recall", "f1", "area", "average_precision"):
        low, high = result["intervals"][metric]
        assert 0.5 < low < 0.95
        assert high == 1
    assert result["intervals"]["log_loss"] is None
    assert result["differences"]["logistic_regression"]["standing"] == "same"


def test_a_baseline_worse_than_the_mean_is_called_failed(plainnet) -> None:
    random = np.random.default_rng(7)
    columns = {f"x{n}": random.normal(size=90).round(3) for n in range(40)}
    result, _ = trained(plainnet, {**columns, "y": random.normal(size=90)}, "--task", "number")
    mean, line = (result["baselines"][name] for name in ("mean", "linear_regression"))
    assert line["rmse"] > mean["rmse"]
    assert line["failed"] is True
    assert "failed" not in mean


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--metric", "rmse"), "does not fit this target"),
        (("--metric", "gini"), "accuracy, f1"),
        (("--class-weight", "yes"), "balanced"),
    ],
)
def test_what_does_not_fit_is_refused_in_a_sentence(
    plainnet, options: tuple[str, str], sentence: str
) -> None:
    pl.DataFrame(uneven(0.3, rows=100)).write_csv(Path("table.csv"))
    process = plainnet("train", "table.csv", "--target", "y", *options)
    assert process.returncode == 2
    assert sentence in process.stderr
    assert not Path("runs").exists()
