import io
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest
from PIL import Image

from example_plots import every_plot, in_both
from plainnet.errors import FileError
from plainnet.messages.language import Language, speaking
from plainnet.plots.chinese_font import chinese_font
from plainnet.plots.classification_plots import confusion_matrix_plot
from plainnet.plots.plot import Plot, worded
from plainnet.plots.rendering import DOTS_PER_INCH, render_plot, save_plots

PLOTS = {plot.name: plot for plot in every_plot()}
HAN = re.compile("[\u4e00-\u9fff]")
needs_chinese_font = pytest.mark.skipif(chinese_font() is None, reason="no Chinese font here")


def texts(svg: str) -> list[str]:
    """Give the words in an SVG."""
    root = ElementTree.fromstring(svg)
    return [element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.parametrize("name", PLOTS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_plot_is_well_formed_in_both_languages(name: str, language: Language) -> None:
    plot = PLOTS[name]
    with speaking(language):
        rendered = render_plot(plot)
    words = texts(rendered.svg)
    assert len(words) > 5
    assert any(HAN.search(word) for word in words) == (language == "zh")
    assert not any("$" in word for word in words)
    picture = Image.open(io.BytesIO(rendered.png))
    picture.load()
    expected = [round(side * DOTS_PER_INCH) for side in plot.size]
    assert picture.size == pytest.approx(expected, abs=1)
    assert len(picture.convert("L").getcolors() or []) > 10


def test_without_a_chinese_font_the_picture_is_english_and_the_svg_chinese(
    tmp_path: Path,
) -> None:
    plots = [PLOTS["training_curves"], PLOTS["baselines"]]
    with speaking("zh"):
        notes = save_plots(plots, tmp_path / "zh", chinese_families=())
    with speaking("en"):
        assert save_plots(plots, tmp_path / "en", chinese_families=()) == []
    assert len(notes) == 1
    assert "fonts-noto-cjk" in notes[0]
    for plot in plots:
        english, chinese = tmp_path / "en" / plot.name, tmp_path / "zh" / plot.name
        assert english.with_suffix(".png").read_bytes() == chinese.with_suffix(".png").read_bytes()
        assert HAN.search(chinese.with_suffix(".svg").read_text(encoding="utf-8"))


def test_chinese_class_names_without_a_chinese_font_are_told_and_warn_of_nothing(
    tmp_path: Path,
) -> None:
    counts = PLOTS["confusion_two"]
    plot = Plot("names", counts.draw, counts.size)
    with speaking("en"):
        assert save_plots([plot], tmp_path, chinese_families=()) == []
        named = confusion_matrix_plot("named", np.eye(2, dtype=np.int64), ["良性", "恶性"])
        assert len(save_plots([named], tmp_path, chinese_families=())) == 1


@needs_chinese_font
def test_with_a_chinese_font_nothing_has_to_be_said(tmp_path: Path) -> None:
    with speaking("zh"):
        assert save_plots([PLOTS["confusion_two"]], tmp_path) == []
    with speaking("en"):
        assert save_plots([PLOTS["confusion_two"]], tmp_path) == []


def test_the_same_plot_gives_the_same_bytes() -> None:
    first, again = every_plot()[0], every_plot()[0]
    assert render_plot(first) == render_plot(again)
    assert render_plot(first) is render_plot(first)


def test_the_users_own_settings_stay_as_they_were() -> None:
    before = dict(mpl.rcParams)
    render_plot(every_plot()[3])
    assert dict(mpl.rcParams) == before


def test_an_svg_refers_to_nothing_outside() -> None:
    for plot in PLOTS.values():
        svg = render_plot(plot).svg
        assert "<!DOCTYPE" not in svg
        assert "metadata" not in svg
        for target in re.findall(r'href="([^"]*)"', svg):
            assert target.startswith(("#", "data:image/png"))


def test_a_file_in_the_way_ends_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(FileError, match="taken"):
        save_plots([PLOTS["loss_only"]], tmp_path / "taken")


def test_words_may_wait_for_the_language() -> None:
    words = in_both("mean", "平均值")
    with speaking("zh"):
        assert worded(words) == "平均值"
    assert worded("as it stands") == "as it stands"
