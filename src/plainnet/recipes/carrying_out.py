"""A recipe carried out: from the data to the folder of a finished run."""

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from plainnet.errors import FileError
from plainnet.messages.language import say
from plainnet.predictors.predictor import Predictor
from plainnet.recipes.finished_run import FinishedRun
from plainnet.recipes.preparing import prepare
from plainnet.recipes.recipe import Recipe
from plainnet.recipes.run_figures import figures_of
from plainnet.recipes.run_folder import Place, name_of_run, reserved_place, write_run
from plainnet.recipes.run_report import report_of
from plainnet.recipes.training_run import run_prepared
from plainnet.training.checkpoint import Checkpoint
from plainnet.training.history import HeardRows, Watcher, nobody


@dataclass(frozen=True)
class CarriedOut:
    """A run that is written."""

    folder: Path  # where
    result: dict[str, Any]  # what its `metrics.json` holds


def carry_out(
    recipe: Recipe,
    *,
    watcher: Watcher,
    tell: Callable[[str], None],
    resumes: bool = False,
    heard: HeardRows = nobody,
) -> CarriedOut:
    """Read, train, measure and write."""
    if recipe.out is not None:
        check_out(Path(recipe.out))
    started = time.perf_counter()
    tell(say("train.reading", data=recipe.data))
    prepared = prepare(recipe, heard)
    for sentence in dict.fromkeys([*map(str, prepared.test.repairs), *prepared.decisions]):
        tell(sentence)
    read_seconds = time.perf_counter() - started
    checkpoint = Checkpoint(checkpoint_path(prepared.recipe), resumes)
    if resumes:
        tell(say("train.resumed" if checkpoint.path.exists() else "train.nothing_to_resume"))
    with (
        said_what_is_kept(checkpoint, tell),
        reserved_place(Path(recipe.runs), name_of_run(recipe)) as place,
    ):
        ready = [prepared]
        del prepared  # so that the inputs can be given up behind the training
        run = run_prepared(
            ready.pop(),
            watcher=watcher,
            tell=tell,
            read_seconds=read_seconds,
            checkpoint=checkpoint,
        )
        result, notes = measured_and_written(run, place)
    for note in notes:
        tell(note)
    if recipe.out is not None:
        write_out(run.predictor, Path(recipe.out), place.folder, tell)
    checkpoint.remove()
    return CarriedOut(place.folder, result)


def measured_and_written(run: FinishedRun, place: Place) -> tuple[dict[str, Any], list[str]]:
    """Compare the run with its baselines, which counts as evaluation, and write everything."""
    started = time.perf_counter()
    figures = figures_of(run)
    taken = time.perf_counter() - started
    added = {name: run.seconds[name] + taken for name in ("evaluate", "total")}
    run = replace(run, seconds={**run.seconds, **added})
    return write_run(run, figures, report_of(run, figures), place)


@contextmanager
def said_what_is_kept(checkpoint: Checkpoint, tell: Callable[[str], None]) -> Iterator[None]:
    """Say that a training can go on, where it was stopped or something could not be written."""
    try:
        yield
    except (KeyboardInterrupt, FileError) as problem:
        is_of_run = isinstance(problem, KeyboardInterrupt) or problem.key == "file.cannot_write"
        if is_of_run and checkpoint.path.exists():
            tell(say("train.can_resume"))
        raise


def write_out(predictor: Predictor, out: Path, folder: Path, tell: Callable[[str], None]) -> None:
    """Write the model file that was asked for; the folder of the run is kept in any case."""
    try:
        predictor.model.save(out, predictor.card.to_dict())
    except FileError:
        tell(say("train.run_is_kept", folder=folder))
        raise
    tell(say("train.out_written", file=out))


def checkpoint_path(recipe: Recipe) -> Path:
    """Name the file that keeps a training: by all settings but where the results go."""
    settings = repr(replace(recipe, out=None, runs=""))
    digest = hashlib.sha256(settings.encode("utf-8", "backslashreplace")).hexdigest()[:16]
    return Path(recipe.runs) / f".{name_of_run(recipe)}-{digest}.checkpoint"


def check_out(path: Path) -> None:
    """Refuse a model file that could not be written, before anything is trained."""
    if path.suffix.lower() not in (".keras", ".h5", ".hdf5"):
        raise FileError("train.out_ending", file=path)
    if path.is_dir():
        raise FileError("train.out_is_folder", file=path)
