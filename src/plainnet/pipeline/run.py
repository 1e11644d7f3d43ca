"""A run from the data to its folder: which kind of data it is about, and all steps in order."""

import hashlib
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from plainnet.coach.coaching import Coach, looking_on
from plainnet.data.image_file import is_image_name
from plainnet.data.input_path import existing_file, is_included
from plainnet.errors import DataError, FileError, SettingError
from plainnet.files.whole_file import check_writable
from plainnet.messages.language import say
from plainnet.pipeline.image_preparation import prepare_images
from plainnet.pipeline.predictor import Predictor
from plainnet.pipeline.prepared import FinishedRun, Prepared
from plainnet.pipeline.recipe import SETTINGS, Recipe
from plainnet.pipeline.run_figures import figures_of
from plainnet.pipeline.run_folder import Place, name_of_run, reserved_place, write_run
from plainnet.pipeline.run_report import report_of
from plainnet.pipeline.series_preparation import prepare_series
from plainnet.pipeline.table_preparation import prepare_table
from plainnet.pipeline.training_run import run_prepared
from plainnet.training.checkpoint import Checkpoint
from plainnet.training.history import OnRowsRead, ProgressListener, ignore_rows_read

PREPARATIONS: Mapping[str, Callable[[Recipe], Prepared]] = {
    "images": prepare_images,
    "series": prepare_series,
}
# What only one kind of data has a use for.
ONLY_FOR = {
    "table": ("target", "ensemble", "drop", "keep", "categories", "group", "time"),
    "images": ("size", "grey", "augmentation", "damaged"),
    "series": ("series", "only", "window", "horizon", "season", "drop"),
}
INCLUDED_KINDS = {"steel-surfaces": "images", "gold-like-price": "series", "GoldSilver": "series"}
SERIES_MODELS = ("simple_rnn", "lstm")


def prepare(recipe: Recipe, on_rows_read: OnRowsRead = ignore_rows_read) -> Prepared:
    """Read the data and make them ready for training."""
    kind = kind_of(recipe)
    check_settings_of(recipe, kind)
    return prepare_table(recipe, on_rows_read) if kind == "table" else PREPARATIONS[kind](recipe)


def kind_of(recipe: Recipe) -> str:
    """Tell tables, images and series apart."""
    data = Path(recipe.data)
    if is_included(data):
        return next((kind for name, kind in INCLUDED_KINDS.items() if name in recipe.data), "table")
    if data.is_dir():
        return "images"
    path = existing_file(data)
    if is_image_name(path.name):
        raise DataError("train.one_image", file=path)
    looks_ahead = recipe.series or recipe.window or recipe.horizon or recipe.season
    is_series = looks_ahead or recipe.model in SERIES_MODELS
    return "series" if is_series else "table"


def check_settings_of(recipe: Recipe, kind: str) -> None:
    """Refuse settings that only another kind of data has a use for."""
    usual = {field.name: field.default for field in fields(Recipe)}
    options = {setting.field: setting.option for setting in SETTINGS}
    for other, names in ONLY_FOR.items():
        for name in names:
            if name not in ONLY_FOR[kind] and getattr(recipe, name) != usual[name]:
                raise SettingError(
                    "train.no_use",
                    option=options[name],
                    wanted=say(f"train.kind.{other}"),
                    data=recipe.data,
                    kind=say(f"train.kind.{kind}"),
                )


@dataclass(frozen=True)
class TrainedRecipe:
    """A run that is written."""

    folder: Path  # where
    result: dict[str, Any]  # what its `metrics.json` holds


def train_recipe(
    recipe: Recipe,
    *,
    listener: ProgressListener,
    tell: Callable[[str], None],
    resumes: bool = False,
    on_rows_read: OnRowsRead = ignore_rows_read,
    coach: Coach | None = None,
) -> TrainedRecipe:
    """Read, train, measure and write.

    `coach`: who looks on while it is trained.
    """
    if recipe.out is not None:
        check_out(Path(recipe.out))
    started = time.perf_counter()
    tell(say("train.reading", data=recipe.data))
    prepared = prepare(recipe, on_rows_read)
    for sentence in dict.fromkeys([*map(str, prepared.test.repairs), *prepared.decisions]):
        tell(sentence)
    read_seconds = time.perf_counter() - started
    checkpoint = Checkpoint(checkpoint_path(prepared.recipe), resumes)
    if resumes:
        tell(say("train.resumed" if checkpoint.path.exists() else "train.nothing_to_resume"))
    with (
        resume_hint(checkpoint, tell),
        reserved_place(Path(recipe.runs), name_of_run(recipe)) as place,
    ):
        ready = [prepared]
        del prepared  # so that the inputs can be given up behind the training
        beside = {"listener": listener, "tell": tell, "checkpoint": checkpoint}
        run = looked_at(coach, ready, read_seconds=read_seconds, **beside)
        result, notes = evaluated_and_written(run, place)
    for note in notes:
        tell(note)
    if recipe.out is not None:
        write_out(run.predictor, Path(recipe.out), place.folder, tell)
    checkpoint.remove()
    return TrainedRecipe(place.folder, result)


def looked_at(coach: Coach | None, ready: list[Prepared], **settings: Any) -> FinishedRun:
    """Run what is ready, which is taken out of its list, the coach looking on."""
    with looking_on(coach):
        run = run_prepared(ready.pop(), **settings)
    return run if coach is None else replace(run, findings=tuple(coach.finish()))


def evaluated_and_written(run: FinishedRun, place: Place) -> tuple[dict[str, Any], list[str]]:
    """Compare the run with its baselines, which counts as evaluation, and write everything."""
    started = time.perf_counter()
    figures = figures_of(run)
    taken = time.perf_counter() - started
    added = {name: run.seconds[name] + taken for name in ("evaluate", "total")}
    run = replace(run, seconds={**run.seconds, **added})
    return write_run(run, figures, report_of(run, figures), place)


@contextmanager
def resume_hint(checkpoint: Checkpoint, tell: Callable[[str], None]) -> Iterator[None]:
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
    check_writable(path)
