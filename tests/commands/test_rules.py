"""`plainnet rules` shows the rule book."""

import subprocess
from collections.abc import Callable

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_all_rules_are_listed_and_one_is_shown(plainnet: Run) -> None:
    listed = plainnet("rules")
    assert listed.returncode == 0
    assert "scaler-refit" in listed.stdout
    shown = plainnet("rules", "scaler-refit", "--lang", "zh")
    assert "fit_transform" in shown.stdout
    assert "出处" in shown.stdout
    assert plainnet("rules", "no-such-rule").returncode == 2
