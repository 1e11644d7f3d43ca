"""Progress on standard error: lines for a file, a bar for a person."""

import io
import os
import pty
import subprocess
import sys

import pytest
from rich.console import Console
from rich.progress import Progress

from plainnet.commands import progress_bar
from plainnet.commands.progress_bar import ProgressBar, ProgressLines, progress_on_stderr

PROGRAM = (
    "import time\n"
    "from plainnet.commands.progress_bar import progress_on_stderr\n"
    "with progress_on_stderr() as listener:\n"
    "    listener.begin('gold', 3)\n"
    "    for epoch in range(1, 4):\n"
    "        listener.advance(epoch, {'loss': 1 / epoch})\n"
    "        time.sleep(0.15)\n"
    "    listener.end()\n"
    "    listener.note('gold is done')\n"
)


def test_lines_say_once_what_starts(capsys):
    with progress_on_stderr() as listener:
        assert isinstance(listener, ProgressLines)
        for _ in range(2):
            listener.begin("gold", 100)
            listener.advance(1, {"loss": 0.5})
            listener.end()
        listener.begin("gold", 20)
        listener.note("done")
    output = capsys.readouterr()
    assert output.err == "gold: 100 epochs\ngold: 20 epochs\ndone\n"
    assert output.out == ""


def test_the_bar_shows_epochs_and_loss():
    drawing = Progress(console=Console(file=io.StringIO()))
    bar = ProgressBar(drawing)
    bar.begin("gold", 100)
    bar.advance(40, {"loss": 0.25})
    (task,) = drawing.tasks
    assert (task.completed, task.total, task.fields["loss"]) == (40, 100, "loss 0.25")
    bar.end()
    bar.end()
    assert drawing.tasks == []


def test_lines_tell_now_and_then_how_many_rows_are_read(capsys, monkeypatch):
    lines = ProgressLines()
    lines.rows_read(1000, 2_000_000)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(progress_bar, "SECONDS_BETWEEN_LINES", 0.0)
    lines.rows_read(2000, 2_000_000)
    assert capsys.readouterr().err == "2,000 rows of about 2,000,000 are read.\n"


def test_the_bar_shows_rows_until_training_begins():
    drawing = Progress(console=Console(file=io.StringIO()))
    bar = ProgressBar(drawing)
    bar.rows_read(40, 100)
    bar.rows_read(120, 100)
    (task,) = drawing.tasks
    assert (task.description, task.completed, task.total) == ("rows", 120, 120)
    bar.begin("gold", 3)
    assert [task.description for task in drawing.tasks] == ["gold"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_at_a_terminal_the_bar_is_drawn_and_taken_away():
    controller, terminal = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=terminal,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "80"},
    )
    os.close(terminal)
    seen = b""
    while True:
        try:
            piece = os.read(controller, 4096)
        except OSError:
            break
        if not piece:
            break
        seen += piece
    os.close(controller)
    assert process.stdout is not None
    assert process.stdout.read() == b""
    process.stdout.close()
    assert process.wait(timeout=60) == 0
    text = seen.decode()
    assert "gold" in text
    assert "loss 0.5" in text
    assert "/3" in text
    assert "gold is done" in text
    assert text.rstrip().endswith("\x1b[?25h")  # the cursor is back
