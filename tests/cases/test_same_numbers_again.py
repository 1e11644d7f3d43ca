"""The command that a report prints gives the same weights and figures, bit by bit."""

import html
import json
import re
import shlex
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from plainnet.cases import mistakes
from plainnet.cases.catalogue import CASES
from plainnet.commands.cases import cases
from plainnet.commands.option_values import one_of
from plainnet.data.sample_tables import load_breast_cancer_table

SHORT = {"EPOCHS_TAUGHT": 2, "EPOCHS": 2, "N_NETWORKS": 2}


def typed(command: str, out: Path) -> dict[str, Any]:
    """Carry out a command as it is printed, its results in a folder of their own."""
    program, name, case, *words = shlex.split(command)
    assert (program, name) == ("plainnet", "cases")
    options = dict(zip(words[::2], words[1::2], strict=True))
    data = options.pop("--data", None)
    cases(
        case,
        data=None if data is None else Path(data),
        ways=one_of("--as", options.pop("--as", "both"), ["taught", "should", "both"]),
        seed=options.pop("--seed"),
        out=out,
    )
    assert not options
    result: dict[str, Any] = json.loads((out / case / "metrics.json").read_text("utf-8"))
    return result


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("linear-regression", ""),
        ("logistic-breast-cancer", "--data 'my table.csv'"),
        ("dense-breast-cancer", "--data 'my table.csv' --as should"),
        ("dense-air-quality", "--as taught"),
        ("lenet-defects", "--as should"),
        ("lstm-gold", ""),
    ],
)
def test_each_case(
    name: str, options: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = import_module(f"plainnet.cases.{CASES[name].module}")
    for setting, value in SHORT.items():
        monkeypatch.setattr(module, setting, value, raising=False)
    for place in (module, mistakes):
        monkeypatch.setattr(place, "SEEDS", 2, raising=False)
    # The engine of this process is set up already, and keeps its settings.
    monkeypatch.setattr("plainnet.commands.cases.prepare_engine", lambda: None)
    monkeypatch.chdir(tmp_path)
    table = load_breast_cancer_table()
    lines = [",".join(table.column_names), *(",".join(map(str, row)) for row in table.values)]
    (tmp_path / "my table.csv").write_text("\n".join(lines), "utf-8")
    first = typed(f"plainnet cases {name} {options} --seed 5", tmp_path / "first")
    page = (tmp_path / "first" / name / "report.html").read_text("utf-8")
    printed = html.unescape(re.findall(r"<code>(plainnet cases .*?)</code>", page)[0])
    assert printed == first["command"]
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")  # the command works wherever it is typed
    second = typed(printed, tmp_path / "second")
    assert second["weights_hash"] == first["weights_hash"]
    assert second["ways"] == first["ways"]
    assert second["baselines"] == first["baselines"]
    assert second["data"]["sha256"] == first["data"]["sha256"]
