"""Data that come with the project, by the names that results give them."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from plainnet.data.dataset import ImageFolder, Series, Source, Table
from plainnet.data.image_folder import join_parts
from plainnet.data.sample_prices import load_gold_prices
from plainnet.data.sample_steel_surfaces import PARTS, load_steel_surfaces
from plainnet.data.sample_tables import generate_air_quality, load_breast_cancer_table
from plainnet.errors import DataError

Dataset = TypeVar("Dataset", Table, Series, ImageFolder)


def load_included(data: Path, kind: type[Dataset], **settings: Any) -> Dataset:
    """Load data that come with the project."""
    loaders: dict[type, tuple[Callable[..., Any], ...]] = {
        Table: (load_breast_cancer_table, generate_air_quality),
        Series: (load_gold_prices,),
        ImageFolder: (load_all_steel_surfaces,),
    }
    names = []
    for load in loaders[kind]:
        dataset: Dataset = load(**settings)
        if dataset.source.path == str(data):
            return dataset
        names.append(dataset.source.path)
    raise DataError("data.not_included", name=data, known=list(names))


def load_all_steel_surfaces(**settings: Any) -> ImageFolder:
    """Generate the pictures of both parts, training first."""
    parts: dict[str, ImageFolder] = {
        part: load_steel_surfaces(part=part, **settings) for part in PARTS
    }
    hashes = "".join(images.source.sha256 for images in parts.values())
    digest = hashlib.sha256(hashes.encode()).hexdigest()
    name = parts["train"].source.path
    return join_parts(parts, Source(name, digest))
