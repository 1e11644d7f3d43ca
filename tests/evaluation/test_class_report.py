import numpy as np
import pytest
from sklearn.metrics import classification_report

from plainnet.evaluation.class_report import class_report


@pytest.mark.parametrize("classes", [2, 5])
def test_agrees_with_scikit_learn(classes: int) -> None:
    generator = np.random.default_rng(classes)
    true = generator.choice(classes, 300, p=np.arange(1, classes + 1) / sum(range(classes + 1)))
    said = np.where(generator.random(300) < 0.7, true, generator.integers(0, classes, 300))
    expected = classification_report(true, said, output_dict=True)
    found = class_report(true, said, classes)
    assert found.accuracy == pytest.approx(expected["accuracy"])
    means = {"macro avg": found.macro, "weighted avg": found.weighted}
    rows = {str(row.label): row for row in found.classes}
    for name, row in (means | rows).items():
        figures = (row.precision, row.recall, row.f1, row.support)
        columns = ("precision", "recall", "f1-score", "support")
        assert figures == pytest.approx([expected[name][column] for column in columns])


def test_a_class_never_called_leaves_the_means_undefined_that_it_counts_in() -> None:
    found = class_report([0, 0, 1], [0, 0, 0], 3)
    assert found.macro.precision is None
    assert found.weighted.precision is None
    assert found.weighted.recall == pytest.approx(2 / 3)
    assert found.macro.recall == 0.5
