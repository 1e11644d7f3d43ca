"""Signatures made from the fields of dataclasses: what an editor completes and `help` shows.

Classes of scripts take their settings in the spelling of any Keras version, as `*args` and
`**kwargs`. What they show is today's spelling, with its defaults.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, fields
from inspect import Parameter, Signature, signature
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])
_OPEN = (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD)


def showing_fields(
    function: Function,
    kind: type[Any],
    positional: Sequence[str] = (),
    further: Mapping[str, Any] | None = None,
) -> Function:
    """Let a function show the fields of a dataclass in the place of `*args` and `**kwargs`.

    `positional`: the fields that may be given by position, in their order; the others are
        keywords.
    `further`: parameters that are no fields, with their defaults.

    >>> from dataclasses import make_dataclass
    >>> def make(*args, **kwargs): ...
    >>> dense = make_dataclass("Dense", [("units", int), ("use_bias", bool, True)])
    >>> str(signature(showing_fields(make, dense, ["units"])))
    '(units: int, *, use_bias: bool = True)'
    """
    known = {each.name: each for each in fields(kind) if each.init}
    own = [each for each in signature(function).parameters.values() if each.kind not in _OPEN]
    shown = [_parameter(known[name], Parameter.POSITIONAL_OR_KEYWORD) for name in positional]
    shown += [
        _parameter(each, Parameter.KEYWORD_ONLY)
        for name, each in known.items()
        if name not in (*positional, *(further or ()))
    ]
    shown += [
        Parameter(name, Parameter.KEYWORD_ONLY, default=default)
        for name, default in (further or {}).items()
    ]
    together = sorted([*own, *shown], key=lambda each: each.kind)
    function.__dict__["__signature__"] = Signature(together)
    return function


def init_showing_fields(
    init: Callable[..., None],
    kind: type[Any],
    positional: Sequence[str] = (),
    further: Mapping[str, Any] | None = None,
) -> Callable[..., None]:
    """Make an `__init__` that does what another does and shows the fields of a dataclass."""

    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:  # noqa: N807 - it becomes one
        init(self, *args, **kwargs)

    return showing_fields(__init__, kind, positional, further)


def _parameter(field: "Field[Any]", kind: Any) -> Parameter:
    """Write a field as a parameter."""
    default = field.default
    if default is MISSING:
        default = Parameter.empty if field.default_factory is MISSING else field.default_factory()
    return Parameter(field.name, kind, default=default, annotation=field.type)
