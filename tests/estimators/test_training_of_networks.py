"""Training in worker processes; all else is tested through the estimators."""

import subprocess
import sys
import textwrap

import pytest

FORKED = """
    import multiprocessing, sys, warnings
    import numpy as np
    from plainnet import DenseClassifier
    from plainnet.errors import SettingError
    from plainnet.estimators import training_of_networks
    X, y = np.random.default_rng(0).normal(size=(40, 2)), np.arange(40) % 2
    quick = dict(hidden=(4,), epochs=2, n_networks=1, random_state=0)
    fitted = DenseClassifier(**quick).fit(X, y)
    def answer(queue):
        queue.put(fitted.predict_proba(X))
        try:
            DenseClassifier(**quick).fit(X, y)
        except SettingError as problem:
            queue.put(str(problem))
    warnings.simplefilter("ignore")
    context = multiprocessing.get_context("fork")
    queue = context.Queue()
    child = context.Process(target=answer, args=(queue,))
    child.start()
    assert np.array_equal(queue.get(timeout=60), fitted.predict_proba(X))
    print(queue.get(timeout=60))
    child.join(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")
def test_a_forked_process_answers_but_says_that_it_cannot_train():
    program = [sys.executable, "-c", textwrap.dedent(FORKED)]
    process = subprocess.run(program, capture_output=True, text=True, timeout=200)
    assert process.returncode == 0, process.stderr
    assert "spawn" in process.stdout
