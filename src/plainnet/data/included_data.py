"""Data that come with the project, by the names that results give them.

Concepts: sample data
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from plainnet.data.breast_cancer import load_breast_cancer_table
from plainnet.data.dataset import ImageFolder, Series, Table
from plainnet.data.sample_air_quality import generate_air_quality
from plainnet.data.sample_prices import load_gold_prices
from plainnet.errors import DataError

Dataset = TypeVar("Dataset", Table, Series, ImageFolder)

PREFIXES = ("package:", "generated:")


def is_included(data: Path) -> bool:
    """Tell whether a name stands for data that come with the project."""
    return str(data).startswith(PREFIXES)


def load_included(data: Path, kind: type[Dataset], **settings: Any) -> Dataset:
    """Load data that come with the project.

    Parameters
    ----------
    data : Path
        A name such as `generated:air-quality`, as `metrics.json` gives it.
    kind : type
        What is needed: Table, Series or ImageFolder.
    **settings : object
        Size of images, as for `read_image_folder`.

    Returns
    -------
    Table, Series or ImageFolder

    Raises
    ------
    DataError
        If there are no such data of this kind.
    """
    loaders: dict[type, tuple[Callable[..., Any], ...]] = {
        Table: (load_breast_cancer_table, generate_air_quality),
        Series: (load_gold_prices,),
    }
    names = []
    for load in loaders[kind]:
        dataset: Dataset = load(**settings)
        if dataset.source.path == str(data):
            return dataset
        names.append(dataset.source.path)
    raise DataError("data.not_included", name=data, known=", ".join(names))
