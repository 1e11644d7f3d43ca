"""The breast cancer table that comes with scikit-learn, coded as the course codes it."""

import numpy as np

from plainnet.data.array_hash import hash_array
from plainnet.data.dataset import Repair, Source, Table


def load_breast_cancer_table() -> Table:
    """Load 569 tumours: thirty measured features and whether each is malignant.

    Street, Wolberg and Mangasarian (1993), "Nuclear feature extraction for breast tumor
    diagnosis", Biomedical Image Processing and Biomedical Visualization 1905.

    >>> table = load_breast_cancer_table()
    >>> table.values.shape, int(table.values[:, -1].sum())
    ((569, 31), 212)
    """
    from sklearn.datasets import load_breast_cancer  # a second to import, needed only here

    bunch = load_breast_cancer()
    is_malignant = bunch.target == list(bunch.target_names).index("malignant")
    values = np.column_stack([bunch.data, is_malignant]).astype(np.float64)  # (rows, columns)
    names = (*map(str, bunch.feature_names), "target")
    source = Source("package:scikit-learn/breast_cancer", hash_array(values))
    return Table(values, names, source, (Repair("sample.breast_cancer_coding"),))
