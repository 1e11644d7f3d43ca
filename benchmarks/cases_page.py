"""The part of the page about the four network cases."""

from collections.abc import Callable
from statistics import median
from typing import Any

from cases_summary import (
    MEASURES,
    Grid,
    Process,
    floors,
    losses,
    medians,
    ratios,
    total,
    whole_without_tools,
)
from contenders import COLD, CONTENDERS, WARM
from markdown import table
from peers.recipes import RECIPES


def cases_lines(section: dict[str, Any]) -> list[str]:
    """Show all tables of the section."""
    processes, installed = section["processes"], section["installed_mb"]
    whole = medians(processes, MEASURES["whole process"])
    train = medians(processes, MEASURES["training alone"])
    bare = medians(processes, whole_without_tools)
    repeats = 1 + max(process["repeat"] for process in processes)
    lines = [f"Medians of {repeats}. Versions: {versions(processes)}.", ""]
    lines += ["### How many times faster, sums of four cases", ""]
    lines += table(["", "times"], [[text, f"{times:.1f}"] for text, times in ratios(processes)])
    lines += ["### Whole process, seconds", "", *by_case(whole, "{:.2f}", True)]
    lines += ["### Whole process without importing pandas and scikit-learn, seconds", ""]
    lines += by_case(bare, "{:.2f}", True)
    lines += ["### Training alone (the fit call), seconds", "", *by_case(train, "{:.3f}", True)]
    lines += parts_lines(processes)
    memory = medians(processes, MEASURES["peak memory"])
    lines += ["### Peak memory, MB", "", *by_case(memory, "{:.0f}", False)]
    lines += ["### Installed size, MB", ""]
    lines += table(["environment", "MB"], [[n, f"{mb:.0f}"] for n, mb in installed.items()])
    lines += final_lines(processes)
    lines += floor_lines(processes, max(section["sgemm_gflops"]))
    lines += ["### Where plainnet loses", ""]
    lines += [f"- {line}" for line in losses(processes, installed)] or ["Nowhere in this run."]
    return [*lines, ""]


def by_case(grid: Grid, form: str, with_sum: bool) -> list[str]:
    """Show a figure by contender and case."""
    rows = []
    for contender, of_cases in grid.items():
        cells = [form.format(of_cases[case]) if case in of_cases else "" for case in RECIPES]
        if with_sum:
            added = total(of_cases)
            cells.append("" if added is None else form.format(added))
        rows.append([contender, *cells])
    return table(["", *RECIPES, *(["sum"] if with_sum else [])], rows)


def parts_lines(processes: list[Process]) -> list[str]:
    """Show where the time of a process goes, summed over the cases a contender has."""
    parts = ("import_framework", "import_tools", "read", "build", "train", "evaluate", "save")

    def part(name: str) -> Callable[[Process], float]:
        return lambda process: process["seconds"].get(name, 0.0)

    rows = []
    for contender in CONTENDERS:
        grids = [medians(processes, part(name)).get(contender.name, {}) for name in parts]
        whole = medians(processes, MEASURES["whole process"]).get(contender.name, {})
        sums = [sum(grid.values()) for grid in grids]
        rest = sum(whole.values()) - sum(sums)
        rows.append([contender.name, *(f"{seconds:.2f}" for seconds in (*sums, rest))])
    lines = ["### Where the time goes, seconds, all cases of a contender added up", ""]
    head = ["", "import framework", "import pandas, scikit-learn", *parts[2:], "start and end"]
    lines += table(head, rows)
    compiled = medians(processes, part("compile"))
    lines += ["### plainnet: compiling, or fetching what was compiled, seconds", ""]
    return lines + by_case({name: compiled[name] for name in (COLD, WARM)}, "{:.2f}", True)


def final_lines(processes: list[Process]) -> list[str]:
    """Show what was reached, so that nobody wins by doing less work."""
    rows = []
    for contender in CONTENDERS:
        for case in contender.cases:
            found = [
                process["final"]
                for process in processes
                if process["contender"] == contender.name and process["case"] == case
            ]
            if contender.name == COLD or not found:
                continue
            figures = [
                median(each[name] for each in found) for name in ("loss", "val_loss", "metric")
            ]
            rows.append([case, contender.name, *(f"{figure:.4g}" for figure in figures)])
    rows.sort(key=lambda row: list(RECIPES).index(row[0]))
    lines = ["### What was reached", ""]
    lines += ["Accuracy on the test rows for breast and defects, scaled RMSE for air and gold.", ""]
    return lines + table(["case", "", "loss", "validation loss", "accuracy or RMSE"], rows)


def floor_lines(processes: list[Process], peak: float) -> list[str]:
    """Show the arithmetic of each case and the fraction of the machine's peak reached."""
    rows = [
        [
            case,
            f"{found['giga_operations']:.1f}",
            f"{found['gigabytes']:.1f}",
            f"{found['seconds_at_peak']:.3f}",
            f"{100 * found['fraction_of_peak']:.0f} %",
        ]
        for case, found in floors(processes, peak).items()
    ]
    head = ["", "10^9 operations", "GB moved", "seconds at peak", f"{WARM}: of peak reached"]
    lines = ["### The floor", ""]
    lines += [f"At {peak:.0f} GFLOP/s; what is counted: `benchmarks/floor.py`.", ""]
    return lines + table(head, rows)


def versions(processes: list[Process]) -> str:
    """List what was measured, each package once."""
    found: dict[str, str] = {}
    for process in processes:
        found.update(process["versions"])
    return ", ".join(f"{package} {number}" for package, number in found.items())
