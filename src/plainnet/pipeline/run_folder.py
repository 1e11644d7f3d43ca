"""The folder of a run: numbered, and there as a whole or not at all.

A run first holds a hidden folder that is named by its number, so that two runs which
start at once get two numbers; when all is written, one renaming gives it its full name.
"""

import csv
import io
import json
import math
import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

import jax

from plainnet.coach.telling import saved_form
from plainnet.data.input_path import is_included
from plainnet.errors import DataError, FileError, SettingError
from plainnet.files.model_card import ClassTarget
from plainnet.files.unfinished_folder import unfinished_folder
from plainnet.files.whole_file import write_text_whole
from plainnet.messages.language import say
from plainnet.pipeline.prepared import FinishedRun
from plainnet.pipeline.recipe import ENDING, Recipe, recipe_text
from plainnet.pipeline.run_figures import RunFigures, run_metrics
from plainnet.plots.rendering import save_plots
from plainnet.report.blocks import PlotBlock, Report
from plainnet.report.html_report import write_report
from plainnet.training.data_parallelism import visible_cores

NAME = re.compile(r"(\d{4,})-(.+)")
LONGEST_NAME = 40
SAYING_NOTHING = ("data", "train", "dataset")  # file names; their folder's name says more
Result = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """Where a run will stand."""

    number: int  # its own among all runs of the folder
    unfinished: Path  # what is written into until all is there
    folder: Path  # what it is called then


def name_of_run(recipe: Recipe) -> str:
    """Name a run like its data.

    >>> name_of_run(Recipe("data/Air quality 2014-2017.csv"))
    'Air-quality-2014-2017'
    """
    path = Path(recipe.data).absolute()
    name = path.parent.name if path.stem in SAYING_NOTHING else path.stem
    if is_included(Path(recipe.data)):
        name = recipe.data.partition(":")[2]
    return re.sub(r"[^\w]+", "-", name)[:LONGEST_NAME].strip("-") or "run"


@contextmanager
def reserved_place(runs: Path, name: str) -> Iterator[Place]:
    """Reserve the next number for as long as a `with` block takes."""

    def numbers() -> Iterator[str]:
        return (f"{number:04}" for number in count(max(numbers_of_runs(runs), default=0) + 1))

    def is_taken(number: str) -> bool:
        return int(number) in numbers_of_runs(runs)

    with unfinished_folder(runs, numbers, is_taken) as (number, unfinished):
        yield Place(int(number), unfinished, runs / f"{number}-{name}")


def numbers_of_runs(runs: Path) -> dict[int, Path]:
    """Find the folders of runs."""
    found = {}
    for path in runs.iterdir():
        match = NAME.fullmatch(path.name)
        if match:
            found[int(match[1])] = path
    return dict(sorted(found.items()))


def write_run(
    run: FinishedRun, figures: RunFigures, report: Report, place: Place
) -> tuple[Result, list[str]]:
    """Write all files of a run, then give its folder the name."""
    folder = place.unfinished
    result = result_of(run, figures, place.number)
    run.predictor.model.save(folder / "model.keras", run.predictor.card.to_dict())
    recipe = recipe_text(run.prepared.recipe, place.folder)
    write_text_whole(folder / f"recipe{ENDING}", recipe)
    write_text_whole(folder / "predictions.csv", predictions_text(run))
    run.history.save(folder / "history.csv")
    plots = [
        block.plot
        for section in report.sections
        for block in section.blocks
        if isinstance(block, PlotBlock)
    ]
    notes = save_plots(plots, folder / "plots")
    write_report(report, folder / "report.html")
    write_text_whole(folder / "metrics.json", f"{json_text(result)}\n")
    try:
        folder.rename(place.folder)
    except OSError as problem:
        reason = problem.strerror
        raise FileError("file.cannot_write", file=place.folder, reason=reason) from problem
    return result, notes


def json_text(result: Result) -> str:
    """Write a result as JSON that every reader accepts."""
    return json.dumps(result, ensure_ascii=False, indent=2, allow_nan=False)


def predictions_text(run: FinishedRun) -> str:
    """Write the answers for the test rows beside the truth, as CSV."""
    columns = run.predictor.answer_columns(run.prepared.test, run.answer)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(zip(*columns.values(), strict=True))
    return text.getvalue()


def result_of(run: FinishedRun, figures: RunFigures, number: int) -> Result:
    """Put together what `metrics.json` holds."""
    prepared, card = run.prepared, run.predictor.card
    is_class = isinstance(card.target, ClassTarget)
    history = run.history
    result: Result = {
        "run": number,
        "name": name_of_run(prepared.recipe),
        "data": {"path": card.origin.data.path, "sha256": card.origin.data.sha256},
        "task": "classes" if is_class else "number",
        "model": prepared.recipe.model,
        **run_metrics(run, figures),
        "rows": run.rows,
        "epochs": len(history.epochs),
        "best_epoch": None if history.best_epoch is None else history.best_epoch + 1,
        "seed": prepared.recipe.seed,
        "cores": visible_cores(),
        "devices": jax.device_count(),
        "weights_hash": run.predictor.model.weights_hash(),
        "seconds": run.seconds,
        "cautions": list(prepared.cautions),
        "findings": saved_form(run.findings),
        "decisions": list(dict.fromkeys([*map(str, prepared.test.repairs), *prepared.decisions])),
    }
    if isinstance(card.target, ClassTarget):
        result |= {"classes": list(card.target.names), "threshold": card.target.threshold}
    return result


METRICS_FILE = "metrics.json"
RECIPE_FILE = "recipe.toml"
PLOTS_FOLDER = "plots"
WRITTEN = (
    METRICS_FILE,
    RECIPE_FILE,
    "history.csv",
    "model.keras",
    "predictions.csv",
    "report.html",
)
NEEDED: dict[str, type] = {
    "model": str, "metric": str, "metrics": dict, "baselines": dict, "seconds": dict,
}  # fmt: skip


@dataclass(frozen=True)
class RecordedRun:
    """A run of earlier."""

    number: int
    folder: Path
    result: dict[str, Any]  # what its `metrics.json` holds

    @property
    def name(self) -> str:
        """What stands behind the number."""
        return self.folder.name.partition("-")[2]

    def settings(self) -> str:
        """Return the text of its recipe; empty if the file is gone."""
        try:
            return (self.folder / RECIPE_FILE).read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""

    def recipe(self) -> dict[str, Any]:
        """Return its settings by name; none if the file is gone or damaged."""
        with suppress(tomllib.TOMLDecodeError):
            return tomllib.loads(self.settings())
        return {}

    @property
    def target(self) -> str:
        """What was learned: a column, of a series with the steps forecast."""
        recipe = self.recipe()
        series = recipe.get("series")
        if isinstance(series, list) and series:
            return f"{series[0]} (+{recipe.get('horizon', 1)})"
        return str(recipe.get("target", ""))

    @property
    def date(self) -> str:
        """When it was written, to the minute."""
        moment = datetime.fromtimestamp((self.folder / METRICS_FILE).stat().st_mtime)
        return f"{moment:%Y-%m-%d %H:%M}"

    def remove(self) -> list[str]:
        """Delete what plainnet wrote; give what else there is, which stays with the folder."""
        plots = self.folder / PLOTS_FOLDER
        written = (self.folder / name for name in WRITTEN)
        for path in (*written, *plots.glob("*.svg"), *plots.glob("*.png")):
            path.unlink(missing_ok=True)
        left = self.files()
        for folder in () if left else (plots, self.folder):
            with suppress(FileNotFoundError):
                folder.rmdir()
        return left

    def files(self) -> list[str]:
        """List its files, sorted, those of folders after their folder's name."""
        inside = sorted(path for path in self.folder.rglob("*") if path.is_file())
        return [path.relative_to(self.folder).as_posix() for path in inside]


def recorded_runs(runs: Path) -> tuple[list[RecordedRun], list[str]]:
    """Read all runs of a folder."""
    found, damaged = [], []
    for number, folder in folders_of(runs).items():
        try:
            found.append(RecordedRun(number, folder, read_result(folder)))
        except DataError as problem:
            damaged.append(say("runs.damaged", folder=folder, reason=str(problem)))
    return found, damaged


def recorded_run(runs: Path, number: int) -> RecordedRun:
    """Read one run."""
    folders = folders_of(runs)
    if not folders:
        raise SettingError("runs.none", folder=runs)
    if number not in folders:
        known = list(map(str, folders))
        raise SettingError("runs.no_such_run", folder=runs, number=number, known=known)
    try:
        return RecordedRun(number, folders[number], read_result(folders[number]))
    except DataError as problem:
        raise DataError(
            "runs.cannot_show", folder=folders[number], reason=str(problem)
        ) from problem


def folders_of(runs: Path) -> dict[int, Path]:
    """Find the folders of runs by number; none where there is no folder of runs."""
    try:
        return numbers_of_runs(runs)
    except FileNotFoundError:
        return {}
    except OSError as problem:
        raise DataError("path.unreadable", path=runs, reason=problem.strerror) from problem


def read_result(folder: Path) -> dict[str, Any]:
    """Read what a run measured."""
    try:
        text = (folder / METRICS_FILE).read_text(encoding="utf-8")
    except FileNotFoundError as problem:
        raise DataError("runs.no_metrics") from problem
    except (OSError, UnicodeDecodeError) as problem:
        raise DataError("runs.bad_metrics") from problem
    try:
        result = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise DataError("runs.bad_metrics") from problem
    if not (isinstance(result, dict) and is_whole(result)):
        raise DataError("runs.bad_metrics")
    return result


def is_whole(result: dict[str, Any]) -> bool:
    """Return whether all that is shown is there, and figures are numbers."""
    if not all(isinstance(result.get(key), kind) for key, kind in NEEDED.items()):
        return False
    tables = [result["metrics"], result["seconds"], *result["baselines"].values()]
    return all(isinstance(table, dict) for table in tables) and all(
        figure is None or (isinstance(figure, int | float) and math.isfinite(figure))
        for table in tables
        for figure in table.values()
    )


def best_baseline(result: dict[str, Any], higher_is_better: bool) -> tuple[str, float] | None:
    """Find the baseline with the best figure.

    Result: None without a baseline that has the figure.
    """
    figures = [
        (name, scores[result["metric"]])
        for name, scores in result["baselines"].items()
        if scores.get(result["metric"]) is not None and not scores.get("failed")
    ]
    choose = max if higher_is_better else min
    return choose(figures, key=lambda named: named[1], default=None)
