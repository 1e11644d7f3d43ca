"""`plainnet train`: a model trained on one's own data, with its score.

The options are made from the list of a recipe's settings, so each of them can stand in a
recipe file, too.
"""

import inspect
from pathlib import Path
from typing import Annotated, Any

import typer

from plainnet.commands.console import give, give_json
from plainnet.commands.engine_settings import prepare_engine
from plainnet.commands.option_values import (
    LanguageOption,
    NoCoachOption,
    SilenceOption,
    option_of,
    parameter,
    said,
)
from plainnet.commands.progress_bar import progress_on_stderr
from plainnet.messages.language import say
from plainnet.pipeline.recipe import SETTINGS, Recipe

RECIPE_ENDING = ".toml"


def train(
    data: str,
    resume: bool,
    as_json: bool,
    no_coach: bool,
    silence: list[str] | None,
    **options: Any,
) -> None:
    """Put the recipe together, carry it out, and show the figures."""
    given = said(options, SETTINGS)
    prepare_engine()
    from plainnet.coach.telling import coach_of_a_run, tell_costly
    from plainnet.pipeline.recipe import read_recipe_file
    from plainnet.pipeline.run import train_recipe

    is_file = data.lower().endswith(RECIPE_ENDING)
    recipe = Recipe(**(read_recipe_file(Path(data)) if is_file else {"data": data}) | given)
    with progress_on_stderr() as listener:
        coach = coach_of_a_run(no_coach, silence or (), listener.note)
        done = train_recipe(
            recipe,
            listener=listener,
            tell=listener.note,
            resumes=resume,
            on_rows_read=listener.rows_read,
            coach=coach,
        )
        if coach is not None:
            tell_costly(coach.findings, listener.note)
        listener.note(say("train.finished", folder=done.folder, report=done.folder / "report.html"))
    if as_json:
        give_json(done.result)
    else:
        from plainnet.commands.results_table import run_table
        from plainnet.pipeline.run_verdict import recorded_caution, recorded_verdict

        result = done.result
        told = (recorded_verdict(result), recorded_caution(result), *result["cautions"])
        give("\n\n".join(filter(None, (run_table(result), *told))))


# What Typer makes the command line from.
setattr(  # noqa: B010 - functions have no such attribute in the eyes of a type checker
    train,
    "__signature__",
    inspect.Signature(
        [
            parameter(
                "data",
                Annotated[
                    str, typer.Argument(metavar="command.metavar.data", help="train.option.data")
                ],
                inspect.Parameter.empty,
            ),
            *map(option_of, SETTINGS),
            parameter(
                "resume",
                Annotated[bool, typer.Option("--resume", help="train.option.resume")],
                False,
            ),
            parameter(
                "as_json", Annotated[bool, typer.Option("--json", help="train.option.json")], False
            ),
            parameter("no_coach", NoCoachOption, False),
            parameter("silence", SilenceOption, None),
            parameter("language", LanguageOption, None),
        ]
    ),
)
