"""How cost grows with rows, features, width, depth, batch, images and sequences."""

import json
import tempfile

from contenders import PYTORCH, Measurement, run_module
from growth_points import Point, points_to_measure
from measure_cases import tell, visible_cores

PLAINNET = "plainnet"


def measure_growth(repeats: int, quick: bool) -> list[Measurement]:
    """Measure plainnet beside PyTorch at every point.

    Parameters
    ----------
    repeats : int
        Times each.
    quick : bool
        Whether only the smallest point of each axis is tried.

    Returns
    -------
    list of dict
        One for each process.
    """
    measurements = []
    for point in points_to_measure(quick):
        tell(f"growth: {point.axis} {point.size:,}")
        measurements += measure_point(point, repeats)
    return measurements


def measure_point(point: Point, repeats: int) -> list[Measurement]:
    """Measure one point: plainnet with a warm cache, PyTorch with the faster thread count."""
    measurements = []
    with tempfile.TemporaryDirectory(prefix="compiled-") as cache:
        cached = {"PLAINNET_CACHE": cache}
        _measure(PLAINNET, point, cached)  # unmeasured: fills the cache
        threads = _faster_threads(point)
        for repeat in range(repeats):
            for name, variables in ((PLAINNET, cached), (PYTORCH, threads)):
                measured = _measure(name, point, variables)
                measured.update(contender=name, repeat=repeat, point=point.as_dict())
                measurements.append(measured)
    return measurements


def _faster_threads(point: Point) -> dict[str, str]:
    """Try out whether PyTorch is faster on one thread or on all cores."""
    trials = {
        count: _measure(PYTORCH, point, {"OMP_NUM_THREADS": str(count)})["seconds"]["train"]
        for count in {1, visible_cores()}
    }
    return {"OMP_NUM_THREADS": str(min(trials, key=trials.__getitem__))}


def _measure(name: str, point: Point, variables: dict[str, str]) -> Measurement:
    """Run one process."""
    module = {PLAINNET: "plainnet_growth", PYTORCH: "peers.pytorch_growth"}[name]
    environment = {PLAINNET: "plainnet", PYTORCH: "pytorch"}[name]
    return run_module(environment, module, [json.dumps(point.as_dict())], variables)
