"""Medians of the four network cases, ratios between contenders, and where plainnet loses."""

from collections.abc import Callable
from statistics import median
from typing import Any

from contenders import COLD, CONTENDERS, PYTORCH, TENSORFLOW, WARM
from floor import floor_of
from peers.recipes import RECIPES

Process = dict[str, Any]
Grid = dict[str, dict[str, float]]  # by contender, then by case

MEASURES: dict[str, Callable[[Process], float]] = {
    "whole process": lambda process: process["seconds"]["whole"],
    "training alone": lambda process: process["seconds"]["train"],
    "peak memory": lambda process: process["peak_memory_mb"] or 0.0,
}


def whole_without_tools(process: Process) -> float:
    """Return the whole process without importing pandas and scikit-learn to read the data."""
    whole: float = process["seconds"]["whole"]
    return whole - process["seconds"].get("import_tools", 0.0)


def medians(processes: list[Process], figure: Callable[[Process], float]) -> Grid:
    """Return the median of a figure over the repeats."""
    grid: Grid = {}
    for contender in CONTENDERS:
        for case in contender.cases:
            found = [
                figure(process)
                for process in processes
                if process["contender"] == contender.name and process["case"] == case
            ]
            if found:
                grid.setdefault(contender.name, {})[case] = median(found)
    return grid


def total(of_cases: dict[str, float]) -> float | None:
    """Add up the four cases; None for a contender that lacks one."""
    return sum(of_cases.values()) if set(of_cases) == set(RECIPES) else None


def ratios(processes: list[Process]) -> list[tuple[str, float]]:
    """Describe how many times faster plainnet is over the sum of the four cases."""
    whole = medians(processes, MEASURES["whole process"])
    bare = medians(processes, whole_without_tools)
    train = medians(processes, MEASURES["training alone"])
    wanted = [
        ("whole process, warm cache, against Keras on TensorFlow", whole, TENSORFLOW, WARM),
        ("whole process, warm cache, against PyTorch", whole, PYTORCH, WARM),
        ("whole process, cold cache, against Keras on TensorFlow", whole, TENSORFLOW, COLD),
        ("whole process, cold cache, against PyTorch", whole, PYTORCH, COLD),
        (
            "the same, warm, pandas and scikit-learn not counted, against PyTorch",
            bare,
            PYTORCH,
            WARM,
        ),
        ("training alone, against Keras on TensorFlow", train, TENSORFLOW, WARM),
        ("training alone, against PyTorch", train, PYTORCH, WARM),
    ]
    found = []
    for text, grid, peer, own in wanted:
        above, below = total(grid[peer]), total(grid[own])
        if above is not None and below:
            found.append((text, above / below))
    return found


def losses(processes: list[Process], installed_mb: dict[str, float]) -> list[str]:
    """Say every measure and case in which a peer does better than plainnet."""
    found = []
    for name, figure in MEASURES.items():
        unit = "MB" if name == "peak memory" else "s"
        grid = medians(processes, figure)
        for ours in (WARM,) if name == "training alone" else (WARM, COLD):
            own = grid[ours]
            for peer in [each for each in grid if each not in (WARM, COLD)]:
                found += [
                    f"{name}, {case}: {ours} {own[case]:.2f} {unit}, {peer} {better:.2f} {unit}"
                    for case, better in grid[peer].items()
                    if better < own[case]
                ]
    size = installed_mb.get("plainnet", 0.0)
    found += [
        f"installed size: plainnet {size:.0f} MB, {peer} {megabytes:.0f} MB"
        for peer, megabytes in installed_mb.items()
        if megabytes < size
    ]
    return found


def floors(processes: list[Process], peak_gflops: float) -> dict[str, dict[str, Any]]:
    """Hold plainnet's training times against the machine's peak, case by case."""
    train = medians(processes, MEASURES["training alone"])[WARM]
    found = {}
    for case, seconds in train.items():
        process = next(each for each in processes if each["case"] == case)
        found[case] = floor_of(case, process["rows"], process["epochs"], seconds, peak_gflops)
    return found
