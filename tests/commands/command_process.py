"""Commands as processes, forked from one that has the libraries imported already."""

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

LONGEST = 300  # seconds
IMPORTED = ["pytest", "jax", "polars", "sklearn.ensemble", "matplotlib.figure", "rich.console",
            "plainnet.commands.main", "plainnet.commands.train", "plainnet.commands.score_model",
            "plainnet.commands.predict", "commands.command_process"]  # fmt: skip
FORKING = multiprocessing.get_context("forkserver")
FORKING.set_forkserver_preload(IMPORTED)


def run_forked(
    arguments: Sequence[str], folder: Path, environment: Mapping[str, str], home: Path
) -> subprocess.CompletedProcess[str]:
    """Run `plainnet` as from a shell in a folder, without the seconds that imports take."""
    outputs = home / "stdout", home / "stderr"
    given = list(arguments), folder, dict(environment), outputs
    process = FORKING.Process(target=_run, args=given)
    process.start()
    process.join(LONGEST)
    assert process.exitcode is not None, "the command does not end"
    stdout, stderr = (file.read_text(encoding="utf-8") for file in outputs)
    return subprocess.CompletedProcess(list(arguments), process.exitcode, stdout, stderr)


def _run(
    arguments: list[str], folder: Path, environment: dict[str, str], outputs: tuple[Path, Path]
) -> None:
    """Become the command: its folder, environment, streams and command line."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    for stream, file in enumerate(outputs, start=1):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), stream)
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False, buffering=1)  # noqa: SIM115
    sys.argv = ["plainnet", *arguments]
    from plainnet.commands.main import main

    sys.exit(main())
