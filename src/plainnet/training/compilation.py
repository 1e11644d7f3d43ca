"""How programs are compiled: for a quick start, or for long steps."""

import dataclasses
import enum
import functools
import hashlib
import os
import pickle
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from types import FunctionType
from typing import Any, Generic, TypeVar

import jax
import numpy as np
from jax.experimental.compilation_cache.compilation_cache import reset_cache
from jax.experimental.serialize_executable import deserialize_and_load, serialize
from jaxlib.version import __version__ as version_of_jaxlib

from plainnet.bounded_folder import is_own, keep_entry, mark_as_used
from plainnet.networks.network import (
    Network,
    Shapes,
    canonical_network,
    renamed_layers,
    shared_names,
)

Owner = TypeVar("Owner")
Compiled = TypeVar("Compiled", bound=Callable[..., Any])

OWN_CODE = ("layers", "losses", "metrics", "networks", "optimizers", "training")
CACHING_BY_JAX = "jax_enable_compilation_cache"
DIGEST_BYTES = 32
OWN_PACKAGES = ("plainnet", "jax", "numpy", "functools", "builtins")
NAMED_BY_THEMSELVES = (type(None), bool, int, float, complex, str, bytes, np.generic, np.dtype)


class _Place:
    """Where programs are kept; nowhere, until a command says so."""

    folder: Path | None = None


class _Compiling:
    """How many threads compile for the folder now, and what JAX's own cache was set to before."""

    n_threads = 0
    cached_by_jax = True
    turn = Lock()


def keep_programs_in(folder: Path | None) -> None:
    """Choose where programs are kept; None keeps none.

    What is compiled for one kind of processor may crash on another: each needs a folder of
    its own.
    """
    _Place.folder = folder


class KeptProgram:
    """A function of arrays, compiled when first called or fetched where it was kept."""

    def __init__(self, function: "jax.stages.Wrapped", made_of: tuple[object, ...]) -> None:
        self.function, self.made_of = function, made_of
        self.programs: dict[str, Any] = {}

    def __call__(self, *arguments: Any) -> Any:
        if _Place.folder is None:
            return self.function(*arguments)
        form = form_of(arguments)
        if form not in self.programs:
            self.programs[form] = self._fetched(_Place.folder, form, arguments)
        return self.programs[form](*arguments)

    def _fetched(self, folder: Path, form: str, arguments: tuple[Any, ...]) -> Any:
        """Return the program for arrays of a form: kept by an earlier process, or compiled now."""
        try:
            name = fingerprint((*self.made_of, form))
        except UnknownMakeError:
            return self.function
        file = folder / name
        program = _read(file)
        if program is None:
            with _kept_only_here():
                program = self.function.lower(*arguments).compile()
            _keep(file, program)
        return program


class UnknownMakeError(Exception):
    """Something that cannot be told from another of its name."""


def form_of(arguments: tuple[Any, ...]) -> str:
    """Describe arrays by all that a program for them depends on.

    >>> form_of((np.zeros((2, 3), np.float32),))
    "PyTreeDef((*,)) [('ShapedArray(float32[2,3])', 'None')]"
    """
    leaves, tree = jax.tree.flatten(arguments)
    return f"{tree} {[_form_of_array(leaf) for leaf in leaves]}"


def _form_of_array(array: Any) -> tuple[str, str]:
    """Describe an array, and the devices it is bound to."""
    is_bound = isinstance(array, jax.Array) and array.committed
    return repr(jax.typeof(array)), str(array.sharding if is_bound else None)


def fingerprint(made_of: object) -> str:
    """Name a program by what it is made of, the engine that made it, and its settings."""
    parts = "\n".join((*described(made_of), _engine(), _own_code()))
    return hashlib.sha256(parts.encode()).hexdigest()


def described(value: object) -> Iterator[str]:
    """Describe a value so that what differs is described differently, in any process."""
    kind = type(value)
    if isinstance(value, NAMED_BY_THEMSELVES):
        yield f"{kind.__qualname__} {value!r}"
    elif isinstance(value, FunctionType | type):
        yield _name_of_ours(value)
    elif isinstance(value, np.ndarray):
        yield f"{value.dtype} {value.shape} {hashlib.sha256(value.tobytes()).hexdigest()}"
    else:
        parts = tuple(_parts(value))
        yield f"{_name_of_ours(kind)} {len(parts)}"
        for part in parts:
            yield from described(part)


def _parts(value: object) -> Iterable[object]:
    """Take a value apart that is made of others."""
    if isinstance(value, tuple | list):
        return value
    if isinstance(value, dict):
        return value.items()
    if isinstance(value, functools.partial):
        return value.func, value.args, value.keywords
    if isinstance(value, enum.Enum):
        return (value.name,)
    if dataclasses.is_dataclass(value):
        return [(field.name, getattr(value, field.name)) for field in dataclasses.fields(value)]
    raise UnknownMakeError


def _name_of_ours(value: Any) -> str:
    """Name a class or function of plainnet, or of what it is written with, as it was written."""
    module, name = value.__module__, value.__qualname__
    found = getattr(sys.modules.get(module), name, None)
    if module.partition(".")[0] not in OWN_PACKAGES or found is not value:
        raise UnknownMakeError
    return f"{module}.{name}"


@functools.cache
def _own_code() -> str:
    """Fingerprint the code that programs are made with, by times and sizes of its files."""
    root = Path(__file__).parents[1]
    files = sorted(file for part in OWN_CODE for file in root.glob(f"{part}/**/*.py"))
    return repr([(str(file), file.stat().st_mtime_ns, file.stat().st_size) for file in files])


def _engine() -> str:
    """Describe the engine: versions, devices, and settings but those of where things are kept."""
    devices = [f"{device.platform} {device.device_kind}" for device in jax.devices()]
    libraries = (jax.__version__, version_of_jaxlib, np.__version__)
    versions = (*libraries, sys.version)
    settings = sorted((name, v) for name, v in jax.config.values.items() if "cache" not in name)
    return repr((versions, devices, settings, os.environ.get("XLA_FLAGS")))


def _read(file: Path) -> Any:
    """Fetch a program; None if there is none that was written down whole."""
    try:
        if not is_own(file):
            return None
        written = file.read_bytes()
        if hashlib.sha256(written[DIGEST_BYTES:]).digest() != written[:DIGEST_BYTES]:
            return None
        entry = pickle.loads(memoryview(written)[DIGEST_BYTES:])
        devices = [device for device in jax.devices() if device.id in entry["devices"]]
        program = deserialize_and_load(
            entry["program"], entry["takes"], entry["gives"], execution_devices=devices
        )
        mark_as_used(file)
    except Exception:  # noqa: BLE001 - an entry can hold anything; a bad one is none
        return None
    return program


def _keep(file: Path, program: "jax.stages.Compiled") -> None:
    """Keep a program for later processes, if it can be written down."""
    try:
        written, takes, gives = serialize(program)
        devices = [device.id for device in jax.tree.leaves(program.output_shardings)[0].device_set]
        content = {"program": written, "takes": takes, "gives": gives, "devices": devices}
        entry = pickle.dumps(content)
    except (ValueError, NotImplementedError, pickle.PicklingError):
        return
    entry = hashlib.sha256(entry).digest() + entry
    keep_entry(file, len(entry), lambda part: part.write(entry))


@contextmanager
def _kept_only_here() -> Iterator[None]:
    """Let JAX's own cache neither give nor take a program that is kept here.

    What comes out of it was read from a file once, and misses functions when it is written
    down a second time.
    """
    with _Compiling.turn:
        if _Compiling.n_threads == 0:
            _Compiling.cached_by_jax = jax.config.values[CACHING_BY_JAX]
            _let_jax_cache(False)
        _Compiling.n_threads += 1
    try:
        yield
    finally:
        with _Compiling.turn:
            _Compiling.n_threads -= 1
            if _Compiling.n_threads == 0:
                _let_jax_cache(_Compiling.cached_by_jax)


def _let_jax_cache(is_on: bool) -> None:
    """Turn JAX's own cache on or off; without a reset it does not look at the setting again."""
    jax.config.update(CACHING_BY_JAX, is_on)
    reset_cache()


# XLA's newer emitters of fused loops compile for twice as long and make steps a fifth to a half
# faster: worth it for training from so many multiply-adds an example on, forward.
LEAST_MULTIPLICATIONS = 300_000
QUICK_START = {"xla_cpu_use_fusion_emitters": False}
TRIED_WITH = (0, 10)  # the JAX whose compiler is known to take it


@functools.lru_cache
def known_options() -> dict[str, bool] | None:
    """Return the options for a quick start that this version of the compiler knows."""
    if jax.__version_info__[:2] == TRIED_WITH:
        return QUICK_START
    known = {name: value for name, value in QUICK_START.items() if _is_known({name: value})}
    return known or None


def _is_known(options: dict[str, bool]) -> bool:
    """Return whether the compiler takes options, by compiling next to nothing with them."""
    try:
        jax.jit(lambda x: x + 1, compiler_options=options)(0.0)
    except jax.errors.JaxRuntimeError:
        return False
    return True


def has_long_steps(network: Network, input_shape: Shapes) -> bool:
    """Return whether fast code is worth slow compiling: a rule of shapes.

    >>> from plainnet.layers.dense import Dense
    >>> from plainnet.networks.network import Stack
    >>> has_long_steps(Stack((Dense(10), Dense(2))), (30,))
    False
    """
    return network.multiplications(input_shape) >= LEAST_MULTIPLICATIONS


def compiled(
    function: Callable[..., Any],
    *,
    is_long: bool = False,
    made_of: tuple[object, ...] = (),
    **settings: Any,
) -> Callable[..., Any]:
    """Compile a function when it is first called."""
    is_quick_start = not is_long and jax.default_backend() == "cpu"
    options = known_options() if is_quick_start else None
    program = jax.jit(function, compiler_options=options, **settings)
    return KeptProgram(program, (*made_of, options)) if made_of else program


class SharedByNames(Generic[Owner, Compiled]):
    """Compiles once for all networks of the same layers, whatever these are called.

    `make`: compiles for a network, or for a program that has one.
    """

    def __init__(self, make: Callable[[Owner], Compiled]) -> None:
        self.shared = functools.lru_cache(maxsize=64)(make)
        self.named = functools.lru_cache(maxsize=64)(self._named)
        functools.update_wrapper(self, make)

    def __call__(self, owner: Owner) -> Compiled:
        found: Compiled = self.named(owner)
        return found

    def _named(self, owner: Any) -> Any:
        """Call what is shared with weights under the names of one network."""
        if isinstance(owner, Network):
            return under_shared_names(owner, self.shared(canonical_network(owner)))
        own = dataclasses.replace(owner, network=canonical_network(owner.network))
        return under_shared_names(owner.network, self.shared(own))


def under_shared_names(network: Network, compiled: Callable[..., Any]) -> Callable[..., Any]:
    """Call what was compiled for the nameless network with weights of this one."""
    there = shared_names(network)
    back = {shared: name for name, shared in there.items()}

    def call(*arguments: Any) -> Any:
        return renamed_layers(compiled(*renamed_layers(arguments, there)), back)

    return call
