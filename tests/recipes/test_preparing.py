"""Which kind of data a recipe is about, and what it has no use for."""

import pytest
from PIL import Image

from plainnet.errors import DataError, SettingError
from plainnet.recipes.preparing import check_settings_of, kind_of, prepare
from plainnet.recipes.recipe import Recipe


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text("day,price\n" + "".join(f"{i},{i % 5}\n" for i in range(80)))
    (tmp_path / "images").mkdir()
    Image.new("L", (4, 4)).save(tmp_path / "one.png")
    return tmp_path


@pytest.mark.parametrize(
    ("settings", "kind"),
    [
        ({"data": "a.csv"}, "table"),
        ({"data": "a.csv", "target": "price"}, "table"),
        ({"data": "a.csv", "series": ("price",)}, "series"),
        ({"data": "a.csv", "horizon": 3}, "series"),
        ({"data": "a.csv", "model": "lstm"}, "series"),
        ({"data": "images"}, "images"),
        ({"data": "generated:steel-surfaces"}, "images"),
        ({"data": "generated:gold-like-price"}, "series"),
        ({"data": "generated:air-quality"}, "table"),
    ],
)
def test_the_kind_is_found_out(here, settings, kind):
    assert kind_of(Recipe(**settings)) == kind


def test_what_is_missing_or_a_single_image_is_said(here):
    with pytest.raises(DataError, match="nothere"):
        kind_of(Recipe("nothere.csv"))
    with pytest.raises(DataError, match="one image"):
        kind_of(Recipe("one.png"))


@pytest.mark.parametrize(
    ("settings", "kind", "option"),
    [
        ({"series": ("price",)}, "table", "--series"),
        ({"augmentation": ("flip",)}, "table", "--augment"),
        ({"target": "price"}, "series", "--target"),
        ({"damaged": "skip"}, "series", "--damaged"),
        ({"window": 5}, "images", "--window"),
    ],
)
def test_a_setting_for_another_kind_is_refused(settings, kind, option):
    with pytest.raises(SettingError, match=option):
        check_settings_of(Recipe("a.csv", **settings), kind)
    other = next(name for name in ("table", "images", "series") if name != kind)
    check_settings_of(Recipe("a.csv"), other)


def test_data_are_prepared_by_their_kind(here):
    prepared = prepare(Recipe("a.csv", series=("price",), window=4))
    assert prepared.recipe.window == 4
    assert prepared.recipe.split == "time"
