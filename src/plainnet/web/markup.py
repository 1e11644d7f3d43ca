"""A lesson's text as HTML: Markdown, formulas, values, and the few blocks a lesson has.

Blocks begin with `:::kind name` and end with `:::`; `---` on a line of its own parts a step from
its reason and a question from its explanation. `docs/lessons.md` lists them.
"""

import ast
import inspect
import re
import textwrap
from dataclasses import dataclass
from html import escape
from typing import cast

from latex2mathml.converter import convert
from markdown_it import MarkdownIt

from plainnet.lessons.lesson import Lesson, Text
from plainnet.messages.language import say

_BLOCK = re.compile(r"^:::(\w+)(?: +(\S+))?\n(.*?)^:::$", re.MULTILINE | re.DOTALL)
_PARTED = re.compile(r"^---$", re.MULTILINE)
_VALUE = re.compile(r"\{\{ *(\w+)(?::([^}]*?))? *\}\}")
_FORMULA = re.compile(r"\$\$(.+?)\$\$|\$([^$\n]+?)\$([，。、；：？！）”]*)", re.DOTALL)
_LIVE = re.compile(r"\\live\{(\w+)\}")
_LIVE_MARK = re.compile(r"<mtext>⟦(\w+)⟧</mtext>")
# A prime sign stands high by itself; as an exponent it would be raised twice.
_PRIME = re.compile(r"<msup>(<mi>\w</mi>)<mi>(&#x0203[23];)</mi></msup>")
_HELD = re.compile("\ue000(\\d+)\ue001")  # a finished piece while Markdown is at work
_ALONE = re.compile("<p>(\ue000\\d+\ue001)</p>")

_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")


@dataclass(frozen=True)
class Pieces:
    """A lesson's text as HTML: what stands beside the lab, and what stands below it."""

    steps: str
    body: str


class _Writer:
    """Turns one text into HTML."""

    def __init__(self, lesson: Lesson, text: Text) -> None:
        self.lesson = lesson
        self.text = text
        self.steps: list[str] = []
        self.held: list[str] = []

    def pieces(self) -> Pieces:
        """Write the whole text."""
        body = _BLOCK.sub(lambda match: self.hold(self.block(*match.groups())), self.text.body)
        return Pieces("\n".join(self.steps), self.markdown(body))

    def hold(self, html: str) -> str:
        """Keep a finished piece away from Markdown."""
        self.held.append(html)
        return f"\ue000{len(self.held) - 1}\ue001"

    def markdown(self, source: str) -> str:
        """Fill in values and formulas, and translate the rest."""
        source = _VALUE.sub(lambda match: self.value(*match.groups()), source)
        source = _FORMULA.sub(lambda match: self.hold(formula(*match.groups())), source)
        html = _ALONE.sub(r"\1", _markdown.render(source))
        while _HELD.search(html):
            html = _HELD.sub(lambda match: self.held[int(match[1])], html)
        return html

    def value(self, name: str, form: str | None) -> str:
        """Format a value of `checks.py`, with a true minus sign."""
        value = self.lesson.checks.VALUES[name]
        return value if isinstance(value, str) else format(value, form or "").replace("-", "−")

    def block(self, kind: str, name: str | None, body: str) -> str:
        """Write one block."""
        first, _, second = (part.strip() for part in _partition(body))
        match kind:
            case "step":
                self.steps.append(self.step(str(name), first, second))
                return ""
            case "check":
                return self.check(str(name), first, second)
            case "python":
                return self.python(str(name))
            case "script":
                return _code(textwrap.dedent(body).strip(), say("lesson.script", file=name))
            case "place":
                return f'<div class="place" data-place="{escape(str(name))}"></div>'
        raise KeyError(kind)

    def step(self, name: str, task: str, reason: str) -> str:
        """Write a step: what to do, and why it went as it did."""
        return (
            f'<li data-step="{escape(name)}"><div class="task">{self.markdown(task)}</div>'
            f'<div class="reason" hidden>{self.markdown(reason)}</div></li>'
        )

    def check(self, name: str, question: str, explanation: str) -> str:
        """Write a question with a field for its answer."""
        answer = self.lesson.checks.ANSWERS[name]
        return (
            f'<form class="check" data-check="{escape(name)}" data-answer="{answer.value!r}" '
            f'data-tolerance="{answer.tolerance!r}">{self.markdown(question)}'
            f"<p><label>{escape(say('lesson.your_answer'))} "
            '<input type="text" inputmode="decimal" autocomplete="off" name="answer"></label> '
            f"<button>{escape(say('lesson.check'))}</button> "
            '<output role="status"></output></p>'
            f'<div class="reason" hidden>{self.markdown(explanation)}</div></form>'
        )

    def python(self, name: str) -> str:
        """Print a function of `checks.py`."""
        return _code(shown_source(self.lesson, name), say("lesson.python"))


def _code(source: str, caption: str) -> str:
    """Write lines of a program; the keyboard can scroll them."""
    return (
        f"<figure><figcaption>{escape(caption)}</figcaption>"
        f'<pre tabindex="0"><code>{escape(source)}</code></pre></figure>'
    )


def _partition(body: str) -> tuple[str, str, str]:
    """Part a block at its `---`."""
    first, *rest = _PARTED.split(body, 1)
    return first, "---", rest[0] if rest else ""


def shown_source(lesson: Lesson, name: str) -> str:
    """Return a function as a lesson prints it: without types, docstring and comments."""
    tree = ast.parse(inspect.getsource(lesson.checks.PYTHON[name]))
    function = cast(ast.FunctionDef, tree.body[0])
    function.returns = None
    for argument in function.args.args + function.args.kwonlyargs:
        argument.annotation = None
    if ast.get_docstring(function):
        del function.body[0]
    source = ast.unparse(function)
    return f"import numpy as np\n\n{source}" if "np." in source else source


def formula(display: str | None, inline: str | None, marks: str | None) -> str:
    r"""Write LaTeX as MathML; `\live{name}` is where the page puts the number it now has."""
    latex = _LIVE.sub(r"\\text{⟦\1⟧}", display or inline or "").strip()
    mathml = convert(latex, display="block" if display else "inline")
    mathml = _PRIME.sub(r'<mrow>\1<mo lspace="0" rspace="0">\2</mo></mrow>', mathml)
    mathml = mathml.replace("<mo>&#x02211;</mo>", '<mo class="sum">∑</mo>')
    mathml = _LIVE_MARK.sub(r'<mrow data-live="\1"><mi>\1</mi></mrow>', mathml)
    if display:
        return f'<div class="formula">{mathml}</div>'
    # A browser may break a line after a formula, and no Chinese line begins with a mark.
    return f'<span class="kept">{mathml}{marks}</span>' if marks else mathml


def lesson_pieces(lesson: Lesson, text: Text) -> Pieces:
    """Turn a lesson's text into HTML, in the current language."""
    return _Writer(lesson, text).pieces()
