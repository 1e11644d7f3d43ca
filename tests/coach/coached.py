"""Programs run inside the test's own process, the import door open and the coach looking on."""

from pathlib import Path
from typing import Any

from keras_names.opened_door import opened_door
from plainnet.coach.coaching import Coach, looking_on
from plainnet.coach.finding import Finding
from plainnet.coach.telling import watching_libraries
from plainnet.commands.coached_script import crash_of


def findings_of(file: Path) -> list[Finding]:
    """Run a program; give what the coach found, also where the program crashed."""
    failures: list[str] = []
    coach = Coach(file, hear_failure=failures.append)
    names: dict[str, Any] = {"__name__": "__main__"}
    with opened_door(), looking_on(coach), watching_libraries(coach):
        try:
            exec(compile(file.read_bytes(), str(file), "exec"), names)
        except Exception as error:  # noqa: BLE001 - what a faulty program raises is judged
            coach.crashed(crash_of(error))
    findings = coach.finish()
    assert failures == []
    return findings
