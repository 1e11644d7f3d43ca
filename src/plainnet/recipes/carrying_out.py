"""A recipe carried out: from the data to the folder of a finished run.

Concepts: recipe, run
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plainnet.errors import FileError
from plainnet.messages.language import say
from plainnet.recipes.preparing import prepare
from plainnet.recipes.recipe import Recipe
from plainnet.recipes.run_folder import name_of_run, reserved_place, write_run
from plainnet.recipes.run_report import report_of
from plainnet.recipes.training_run import run_prepared
from plainnet.training.progress import Watcher


@dataclass(frozen=True)
class CarriedOut:
    """A run that is written.

    Attributes
    ----------
    folder : Path
        Where.
    result : dict
        What its `metrics.json` holds.
    """

    folder: Path
    result: dict[str, Any]


def carry_out(recipe: Recipe, *, watcher: Watcher, tell: Callable[[str], None]) -> CarriedOut:
    """Read, train, measure and write.

    Parameters
    ----------
    recipe : Recipe
        What was asked for.
    watcher : Watcher
        Who is told how far training is.
    tell : callable
        Called with each sentence a person should know: what was found out, every setting.

    Returns
    -------
    CarriedOut

    Raises
    ------
    PlainnetError
        If the data or a setting cannot be used, or something cannot be written.
    """
    if recipe.out is not None:
        check_out(Path(recipe.out))
    started = time.perf_counter()
    tell(say("train.reading", data=recipe.data))
    prepared = prepare(recipe)
    found_out = [*map(str, prepared.test.repairs), *prepared.decisions]
    for sentence in dict.fromkeys(found_out):
        tell(sentence)
    read_seconds = time.perf_counter() - started
    with reserved_place(Path(recipe.runs), name_of_run(recipe)) as place:
        run = run_prepared(prepared, watcher=watcher, tell=tell, read_seconds=read_seconds)
        result, notes = write_run(run, report_of(run), place)
    for note in notes:
        tell(note)
    if recipe.out is not None:
        run.predictor.model.save(recipe.out, run.predictor.card.to_dict())
        tell(say("train.out_written", file=recipe.out))
    return CarriedOut(place.folder, result)


def check_out(path: Path) -> None:
    """Refuse a model file that could not be written, before anything is trained."""
    if path.suffix.lower() not in (".keras", ".h5", ".hdf5"):
        raise FileError("train.out_ending", file=path)
    if path.is_dir():
        raise FileError("train.out_is_folder", file=path)
