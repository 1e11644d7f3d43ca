"""What `plainnet check` does: tell scripts, models, tables and folders apart, and show findings."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from plainnet.coach.finding import Finding
from plainnet.coach.telling import check_codes, json_of, of_severity, text_of_finding
from plainnet.commands import checked_data, checked_script
from plainnet.commands.console import give, tell
from plainnet.commands.engine_settings import prepare_engine
from plainnet.data.input_path import existing_file
from plainnet.errors import SettingError
from plainnet.messages.language import say

MODELS = (".keras", ".h5", ".hdf5")
TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".parquet")


@dataclass(frozen=True)
class Asked:
    """The options of the command."""

    data: Path | None = None
    target: str | None = None
    seconds: float = 60.0
    silence: tuple[str, ...] = ()


def findings_of(file: Path, asked: Asked) -> list[Finding]:
    """Look at a script, a model, a table or a folder, told apart by the ending."""
    check_codes(asked.silence)
    if file.is_dir():
        return checked_data.findings_of_images(file, asked.silence)
    existing_file(file)
    ending = file.suffix.lower()
    if ending == ".py":
        return checked_script.findings_of_script(file, asked.seconds, asked.silence)
    if ending in MODELS:
        if asked.data is None:
            raise SettingError("coach.check_needs", file=file, option="--data")
        prepare_engine()
        return checked_data.findings_of_model(file, existing_file(asked.data), asked.silence)
    if ending in TABLES:
        if asked.target is None:
            raise SettingError("coach.check_needs", file=file, option="--target")
        return checked_data.findings_of_table(file, asked.target, asked.silence)
    raise SettingError("coach.check_what", file=file)


def show(findings: Sequence[Finding], *, as_json: bool) -> bool:
    """Return the findings on standard output; tell whether one of them is serious."""
    if as_json:
        give(json_of(findings))
    else:
        for finding in findings:
            give(text_of_finding(finding))
        if not findings:
            tell(say("coach.none"))
    return bool(of_severity(findings, "serious"))
