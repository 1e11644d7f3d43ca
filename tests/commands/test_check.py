"""`plainnet check` gives findings, and exit code 1 where one is serious."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_a_table_is_checked_alone(plainnet: Run, tmp_path: Path) -> None:
    rows = [f"{i},{i * 7 % 11},{i % 2},{'yes' if i % 2 else 'no'}" for i in range(60)]
    (tmp_path / "data.csv").write_text("\n".join(["a,b,leak,y", *rows]))
    done = plainnet("check", "data.csv", "--target", "y", "--json")
    assert [each["code"] for each in json.loads(done.stdout)] == ["table-target-in-column"]
    assert done.returncode == 1
    silenced = plainnet("check", "data.csv", "--target", "y", "--silence", "table-target-in-column")
    assert silenced.returncode == 0
    assert plainnet("check", "data.csv").returncode == 2
    assert plainnet("check", "data.csv", "--target", "z").returncode == 2
