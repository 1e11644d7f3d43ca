"""The breast cancer table against scikit-learn and against the course's copy."""

from pathlib import Path

import numpy as np
from sklearn.datasets import load_breast_cancer

from plainnet.data.array_hash import hash_array
from plainnet.data.breast_cancer import load_breast_cancer_table
from plainnet.data.table import read_table


def test_has_the_features_and_one_for_malignant() -> None:
    table = load_breast_cancer_table()
    theirs = load_breast_cancer()
    np.testing.assert_array_equal(table.values[:, :-1], theirs.data)
    np.testing.assert_array_equal(table.values[:, -1], 1 - theirs.target)
    assert table.values.dtype == np.float64
    assert table.column_names == (*theirs.feature_names, "target")
    assert "malignant" in str(table.repairs[0])


def test_says_where_it_comes_from() -> None:
    table = load_breast_cancer_table()
    assert table.source.path == "package:scikit-learn/breast_cancer"
    assert table.source.sha256 == hash_array(table.values)
    assert not table.source.is_generated


def test_agrees_with_the_course_row_by_row(course: Path) -> None:
    theirs = read_table(course / "2_logistic_breast_cancer" / "breast_cancer_data.csv")
    table = load_breast_cancer_table()
    assert table.column_names == theirs.column_names
    np.testing.assert_allclose(table.values, theirs.values, rtol=1e-12)
