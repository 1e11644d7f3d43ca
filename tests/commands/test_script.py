"""`plainnet script FILE ARGS` is `python FILE ARGS`, with Keras there."""

import pytest


def _write(folder, name, text):
    (folder / name).write_text(text, encoding="utf-8")
    return name


def test_a_script_sees_what_python_would_show_it(plainnet, tmp_path):
    (tmp_path / "deep").mkdir()
    _write(
        tmp_path / "deep",
        "a.py",
        "import sys, os\nprint(sys.argv, __name__, __file__, os.path.basename(sys.path[0]))\n"
        "print(sys.modules['__main__'].__file__ == __file__, os.getcwd())\n",
    )
    done = plainnet("script", "deep/a.py", "1", "--two")
    assert done.returncode == 0, done.stderr
    first, second = done.stdout.splitlines()
    assert first == f"['deep/a.py', '1', '--two'] __main__ {tmp_path / 'deep' / 'a.py'} deep"
    assert second == f"True {tmp_path}"


@pytest.mark.parametrize(("line", "code"), [("exit(7)", 7), ("raise ValueError('x')", 1), ("", 0)])
def test_the_exit_code_is_that_of_the_script(plainnet, tmp_path, line, code):
    _write(tmp_path, "a.py", f"print('begun')\n{line}\n")
    done = plainnet("script", "a.py")
    assert (done.returncode, done.stdout) == (code, "begun\n")


def test_keras_is_plainnet(plainnet, tmp_path):
    _write(
        tmp_path,
        "a.py",
        "import sys\nfrom keras.models import Sequential\nfrom keras.layers import Dense\n"
        "import numpy as np\nmodel = Sequential([Dense(2, input_dim=3)])\n"
        "model.compile('sgd', 'mse')\nmodel.fit(np.ones((4, 3)), np.ones((4, 2)), verbose=0)\n"
        "print(model.predict(np.ones((1, 3)), verbose=0).shape)\n",
    )
    done = plainnet("script", "a.py")
    assert (done.returncode, done.stdout) == (0, "(1, 2)\n"), done.stderr
