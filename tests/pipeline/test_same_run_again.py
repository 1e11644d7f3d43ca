"""The command that a run's report prints trains the same bits again, from any kind of data."""

import html
import json
import re
import shlex
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pipeline.small_image_folders import write_classes
from plainnet.commands.train import train
from plainnet.pipeline.recipe import SETTINGS


def table(folder: Path) -> list[str]:
    """Write a table whose numbers come from one column, and name what to train."""
    generator = np.random.default_rng(0)
    rows = [f"{a:.3f},{b:.3f},{2 * a + 0.1 * c:.3f}" for a, b, c in generator.normal(size=(90, 3))]
    (folder / "a table.csv").write_text("\n".join(["a,b,y", *rows]) + "\n", "utf-8")
    return ["a table.csv", "--target", "y", "--epochs", "3", "--seed", "4"]


def images(folder: Path) -> list[str]:
    """Write a folder of images."""
    write_classes(folder / "pictures", {"dark": 30, "bright": 30})
    return ["pictures", "--size", "20x20", "--epochs", "2", "--batch", "16", "--seed", "4"]


def series(folder: Path) -> list[str]:
    """Write a series."""
    lines = [f"{10 + np.sin(step / 3) + 0.01 * (step % 7):.4f}" for step in range(160)]
    (folder / "series.csv").write_text("\n".join(["value", *lines]) + "\n", "utf-8")
    return ["series.csv", "--series", "value", "--window", "5", "--epochs", "3", "--seed", "4"]


def typed(words: list[str]) -> None:
    """Carry out `plainnet train` with the words behind it."""
    data, *rest = words
    options = dict(zip(rest[::2], rest[1::2], strict=True))
    given = {setting.field: options.get(setting.option) for setting in SETTINGS}
    train(data, resume=False, as_json=True, no_coach=True, silence=None, language=None, **given)


@pytest.mark.parametrize("write", [table, images, series])
def test_the_printed_command_gives_the_same_bits(
    write: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plainnet.commands.train.prepare_engine", lambda: None, raising=False)
    monkeypatch.chdir(tmp_path)
    typed(write(tmp_path))
    (folder,) = (tmp_path / "runs").iterdir()
    page = (folder / "report.html").read_text("utf-8")
    code = html.unescape(re.findall(r"<code>(plainnet train .*?)</code>", page, re.DOTALL)[0])
    monkeypatch.chdir(folder)  # the report speaks of the files beside it
    typed(shlex.split(code.splitlines()[0])[2:])
    first, second = (
        json.loads((path / "metrics.json").read_text("utf-8"))
        for path in sorted((tmp_path / "runs").iterdir())
    )
    for key in ("weights_hash", "metrics", "intervals", "baselines", "epochs"):
        assert second[key] == first[key]
