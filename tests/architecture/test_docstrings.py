"""A docstring with sections describes all of what it documents."""

import importlib
import inspect
import re
from collections.abc import Iterator

from numpydoc.validate import validate

from architecture.source_tree import Module, modules
from each_of import each_of

LEFT_TO_THE_WRITER = {
    "GL01",  # summary beside the opening quotes
    "GL08",  # missing docstrings are found by the test below
    "ES01", "SA01", "EX01",
    "PR07", "RT01", "RT03", "YD01",
}  # fmt: skip
# The folders that define nothing a user imports: a line says what the types do not.
WITHOUT_PUBLIC_NAMES = {
    "cases", "commands", "data", "evaluation", "files", "messages", "plots", "report",
}  # fmt: skip


def public_objects(module: Module) -> Iterator[tuple[str, object]]:
    """List the public classes and functions that a module defines."""
    for name, value in vars(importlib.import_module(module.name)).items():
        is_code = inspect.isclass(value) or inspect.isfunction(value)
        if is_code and not name.startswith("_") and value.__module__ == module.name:
            yield f"{module.name}.{name}", value


@each_of(each for each in modules() if each.part != "__main__")
def test_public_docstrings_keep_the_form(module: Module):
    for name, value in public_objects(module):
        assert value.__doc__, f"{name} has no docstring"
        if "\n    Parameters\n" in value.__doc__:  # the linter reads the others, too
            errors = validate(name)["errors"]
            assert [each for each in errors if each[0] not in LEFT_TO_THE_WRITER] == [], name


@each_of(each for each in modules() if each.part in WITHOUT_PUBLIC_NAMES)
def test_sections_stand_with_public_names_only(module: Module):
    text = module.path.read_text(encoding="utf-8")
    assert not re.search(r"^ +(Parameters|Returns|Raises|Attributes)\n +-{3,}$", text, re.M)
    assert "\nConcepts:" not in text
