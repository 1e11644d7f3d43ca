"""What scripts ask of TensorFlow's machinery: devices, sessions, logging, eager execution.

There is one processor and no graph to build, so most of it has nothing to do; what would
matter is refused by name.
"""

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any, NamedTuple

import jax.numpy as jnp
import numpy as np

from plainnet.keras_names.arrays.eager_array import TensorShape, numpy_dtype, tensor
from plainnet.keras_names.door.refusal import refusal_of

DEBUG, INFO, WARN, ERROR, FATAL = 10, 20, 30, 40, 50
WARNING = WARN
AUTOTUNE = -1


class PhysicalDevice(NamedTuple):
    """A device as `tf.config` names it."""

    name: str  # its path
    device_type: str  # "CPU" or "GPU"


class Settings:
    """Takes any settings and any calls, as `tf.compat.v1.ConfigProto` does.

    Parameters
    ----------
    *args : object
        Not used.
    **settings : object
        Kept as attributes.
    """

    def __init__(self, *args: Any, **settings: Any) -> None:
        self.__dict__.update(settings)

    def __getattr__(self, name: str) -> "Settings":
        if name.startswith("__"):
            raise AttributeError(name)
        made = Settings()
        self.__dict__[name] = made
        return made


class Session:
    """Returns values that are known at once; there is no graph to run.

    Parameters
    ----------
    target : str, default=""
        Not used.
    graph : object, default=None
        Not used.
    config : object, default=None
        Not used.
    """

    def __init__(self, target: str = "", graph: Any = None, config: Any = None) -> None:
        self.graph = graph

    def run(self, fetches: Any, feed_dict: Any = None, **settings: Any) -> Any:
        """Return the values asked for; feeding placeholders is refused."""
        if feed_dict:
            raise refusal_of("tf.Session.run(feed_dict=...)", "script.hint.sessions")
        if fetches is None:
            return None
        if isinstance(fetches, list | tuple):
            return [self.run(each) for each in fetches]
        return np.asarray(fetches)[()]

    def close(self) -> None:
        """Do nothing."""

    def as_default(self) -> "Session":
        """Return itself, for a `with` block."""
        return self

    def __enter__(self) -> "Session":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Do nothing."""


def list_physical_devices(device_type: str | None = None) -> list[PhysicalDevice]:
    """Name the processor; there is no graphics card that plainnet would use."""
    devices = [PhysicalDevice("/physical_device:CPU:0", "CPU")]
    return [each for each in devices if device_type in (None, each.device_type)]


def list_local_devices(session_config: Any = None) -> list[PhysicalDevice]:
    """Name the processor."""
    return [PhysicalDevice("/device:CPU:0", "CPU")]


def is_gpu_available(*args: Any, **settings: Any) -> bool:
    """Say no."""
    return False


def gpu_device_name() -> str:
    """Name no graphics card."""
    return ""


def do_nothing(*args: Any, **settings: Any) -> None:
    """Do nothing: the setting has no meaning here."""


def say_true(*args: Any, **settings: Any) -> bool:
    """Say yes."""
    return True


@contextmanager
def nothing_around(*args: Any, **settings: Any) -> Iterator[None]:
    """Do nothing around a `with` block.

    Yields
    ------
    None
        The block runs as it is.
    """
    yield


def get_logger() -> logging.Logger:
    """Return the logger that TensorFlow speaks through."""
    return logging.getLogger("tensorflow")


def set_verbosity(verbosity: Any) -> None:
    """Choose how much that logger says."""
    levels = {0: DEBUG, 1: INFO, 2: WARN, 3: ERROR}
    level = int(verbosity) if str(verbosity).isdigit() else str(verbosity)
    get_logger().setLevel(levels.get(level, level) if isinstance(level, int) else level)


def get_verbosity() -> int:
    """Describe how much that logger says."""
    return get_logger().level


def function(func: Callable[..., Any] | None = None, **settings: Any) -> Any:
    """Return a function as it is: there is nothing to compile.

    Parameters
    ----------
    func : callable or None, default=None
        None if settings are given with the decorator.
    **settings : object
        Not used.

    Returns
    -------
    callable
    """
    return (lambda inner: inner) if func is None else func


def py_function(func: Callable[..., Any], inp: Any, Tout: Any, name: str | None = None) -> Any:
    """Call a function of Python."""
    return func(*[tensor(each) for each in inp])


def numpy_function(func: Callable[..., Any], inp: Any, Tout: Any, name: str | None = None) -> Any:
    """Call a function of NumPy's arrays."""
    result = func(*[np.asarray(each) for each in inp])
    if isinstance(result, tuple | list):
        return [tensor(each) for each in result]
    return tensor(result)


def print_values(*values: Any, **settings: Any) -> None:
    """Print values as `tf.print` does, on standard error unless told otherwise."""
    plain = [each.numpy() if hasattr(each, "numpy") else each for each in values]
    stream = settings.get("output_stream", sys.stderr)
    print(*plain, sep=settings.get("sep", " "), file=stream)


def cond(pred: Any, true_fn: Any = None, false_fn: Any = None, name: str | None = None) -> Any:
    """Call one of two functions."""
    return true_fn() if bool(pred) else false_fn()


def map_fn(fn: Callable[..., Any], elems: Any, dtype: Any = None, **settings: Any) -> Any:
    """Call a function for each row."""
    if isinstance(elems, tuple | list) and np.ndim(elems[0]):  # several arrays side by side
        rows = [fn(each) for each in zip(*map(tensor, elems), strict=True)]
    else:
        rows = [fn(each) for each in tensor(elems)]
    return tensor(rows)


class DType:
    """A type of numbers that NumPy and TensorFlow scripts both understand.

    Parameters
    ----------
    name : str
        As NumPy spells it; "string" for texts.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.dtype: np.dtype[Any] = np.dtype(object) if name == "string" else jnp.dtype(name)

    @property
    def as_numpy_dtype(self) -> Any:
        """The type of NumPy."""
        return self.dtype.type

    @property
    def is_floating(self) -> bool:
        """Whether the numbers have a point."""
        return self.dtype.kind == "f" or self.name == "bfloat16"

    @property
    def is_integer(self) -> bool:
        """Whether the numbers are whole."""
        return self.dtype.kind in "iu"

    @property
    def max(self) -> Any:
        """Largest number."""
        return (np.iinfo if self.is_integer else jnp.finfo)(self.dtype).max

    @property
    def min(self) -> Any:
        """Smallest number."""
        return (np.iinfo if self.is_integer else jnp.finfo)(self.dtype).min

    def __eq__(self, other: object) -> bool:
        try:
            return bool(self.dtype == numpy_dtype(other))
        except TypeError:
            return False

    def __hash__(self) -> int:
        return hash(self.dtype)

    def __str__(self) -> str:
        return f"<dtype: '{self.name}'>"

    def __repr__(self) -> str:
        return f"tf.{self.name}"


class TensorSpec(NamedTuple):
    """What an array will look like.

    Attributes
    ----------
    shape : tuple or None
        Lengths of its axes.
    dtype : dtype
        Type of its numbers.
    name : str or None
        Kept for the script.
    """

    shape: Any = None
    dtype: Any = "float32"
    name: str | None = None


def make_shape(dims: Any = ()) -> TensorShape:
    """Return a shape that answers as TensorFlow's does."""
    return TensorShape(() if dims is None else dims)


def as_dtype(type_value: Any) -> DType:
    """Return the type of a name or of NumPy's type."""
    return DType(numpy_dtype(type_value).name)


float16, float32, float64 = DType("float16"), DType("float32"), DType("float64")
int8, int16, int32, int64 = DType("int8"), DType("int16"), DType("int32"), DType("int64")
uint8, uint16, uint32, uint64 = DType("uint8"), DType("uint16"), DType("uint32"), DType("uint64")
bool_, string, bfloat16 = DType("bool"), DType("string"), DType("bfloat16")
complex64, complex128 = DType("complex64"), DType("complex128")
