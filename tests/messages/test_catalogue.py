"""Every sentence exists in both languages, says the same things, and is used."""

import re
from string import Formatter

from each_of import each_of
from plainnet.messages.catalogue import CATALOGUE, TOPICS

CHINESE = re.compile(r"[\u4e00-\u9fff]")
# Words of no textbook: a warning is given, a layer declares, a metric is measured.
DIALECT = re.compile(r"\b(told|said|nobody|knows no)\b|[“”]")


def placeholders(sentence: str) -> set[str]:
    """List the names in braces."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


@each_of(CATALOGUE)
def test_both_sentences_are_there_and_mention_the_same(key):
    english, chinese = CATALOGUE[key]
    assert english
    assert chinese
    assert placeholders(english) == placeholders(chinese)
    assert all(name.isidentifier() for name in placeholders(english))


@each_of(sorted(CATALOGUE.keys() - {"lesson.about_teachers"}))  # it quotes a button
def test_english_is_plain(key):
    assert not DIALECT.search(CATALOGUE[key][0])


@each_of(CATALOGUE)
def test_each_sentence_is_in_its_own_language(key):
    english, chinese = CATALOGUE[key]
    assert not CHINESE.search(english)
    is_name = english == chinese  # the same word in both, as RMSE
    has_words = re.search(r"[A-Za-z]", re.sub(r"\{[^}]*\}", "", english))
    assert CHINESE.search(chinese) or not has_words or (is_name and len(english.split()) <= 3)


def test_no_key_is_in_two_topics():
    assert len(CATALOGUE) == sum(len(topic.MESSAGES) for topic in TOPICS)
