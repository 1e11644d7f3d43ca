"""The cases by name; nothing heavy is imported before one is run."""

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plainnet.cases.case import Case


@dataclass(frozen=True)
class CaseEntry:
    """A case's name, its one-line description, and the file it is in."""

    name: str
    title_key: str
    module: str

    def load(self) -> "Case":
        """Import the case."""
        case: Case = import_module(f"plainnet.cases.{self.module}").CASE
        return case


CASES: dict[str, CaseEntry] = {
    name: CaseEntry(name, f"case.{name}.title", name.replace("-", "_"))
    for name in (
        "linear-regression",
        "logistic-breast-cancer",
        "dense-breast-cancer",
        "dense-air-quality",
        "lenet-defects",
        "lstm-gold",
    )
}
