"""The hook that waits for matplotlib."""

import subprocess
import sys

WATCH = (
    "import sys; from pathlib import Path\n"
    "from plainnet.keras_names.door.headless_figures import watch_for_pyplot\n"
    "watch_for_pyplot(Path('{folder}/script.py'))\n"
)


def run(tmp_path, program):
    """Run a program in a process of its own."""
    code = WATCH.format(folder=tmp_path) + program
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout


def test_a_script_without_figures_pays_nothing(tmp_path):
    program = "print([name for name in ('matplotlib', 'numpy', 'PIL') if name in sys.modules])"
    assert run(tmp_path, program) == "[]\n"


def test_pyplot_is_prepared_when_it_is_imported(tmp_path):
    program = (
        "import matplotlib; matplotlib.use('svg')\n"
        "import matplotlib.pyplot as plt\n"
        "print(type(plt.__loader__).__name__, plt.show.__module__)\n"
    )
    assert run(tmp_path, program) == "SourceFileLoader plainnet.plots.figures_of_scripts\n"


def test_pyplot_may_have_been_imported_before(tmp_path):
    program = "import matplotlib; matplotlib.use('agg'); import matplotlib.pyplot as plt\n"
    code = program + WATCH.format(folder=tmp_path) + "print(plt.show.__module__)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout == "plainnet.plots.figures_of_scripts\n"
