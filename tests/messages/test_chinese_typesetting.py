"""Chinese as a printer sets it, and one word for each idea: catalogue, pages and lessons."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from each_of import each_of
from plainnet.messages.catalogue import CATALOGUE

ROOT = Path(__file__).resolve().parents[2]
GLOSSARY = ROOT / "docs" / "glossary.md"

HAN = "\u4e00-\u9fff"
FULL_WIDTH = "，。；：？！（）、《》“”…"
# Filled with Chinese words or whole sentences, so that no space stands beside them.
CHINESE_PLACEHOLDERS = ("argument", "expected", "hint", "kind", "problem", "reason", "wanted")
# What a value is written like on the command line.
AS_TYPED = {"train.metavar.columns", "train.metavar.units", "command.metavar.command"}

HALF_WIDTH_MARK = re.compile(
    rf"[{HAN}{FULL_WIDTH}] ?[,;:?!.](?![\w/])|[{HAN}] ?[,;:?!](?=[\w/])|[,;:?!](?=[{HAN}])"
    rf"|[{HAN}]\(|\)[{HAN}]"
)
NO_SPACE = re.compile(rf"[{HAN}][A-Za-z0-9{{]|[A-Za-z0-9%}}][{HAN}]")
SPACE_AT_MARK = re.compile(r"[，。；：？！（）、《》] | [，。；：？！）、》]")
SPACE_BEFORE_PERCENT = re.compile(r"[\d}] %")
NUMBER_RUN_TOGETHER = re.compile(r"\d[,，]\d")
FULL_WIDTH_MARK = re.compile("[，。；：？！（）、《》]")


def faults_of(text: str) -> list[str]:
    """List what is set wrongly in a Chinese text."""
    rules = (HALF_WIDTH_MARK, NO_SPACE, SPACE_AT_MARK, SPACE_BEFORE_PERCENT, NUMBER_RUN_TOGETHER)
    return [found[0] for rule in rules for found in rule.finditer(text)]


def prose_of(file: Path) -> str:
    """Give the running text of a Markdown file: no code, formulas, addresses or table frames."""
    text = file.read_text(encoding="utf-8")
    text = re.sub(r"^```.*?^```$|^(?: {4}|---$|\[\]).*$", "", text, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"<math.*?</math>|\$[^$]*\$|<[^>]+>", "", text, flags=re.DOTALL)
    text = re.sub(r"^(query|value|answer) = .*$", "", text, flags=re.MULTILINE)
    text = re.sub(r"\]\([^)]*\)", "]", text)
    text = re.sub(r"`[^`]*`", "`", text)
    return re.sub(r" *[|] *|!?\[|[\]*_#]", "", text)


def chinese_files() -> Iterator[Path]:
    """List the pages and lessons in Chinese."""
    yield ROOT / "README.zh.md"
    yield from sorted((ROOT / "docs" / "zh").rglob("*.md"))
    yield from sorted((ROOT / "src").rglob("*.zh.md"))


def words_to_avoid() -> list[tuple[str, str]]:
    """List the words of the glossary's last column with the word to use."""
    rows = re.findall(r"^\| [^|]+ \| ([^|]+) \| ([^|]+) \|$", GLOSSARY.read_text("utf-8"), re.M)
    return [(word, use) for use, avoided in rows[1:] for word in avoided.split("、")]


@each_of(sorted(CATALOGUE.keys() - AS_TYPED))
def test_a_sentence_is_set_as_its_language_is(key: str) -> None:
    english, chinese = CATALOGUE[key]
    assert not FULL_WIDTH_MARK.search(english)
    filled = re.sub(rf"\{{({'|'.join(CHINESE_PLACEHOLDERS)})\}}", "数", chinese)
    assert faults_of(re.sub(r"`[^`]*`", "`", filled)) == []


@pytest.mark.parametrize(
    "file", [*chinese_files()], ids=lambda file: f"{file.parent.name}/{file.name}"
)
def test_a_page_is_set_as_chinese_is(file: Path) -> None:
    lines = prose_of(file).splitlines()
    assert {line: faults_of(line) for line in lines if faults_of(line)} == {}


def test_the_rules_find_what_they_are_for() -> None:
    for text in (
        "中,文",
        "完成: 好",
        "文(注)",
        "用SGD",
        "第3 轮",
        "95 % 的",
        "率 0.01,100 轮",
        "轮 。",
    ):
        assert faults_of(text), text
    for text in ("第 3 轮：`a,b`，批大小 64。", "（64, 64）", "见 https://a.b", "1:5"):
        assert faults_of(text) == [], text


def test_one_word_for_each_idea() -> None:
    avoided = words_to_avoid()
    assert len(avoided) > 50
    texts = {key: chinese for key, (_, chinese) in CATALOGUE.items()}
    texts |= {str(file.relative_to(ROOT)): file.read_text("utf-8") for file in chinese_files()}
    found = [
        f"{name}: {word}, not {use}"
        for name, text in texts.items()
        for word, use in avoided
        if word in text
    ]
    assert found == []
