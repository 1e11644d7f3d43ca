"""Training in worker processes; all else is tested through the estimators."""

import subprocess
import sys
import textwrap

import pytest

from plainnet.estimators.training_of_networks import batch_for, default_settings, falling_adamw
from plainnet.training.minibatches import count_steps


def test_long_tables_get_fewer_epochs_and_larger_batches():
    short, long = default_settings(100), default_settings(1_000_000)
    assert short.epochs > long.epochs and short.batch < long.batch
    assert count_steps(1_000_000, long.batch) * long.epochs <= 30_000


def test_folds_that_differ_by_a_row_have_the_same_batches():
    for rows in (120, 143, 354, 455, 1437):
        assert batch_for(rows) == batch_for(rows - 1)


def test_the_rate_falls_to_zero():
    optimizer = falling_adamw(0.01, 0.1, 50)
    assert float(optimizer.rate_at(0)) == pytest.approx(0.01)
    assert float(optimizer.rate_at(50)) == pytest.approx(0.0)


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
