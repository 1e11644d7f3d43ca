"""A lesson is a folder: two texts, a lab in JavaScript, the engine's answers, and its checks.

`docs/lessons.md` says how one is written. Nothing here needs JAX, so that pages are built at once.
"""

import importlib
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from random import Random
from typing import Any, Protocol, cast

from plainnet.messages.language import Language

FOLDER = Path(__file__).resolve().parent
FENCE = "+++"

State = dict[str, Any]  # what the controls hold, by name
Values = dict[str, Any]  # what the lab shows, by name; None where undefined


@dataclass(frozen=True)
class Answer:
    """What a "check yourself" question asks for, and how near counts as right."""

    value: float
    tolerance: float


@dataclass(frozen=True)
class Act:
    """One thing a learner does in the lab: give a control a value, or press it if it has none."""

    control: str
    value: str | None = None


class Checks(Protocol):
    """The names that a lesson's `checks.py` holds."""

    VALUES: Mapping[str, float | str]  # what `{{ name }}` stands for in the texts
    ANSWERS: Mapping[str, Answer]  # the questions of `:::check`
    STEPS: Mapping[str, Sequence[Act]]  # what makes each `:::step` happen, from a fresh page
    PYTHON: Mapping[str, Callable[..., Any]]  # the functions that `:::python` prints

    def states(self, random: Random) -> State:
        """Draw one state of the lab."""

    def python_results(self) -> Sequence[tuple[State, str, float]]:
        """Run the Python that is printed: a state, the value it computes, and what it gives."""


class Engine(Protocol):
    """The names that a lesson's `lab.py` holds."""

    TOLERANCE: float  # relative, between the page and the engine

    def answers(self, states: Sequence[State]) -> list[Values]:
        """Compute with layers, losses and autodiff what the lab shows for each state."""


@dataclass(frozen=True)
class Text:
    """A lesson in one language."""

    language: Language
    head: Mapping[str, Any] = field(repr=False)  # the front matter
    body: str = field(repr=False)

    @property
    def title(self) -> str:
        """Return the heading."""
        return str(self.head["title"])

    @property
    def question(self) -> str:
        """Return the question the lesson answers."""
        return str(self.head["question"])

    @property
    def words(self) -> Mapping[str, str]:
        """Return what the lab writes: names of controls and values, axes, reasons."""
        return cast(Mapping[str, str], self.head["words"])


@dataclass(frozen=True)
class Lesson:
    """One folder below `lessons/`."""

    folder: Path

    @property
    def slug(self) -> str:
        """Return the name in addresses."""
        return self.folder.name.replace("_", "-")

    @cached_property
    def _texts(self) -> dict[str, Text]:
        return {}

    def text(self, language: Language) -> Text:
        """Read the lesson's text, once."""
        if language not in self._texts:
            source = (self.folder / f"text.{language}.md").read_text(encoding="utf-8")
            _, head, body = source.split(FENCE, 2)
            self._texts[language] = Text(language, tomllib.loads(head), body)
        return self._texts[language]

    @property
    def facts(self) -> Mapping[str, Any]:
        """Return what is the same in every language: order, minutes, case, script."""
        return cast(Mapping[str, Any], self.text("en").head["facts"])

    @cached_property
    def checks(self) -> Checks:
        """Import `checks.py`."""
        name = f"plainnet.lessons.{self.folder.name}.checks"
        return cast(Checks, importlib.import_module(name))

    @cached_property
    def engine(self) -> Engine:
        """Import `lab.py`, and JAX with it."""
        name = f"plainnet.lessons.{self.folder.name}.lab"
        return cast(Engine, importlib.import_module(name))


@lru_cache(maxsize=1)
def lessons() -> tuple[Lesson, ...]:
    """Find the lessons that are there, in the order of the course."""
    found = [Lesson(file.parent) for file in FOLDER.glob("*/text.en.md")]
    return tuple(sorted(found, key=lambda lesson: lesson.facts["order"]))
