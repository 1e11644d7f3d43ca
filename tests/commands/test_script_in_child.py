"""Processes that a script starts find its functions, and Keras."""


def test_a_pool_of_processes_works(plainnet, tmp_path):
    (tmp_path / "a.py").write_text(
        "from multiprocessing import get_context\n"
        "def double(x):\n    return 2 * x\n"
        "if __name__ == '__main__':\n"
        "    with get_context('spawn').Pool(1) as pool:\n"
        "        print(pool.map(double, [1, 2]))\n"
    )
    done = plainnet("script", "a.py")
    assert (done.returncode, done.stdout) == (0, "[2, 4]\n"), done.stderr
