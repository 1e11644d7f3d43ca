"""What cannot be checked is refused in one sentence."""

from pathlib import Path

import pytest

from plainnet.commands.checked_data import Asked, findings_of
from plainnet.errors import SettingError


@pytest.mark.parametrize("name", ["data.csv", "model.keras", "words.md"])
def test_what_is_missing_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("a\n1\n")
    with pytest.raises(SettingError):
        findings_of(tmp_path / name, Asked())


def test_a_rule_that_does_not_exist_cannot_be_silenced(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="no-such-rule"):
        findings_of(tmp_path, Asked(silence=("no-such-rule",)))
