"""Every faulty program gets its finding; every sound one, often its twin, nothing serious."""

from pathlib import Path

import pytest

from coach.coached import findings_of

PROGRAMS = Path(__file__).parent / "programs"
FAULTY = sorted(PROGRAMS.glob("*_faulty.py"))
SOUND = sorted(PROGRAMS.glob("*_sound.py"))


def expectation(file: Path) -> tuple[str, str]:
    """Read the code and the family that the first line asks for."""
    _, _, code, family = file.read_text(encoding="utf-8").splitlines()[0].split()
    return code, family


@pytest.mark.parametrize("file", FAULTY, ids=lambda file: file.stem)
@pytest.mark.filterwarnings("ignore")
def test_a_faulty_program_gets_its_finding(file: Path) -> None:
    code, family = expectation(file)
    findings = findings_of(file)
    found = [finding.code for finding in findings]
    assert code in found
    assert family in [finding.family for finding in findings[:2]], found
    twin = file.with_name(file.name.replace("_faulty", "_sound"))
    assert twin in SOUND


@pytest.mark.parametrize("file", SOUND, ids=lambda file: file.stem)
@pytest.mark.filterwarnings("ignore")
def test_a_sound_program_gets_nothing_serious(file: Path) -> None:
    findings = findings_of(file)
    assert [each.code for each in findings if each.severity == "serious"] == []
    twin = file.with_name(file.name.replace("_sound", "_faulty"))
    if twin.exists():
        assert expectation(twin)[0] not in [finding.code for finding in findings]
