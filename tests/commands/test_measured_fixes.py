"""What counts as the answer of a network whose output may not fit its targets."""

import numpy as np

from plainnet.commands.measured_fixes import _classes


def test_a_large_logit_and_a_large_output_are_the_positive_class() -> None:
    outputs = np.array([[-3.0], [0.2], [0.7], [4.0]])
    assert _classes(outputs, "binary", from_logits=True).tolist() == [0, 1, 1, 1]
    assert _classes(outputs, "binary", from_logits=False).tolist() == [0, 0, 1, 1]


def test_one_output_for_many_classes_is_the_nearest_number() -> None:
    assert _classes(np.array([[0.4], [2.2]]), "class_numbers", from_logits=False).tolist() == [0, 2]
