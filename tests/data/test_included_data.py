"""Data that come with the project, by name."""

from pathlib import Path

import pytest

from plainnet.data.dataset import ImageFolder, Series, Table
from plainnet.data.included_data import load_included
from plainnet.data.input_path import is_included
from plainnet.data.sample_prices import load_gold_prices
from plainnet.errors import DataError


def test_names_are_told_from_paths() -> None:
    assert is_included(Path("generated:air-quality"))
    assert not is_included(Path("air.csv"))


def test_tables_and_series_by_name() -> None:
    for name in ("package:scikit-learn/breast_cancer", "generated:air-quality"):
        assert load_included(Path(name), Table).source.path == name
    name = load_gold_prices().source.path
    assert load_included(Path(name), Series).source.path == name


def test_surfaces_of_both_parts() -> None:
    settings = {"height": 8, "width": 8, "channels": 1, "resize": "area"}
    images = load_included(Path("generated:steel-surfaces"), ImageFolder, **settings)
    assert images.pixels.shape == (1440, 8, 8, 1)
    assert images.files[0].startswith("train/")
    assert images.files[-1].startswith("val/")
    assert images.source.is_generated


def test_an_unknown_name_lists_what_there_is() -> None:
    with pytest.raises(DataError, match="generated:air-quality"):
        load_included(Path("generated:nothing"), Table)
