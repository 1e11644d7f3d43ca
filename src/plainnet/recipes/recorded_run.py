"""Earlier runs, as their folders record them."""

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plainnet.errors import DataError, SettingError
from plainnet.messages.language import say
from plainnet.recipes.run_folder import numbers_of_runs

METRICS_FILE = "metrics.json"
RECIPE_FILE = "recipe.toml"
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
        """Give the text of its recipe; empty if the file is gone."""
        try:
            return (self.folder / RECIPE_FILE).read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""

    def files(self) -> list[str]:
        """List its files, sorted, those of folders after their folder's name."""
        inside = sorted(path for path in self.folder.rglob("*") if path.is_file())
        return [path.relative_to(self.folder).as_posix() for path in inside]


def recorded_runs(runs: Path) -> tuple[list[RecordedRun], list[str]]:
    """Read all runs of a folder."""
    found, damaged = [], []
    for number, folder in folders_of(runs).items():
        reason = ""
        try:
            found.append(RecordedRun(number, folder, read_result(folder)))
        except DataError as problem:
            reason = str(problem)
        if reason:
            damaged.append(say("runs.damaged", folder=folder, reason=reason))
    return found, damaged


def recorded_run(runs: Path, number: int) -> RecordedRun:
    """Read one run."""
    folders = folders_of(runs)
    if not folders:
        raise SettingError("runs.none", folder=runs)
    if number not in folders:
        known = ", ".join(map(str, folders))
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
    """Tell whether all that is shown is there, and figures are numbers."""
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
    figures = {
        name: scores[result["metric"]]
        for name, scores in result["baselines"].items()
        if scores.get(result["metric"]) is not None and not scores.get("failed")
    }
    if not figures:
        return None
    choose = max if higher_is_better else min
    name = choose(figures, key=lambda each: figures[each])
    return name, figures[name]
