"""A script as text: which names lead to which, and what stands in a line."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from plainnet.coach.finding import Position

Assignments = dict[str, list[tuple[int, ast.expr]]]


@dataclass(frozen=True)
class SourceSeen:
    """A script that was read, not run."""

    path: Path
    tree: ast.Module

    @classmethod
    def read(cls, path: Path) -> "SourceSeen | None":
        """Read a script; None where it is no Python."""
        try:
            return cls(path, ast.parse(path.read_bytes())) if path.is_file() else None
        except (OSError, SyntaxError, ValueError):
            return None

    @cached_property
    def calls(self) -> list[ast.Call]:
        """Every call in the script."""
        return [node for node in ast.walk(self.tree) if isinstance(node, ast.Call)]

    @cached_property
    def assignments(self) -> Assignments:
        """What each name is set to, line by line."""
        found: Assignments = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Assign):
                for target, value in _pairs_of(node):
                    for name in names_in(target):
                        found.setdefault(name, []).append((node.lineno, value))
            elif isinstance(node, ast.For):
                for name in names_in(node.target):
                    found.setdefault(name, []).append((node.lineno, node.iter))
        return found

    def at(self, line: int) -> Position:
        """Return the position of a line."""
        return str(self.path), line

    def calls_of(self, name: str) -> Iterator[ast.Call]:
        """Return the calls of a function or method of this name."""
        return (call for call in self.calls if called(call) == name)

    def call_at(self, name: str, line: int) -> ast.Call | None:
        """Find the call of this name that stands around a line."""
        around = (
            call
            for call in self.calls_of(name)
            if call.lineno <= line <= (call.end_lineno or call.lineno)
        )
        return next(around, None)

    def leading_to(self, expression: ast.AST, line: int) -> list[tuple[str, int, ast.expr]]:
        """List the assignments that an expression in a line was made from, the nearest first."""
        found: list[tuple[str, int, ast.expr]] = []
        waiting = [(name, line) for name in names_in(expression)]
        seen = set()
        while waiting:
            name, before = waiting.pop(0)
            earlier = [each for each in self.assignments.get(name, ()) if each[0] < before]
            if not earlier or (name, earlier[-1][0]) in seen:
                continue
            at, value = max(earlier, key=lambda each: each[0])
            seen.add((name, at))
            found.append((name, at, value))
            waiting += [(each, at) for each in names_in(value)]
        return found

    def constants(self) -> dict[str, tuple[int, Any]]:
        """Return the names that are set once to a number, with line and number."""
        found = {}
        for name, values in self.assignments.items():
            if len(values) == 1 and (number := number_of(values[0][1])) is not None:
                found[name] = (values[0][0], number)
        return found


def _pairs_of(node: ast.Assign) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Return which target is set to which value, one by one where both are written as tuples."""
    value = node.value
    for target in node.targets:
        both = [each.elts for each in (target, value) if isinstance(each, ast.Tuple)]
        if len(both) == 2 and len(both[0]) == len(both[1]):
            yield from zip(*both, strict=True)
        else:
            yield target, value


def names_in(node: ast.AST) -> list[str]:
    """List the names in an expression, each once."""
    names = (each.id for each in ast.walk(node) if isinstance(each, ast.Name))
    return list(dict.fromkeys(names))


def called(call: ast.Call) -> str:
    """Return the last name of what is called."""
    target = call.func
    return target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")


def keyword(call: ast.Call, name: str) -> ast.expr | None:
    """Return what a call hands to a keyword."""
    return next((each.value for each in call.keywords if each.arg == name), None)


_OPERATIONS: dict[type[ast.operator], Callable[[float, float], float | None]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b if b else None,
}


def number_of(node: ast.AST) -> float | None:
    """Compute an expression of numbers alone; None for any other.

    >>> number_of(ast.parse("1256 - 200", mode="eval").body)
    1056.0
    """
    if isinstance(node, ast.Constant):
        value = node.value
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        return float(value)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = number_of(node.operand)
        return None if inner is None else -inner
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATIONS:
        left, right = number_of(node.left), number_of(node.right)
        if left is None or right is None:
            return None
        result = _OPERATIONS[type(node.op)](left, right)
        return None if result is None else float(result)
    return None


def text_of(node: ast.AST | None) -> str | None:
    """Return the text of a string constant."""
    value = node.value if isinstance(node, ast.Constant) else None
    return value if isinstance(value, str) else None
