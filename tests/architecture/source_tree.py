"""The package as text: its modules, and what each imports, read without running them."""

import ast
import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from plainnet.late_table import LateTable

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "plainnet"
RANKS: dict[str, float] = {
    "messages": -1,
    "errors": 0,
    "bounded_folder": 0,
    "after_import": 0,
    "late_table": 0,
    "signatures": 0,
    "layers": 1,
    "losses": 1,
    "metrics": 1.5,  # a metric may be the mean of a loss
    "optimizers": 1,
    "data": 1,
    "networks": 2,
    "files": 3,
    "training": 4,
    "evaluation": 5,
    "coach": 6,
    "model": 7,
    "averaged_model": 7.1,  # several models as one
    "estimators": 8,
    "plots": 8,
    "report": 9,
    "cases": 10,
    "pipeline": 9.5,  # what the doors go through
    "keras_names": 10,
    "keras": 10.5,
    "lessons": 11,
    "web": 11.5,  # serves the lessons
    "commands": 12,
    "__main__": 13,
    "": 14,  # plainnet itself, which names what users need
}


@dataclass(frozen=True)
class Import:
    """One name imported by a module."""

    module: str
    name: str | None
    line: int
    is_late: bool


@dataclass(frozen=True)
class Module:
    """One file of the package."""

    path: Path

    @cached_property
    def name(self) -> str:
        """Give the dotted name; that of a package is the name of its folder."""
        parts = self.path.relative_to(PACKAGE.parent).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @cached_property
    def part(self) -> str:
        """Give the folder or file below `plainnet` that the module belongs to."""
        return [*self.name.split("."), ""][1]

    @cached_property
    def tree(self) -> ast.Module:
        """Give the parsed file."""
        return ast.parse(self.path.read_text(encoding="utf-8"))

    @property
    def is_package(self) -> bool:
        """Whether the file is an `__init__`."""
        return self.path.name == "__init__.py"

    @cached_property
    def imports(self) -> list[Import]:
        """List every import, also those inside functions and for type checking."""
        return list(_imports_below(self.tree, is_late=False))

    def __str__(self) -> str:
        return self.name


def _imports_below(node: ast.AST, is_late: bool) -> Iterator[Import]:
    """Walk the tree, knowing whether a function is around."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield Import(alias.name, None, node.lineno, is_late)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, f"relative import in line {node.lineno}"
        for alias in node.names:
            yield Import(node.module or "", alias.name, node.lineno, is_late)
    inside = is_late or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    for child in ast.iter_child_nodes(node):
        yield from _imports_below(child, inside)


@lru_cache(maxsize=1)
def modules() -> tuple[Module, ...]:
    """Read the whole package."""
    return tuple(Module(path) for path in sorted(PACKAGE.rglob("*.py")))


@lru_cache(maxsize=1)
def module_names() -> frozenset[str]:
    """List the dotted names of all modules and packages."""
    return frozenset(module.name for module in modules())


def imported_modules(module: Module) -> set[str]:
    """Give the modules of this package that a module imports."""
    found = set()
    for item in module.imports:
        if item.module.split(".")[0] != "plainnet":
            continue
        below = f"{item.module}.{item.name}"
        found.add(below if below in module_names() else item.module)
    return found


def modules_named_in(module: Module) -> set[str]:
    """Give the modules that a module names in strings, to import them later by that name.

    Where a string is a beginning, as in `f"plainnet.cases.{name}"`, the file's other strings are
    the names. Lessons are found by their folders and named nowhere.
    """
    strings = {*_strings(module.tree), *_places(module)}
    beginnings = {text for text in strings if re.fullmatch(r"plainnet\.(\w+\.)+", text)}
    names = {text.replace("-", "_") for text in strings}  # the cases' names have hyphens
    strings |= {f"{beginning}{name}" for beginning in beginnings for name in names}
    places = {text.partition(":")[0] for text in strings if text.startswith("plainnet.")}
    return {*places, *(place.rpartition(".")[0] for place in places)} & module_names() - {
        "plainnet"
    }


def _strings(tree: ast.Module) -> Iterator[str]:
    """List the strings of a file, without docstrings."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield "" if id(node) in docstrings else node.value


def _places(module: Module) -> Iterator[str]:
    """List what the tables of a file name, as they are when the file is imported."""
    text = module.path.read_text(encoding="utf-8")
    if "LateTable(" in text or module.path.stem == "module_table":
        for value in vars(importlib.import_module(module.name)).values():
            yield from _places_in(value)
    if module.name == "plainnet":  # its table leaves the beginning off
        yield from (f"plainnet.{text}" for text in _strings(module.tree))


def _places_in(value: Any) -> Iterator[str]:
    """List the places in one table, or in a table of tables."""
    if isinstance(value, LateTable):
        yield from (f"{value.package}.{file}" for file in value.files.values())
    elif isinstance(value, dict):
        for each in value.values():
            if isinstance(each, dict):
                yield from _places_in(each)
            elif isinstance(each, str):
                yield each
