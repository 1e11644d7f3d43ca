"""The code and the message catalogue know each other: no missing, no forgotten sentence."""

import ast
import re
from collections.abc import Iterator
from string import Formatter

from architecture.source_tree import Module, modules
from plainnet.messages.catalogue import CATALOGUE

SPEAKERS = {
    "say", "PlainnetError", "DataError", "FileError", "ShapeError", "SettingError", "DataNote",
}  # fmt: skip
KEY_ARGUMENT = re.compile(r"(\w+_)?key|metavar|help")
BUILTIN_ERRORS = {"ValueError", "TypeError", "RuntimeError", "KeyError", "OSError", "Exception"}
SPEAKING_MODULES = [each for each in modules() if each.part != "messages"]


def constant_text(node: ast.AST | None) -> str | None:
    """Give the text of a string constant."""
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return node.value if is_text else None


def name_called(call: ast.Call) -> str:
    """Give the last name of what is called."""
    target = call.func
    return target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")


def calls(module: Module) -> Iterator[ast.Call]:
    """List every call in a module."""
    return (node for node in ast.walk(module.tree) if isinstance(node, ast.Call))


def keys_asked_for(module: Module) -> Iterator[tuple[str, int]]:
    """List the keys that a module names outright, with their lines."""
    for call in calls(module):
        if name_called(call) in SPEAKERS and call.args:
            texts = [constant_text(call.args[0])]
        else:
            texts = [
                constant_text(argument.value)
                for argument in call.keywords
                if argument.arg and KEY_ARGUMENT.fullmatch(argument.arg)
            ]
        yield from ((text, call.lineno) for text in texts if text and "." in text)


def test_every_key_named_exists():
    missing = [
        f"{module}:{line} {key}"
        for module in SPEAKING_MODULES
        for key, line in keys_asked_for(module)
        if key not in CATALOGUE
    ]
    assert missing == []


def test_every_placeholder_is_filled():
    unfilled = []
    for module in SPEAKING_MODULES:
        for call in calls(module):
            key = constant_text(call.args[0]) if call.args else None
            has_more = any(argument.arg is None for argument in call.keywords)
            if name_called(call) not in SPEAKERS - {"DataNote"} or key not in CATALOGUE or has_more:
                continue
            needed = {name for _, name, _, _ in Formatter().parse(CATALOGUE[key][0]) if name}
            given = {argument.arg for argument in call.keywords}
            if not needed <= given:
                unfilled.append(f"{module}:{call.lineno} {key} needs {needed - given}")
    assert unfilled == []


def test_every_entry_is_used():
    texts: set[str] = set()
    patterns: set[str] = set()
    for module in SPEAKING_MODULES + [each for each in modules() if each.name.endswith("language")]:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.JoinedStr):
                patterns.add(_pattern_of(node))
            elif (text := constant_text(node)) is not None:
                texts.add(text)
    built = [re.compile(pattern) for pattern in patterns if re.match(r"[a-z_]+\\\.", pattern)]
    unused = [
        key
        for key in CATALOGUE
        if key not in texts and not any(pattern.fullmatch(key) for pattern in built)
    ]
    assert unused == []


def _pattern_of(text: ast.JoinedStr) -> str:
    """Turn an f-string into a regular expression of what it may become."""
    return "".join(
        re.escape(str(piece.value)) if isinstance(piece, ast.Constant) else ".+"
        for piece in text.values
    )


def test_no_error_speaks_english_only():
    untranslated = [
        f"{module}:{call.lineno}"
        for module in SPEAKING_MODULES
        for call in calls(module)
        if name_called(call) in BUILTIN_ERRORS
        and call.args
        and (isinstance(call.args[0], ast.JoinedStr) or " " in (constant_text(call.args[0]) or ""))
    ]
    assert untranslated == []
