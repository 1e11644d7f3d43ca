"""How the command `plainnet` starts and ends, as a process."""

import errno
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from plainnet.commands.main import sentence_of

HEAVY = (
    *("jax", "numpy", "polars", "sklearn", "matplotlib", "rich.console", "h5py", "PIL"),
    *("urllib.request", "plainnet.keras_names.door.door"),
)


@pytest.mark.parametrize(
    "arguments", [[], ["--help"], ["cases", "--help"], ["--version"], ["cases"]]
)
def test_nothing_heavy_is_imported_before_it_is_needed(arguments):
    program = (
        "import sys; from plainnet.commands.main import main; main(sys.argv[1:]);"
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    process = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True
    )
    assert process.stdout.splitlines()[-1] == "[]"


@pytest.mark.skipif(sys.platform != "linux", reason="needs /dev/full")
@pytest.mark.parametrize("arguments", [["cases"], ["--help"], ["--version"]])
def test_a_full_disk_under_the_output_is_told(arguments):
    with Path("/dev/full").open("w") as full:
        process = subprocess.run(
            [sys.executable, "-m", "plainnet", *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert process.returncode == 2
    assert "The disk is full" in process.stderr
    assert process.stderr.count("\n") == 1


def test_a_reader_that_leaves_early_is_no_error():
    program = (
        "import sys; from plainnet.commands import console, main, application\n"
        "def run(arguments):\n"
        "    for _ in range(100_000): console.give('a row')\n"
        "    return 0\n"
        "application.run = run\n"
        "sys.exit(main.main([]))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(timeout=60) == 0


def test_closed_streams_do_not_crash():
    for closed in (">&-", "2>&-", ">&- 2>&-"):
        line = f"'{sys.executable}' -m plainnet --version {closed}"
        process = subprocess.run(["sh", "-c", line], capture_output=True, text=True)
        assert process.returncode == 0, (closed, process.stderr)
        assert "Traceback" not in process.stderr


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "gb18030"])
def test_a_console_of_any_encoding_can_be_written_to(plainnet_started_anew, encoding):
    process = plainnet_started_anew("--help", "--lang", "zh", PYTHONIOENCODING=encoding)
    assert process.returncode == 0
    assert "用法" in process.stdout  # not a console here: UTF-8


@pytest.mark.parametrize(
    "swallow",
    [
        "time.sleep(9)",
        "try: time.sleep(9)\n    except BaseException: raise RuntimeError('of the engine')",
        "try: time.sleep(9)\n    except BaseException: raise ImportError('of libraries') from None",
        "class A:\n        def __del__(self): time.sleep(9)\n    A()\n    time.sleep(9)",
    ],
)
def test_an_interrupt_ends_in_one_sentence(swallow: str):
    program = (
        "import sys, time, _thread, threading; from plainnet.commands import main, application\n"
        "def run(arguments):\n"
        f"    threading.Timer(0.5, _thread.interrupt_main).start()\n    {swallow}\n"
        "application.run = run\n"
        "sys.exit(main.main())"
    )
    process = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert process.returncode == 130
    assert process.stdout == ""
    assert process.stderr.count("\n") == 1


@pytest.mark.parametrize("library", ["numpy", "jax._src.lib"])
def test_an_interrupt_waits_until_libraries_are_loaded(library: str):
    program = (
        "import sys, os, signal; from plainnet.commands import main, application\n"
        "code = 'import os, signal, time; os.kill(os.getpid(), signal.SIGINT); time.sleep(0.1)'\n"
        "def run(arguments):\n"
        f"    exec(code, {{'__name__': {library!r}}})\n    print('loaded', flush=True)\n"
        "    import time; time.sleep(9)\n"
        "application.run = run\n"
        "sys.exit(main.main())"
    )
    process = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (process.returncode, process.stdout) == (130, "loaded\n")
    assert process.stderr.count("\n") == 1


def test_an_interrupt_before_a_command_begins_leaves_no_traceback():
    program = (
        "import os, signal, sys\n"
        "class Finder:\n"
        "    def find_spec(self, name, path, target=None):\n"
        "        if name == 'plainnet.commands': os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Finder())\n"
        "import plainnet.__main__"
    )
    process = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (process.returncode, process.stderr) == (-signal.SIGINT, "")


def test_memory_that_does_not_suffice_ends_in_one_sentence():
    program = (
        "import sys; from plainnet.commands import main, application\n"
        "def run(arguments): raise MemoryError\n"
        "application.run = run\n"
        "sys.exit(main.main([]))"
    )
    process = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert process.returncode == 2
    assert "memory" in process.stderr


@pytest.mark.parametrize(
    ("number", "part"),
    [
        (errno.ENOSPC, "The disk is full, a.csv"),
        (errno.EACCES, "does not allow access to a.csv"),
        (errno.ENOENT, "a.csv does not exist"),
        (errno.EMFILE, "The system refused a.csv: Too many open files."),
    ],
)
def test_what_the_system_refuses_is_one_sentence(number, part):
    import os

    assert part in sentence_of(OSError(number, os.strerror(number), "a.csv"))
