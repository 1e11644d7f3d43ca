"""Which language is spoken."""

import pytest

from plainnet.messages.language import (
    choose_language,
    current_language,
    language_of_arguments,
    language_of_environment,
    say,
    speaking,
)

VARIABLES = ("PLAINNET_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"PLAINNET_LANG": "zh", "LANG": "en_US.UTF-8"}, "zh"),
        ({"PLAINNET_LANG": "EN", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"PLAINNET_LANG": "fr", "LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW"}, "zh"),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_MESSAGES": "zh_CN.GB18030", "LANG": "de_DE"}, "zh"),
    ],
)
def test_the_environment(environment, language, monkeypatch):
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert language_of_environment() == language


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        (["--lang", "zh", "cases"], "zh"),
        (["cases", "all", "--lang=en"], "en"),
        (["cases", "--lang", "xx"], "xx"),
        (["cases", "--lang"], None),
        (["cases", "--", "--lang", "zh"], None),
        (["cases", "--language", "zh"], None),
        ([], None),
    ],
)
def test_arguments(arguments, language):
    assert language_of_arguments(arguments) == language


def test_a_choice_beats_the_environment(monkeypatch):
    monkeypatch.setenv("PLAINNET_LANG", "en")
    choose_language("zh")
    assert current_language() == "zh"
    choose_language(None)
    assert current_language() == "en"


def test_speaking_ends_with_its_block():
    with speaking("zh"):
        assert say("epoch") == "训练轮次"
        with speaking("en"):
            assert say("epoch") == "epoch"
        assert say("epoch") == "训练轮次"
    with pytest.raises(KeyError), speaking("zh"):
        say("no such key")
    assert say("epoch") == "epoch"


def test_the_items_of_a_list_stand_between_the_commas_of_the_language():
    for language, between in (("en", ", "), ("zh", "、")):
        with speaking(language):
            assert f"a{between}b" in say("data.not_included", name="x", known=["a", "b"])
