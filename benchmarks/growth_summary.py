"""Medians of the growth measurements, and what they say."""

from statistics import median
from typing import Any

from growth_points import Point, is_small

TIMES_ALLOWED = 1.3  # plainnet's seconds over PyTorch's


def summarise_growth(processes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return one row a point: medians of both contenders and their ratio.

    Parameters
    ----------
    processes : list of dict
        As `measure_growth` gives them.

    Returns
    -------
    list of dict
        `axis`, `size`, `epochs`, `is_small`, for each contender seconds, seconds an epoch,
        seconds before the first epoch and peak memory, and `ratio`: plainnet's seconds over
        PyTorch's.
    """
    by_point: dict[Point, dict[str, list[dict[str, Any]]]] = {}
    for process in processes:
        of_point = by_point.setdefault(Point(**process["point"]), {})
        of_point.setdefault(process["contender"], []).append(process)
    rows = []
    for point, measured in by_point.items():
        row: dict[str, Any] = {
            "axis": point.axis,
            "size": point.size,
            "epochs": point.epochs,
            "is_small": is_small(point),
        }
        for name, repeats in measured.items():
            seconds = median(each["seconds"]["train"] for each in repeats)
            row[name] = {
                "seconds": seconds,
                "epoch_seconds": seconds / point.epochs,
                "start_seconds": median(each["seconds"].get("compile", 0) for each in repeats),
                "peak_memory_mb": median(each["peak_memory_mb"] or 0 for each in repeats),
            }
        row["ratio"] = row["plainnet"]["seconds"] / row["PyTorch"]["seconds"]
        rows.append(row)
    return rows


def judge_growth(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the median and largest ratio, that of the small half, and the points too slow."""
    return {
        "median": median(row["ratio"] for row in rows),
        "largest": max(row["ratio"] for row in rows),
        "small_median": median(row["ratio"] for row in rows if row["is_small"]),
        "slow": [row for row in rows if row["ratio"] > TIMES_ALLOWED],
    }
