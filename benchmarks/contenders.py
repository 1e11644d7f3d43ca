"""Who is measured, and how one process of each is started and timed."""

import json
import os
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from environments import ENVIRONMENTS, HERE
from peers.recipes import RECIPES

Measurement = dict[str, Any]
ALL_CASES = tuple(RECIPES)
QUIET = {"TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "1", "PYTHONWARNINGS": "ignore"}


class ProcessFailedError(Exception):
    """A measured process that ended badly."""


@dataclass(frozen=True)
class Contender:
    """One way of training the networks.

    Attributes
    ----------
    name : str
        In tables and results.
    environment : str
        Of whose packages it runs with.
    module : str
        What is run, below benchmarks/.
    variables : dict
        Of the process's environment.
    cases : tuple of str
        Those it has a model for.
    """

    name: str
    environment: str
    module: str
    variables: dict[str, str] = field(default_factory=dict)
    cases: tuple[str, ...] = ALL_CASES


COLD, WARM = "plainnet, cold cache", "plainnet, warm cache"
TENSORFLOW, JAX, PYTORCH, SCIKIT_LEARN = (
    "Keras on TensorFlow",
    "Keras on JAX",
    "PyTorch",
    ("scikit-learn"),
)
CONTENDERS = (
    Contender(COLD, "plainnet", "plainnet_cases"),
    Contender(WARM, "plainnet", "plainnet_cases"),
    Contender(
        TENSORFLOW, "keras-tensorflow", "peers.keras_networks", {"KERAS_BACKEND": "tensorflow"}
    ),
    Contender(JAX, "keras-jax", "peers.keras_networks", {"KERAS_BACKEND": "jax"}),
    Contender(PYTORCH, "pytorch", "peers.pytorch_networks"),
    Contender(SCIKIT_LEARN, "scikit-learn", "peers.scikit_learn_networks", cases=("breast", "air")),
)
BY_NAME = {contender.name: contender for contender in CONTENDERS}


def run_module(
    environment: str, module: str, arguments: list[str], variables: dict[str, str]
) -> Measurement:
    """Run a module in a fresh interpreter; read its line of JSON and time it from outside.

    Parameters
    ----------
    environment : str
        Of whose interpreter.
    module : str
        Below benchmarks/.
    arguments : list of str
        For it.
    variables : dict
        Added to the process's environment.

    Returns
    -------
    dict
        The line, with `seconds.whole` from starting the process to its end.

    Raises
    ------
    ProcessFailedError
        If it ended badly.
    """
    command = [str(ENVIRONMENTS[environment].python), "-m", module, *arguments]
    started = time.perf_counter()
    done = subprocess.run(
        command,
        cwd=HERE,
        env={**os.environ, **QUIET, **variables},
        capture_output=True,
        text=True,
    )
    whole = time.perf_counter() - started
    if done.returncode:
        raise ProcessFailedError(f"{' '.join(command)} failed:\n{done.stderr.strip()[-2000:]}")
    line: Measurement = json.loads(done.stdout.strip().splitlines()[-1])
    line.setdefault("seconds", {})["whole"] = whole
    return line


def train_once(
    contender: Contender,
    case: str,
    data: Path,
    epochs: int | None,
    variables: dict[str, str],
    seed: int = 0,
) -> Measurement:
    """Let one contender train one network in a process of its own."""
    with tempfile.TemporaryDirectory() as out:
        arguments = [case, "--data", str(data), "--out", out, "--seed", str(seed)]
        if epochs is not None:
            arguments += ["--epochs", str(epochs)]
        settings = {**contender.variables, **variables}
        measured = run_module(contender.environment, contender.module, arguments, settings)
    return {**measured, "contender": contender.name}
