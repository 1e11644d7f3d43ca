"""A step after the loading of a library, and modules that stand under their old names.

Nothing is imported before the script asks for it.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType

Step = Callable[[ModuleType], None]


class AfterImport(MetaPathFinder):
    """Finds modules as Python does, and adds steps after the loading of some."""

    def __init__(self) -> None:
        self.steps: dict[str, list[Step]] = {}

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Answer for the modules that have a step."""
        if fullname not in self.steps:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _ThenStep(spec.loader, self.steps[fullname])
        return spec


class _ThenStep(Loader):
    """Loads a module, then takes its steps."""

    def __init__(self, loader: Loader, steps: Sequence[Step]) -> None:
        self.loader = loader
        self.steps = steps

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """Make the module as Python does."""
        return self.loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        """Run the module, then take its steps."""
        self.loader.exec_module(module)
        module.__loader__ = self.loader
        if module.__spec__ is not None:
            module.__spec__.loader = self.loader
        for step in self.steps:
            step(module)


_after_import = AfterImport()


def take_after_import(name: str, step: Step) -> None:
    """Take a step once a module is loaded, or at once if it is loaded already."""
    if name in sys.modules:
        step(sys.modules[name])
        return
    _after_import.steps.setdefault(name, []).append(step)
    if _after_import not in sys.meta_path:
        sys.meta_path.insert(0, _after_import)


def leave_after_import(name: str, step: Step) -> None:
    """Take a step no more."""
    if step in _after_import.steps.get(name, []):
        _after_import.steps[name].remove(step)


class MovedModules(MetaPathFinder, Loader):
    """Finds modules that have another name today.

    `moved`: old name to today's; `tell(old, today)` is called when one is imported.
    """

    def __init__(self, moved: Mapping[str, str], tell: Callable[[str, str], None]) -> None:
        self.moved = moved
        self.tell = tell

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Answer for the moved modules that the library really lacks."""
        if fullname not in self.moved or PathFinder.find_spec(fullname, path) is not None:
            return None
        return ModuleSpec(fullname, self, origin="plainnet", is_package=True)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Make a module whose names are those of today's."""
        return _MovedModule(spec.name, self.moved[spec.name])

    def exec_module(self, module: ModuleType) -> None:
        """Describe what the module is called today."""
        self.tell(module.__name__, self.moved[module.__name__])


class _MovedModule(ModuleType):
    """A module of which every name is found in another."""

    def __init__(self, name: str, today: str) -> None:
        super().__init__(name)
        self._today = today

    def __getattr__(self, name: str) -> object:
        if name.startswith("__") and name != "__all__":
            raise AttributeError(name)
        return getattr(import_module(self._today), name)
