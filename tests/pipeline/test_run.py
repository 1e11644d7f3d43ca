"""Which kind of data a recipe is about, and what it has no use for."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from plainnet.errors import DataError, FileError, SettingError
from plainnet.pipeline import run
from plainnet.pipeline.loading import load_predictor
from plainnet.pipeline.recipe import Recipe
from plainnet.pipeline.run import (
    check_out,
    check_settings_of,
    checkpoint_path,
    kind_of,
    prepare,
    train_recipe,
)
from plainnet.training import checkpoint as checkpoints
from plainnet.training.history import SILENT, Silent


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text("day,price\n" + "".join(f"{i},{i % 5}\n" for i in range(80)))
    (tmp_path / "images").mkdir()
    Image.new("L", (4, 4)).save(tmp_path / "one.png")
    return tmp_path


@pytest.mark.parametrize(
    ("settings", "kind"),
    [
        ({"data": "a.csv"}, "table"),
        ({"data": "a.csv", "target": "price"}, "table"),
        ({"data": "a.csv", "series": ("price",)}, "series"),
        ({"data": "a.csv", "horizon": 3}, "series"),
        ({"data": "a.csv", "model": "lstm"}, "series"),
        ({"data": "images"}, "images"),
        ({"data": "generated:steel-surfaces"}, "images"),
        ({"data": "generated:gold-like-price"}, "series"),
        ({"data": "generated:air-quality"}, "table"),
    ],
)
def test_the_kind_is_found_out(here, settings, kind):
    assert kind_of(Recipe(**settings)) == kind


def test_what_is_missing_or_a_single_image_is_said(here):
    with pytest.raises(DataError, match="nothere"):
        kind_of(Recipe("nothere.csv"))
    with pytest.raises(DataError, match="one image"):
        kind_of(Recipe("one.png"))


@pytest.mark.parametrize(
    ("settings", "kind", "option"),
    [
        ({"series": ("price",)}, "table", "--series"),
        ({"augmentation": ("flip",)}, "table", "--augment"),
        ({"target": "price"}, "series", "--target"),
        ({"damaged": "skip"}, "series", "--damaged"),
        ({"window": 5}, "images", "--window"),
    ],
)
def test_a_setting_for_another_kind_is_refused(settings, kind, option):
    with pytest.raises(SettingError, match=option):
        check_settings_of(Recipe("a.csv", **settings), kind)
    other = next(name for name in ("table", "images", "series") if name != kind)
    check_settings_of(Recipe("a.csv"), other)


def test_data_are_prepared_by_their_kind(here):
    prepared = prepare(Recipe("a.csv", series=("price",), window=4))
    assert prepared.recipe.window == 4
    assert prepared.recipe.split == "time"


@pytest.fixture
def recipe(tmp_path: Path) -> Recipe:
    generator = np.random.default_rng(0)
    rows = generator.normal(5, 1, (60, 2))
    lines = [f"{a:.3f},{b:.3f},{2 * a - b:.3f}" for a, b in rows]
    (tmp_path / "plants.csv").write_text("\n".join(["a,b,c", *lines]) + "\n")
    return Recipe(
        str(tmp_path / "plants.csv"), target="c", epochs=6, runs=str(tmp_path / "runs"), hidden=(4,)
    )


class Interrupting(Silent):
    """Presses Ctrl-C after some epochs."""

    def advance(self, epoch: int, logs: dict[str, float]) -> None:
        if epoch >= 2:
            raise KeyboardInterrupt


def test_all_is_written_and_said(recipe, tmp_path):
    told: list[str] = []
    out = tmp_path / "m.keras"
    done = train_recipe(replace(recipe, out=str(out)), listener=SILENT, tell=told.append)
    assert done.folder == tmp_path / "runs/0001-plants"
    assert json.loads((done.folder / "metrics.json").read_text("utf-8")) == done.result
    assert [path.name for path in (tmp_path / "runs").iterdir()] == ["0001-plants"]
    assert any("plants.csv" in sentence for sentence in told)
    assert load_predictor(out).card.origin.metrics["rmse"] == done.result["metrics"]["rmse"]


def test_a_file_whose_name_is_no_text_is_trained_on(recipe, tmp_path):
    name = os.fsdecode("数据.csv".encode("gbk"))
    Path(recipe.data).rename(tmp_path / name)
    out = tmp_path / os.fsdecode("模型.keras".encode("gbk"))
    named = replace(recipe, data=str(tmp_path / name), out=str(out))
    done = train_recipe(named, listener=SILENT, tell=lambda sentence: None)
    assert (done.folder / "report.html").exists()
    assert load_predictor(out).test(tmp_path / name)["rows"] > 0


def test_a_training_broken_off_goes_on_to_the_same_weights(recipe, monkeypatch):
    monkeypatch.setattr(checkpoints, "SECONDS_BETWEEN_CHECKPOINTS", 0.0)
    whole = train_recipe(recipe, listener=SILENT, tell=lambda sentence: None)
    told: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        train_recipe(recipe, listener=Interrupting(), tell=told.append)
    assert "--resume" in told[-1]
    again = train_recipe(recipe, listener=SILENT, tell=told.append, resumes=True)
    assert any("it goes on if the data are the same" in sentence for sentence in told)
    assert again.result["weights_hash"] == whole.result["weights_hash"]
    assert again.result["metrics"] == whole.result["metrics"]
    names = sorted(path.name for path in Path(recipe.runs).iterdir())
    assert names == ["0001-plants", "0002-plants"]
    train_recipe(recipe, listener=SILENT, tell=told.append, resumes=True)
    assert any("starts from the beginning" in sentence for sentence in told)


class InTheWay(Silent):
    """Puts a file where a folder is wanted, when training begins."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def begin(self, title: str, total_epochs: int) -> None:
        self.path.touch()


def test_a_model_file_that_cannot_be_written_is_refused_beforehand(recipe, tmp_path):
    (tmp_path / "file").write_text("kept")
    with pytest.raises(FileError, match="cannot be written"):
        train_recipe(
            replace(recipe, out=str(tmp_path / "file/m.keras")),
            listener=SILENT,
            tell=lambda sentence: None,
        )
    assert not Path(recipe.runs).exists()


def test_a_model_file_that_cannot_be_written_costs_no_run(recipe, tmp_path):
    told: list[str] = []
    recipe = replace(recipe, epochs=1, out=str(tmp_path / "file/m.keras"))
    with pytest.raises(FileError, match="cannot be written"):
        train_recipe(recipe, listener=InTheWay(tmp_path / "file"), tell=told.append)
    assert told[-1] == f"The run is kept, with its model, in {tmp_path / 'runs/0001-plants'}."
    load_predictor(tmp_path / "runs/0001-plants/model.keras")


def test_a_run_that_cannot_be_written_can_go_on(recipe, monkeypatch):
    def refuse(*arguments):
        raise FileError("file.cannot_write", file="model.keras", reason="No space left on device")

    monkeypatch.setattr(checkpoints, "SECONDS_BETWEEN_CHECKPOINTS", 0.0)
    monkeypatch.setattr(run, "write_run", refuse)
    told: list[str] = []
    with pytest.raises(FileError, match="No space"):
        train_recipe(recipe, listener=SILENT, tell=told.append)
    assert "--resume" in told[-1]
    assert [path.suffix for path in Path(recipe.runs).iterdir()] == [".checkpoint"]


def test_changed_data_are_not_taken_for_the_same_training(recipe, monkeypatch):
    monkeypatch.setattr(checkpoints, "SECONDS_BETWEEN_CHECKPOINTS", 0.0)
    with pytest.raises(KeyboardInterrupt):
        train_recipe(recipe, listener=Interrupting(), tell=lambda sentence: None)
    with Path(recipe.data).open("a") as file:
        file.write("1,2,3\n")
    told: list[str] = []
    with pytest.raises(FileError, match="of another run"):
        train_recipe(recipe, listener=SILENT, tell=told.append, resumes=True)
    assert not any("--resume" in sentence for sentence in told)


def test_the_checkpoint_belongs_to_the_settings(recipe):
    assert checkpoint_path(recipe) == checkpoint_path(replace(recipe, out="m.keras"))
    assert checkpoint_path(recipe) != checkpoint_path(replace(recipe, seed=1))


@pytest.mark.parametrize("name", ["m.txt", "m", "."])
def test_a_model_file_that_cannot_be_is_refused_before_training(tmp_path, name):
    with pytest.raises(FileError):
        check_out(tmp_path / name)


def test_scikit_learn_is_imported_for_the_baselines_and_not_before():
    program = (
        "import sys, plainnet.pipeline.run, plainnet.cases.catalogue;"
        "print({'sklearn', 'scipy', 'pandas'} & set(sys.modules))"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert ended.stdout == "set()\n", ended.stderr
