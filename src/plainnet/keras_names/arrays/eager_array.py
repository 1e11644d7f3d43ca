"""Arrays that scripts may treat as TensorFlow's: NumPy's, with `.numpy()` and the like.

A function that gets JAX's arrays, as custom losses do while their program is compiled,
answers with JAX's arrays; all others get and give these.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import getitem
from types import ModuleType
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from plainnet.errors import ShapeError
from plainnet.keras_names.arrays.noted_steps import Noted, note

_OLD_NAMES = {"half": "float16", "float": "float32", "double": "float64", "int": "int32"}


class TensorShape(tuple[Any, ...]):
    """A shape that also answers as TensorFlow's shapes do."""

    @property
    def rank(self) -> int:
        """Number of axes."""
        return len(self)

    @property
    def ndims(self) -> int:
        """Number of axes."""
        return len(self)

    def as_list(self) -> list[Any]:
        """Return the axes as a list."""
        return list(self)

    def num_elements(self) -> int:
        """Return the number of values."""
        return int(np.prod(self))

    def is_fully_defined(self) -> bool:
        """Whether every axis has a length."""
        return None not in self

    def __repr__(self) -> str:
        return f"TensorShape({list(self)})"

    def __str__(self) -> str:
        return super().__repr__()


class EagerArray(Noted, np.ndarray[Any, Any]):
    """An array with the methods that scripts call on TensorFlow's tensors."""

    __hash__ = None

    @property
    def shape(self) -> TensorShape:
        """The lengths of the axes."""
        return TensorShape(super().shape)

    @shape.setter
    def shape(self, lengths: Any) -> None:
        np.ndarray.shape.__set__(self, lengths)  # type: ignore[attr-defined]

    def numpy(self) -> Any:
        """Return NumPy's array, or its number if there is one only."""
        return self.view(np.ndarray)[()]

    def eval(self, session: object = None) -> Any:
        """Return NumPy's array, as a session did."""
        return self.numpy()

    def get_shape(self) -> TensorShape:
        """Return the lengths of the axes."""
        return self.shape

    def set_shape(self, shape: object) -> None:
        """Do nothing: the shape is known."""

    def __array_wrap__(
        self, array: NDArray[Any], context: Any = None, return_scalar: bool = False
    ) -> Any:
        made = np.asarray(array).view(EagerArray)
        # A context tells which function of NumPy works, such as that behind an operator.
        function = None if context is None else getattr(jnp, context[0].__name__, None)
        return made if function is None else note(made, function, *context[1])

    def __array_function__(
        self, func: Any, types: Any, args: Iterable[Any], kwargs: Mapping[str, Any]
    ) -> Any:
        # NumPy's functions give NumPy's arrays, as they do for TensorFlow's tensors.
        return func(*_as_plain(tuple(args)), **_as_plain(dict(kwargs)))

    def __getitem__(self, index: Any) -> Any:
        found = super().__getitem__(_plain_index(index))
        # A text alone would become an array of its own type.
        return note(np.asarray(found, self.dtype).view(EagerArray), getitem, self, index)

    def __iter__(self) -> Iterator[Any]:
        return (self[place] for place in range(len(self)))

    def __eq__(self, other: object) -> Any:
        return super().__eq__(_bytes_for(self, other))

    def __ne__(self, other: object) -> Any:
        return super().__ne__(_bytes_for(self, other))

    def __repr__(self) -> str:
        content = repr(self.item() if self.ndim == 0 else self.numpy())
        return f"<tf.Tensor: shape={self.shape}, dtype={_name_of(self)}, numpy={content}>"

    def __str__(self) -> str:
        if self.ndim == 0 and self.dtype == object:
            content = repr(self.numpy())
        else:
            content = str(self.numpy())
        return f"tf.Tensor({content}, shape={self.shape}, dtype={_name_of(self)})"

    def __format__(self, form: str) -> str:
        return format(self.numpy(), form) if self.ndim == 0 else str(self)


class Variable(EagerArray):
    """An array that can be assigned to.

    Parameters
    ----------
    initial_value : array
        What it holds first.
    trainable : bool, default=True
        Kept for the script.
    name : str or None, default=None
        Kept for the script.
    dtype : dtype or None, default=None
        None means that of the value; Python's numbers become float32 and int32.
    **settings : object
        What else TensorFlow takes.
    """

    is_watched = True
    trainable: bool
    name: str | None

    def __new__(
        cls,
        initial_value: Any,
        trainable: bool = True,
        name: str | None = None,
        dtype: DTypeLike | None = None,
        **settings: Any,
    ) -> "Variable":
        """Copy the value."""
        value = initial_value() if callable(initial_value) else initial_value
        made = np.array(tensor(value, dtype)).view(cls)
        made.trainable, made.name = trainable, name
        return made

    def assign(self, value: ArrayLike, **settings: Any) -> "Variable":
        """Replace what it holds."""
        self[...] = value
        return self

    def assign_add(self, delta: ArrayLike, **settings: Any) -> "Variable":
        """Add to what it holds."""
        self[...] = self + delta
        return self

    def assign_sub(self, delta: ArrayLike, **settings: Any) -> "Variable":
        """Subtract from what it holds."""
        self[...] = self - delta
        return self

    def value(self) -> EagerArray:
        """Return a copy of what it holds."""
        copy: EagerArray = np.array(self).view(EagerArray)
        note(copy, jnp.asarray, self)
        return copy

    read_value = value

    def __repr__(self) -> str:
        name = f"{self.name or 'Variable'}:0"
        content = repr(self.item() if self.ndim == 0 else self.numpy())
        return f"<tf.Variable {name!r} shape={self.shape} dtype={_name_of(self)}, numpy={content}>"

    __str__ = __repr__


def tensor(value: Any, dtype: Any = None) -> Any:
    """Turn a value into an array; JAX's arrays stay what they are.

    `value`: python's numbers become float32 and int32, texts bytes.

    >>> tensor([1.0, 2.0]).dtype.name
    'float32'
    """
    wanted = None if dtype is None else numpy_dtype(dtype)
    value = getattr(value, "held", value)  # a variable of a metric holds an array
    if is_traced(value):
        made = value if isinstance(value, jax.Array) else jnp.stack([tensor(v) for v in value])
        return made if wanted is None else made.astype(wanted)
    if isinstance(value, EagerArray):
        return value if wanted is None else value.astype(wanted, copy=False)
    array = np.asarray(value)
    if array.dtype.kind in "US":
        array = np.vectorize(_as_bytes, otypes=[object])(array)
    elif wanted is None and not hasattr(_first_leaf(value), "dtype"):
        smaller = {"float64": np.float32, "int64": np.int32}.get(array.dtype.name)
        array = array if smaller is None else array.astype(smaller)
    return np.asarray(array, wanted).view(EagerArray)


def eager(value: Any) -> Any:
    """Return NumPy's results as `EagerArray`; all else as it is."""
    if isinstance(value, EagerArray) or not isinstance(value, np.ndarray | np.generic):
        return value
    return np.asarray(value).view(EagerArray)


def is_traced(value: Any) -> bool:
    """Whether a value is one of JAX's arrays, or a list with one."""
    if isinstance(value, list | tuple):
        return any(is_traced(each) for each in value)
    return isinstance(value, jax.Array)


def namespace(*values: Any) -> ModuleType:
    """Return `jax.numpy` if one of the values is JAX's, else `numpy`."""
    return jnp if any(is_traced(value) for value in values) else np


def numpy_dtype(dtype: Any) -> Any:
    """Return NumPy's type of a type's name, old or new.

    >>> numpy_dtype("float")
    dtype('float32')
    """
    if isinstance(dtype, str):
        dtype = _OLD_NAMES.get(dtype, dtype)
        return np.dtype(object) if dtype == "string" else np.dtype(jnp.dtype(dtype))
    return np.dtype(getattr(dtype, "as_numpy_dtype", dtype))


def whole_numbers(value: Any) -> int | tuple[int, ...]:
    """Return a shape or axes, however written, as Python's whole numbers."""
    if np.ndim(value) == 0:
        return int(value)
    return tuple(int(each) for each in value)


def _as_plain(arguments: Any) -> Any:
    """Return NumPy's arrays in arguments, however they are nested."""
    if isinstance(arguments, EagerArray):
        return arguments.view(np.ndarray)
    if isinstance(arguments, tuple | list):
        return type(arguments)(_as_plain(each) for each in arguments)
    if isinstance(arguments, dict):
        return {key: _as_plain(each) for key, each in arguments.items()}
    return arguments


def _first_leaf(value: Any) -> Any:
    """Return the first thing in nested lists that is no list."""
    while isinstance(value, list | tuple) and value:
        value = value[0]
    return value


def _plain_index(index: Any) -> Any:
    """Let arrays of one number stand for the number in an index."""
    if isinstance(index, tuple):
        return tuple(_plain_index(each) for each in index)
    is_number = isinstance(index, EagerArray) and index.ndim == 0 and index.dtype.kind in "iu"
    return int(index) if is_number else index


def _as_bytes(text: Any) -> bytes:
    """Return a text as TensorFlow keeps it."""
    return text if isinstance(text, bytes) else str(text).encode()


def _bytes_for(one: EagerArray, other: Any) -> Any:
    """Return texts as bytes if they are compared with bytes."""
    if one.dtype == object and not isinstance(other, EagerArray):
        return tensor(other)
    return other


def _name_of(array: EagerArray) -> str:
    """Name the type as TensorFlow does."""
    return "string" if array.dtype == object else array.dtype.name


def map_arrays(function: Callable[[Any], Any], nest: Any) -> Any:
    """Call a function on each array of a tuple or dict, or on the one there is.

    >>> map_arrays(len, ([1, 2], {"a": [3]}))
    (2, {'a': 1})
    """
    if hasattr(nest, "_fields"):  # a named tuple is one thing, not several
        return function(nest)
    if isinstance(nest, tuple):
        return tuple(map_arrays(function, each) for each in nest)
    if isinstance(nest, dict):
        return {key: map_arrays(function, each) for key, each in nest.items()}
    if hasattr(nest, "_walk"):  # a data set within a data set
        return nest
    return function(nest)


def leaves(nest: Any) -> list[Any]:
    """List the arrays of a tuple or dict."""
    found: list[Any] = []
    map_arrays(found.append, nest)
    return found


def element_count(arrays: Any) -> int:
    """Return the number of rows that all arrays have."""
    lengths = [len(array) for array in leaves(arrays)]
    if len(set(lengths)) != 1:
        others = [str(length) for length in lengths[1:]]
        raise ShapeError("script_data.lengths", inputs=lengths[0], others=others, name="y")
    return lengths[0]


def rows_of(arrays: Any) -> Iterator[Any]:
    """Return the rows of all arrays side by side."""
    for place in range(element_count(arrays)):
        yield map_arrays(lambda array, at=place: array[at], arrays)  # type: ignore[misc]


def stacked(elements: list[Any]) -> Any:
    """Put elements into one, array by array."""
    first = elements[0]
    if isinstance(first, tuple):
        return tuple(stacked(list(column)) for column in zip(*elements, strict=True))
    if isinstance(first, dict):
        return {key: stacked([element[key] for element in elements]) for key in first}
    return eager(np.stack([_as_numpy(element) for element in elements]))


def typed(element: Any, types: Any) -> Any:
    """Return an element in the types asked for."""
    if isinstance(types, tuple | list):
        return tuple(typed(*pair) for pair in zip(element, types, strict=True))
    if isinstance(types, dict):
        return {key: typed(element[key], kind) for key, kind in types.items()}
    return tensor(element, types)


def _as_numpy(array: Any) -> Any:
    """Return an array of NumPy's, whichever library it is of."""
    return np.asarray(array) if isinstance(array, jax.Array | np.ndarray) else array
