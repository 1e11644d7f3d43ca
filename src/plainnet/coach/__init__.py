"""The coach: what is wrong with a program, its data, its run or its claim.

`with plainnet.coach() as findings:` looks at what is trained inside the block.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any


class _Callable(ModuleType):
    """A package that is called as well: `plainnet.coach()`."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return import_module("plainnet.coach.telling").coach(*args, **kwargs)


sys.modules[__name__].__class__ = _Callable
