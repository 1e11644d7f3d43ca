"""Write benchmarks/README.md from what was measured."""

from pathlib import Path
from statistics import median
from typing import Any

from cases_page import cases_lines
from growth_summary import TIMES_ALLOWED, judge_growth, summarise_growth
from machine import BUSY
from markdown import table

METHOD = (Path(__file__).parent / "METHOD.md").read_text("utf-8")
NOT_YET = "Not measured yet: `make bench` writes this section."


def write_readme(file: Path, results: dict[str, Any]) -> None:
    """Write the page.

    Parameters
    ----------
    file : Path
        Where to.
    results : dict
        Of `results.json`, by section; missing ones are said to be missing.
    """
    lines = [METHOD.strip(), ""]
    for section, title, write in (
        ("cases", "The four networks of the course", cases_lines),
        ("taught", "All six cases with one command", taught_lines),
        ("startup", "Start-up", startup_lines),
        ("growth", "Growth", growth_lines),
    ):
        lines += [f"## {title}", ""]
        if section in results:
            lines += [*origin_lines(results[section]), *write(results[section])]
        else:
            lines += [NOT_YET, ""]
    file.write_text("\n".join(lines).rstrip() + "\n", "utf-8")


def origin_lines(section: dict[str, Any]) -> list[str]:
    """Name the machine, the data and the commit, and warn of a busy machine."""
    machine = section["machine"]
    peaks = " and ".join(f"{peak:.0f}" for peak in section["sgemm_gflops"])
    on_data = f", on {section['data']}" if "data" in section else ""
    lines = [
        f"Measured {section['date']} at revision {section['revision'] or 'unknown'} on "
        f"{machine['processor']}, {machine['cores']} cores, {machine['memory_gb']} GB, "
        f"{machine['system']}, Python {machine['python']}{on_data}. Products of large float32 "
        f"matrices reached {peaks} GFLOP/s before and after.",
        "",
    ]
    load = machine["load_before"]
    if load is not None and load > BUSY:
        lines += [
            f"**The machine was busy (load {load:.1f} at the start): do not trust the figures.**",
            "",
        ]
    return lines


def taught_lines(section: dict[str, Any]) -> list[str]:
    """Hold plainnet's one command against four Keras processes."""
    own = median(each["plainnet"] for each in section["repeats"])
    keras = median(each["keras"] for each in section["repeats"])
    return [
        "`plainnet cases all --as taught` with an empty compile cache, plots, reports, baselines "
        "and the runs with mended mistakes included, against the sum of four "
        "Keras-on-TensorFlow processes of the same networks without any of that.",
        "",
        *table(
            ["", "seconds"],
            [
                ["plainnet, one command", f"{own:.1f}"],
                ["Keras on TensorFlow, four processes", f"{keras:.1f}"],
                ["plainnet / Keras", f"{own / keras:.2f}"],
            ],
        ),
    ]


def startup_lines(section: dict[str, Any]) -> list[str]:
    """Describe how long the help page takes."""
    heavy = ", ".join(section["heavy_imports"]) or "none"
    return [
        f"`plainnet --help`: {section['seconds']:.3f} s (median of "
        f"{len(section['all_seconds'])}); heavy libraries imported for it: {heavy}.",
        "",
    ]


def growth_lines(section: dict[str, Any]) -> list[str]:
    """Show every point, the judgement, the slow points and the plots."""
    rows = summarise_growth(section["processes"])
    judged = judge_growth(rows)
    head = ["grows", "size", "epochs", "plainnet s", "of it before epoch 1", "PyTorch s"]
    lines = table([*head, "ratio", "plainnet MB", "PyTorch MB"], list(map(growth_cells, rows)))
    lines += [
        f"plainnet's seconds over PyTorch's: median {judged['median']:.2f}, largest "
        f"{judged['largest']:.2f}, median of the smaller half {judged['small_median']:.2f}. "
        f"Above {TIMES_ALLOWED}: "
        + (", ".join(f"{row['axis']} {row['size']:,}" for row in judged["slow"]) or "none")
        + ".",
        "",
    ]
    axes = dict.fromkeys(row["axis"] for row in rows)
    files = [f"growth_{axis.replace(' ', '_')}" for axis in axes] + ["growth_memory"]
    return [*lines, " ".join(f"![{name}](plots/{name}.svg)" for name in files), ""]


def growth_cells(row: dict[str, Any]) -> list[str]:
    """Write one point."""
    own, peer = row["plainnet"], row["PyTorch"]
    return [
        row["axis"],
        f"{row['size']:,}",
        str(row["epochs"]),
        f"{own['seconds']:.2f}",
        f"{own['start_seconds']:.2f}",
        f"{peer['seconds']:.2f}",
        f"{row['ratio']:.2f}",
        f"{own['peak_memory_mb']:.0f}",
        f"{peer['peak_memory_mb']:.0f}",
    ]
