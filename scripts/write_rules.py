"""Write the rules of the coach into docs/coach.md and docs/zh/coach.md."""

from pathlib import Path

from plainnet.coach.rule_pages import page_with_rules

if __name__ == "__main__":
    docs = Path(__file__).resolve().parents[1] / "docs"
    for language, folder in (("en", docs), ("zh", docs / "zh")):
        page = folder / "coach.md"
        text = page_with_rules(page.read_text(encoding="utf-8"), language)
        page.write_text(text, encoding="utf-8")
