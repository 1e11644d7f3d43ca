"""How an old spelling is taken: names of modules, methods, arguments; each is named once.

Only what the script itself writes is taken: a library that asks whether a name exists gets
the answer of the installed version.
"""

import builtins
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from importlib import import_module
from inspect import Parameter, signature
from types import FrameType, ModuleType
from typing import Any

from plainnet import after_import
from plainnet.coach.call_site import is_script_file
from plainnet.keras_names.door.refusal import warn_once

ALIASES = {"np": "numpy", "pd": "pandas", "plt": "matplotlib.pyplot", "mpl": "matplotlib"}


def tell_old_name(old: str, today: str) -> None:
    """Say once what an old spelling is called today."""
    warn_once("script.old_name", old=old, today=today)


def is_asked_by_script() -> bool:
    """Return whether the caller of the function that asks is the script."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None and frame.f_code.co_filename == after_import.__file__:
        frame = frame.f_back
    return frame is not None and is_script_file(frame.f_code.co_filename)


def object_named(spelling: str) -> Any:
    """Return what a spelling of today means: `np.nan`, `float`, `sklearn.impute.SimpleImputer`.

    >>> object_named("float")
    <class 'float'>
    """
    first, *rest = spelling.split(".")
    if not rest and hasattr(builtins, first):
        return getattr(builtins, first)
    found: Any = import_module(ALIASES.get(first, first))
    for position, name in enumerate(rest, 1):
        if not hasattr(found, name):
            import_module(".".join([ALIASES.get(first, first), *rest[:position]]))
        found = getattr(found, name)
    return found


def give_names(
    module: ModuleType, names: Mapping[str, str], made: Mapping[str, Any] | None = None
) -> None:
    """Let the script find old names in a module.

    `names`: old name to today's spelling; `made`: what stands for a name whose spelling of
    today is more than a name.
    """
    before = module.__dict__.get("__getattr__")
    made = made or {}

    def __getattr__(name: str) -> Any:  # noqa: N807 - Python asks a module under this name
        if name in names and is_asked_by_script():
            tell_old_name(f"{module.__name__}.{name}", names[name])
            return made[name] if name in made else object_named(names[name])
        if before is not None:
            return before(name)
        raise AttributeError(
            f"module {module.__name__!r} has no attribute {name!r}", name=name, obj=module
        )

    module.__dict__["__getattr__"] = __getattr__


Change = Callable[[dict[str, Any]], str]


def take_old_arguments(
    owner: Any,
    name: str,
    *,
    positions: Sequence[str] = (),
    renamed: Mapping[str, str] | None = None,
    dropped: Sequence[str] = (),
) -> None:
    """Let a function or method take what it once took.

    Parameters
    ----------
    owner : module or class
        Where the function is found.
    name : str
        Its name.
    positions : sequence of str
        Arguments that once could be given by position, in the old order; none: today's order.
    renamed : mapping of str to str
        Arguments by their old names.
    dropped : sequence of str
        Arguments that no longer do anything.
    """
    today = getattr(owner, name)
    order = tuple(positions) or tuple(_named_parameters(today))
    taken = _positional_count(today)
    told = f"{getattr(owner, '__name__', owner)}.{name}"
    renamed = renamed or {}

    @wraps(today)
    def with_old_arguments(*args: Any, **settings: Any) -> Any:
        if len(args) > taken:
            extra = order[taken : len(args)]
            if len(extra) == len(args) - taken and not set(extra) & set(settings):
                tell_old_name(f"{told}(..., value)", f"{told}(..., {extra[0]}=value)")
                settings.update(zip(extra, args[taken:], strict=True))
                args = args[:taken]
        for old in [old for old in renamed if old in settings]:
            tell_old_name(f"{told}({old}=)", f"{told}({renamed[old]}=)")
            settings[renamed[old]] = settings.pop(old)
        for old in [old for old in dropped if old in settings]:
            warn_once("script.old_argument_dropped", function=told, argument=old)
            del settings[old]
        return today(*args, **settings)

    setattr(owner, name, with_old_arguments)


def _named_parameters(function: Callable[..., Any]) -> list[str]:
    """Return the parameters of a function that have names, in their order."""
    kinds = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD, Parameter.KEYWORD_ONLY)
    return [each.name for each in signature(function).parameters.values() if each.kind in kinds]


def _positional_count(function: Callable[..., Any]) -> int:
    """Count the arguments that a function takes by position."""
    parameters = signature(function).parameters.values()
    if any(each.kind is Parameter.VAR_POSITIONAL for each in parameters):
        return sys.maxsize
    kinds = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)
    return sum(each.kind in kinds for each in parameters)


def add_method(owner: type, name: str, today: str, method: Callable[..., Any]) -> None:
    """Add to a class a method it once had, unless it has one."""
    if hasattr(owner, name):
        return

    @wraps(method)
    def old_method(*args: Any, **settings: Any) -> Any:
        tell_old_name(f"{owner.__name__}.{name}()", today)
        return method(*args, **settings)

    setattr(owner, name, old_method)
