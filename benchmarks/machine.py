"""What the figures were measured on."""

import os
import platform
import sys
from pathlib import Path
from typing import Any

from contenders import run_module

BUSY = 0.5  # load average before the run, above which figures are not to be trusted


def describe_machine(cores: int) -> dict[str, Any]:
    """Name processor, cores, memory, system and Python, and how busy it is already."""
    return {
        "processor": processor_name(),
        "cores": cores,
        "memory_gb": memory_gb(),
        "system": platform.system(),
        "python": platform.python_version(),
        "load_before": os.getloadavg()[0] if hasattr(os, "getloadavg") else None,
    }


def processor_name() -> str:
    """Return the processor's name as the system tells it, with its widest vector unit."""
    information = Path("/proc/cpuinfo")
    if not information.exists():
        return platform.processor() or platform.machine()
    fields = dict(
        (part.strip() for part in line.split(":", 1))
        for line in information.read_text().splitlines()
        if ":" in line
    )
    name = fields.get("model name", platform.machine())
    flags = fields.get("flags", "").split()
    widest = next((unit for unit in ("avx512f", "avx2", "avx") if unit in flags), None)
    return f"{name} ({widest})" if widest else name


def memory_gb() -> float | None:
    """Return the machine's memory in GB of 10^9 bytes."""
    if sys.platform == "win32":
        return None
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9, 1)


def sgemm_peak() -> float:
    """Measure how many GFLOP a second large products of float32 matrices reach."""
    return run_module("plainnet", "sgemm_peak", [], {})["gflops"]
