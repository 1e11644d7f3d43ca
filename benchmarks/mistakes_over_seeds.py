"""Hold the printed worth of each mistake against sixteen fresh seeds.

The reports give each mistake a mean over eight seeds and an interval over test rows and seeds.
Here the same mistakes are priced with sixteen other seeds on the same rows: the interval should
hold their mean.

Usage: .venv/bin/python benchmarks/mistakes_over_seeds.py [CASE ...] [--data FOLDER] [--out FILE]

Without --data the data that come with plainnet are used, and those of the folder named by
PLAINNET_COURSE as well, if there is one.
"""

import argparse
import os
from pathlib import Path

import numpy as np

from plainnet.cases.case import Case, locate
from plainnet.cases.catalogue import CASES
from plainnet.cases.mistakes import SEEDS, Mistake
from plainnet.commands.engine_settings import prepare_engine
from plainnet.evaluation.number_format import format_difference, format_interval
from plainnet.training.history import SILENT

FRESH = (1000, 1000 + SEEDS)  # first seeds of two times eight
HEADER = (
    "| data | case | mistake | metric | printed worth | 95 % interval | 16 fresh seeds | held |\n"
    "|---|---|---|---|---|---|---|---|\n"
)


def rows_of(case: Case, place: Path | None, source: str) -> list[str]:
    """Price the mistakes of one case with the printed seeds and with fresh ones."""
    data = case.read(place)
    printed = case.taught(data, 0, SILENT).mistakes
    fresh = [case.taught(data, seed, SILENT).mistakes for seed in FRESH]
    return [
        row_of(source, case.name, mistake, [again[number] for again in fresh])
        for number, mistake in enumerate(printed)
    ]


def row_of(source: str, case: str, printed: Mistake, fresh: list[Mistake]) -> str:
    """Write one line of the table."""
    cells = [source, case, printed.code, printed.metric]
    if printed.is_zero or printed.difference is None:
        return f"| {' | '.join([*cells, '0 by construction', '–', '0', 'yes'])} |\n"
    figures = [
        each for mistake in fresh if mistake.difference for each in mistake.difference.figures
    ]
    mean, interval = float(np.mean(figures)), printed.difference.interval
    held = interval is not None and interval.low <= mean <= interval.high
    metric = printed.metric
    cells += [
        format_difference(metric, printed.difference.mean),
        format_interval(metric, interval, signed=True),
        format_difference(metric, mean),
        "yes" if held else "NO",
    ]
    return f"| {' | '.join(cells)} |\n"


def main() -> None:
    """Write the table, a line as soon as it is known."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cases", nargs="*", default=list(CASES))
    parser.add_argument("--data", type=Path)
    parser.add_argument("--out", type=Path, default=Path("mistakes_over_seeds.md"))
    asked = parser.parse_args()
    prepare_engine()
    course = os.environ.get("PLAINNET_COURSE")
    folders: list[Path | None] = [asked.data] if asked.data else [None]
    if course and not asked.data:
        folders.append(Path(course))
    if not asked.out.exists():
        asked.out.write_text(HEADER, encoding="utf-8")
    for name in asked.cases:
        case = CASES[name].load()
        for folder in folders:
            place = None if folder is None else locate([case], folder)[name]
            for row in rows_of(case, place, "included" if folder is None else "given"):
                with asked.out.open("a", encoding="utf-8") as file:
                    file.write(row)


if __name__ == "__main__":
    main()
