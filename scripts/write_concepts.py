"""Write docs/concepts.md, the table of concepts, from the lessons' texts."""

from pathlib import Path

from plainnet.web.page import concepts_table

if __name__ == "__main__":
    table = Path(__file__).resolve().parents[1] / "docs" / "concepts.md"
    table.write_text(concepts_table(), encoding="utf-8")
