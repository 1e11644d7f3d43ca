"""The four network cases: every contender in turn, then again, so that drift hits all alike."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from contenders import COLD, CONTENDERS, PYTORCH, WARM, Contender, Measurement, train_once
from peers.recipes import RECIPES

TRIAL_SHARE = 10  # a trial run takes one epoch of so many


def measure_cases(data: Path, repeats: int, epochs: int | None) -> list[Measurement]:
    """Measure all contenders on all cases.

    Parameters
    ----------
    data : Path
        Folder laid out as the course's.
    repeats : int
        Times each.
    epochs : int or None
        Fewer than the course's, to try the benchmark out.

    Returns
    -------
    list of dict
        One for each process.
    """
    threads = {case: faster_threads(case, data, epochs, min(2, repeats)) for case in RECIPES}
    for contender in CONTENDERS:  # unmeasured: from here on all programs are in the file cache
        tell(f"warming up: {contender.name}")
        train_once(contender, contender.cases[0], data, 1, {})
    measurements = []
    for repeat in range(repeats):
        for case in RECIPES:
            with empty_cache() as cache:
                for contender in CONTENDERS:
                    if case not in contender.cases:
                        continue
                    variables = settings_of(contender, cache, threads[case])
                    measured = train_once(contender, case, data, epochs, variables, repeat)
                    measured.update(repeat=repeat, threads=threads[case].get(contender.name))
                    measurements.append(measured)
                    tell(
                        f"{repeat + 1}/{repeats} {case}, {contender.name}: "
                        f"{measured['seconds']['whole']:.1f} s"
                    )
    return measurements


def settings_of(contender: Contender, cache: str, threads: dict[str, int]) -> dict[str, str]:
    """Return plainnet its compile cache, which the cold run fills for the warm one."""
    if contender.name in (COLD, WARM):
        return {"PLAINNET_CACHE": cache}
    if contender.name in threads:
        return {"OMP_NUM_THREADS": str(threads[contender.name])}
    return {}


def faster_threads(case: str, data: Path, epochs: int | None, tries: int) -> dict[str, int]:
    """Try out whether PyTorch trains a case faster on one thread or on all cores."""
    contender = next(each for each in CONTENDERS if each.name == PYTORCH)
    cores = visible_cores()
    trial = max(1, (epochs or RECIPES[case].epochs) // TRIAL_SHARE)
    seconds = {count: float("inf") for count in {1, cores}}
    for _ in range(tries):
        for count in seconds:
            variables = {"OMP_NUM_THREADS": str(count)}
            measured = train_once(contender, case, data, trial, variables)
            seconds[count] = min(seconds[count], measured["seconds"]["train"])
    faster = min(seconds, key=seconds.__getitem__)
    tell(f"PyTorch trains {case} faster on {faster} thread(s)")
    return {PYTORCH: faster}


@contextmanager
def empty_cache() -> Iterator[str]:
    """Make a folder for compiled networks that nobody has used."""
    with tempfile.TemporaryDirectory(prefix="compiled-") as folder:
        yield folder


def visible_cores() -> int:
    """Count the cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def tell(text: str) -> None:
    """Say on standard error how far it is."""
    sys.stderr.write(f"{text}\n")
