"""A script's run with the coach looking on: what it finds is told, and written where asked."""

from collections.abc import Collection
from pathlib import Path

from plainnet.coach.call_site import position_in
from plainnet.coach.coaching import Coach, looking_on, out_of_the_way
from plainnet.coach.crash_rules import CrashSeen
from plainnet.coach.finding import Finding
from plainnet.coach.telling import (
    check_codes,
    text_of_finding,
    watching_libraries,
    write_findings,
)
from plainnet.commands.console import tell
from plainnet.commands.script_run import run_script
from plainnet.errors import PlainnetError


def tell_finding(finding: Finding) -> None:
    """Tell a finding on standard error."""
    tell(text_of_finding(finding))


def run_coached(
    file: Path,
    arguments: list[str],
    silence: Collection[str],
    findings_file: Path | None,
) -> tuple[str | None, int]:
    """Run a script; serious findings are told at once, the others when it is over."""
    check_codes(silence)
    coach = Coach(file, silence, tell_finding, tell)
    try:
        return run_seen(coach, file, arguments)
    finally:
        coach.finish()
        for finding in coach.untold():
            tell_finding(finding)
        if findings_file is not None:
            write_findings(findings_file, coach.findings)


def run_seen(coach: Coach, file: Path, arguments: list[str]) -> tuple[str | None, int]:
    """Run a script under the eyes of a coach, which also hears of the error that ends it."""

    def hear(error: BaseException) -> None:
        """Show the coach what ended the script."""
        with out_of_the_way(coach, "crash"):
            coach.crashed(crash_of(error))

    with looking_on(coach), watching_libraries(coach):
        return run_script(str(file), arguments, hear)


def crash_of(error: BaseException) -> CrashSeen:
    """Put an error in the form that rules read."""
    return CrashSeen(
        type(error).__name__,
        str(error),
        error.key if isinstance(error, PlainnetError) else "",
        dict(error.values) if isinstance(error, PlainnetError) else {},
        position_in(error.__traceback__),
    )
