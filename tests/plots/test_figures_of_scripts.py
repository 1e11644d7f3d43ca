"""Figures of scripts without a display, each script in a process of its own."""

import os
import subprocess
import sys

import pytest

from plainnet.plots.chinese_font import chinese_font

START = """
import sys
from pathlib import Path
from plainnet.keras_names.door.headless_figures import watch_for_pyplot
watch_for_pyplot(Path("script.py").absolute())
"""


def run(tmp_path, program, **environment):
    """Run a script in a folder of its own; give what it said on standard error."""
    without = {"DISPLAY", "WAYLAND_DISPLAY", "MPLBACKEND"}
    kept = {name: value for name, value in os.environ.items() if name not in without}
    process = subprocess.run(
        [sys.executable, "-W", "always", "-c", START + program],
        cwd=tmp_path,
        env=kept | {"PLAINNET_LANG": "en"} | environment,
        capture_output=True,
        text=True,
    )
    assert process.returncode == 0, process.stderr
    return process.stderr


needs_headless = pytest.mark.skipif(sys.platform != "linux", reason="windows are always possible")


@needs_headless
def test_figures_are_saved_and_numbered_and_said_once(tmp_path):
    said = run(
        tmp_path,
        "import matplotlib; matplotlib.use('TkAgg')\n"
        "import matplotlib.pyplot as plt\n"
        "plt.plot([1, 2]); plt.show()\n"
        "assert not plt.get_fignums()\n"
        "plt.figure(); plt.figure(); plt.show()\n",
    )
    names = sorted(path.name for path in tmp_path.glob("*.png"))
    assert names == [f"script_figure_{number}.png" for number in (1, 2, 3)]
    assert said.count("\n") == 1 and "script_figure_1.png" in said


@pytest.mark.parametrize(
    "choice",
    [
        "import matplotlib; matplotlib.use('Agg'); import matplotlib.pyplot as plt",
        "import matplotlib.pyplot as plt; plt.switch_backend('agg')",
        "import os; os.environ['MPLBACKEND'] = 'Agg'; import matplotlib.pyplot as plt",
    ],
)
def test_a_script_that_asks_for_files_itself_goes_on(tmp_path, choice):
    run(tmp_path, f"{choice}\nplt.plot([1, 2]); plt.show()\n")
    assert (tmp_path / "script_figure_1.png").is_file()


@needs_headless
def test_what_is_shown_without_waiting_is_saved_at_the_end(tmp_path):
    run(
        tmp_path,
        "import matplotlib.pyplot as plt\n"
        "plt.ion(); plt.plot([1]); plt.show(); plt.pause(0.001); plt.ylabel('later')\n"
        "other = plt.figure(); other.show(); plt.show(block=False)\n",
    )
    assert len(list(tmp_path.glob("script_figure_*.png"))) == 2


@needs_headless
@pytest.mark.skipif(chinese_font() is None, reason="no font with Chinese here")
def test_chinese_is_drawn_without_a_warning(tmp_path):
    said = run(
        tmp_path,
        "import matplotlib.pyplot as plt\n"
        "plt.plot([-1, 1], label='真实值'); plt.title('损失值'); plt.legend(); plt.show()\n"
        "plt.rcParams['font.sans-serif'] = ['SimHei']\n"
        "plt.rcParams['axes.unicode_minus'] = False\n"
        "plt.plot([-1, 1], label='真实值'); plt.title('损失值'); plt.legend(); plt.show()\n"
        "plt.rcParams['font.family'] = 'Microsoft YaHei'\n"
        "plt.title('损失值'); plt.ylabel('准确率', fontproperties='SimSun'); plt.show()\n",
    )
    assert said.count("\n") == 1 and "script_figure_1.png" in said


@needs_headless
def test_without_a_chinese_font_one_line_says_so(tmp_path):
    said = run(
        tmp_path,
        "import plainnet.plots.figures_of_scripts as figures\n"
        "figures.chinese_font = lambda: None\n"
        "import matplotlib.pyplot as plt\n"
        "plt.rcParams['font.sans-serif'] = ['SimHei']\n"
        "plt.title('损失值'); plt.xlabel('轮次'); plt.show()\n",
    )
    assert said.count("\n") == 2 and "no font" in said
