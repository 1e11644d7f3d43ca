"""The pages of the documentation hold the rules as they are."""

from pathlib import Path

import pytest

from plainnet.coach.coaching import all_rules
from plainnet.coach.rule_pages import STAGES, page_with_rules

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize(("language", "folder"), [("en", ""), ("zh", "zh")])
def test_the_page_is_written_from_the_rules(language, folder) -> None:
    page = (DOCS / folder / "coach.md").read_text(encoding="utf-8")
    assert page == page_with_rules(page, language), "run scripts/write_rules.py"
    assert all(f"`{each.code}`" in page for each in all_rules())


def test_every_stage_has_its_table() -> None:
    assert {each.stage for each in all_rules()} == set(STAGES)
