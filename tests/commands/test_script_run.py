"""What goes wrong in a script is told as the script's own."""


def test_a_traceback_shows_the_frames_of_the_script(plainnet, tmp_path):
    (tmp_path / "a.py").write_text("def f():\n    raise KeyError('k')\nf()\n")
    done = plainnet("script", "a.py")
    assert done.returncode == 1
    assert "KeyError: 'k'" in done.stderr
    assert 'a.py", line 2, in f' in done.stderr
    assert "script_run" not in done.stderr


def test_a_missing_script_is_one_sentence(plainnet):
    done = plainnet("script", "nowhere.py")
    assert done.returncode == 2
    assert "nowhere.py" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_is_not_covered_is_named_with_its_line(plainnet, tmp_path):
    (tmp_path / "a.py").write_text("import tensorflow as tf\n\ntape = tf.GradientTape()\n")
    done = plainnet("script", "a.py")
    assert done.returncode == 2
    assert "GradientTape" in done.stderr
    assert "3" in done.stderr
    assert "Traceback" not in done.stderr
