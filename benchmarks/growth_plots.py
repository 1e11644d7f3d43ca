"""Draw how cost grows: `python -m growth_plots FOLDER`, FOLDER holding results.json."""

import json
import sys
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("svg")
from matplotlib import pyplot

from growth_summary import summarise_growth

COLOURS = {"plainnet": "#1f5fa8", "PyTorch": "#c2571a"}
MARKS = {"plainnet": "o", "PyTorch": "s"}
matplotlib.rcParams.update(
    {"svg.fonttype": "none", "svg.hashsalt": "plainnet", "font.size": 9, "axes.grid": True}
)


def draw(rows: list[dict[str, Any]], axis: str, figure: str, unit: str, file: Path) -> None:
    """Draw one axis on log-log paper."""
    canvas, plot = pyplot.subplots(figsize=(3.6, 2.8), layout="constrained")
    for name, colour in COLOURS.items():
        points = [(row["size"], row[name][figure]) for row in rows if row["axis"] == axis]
        plot.loglog(*zip(*points, strict=True), MARKS[name], ls="-", color=colour, label=name)
    plot.set(xlabel=axis, ylabel=unit, title=f"{axis}: {unit}")
    plot.legend(frameon=False)
    plot.grid(alpha=0.25)
    canvas.savefig(file, metadata={"Date": None})
    pyplot.close(canvas)


def main() -> None:
    """Draw all axes, and memory against rows."""
    folder = Path(sys.argv[1])
    growth = json.loads((folder / "results.json").read_text("utf-8"))["growth"]
    rows = summarise_growth(growth["processes"])
    plots = folder / "plots"
    plots.mkdir(exist_ok=True)
    for axis in dict.fromkeys(row["axis"] for row in rows):
        file = plots / f"growth_{axis.replace(' ', '_')}.svg"
        draw(rows, axis, "epoch_seconds", "seconds an epoch", file)
    draw(rows, "rows", "peak_memory_mb", "peak memory, MB", plots / "growth_memory.svg")


if __name__ == "__main__":
    main()
