"""One command for all six cases as taught, against four bare Keras-on-TensorFlow processes.

plainnet's command also draws the plots, writes the reports, computes the baselines and runs
each case again with every mistake mended; the Keras processes do none of that.
"""

import os
import subprocess
import tempfile
import time
from pathlib import Path

from contenders import BY_NAME, TENSORFLOW, Measurement, ProcessFailedError, train_once
from environments import ENVIRONMENTS
from measure_cases import tell
from peers.recipes import RECIPES


def measure_taught(
    data: Path, is_course: bool, repeats: int, epochs: int | None
) -> list[Measurement]:
    """Measure the command with an empty compile cache, and the Keras processes, in turn.

    Parameters
    ----------
    data : Path
        Folder laid out as the course's.
    is_course : bool
        Whether it is the course's own; else plainnet takes the data that come with it.
    repeats : int
        Times each.
    epochs : int or None
        Fewer than the course's for the Keras processes, to try the benchmark out.

    Returns
    -------
    list of dict
        `plainnet` and `keras`, in seconds, for each repeat.
    """
    measurements = []
    for repeat in range(repeats):
        command = run_command(data if is_course else None)
        keras = sum(
            train_once(BY_NAME[TENSORFLOW], case, data, epochs, {})["seconds"]["whole"]
            for case in RECIPES
        )
        tell(f"{repeat + 1}/{repeats} all cases as taught: {command:.1f} s, Keras {keras:.1f} s")
        measurements.append({"plainnet": command, "keras": keras, "repeat": repeat})
    return measurements


def run_command(data: Path | None) -> float:
    """Time `plainnet cases all --as taught` from start to end."""
    program = str(ENVIRONMENTS["plainnet"].programs / "plainnet")
    with tempfile.TemporaryDirectory() as folder:
        command = [program, "cases", "all", "--as", "taught", "--out", f"{folder}/results"]
        if data is not None:
            command += ["--data", str(data)]
        started = time.perf_counter()
        done = subprocess.run(
            command,
            env={**os.environ, "PLAINNET_CACHE": f"{folder}/compiled"},
            capture_output=True,
            text=True,
        )
        seconds = time.perf_counter() - started
    if done.returncode:
        raise ProcessFailedError(f"{' '.join(command)} failed:\n{done.stderr.strip()[-2000:]}")
    return seconds
