"""What the command line sets in the engine before it is first used.

Only a process that belongs to plainnet gets these settings; `import plainnet` changes none.

Concepts: compile cache
"""

import contextlib
import os
import tempfile
import warnings
from pathlib import Path

LARGEST_CACHE_BYTES = 512 * 1024**2
MOST_PROCESSORS = 2  # that share a batch


def prepare_engine() -> None:
    """Import the engine quietly, and let compiled networks be found again next time.

    Where there are several cores, long steps are shared out over two of them.

    A cache folder that cannot be written costs some seconds of compiling, nothing else.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # XLA's log is for its developers
    warnings.filterwarnings("ignore", message="Error (reading|writing) persistent compilation")
    import jax

    from plainnet.training.data_parallelism import visible_cores

    if visible_cores() > 1:
        jax.config.update("jax_num_cpu_devices", MOST_PROCESSORS)
    folder = writable_folder(cache_folder())
    if folder is None:
        return
    jax.config.update("jax_compilation_cache_dir", str(folder))
    jax.config.update("jax_compilation_cache_max_size", LARGEST_CACHE_BYTES)
    jax.config.update("jax_persistent_cache_min_compile_time_secs", 0.0)
    jax.config.update("jax_persistent_cache_min_entry_size_bytes", 0)


def cache_folder() -> Path | None:
    """Name the folder for compiled networks; None if the machine has no place for it."""
    chosen = os.environ.get("PLAINNET_CACHE")
    if chosen:
        return Path(chosen).expanduser()
    shared = os.environ.get("XDG_CACHE_HOME")
    with contextlib.suppress(RuntimeError):  # no home folder
        parent = Path(shared) if shared else Path.home() / ".cache"
        return parent / "plainnet" / "compiled"
    return None


def writable_folder(folder: Path | None) -> Path | None:
    """Make the folder; None if files cannot be written there."""
    if folder is None:
        return None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError:
        return None
    return folder
