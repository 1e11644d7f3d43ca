"""`plainnet predict`: what a saved model says about each row, image or step."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from plainnet.commands.console import give, json_text, tell
from plainnet.commands.engine_settings import prepare_engine
from plainnet.commands.option_values import (
    LanguageOption,
    ScaleFromOption,
    ScalingOption,
    TargetOption,
    said_of_form,
    with_reading_options,
)
from plainnet.files.whole_file import write_text_whole
from plainnet.messages.language import say
from plainnet.pipeline.recipe import read_texts


@with_reading_options
def predict(
    model: Annotated[
        Path, typer.Argument(metavar="command.metavar.model", help="command.option.model")
    ],
    data: Annotated[
        Path, typer.Argument(metavar="command.metavar.data", help="command.option.data")
    ],
    out: Annotated[
        Path | None,
        typer.Option(metavar="command.metavar.file", help="command.option.predictions"),
    ] = None,
    only: Annotated[
        str | None, typer.Option(metavar="command.metavar.choices", help="command.option.only")
    ] = None,
    id_column: Annotated[
        str | None, typer.Option("--id", metavar="train.metavar.column", help="command.option.id")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="command.option.predict_json")] = False,
    scale_from: ScaleFromOption = None,
    target: TargetOption = None,
    scaling: ScalingOption = "standard",
    language: LanguageOption = None,
    **reading: Any,
) -> None:
    """Predict and write the rows where they were asked for."""
    chosen = () if only is None else read_texts("--only", only)
    prepare_engine()
    from plainnet.pipeline.loading import load_predictor

    of_script: dict[str, Any] = {"scale_from": scale_from, "target": target, "scaling": scaling}
    predictor = load_predictor(model, chosen, **of_script, **said_of_form(reading))
    rows = predictor.predict(data, tell)
    if id_column is not None:
        rows = predictor.with_ids(rows, data, id_column)
    text = json_text(rows) if as_json else csv_text(rows)
    if out is None:
        give(text)
    else:
        write_text_whole(out, f"{text}\n")
        tell(say("command.predictions_written", count=len(rows), file=out))


def csv_text(rows: Sequence[Mapping[str, Any]]) -> str:
    """Write rows as CSV, a header line first, without a line end after the last row."""
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().removesuffix("\n")
