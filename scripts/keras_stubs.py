"""Write what editors and type checkers see of `plainnet.keras`: stubs, made from the signatures.

The names are fetched from tables when a script asks for them, which no type checker follows.
`--check` writes nothing and exits with 1 where a stub is not what would be written.
"""

import argparse
import inspect
import sys
import types
import typing
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from plainnet.keras_names.door.refusal import RefusedName
from plainnet.keras_names.model.keras_layer import KerasLayer

FOLDER = Path(__file__).parents[1] / "src" / "plainnet" / "keras"
MODULES = (
    "models", "layers", "losses", "metrics", "optimizers", "optimizers.schedules", "callbacks",
    "initializers", "regularizers", "constraints", "activations", "utils",
)  # fmt: skip
HEAD = '"""Made by scripts/keras_stubs.py."""\n\n'
SPECIAL = ("__call__", "__enter__", "__exit__", "__getitem__", "__len__", "__iter__")
OF_FIRST_LAYERS = ("input_shape", "input_dim", "batch_input_shape", "dtype")
PLAIN = (int, float, str, bool, bytes, type(None))


def main() -> int:
    """Write all stubs, or compare them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    stale = []
    for file, text in stubs():
        if check and (not file.is_file() or file.read_text(encoding="utf-8") != text):
            stale.append(file.name)
        elif not check:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    if stale:
        print(f"not up to date: {', '.join(stale)}; run scripts/keras_stubs.py", file=sys.stderr)
    return 1 if stale else 0


def stubs() -> Iterator[tuple[Path, str]]:
    """Yield each file and its text."""
    for name in MODULES:
        is_folder = any(other.startswith(f"{name}.") for other in MODULES)
        path = name.replace(".", "/") + ("/__init__.pyi" if is_folder else ".pyi")
        yield FOLDER / path, ModuleStub(f"plainnet.keras.{name}").text()
    yield FOLDER / "__init__.pyi", top_stub()


def top_stub() -> str:
    """Return the stub of the package: its modules and what scripts take from it directly."""
    modules = sorted({name.split(".")[0] for name in MODULES})
    lines = [f"from plainnet.keras import {name} as {name}" for name in modules]
    lines += [
        "from plainnet.keras.layers import Input as Input",
        "from plainnet.keras.models import Model as Model",
        "from plainnet.keras.models import Sequential as Sequential",
    ]
    functions = "def install() -> None: ...\ndef uninstall() -> None: ...\n"
    others = "def __getattr__(name: str) -> Any: ...  # what has no stub: preprocessing, datasets, ...\n"
    return HEAD + "from typing import Any\n\n" + "\n".join(lines) + "\n\n" + functions + others


class ModuleStub:
    """The stub of one module, written class by class."""

    def __init__(self, name: str) -> None:
        self.module = import_module(name)
        self.written: list[str] = []
        self.classes: dict[type[Any], str] = {}

    def text(self) -> str:
        """Return the stub."""
        listed = [name for name in dir(self.module) if not name.startswith("_")]
        found = {name: getattr(self.module, name) for name in listed}
        public = {kind: name for name, kind in found.items() if isinstance(kind, type)}
        public |= {kind: kind.__name__ for kind in public if found.get(kind.__name__) is kind}
        for name, value in found.items():
            if isinstance(value, RefusedName | types.ModuleType):
                continue
            if isinstance(value, type):
                if self.name_of(value, public) != name:
                    self.written.append(f"{name} = {self.classes[value]}\n")
            elif callable(value):
                self.written.append(f"def {name}{signature_of(value)}: ...\n")
        return HEAD + "from typing import Any, Literal\n\n" + "".join(self.written)

    def name_of(self, kind: type[Any], public: dict[type[Any], str]) -> str:
        """Return what a class is called in the stub, and write it and its bases at first use."""
        if kind in self.classes:
            return self.classes[kind]
        name = public.get(kind, f"_{kind.__name__}")
        self.classes[kind] = name
        bases = [
            self.name_of(base, public)
            for base in kind.__bases__
            if base.__module__.startswith(("plainnet.keras_names", "keras", "plainnet.training"))
        ]
        body = list(members_of(kind)) or ["    ..."]
        bracket = f"({', '.join(bases)})" if bases else ""
        self.written.append(f"class {name}{bracket}:\n" + "\n".join(body) + "\n")
        return name


def members_of(kind: type[Any]) -> Iterator[str]:
    """Yield the lines of a class: its settings, its methods and its properties."""
    if "__init__" in vars(kind) or "__signature__" in vars(kind):
        yield f"    def __init__{signature_of(kind, 'self')}: ..."
    for name, value in sorted(vars(kind).items()):
        if name.startswith("_") and name not in SPECIAL:
            continue
        if isinstance(value, property):
            yield f"    @property\n    def {name}(self) -> Any: ..."
        elif isinstance(value, types.FunctionType):
            yield f"    def {name}{signature_of(value)}: ..."
        elif isinstance(value, classmethod):
            yield f"    @classmethod\n    def {name}{signature_of(value.__func__)}: ..."
        elif isinstance(value, staticmethod):
            yield f"    @staticmethod\n    def {name}{signature_of(value.__func__)}: ..."
        elif isinstance(value, PLAIN):
            yield f"    {name}: Any"


def signature_of(function: Any, first: str = "") -> str:
    """Write a signature; a default that is no plain value is three dots."""
    found = inspect.signature(function)
    shown = []
    if first:
        shown.append(inspect.Parameter(first, inspect.Parameter.POSITIONAL_OR_KEYWORD))
    shown += found.parameters.values()
    takes_more = any(each.kind is inspect.Parameter.VAR_KEYWORD for each in shown)
    if isinstance(function, type) and issubclass(function, KerasLayer) and not takes_more:
        kind = inspect.Parameter.KEYWORD_ONLY
        more = [name for name in OF_FIRST_LAYERS if name not in found.parameters]
        shown += [inspect.Parameter(name, kind, default=None) for name in more]
    written = [written_parameter(each, is_first=each is shown[0]) for each in shown]
    kinds = [each.kind for each in shown]
    if inspect.Parameter.KEYWORD_ONLY in kinds and inspect.Parameter.VAR_POSITIONAL not in kinds:
        written.insert(kinds.index(inspect.Parameter.KEYWORD_ONLY), "*")
    result = "None" if first else type_of(found.return_annotation)
    return f"({', '.join(written)}) -> {result}"


def written_parameter(parameter: inspect.Parameter, is_first: bool) -> str:
    """Write one parameter."""
    stars = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}
    if is_first and parameter.name in ("self", "cls"):
        return parameter.name
    text = f"{stars.get(parameter.kind, '')}{parameter.name}: {type_of(parameter.annotation)}"
    if parameter.default is inspect.Parameter.empty:
        return text
    is_plain = isinstance(parameter.default, PLAIN)
    return f"{text} = {parameter.default!r}" if is_plain else f"{text} = ..."


def type_of(annotation: Any) -> str:
    """Write a type made of Python's own types; `Any` for whatever else it names."""
    if annotation in (None, type(None)):
        return "None"
    if annotation in (int, float, bool, str):
        return str(annotation.__name__)
    if typing.get_origin(annotation) in (types.UnionType, typing.Union):
        parts = [type_of(each) for each in typing.get_args(annotation)]
        return "Any" if "Any" in parts else " | ".join(dict.fromkeys(parts))
    if typing.get_origin(annotation) is typing.Literal:
        return f"Literal[{', '.join(repr(each) for each in typing.get_args(annotation))}]"
    return "Any"


if __name__ == "__main__":
    sys.exit(main())
