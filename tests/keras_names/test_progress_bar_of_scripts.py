"""The bar that scripts draw themselves."""

from plainnet.keras_names.progress_bar_of_scripts import Progbar


def test_a_bar_ends_full_with_averages(capsys):
    bar = Progbar(4, width=4, interval=0, stateful_metrics=["rate"])
    for step in range(1, 5):
        bar.update(step, [("loss", float(step)), ("rate", step), ("small", 1e-6)])
    out = capsys.readouterr().out
    assert out.endswith("4/4 ━━━━ 0s - loss: 2.5000 - rate: 4.0000 - small: 1.0000e-06\n")
    assert out.count("\r") == 4


def test_lines_and_silence(capsys):
    lines = Progbar(2, verbose=2)
    lines.add(1, [("loss", 1.0)])
    assert capsys.readouterr().out == ""
    lines.add(1, [("loss", 3.0)])
    assert "2/2" in capsys.readouterr().out
    Progbar(1, verbose=0).update(1)
    assert capsys.readouterr().out == ""


def test_an_unknown_end(capsys):
    Progbar(None, interval=0).update(3, finalize=True)
    assert "3/Unknown" in capsys.readouterr().out
