"""Measure plainnet beside what learners use today, and write benchmarks/README.md.

    make bench                                   # everything; about an hour
    python benchmarks/run.py --only cases        # one section: cases, taught, startup, growth
    python benchmarks/run.py --quick             # minutes: does it run here at all?

The sections measured replace those in benchmarks/results.json; the others stay. A quick run
keeps its figures apart, in benchmarks/environments/quick/, because they prove nothing.
"""

import argparse
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from contenders import ProcessFailedError
from course_data import WRITTEN, find_data
from environments import ENVIRONMENTS, HERE, PLACE, CannotBuildError, build_missing
from machine import describe_machine, sgemm_peak
from measure_cases import measure_cases, tell, visible_cores
from measure_growth import measure_growth
from measure_startup import measure_installed, measure_startup
from measure_taught import measure_taught
from readme import write_readme

SECTIONS = ("cases", "taught", "startup", "growth")
NEEDED = {
    "cases": list(ENVIRONMENTS),
    "taught": ["plainnet", "keras-tensorflow"],
    "startup": ["plainnet"],
    "growth": ["plainnet", "pytorch"],
}
REPEATS, QUICK_EPOCHS = 3, 2


def main() -> int:
    """Build, measure, write."""
    asked = read_arguments()
    sections = SECTIONS if asked.only is None else (asked.only,)
    folder = PLACE / "quick" if asked.quick else HERE
    folder.mkdir(parents=True, exist_ok=True)
    try:
        build_missing(sorted({name for section in sections for name in NEEDED[section]}))
        results = read_results(folder)
        for section in sections:
            results[section] = measure_section(section, asked)
            write_results(folder, results)
    except (CannotBuildError, ProcessFailedError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except KeyboardInterrupt:
        sys.stderr.write("stopped; the sections that had finished are kept\n")
        return 130
    tell(f"see {folder / 'README.md'}")
    return 0


def read_arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", choices=SECTIONS, help="measure this section alone")
    parser.add_argument("--quick", action="store_true", help="try it out: few epochs, once")
    parser.add_argument("--repeats", type=int, help=f"times each ({REPEATS}; quick: 1)")
    parser.add_argument("--epochs", type=int, help="train the cases for fewer epochs")
    asked = parser.parse_args()
    if asked.repeats is None:
        asked.repeats = 1 if asked.quick else REPEATS
    if asked.epochs is None and asked.quick:
        asked.epochs = QUICK_EPOCHS
    if asked.repeats < 1 or (asked.epochs is not None and asked.epochs < 1):
        parser.error("--repeats and --epochs are whole numbers from 1")
    return asked


def measure_section(section: str, asked: argparse.Namespace) -> dict[str, Any]:
    """Measure one section, with the machine it ran on and its peak before and after."""
    measured: dict[str, Any] = {
        "date": time.strftime("%Y-%m-%d"),
        "revision": revision(),
        "machine": describe_machine(visible_cores()),
    }
    peaks = [sgemm_peak()]
    if section == "cases":
        data, measured["data"] = find_data()
        measured["processes"] = measure_cases(data, asked.repeats, asked.epochs)
        measured["installed_mb"] = measure_installed()
    elif section == "taught":
        data, measured["data"] = find_data()
        is_course = data != WRITTEN
        measured["repeats"] = measure_taught(data, is_course, asked.repeats, asked.epochs)
    elif section == "startup":
        measured.update(measure_startup())
    else:
        measured["processes"] = measure_growth(asked.repeats, asked.quick)
    peaks.append(sgemm_peak())
    measured["sgemm_gflops"] = peaks
    return measured


def revision() -> str | None:
    """Name the commit that was measured."""
    git = shutil.which("git")
    if git is None:
        return None
    told = subprocess.run(
        [git, "-C", str(HERE), "describe", "--always", "--dirty"], capture_output=True, text=True
    )
    return told.stdout.strip() or None


def read_results(folder: Path) -> dict[str, Any]:
    """Read what earlier runs measured."""
    file = folder / "results.json"
    found: dict[str, Any] = json.loads(file.read_text("utf-8")) if file.exists() else {}
    return found


def write_results(folder: Path, results: dict[str, Any]) -> None:
    """Write the figures, the plots drawn from them, and the page."""
    file = folder / "results.json"
    file.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", "utf-8")
    if "growth" in results:
        python = str(ENVIRONMENTS["plainnet"].python)
        subprocess.run([python, "-m", "growth_plots", str(folder)], cwd=HERE, check=True)
    write_readme(folder / "README.md", results)


if __name__ == "__main__":
    sys.exit(main())
