"""A training that can be taken up where it was broken off.

Everything that one epoch hands to the next is kept: weights, optimizer state, the count of
steps, the key of the randomness, what early stopping remembers, and the history. The order of
rows depends on seed and epoch alone. So a run that is taken up ends with the same weights as
one that was never broken off, on the same number of devices.
"""

import hashlib
import io
import json
import time
import zipfile
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

import jax
import numpy as np

from plainnet.errors import FileError
from plainnet.files.whole_file import write_whole
from plainnet.training.compiled_run import Program, Progress
from plainnet.training.examples import Examples
from plainnet.training.history import History

SECONDS_BETWEEN_CHECKPOINTS = 2.0


@dataclass
class Checkpoint:
    """Where a run is kept while it trains, and whether it is taken up from there."""

    path: Path  # the file; a new one replaces it whole
    resumes: bool = False  # whether to go on from the file, if it is there
    _written: float = field(default=0.0, init=False)

    def resume(self, run: str, progress: Progress, history: History) -> Progress:
        """Return what was kept of this run, and fill its history in; or what is given."""
        self._written = time.monotonic()
        if not self.resumes or not self.path.is_file():
            return progress
        try:
            with np.load(io.BytesIO(self.path.read_bytes()), allow_pickle=False) as saved:
                known = json.loads(str(saved["about"]))
                if known["run"] != run:
                    raise FileError("checkpoint.other_run", file=self.path)
                leaves, tree = jax.tree.flatten(as_numbers(progress))
                kept = [saved[f"arr_{place}"] for place in range(len(leaves))]
        except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile) as problem:
            raise FileError("checkpoint.damaged", file=self.path) from problem
        history.epochs, history.figures = known["epochs"], known["figures"]
        taken: Progress = jax.tree.unflatten(tree, kept)
        return as_keys(taken)

    def keep(self, run: str, progress: Progress, history: History) -> None:
        """Write the run down, unless that was done a moment ago."""
        if time.monotonic() - self._written < SECONDS_BETWEEN_CHECKPOINTS:
            return
        about = {"run": run, "epochs": history.epochs, "figures": history.figures}
        file = io.BytesIO()
        leaves = map(np.asarray, jax.tree.leaves(as_numbers(progress)))
        np.savez(file, *leaves, about=np.array(json.dumps(about)))
        write_whole(self.path, file.getvalue())
        self._written = time.monotonic()

    def remove(self) -> None:
        """Forget the run, which has come to its end."""
        self.path.unlink(missing_ok=True)


def identity_of(
    program: Program,
    order: tuple[Any, ...],
    start: Progress,
    examples: Examples,
    validation: Examples | None,
) -> str:
    """Name a run by all that decides its weights, but for how long it trains."""
    machine = (jax.default_backend(), jax.local_device_count(), version("jax"), version("jaxlib"))
    digest = hashlib.sha256(repr((program, order, machine)).encode())
    parts = [vars(part) for part in (examples, validation) if part is not None]
    for array in jax.tree.leaves((as_numbers(start), parts)):
        digest.update(np.ascontiguousarray(array).data)
    return digest.hexdigest()


def as_numbers(progress: Progress) -> Progress:
    """Write the key of the randomness as numbers."""
    run = progress.run
    return progress._replace(run=run._replace(key=jax.random.key_data(run.key)))


def as_keys(progress: Progress) -> Progress:
    """Make the key of the randomness out of numbers."""
    run = progress.run
    key = jax.random.wrap_key_data(run.key, impl="threefry2x32")
    return progress._replace(run=run._replace(key=key))
