"""`plainnet test`: score a saved model on a file or folder."""

from pathlib import Path
from typing import Annotated, Any

import typer

from plainnet.commands.console import give, give_json, tell
from plainnet.commands.engine_settings import prepare_engine
from plainnet.commands.option_values import (
    LanguageOption,
    ScaleFromOption,
    ScalingOption,
    TargetOption,
    one_of,
    said_of_form,
    with_reading_options,
)
from plainnet.pipeline.recipe import read_texts

ROWS = ("all", "test")


@with_reading_options
def score_model(
    model: Annotated[
        Path, typer.Argument(metavar="command.metavar.model", help="command.option.model")
    ],
    data: Annotated[
        Path, typer.Argument(metavar="command.metavar.data", help="command.option.data")
    ],
    rows: Annotated[
        str, typer.Option(metavar="command.metavar.rows", help="command.option.rows")
    ] = "test",
    only: Annotated[
        str | None, typer.Option(metavar="command.metavar.choices", help="command.option.only")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="command.option.test_json")] = False,
    scale_from: ScaleFromOption = None,
    target: TargetOption = None,
    scaling: ScalingOption = "standard",
    language: LanguageOption = None,
    **reading: Any,
) -> None:
    """Score the model and show the figures beside the baselines."""
    one_of("--rows", rows, ROWS)
    chosen = () if only is None else read_texts("--only", only)
    prepare_engine()
    from plainnet.pipeline.loading import load_predictor

    of_script: dict[str, Any] = {"scale_from": scale_from, "target": target, "scaling": scaling}
    predictor = load_predictor(model, chosen, **of_script, **said_of_form(reading))
    result = predictor.test(data, rows)
    for note in result.pop("notes"):
        tell(note)
    if as_json:
        give_json(result)
    else:
        from plainnet.commands.results_table import model_table

        give(model_table(result))
