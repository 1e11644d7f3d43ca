"""What the command line sets in the engine before it is first used.

Only a process that belongs to plainnet gets these settings; `import plainnet` changes none.
"""

import contextlib
import ctypes
import hashlib
import os
import platform
import tempfile
import warnings
from pathlib import Path

from plainnet.commands.console import collect_garbage_rarely

LARGEST_CACHE_BYTES = 512 * 1024**2
MOST_PROCESSORS = 2  # that share a batch
SEVERAL_OUTPUTS = "--xla_backend_extra_options=xla_cpu_use_multi_output_fusion=true"
GLIBC_ARENAS = -8  # what glibc's malloc.h calls the number of pools


def prepare_engine() -> None:
    """Import the engine quietly, and let compiled networks be found again next time.

    Where there are several cores, long steps are shared out over two of them. A cache
    folder that cannot be written costs some seconds of compiling, nothing else.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # XLA's log is for its developers
    fuse_what_gives_several_arrays()
    warnings.filterwarnings("ignore", message="Error (reading|writing) persistent compilation")
    use_few_pools_of_memory()
    collect_garbage_rarely()
    import jax

    from plainnet.data.image_folder import remember_in
    from plainnet.training.compilation import keep_programs_in
    from plainnet.training.data_parallelism import visible_cores

    if visible_cores() > 1:
        jax.config.update("jax_num_cpu_devices", MOST_PROCESSORS)
    folder = cache_folder()
    remember_in(None if folder is None else folder / "pixels")
    keep_programs_in(None if folder is None else folder / f"programs-{processor()}")
    compiled = writable_folder(None if folder is None else folder / f"compiled-{processor()}")
    if compiled is None:
        return
    jax.config.update("jax_compilation_cache_dir", str(compiled))
    jax.config.update("jax_compilation_cache_max_size", LARGEST_CACHE_BYTES)
    jax.config.update("jax_persistent_cache_min_compile_time_secs", 0.0)
    jax.config.update("jax_persistent_cache_min_entry_size_bytes", 0)


def fuse_what_gives_several_arrays() -> None:
    """Let one loop compute several arrays from the same numbers.

    A step of a recurrent net then computes fewer of them twice, and takes a tenth less time.
    Whoever has chosen such options of the compiler already, or names a file of them, keeps them.
    """
    chosen = os.environ.get("XLA_FLAGS", "").strip()
    is_list = not chosen or chosen.startswith("-")
    if is_list and SEVERAL_OUTPUTS.partition("=")[0] not in chosen:
        os.environ["XLA_FLAGS"] = f"{chosen} {SEVERAL_OUTPUTS}".strip()


def use_few_pools_of_memory() -> None:
    """Let all threads take memory from as many pools as there are busy processors.

    The compiler's threads would each keep one of their own, some 60 MB in all that nobody
    else gets; with a single one they wait for each other, and the networks of the course
    compile and train a quarter longer. Only glibc has pools to choose.
    """
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(GLIBC_ARENAS, MOST_PROCESSORS)


def processor() -> str:
    """Tell one kind of processor from another: what is compiled for one may crash on the next.

    A home folder can be shared by machines of different kinds.
    """
    features = platform.machine()
    with contextlib.suppress(OSError):
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
        features += next((line for line in lines if line.startswith(("flags", "Features"))), "")
    return hashlib.sha256(features.encode()).hexdigest()[:12]


def cache_folder() -> Path | None:
    """Name the folder for what later runs can use again; None if there is no place for it."""
    chosen = os.environ.get("PLAINNET_CACHE")
    shared = os.environ.get("XDG_CACHE_HOME")
    with contextlib.suppress(RuntimeError):  # no home folder, no such user
        if chosen:
            return Path(chosen).expanduser()
        parent = Path(shared) if shared else Path.home() / ".cache"
        return parent / "plainnet"
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
