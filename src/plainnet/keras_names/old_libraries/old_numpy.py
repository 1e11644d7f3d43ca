"""What NumPy took away since 1.9."""

from functools import wraps
from types import ModuleType
from typing import Any

from plainnet.keras_names.old_libraries.old_spelling import (
    give_names,
    is_asked_by_script,
    take_old_arguments,
    tell_old_name,
)

#: Names of NumPy and what they are called today.
OLD_NAMES = {
    **{name: name for name in ("float", "int", "complex", "object", "str")},
    "unicode": "str",
    "bool8": "np.bool_",
    "int0": "np.intp",
    "uint0": "np.uintp",
    "str0": "np.str_",
    "bytes0": "np.bytes_",
    "object0": "np.object_",
    "void0": "np.void",
    **dict.fromkeys(("Inf", "Infinity", "infty", "PINF"), "np.inf"),
    **dict.fromkeys(("NaN", "NAN"), "np.nan"),
    "float_": "np.float64",
    "complex_": "np.complex128",
    "cfloat": "np.complex128",
    "singlecomplex": "np.complex64",
    "longfloat": "np.longdouble",
    **dict.fromkeys(("longcomplex", "clongfloat"), "np.clongdouble"),
    "unicode_": "np.str_",
    "string_": "np.bytes_",
    "product": "np.prod",
    "cumproduct": "np.cumprod",
    "sometrue": "np.any",
    "alltrue": "np.all",
    "in1d": "np.isin",
    "trapz": "np.trapezoid",
    "round_": "np.round",
    "mat": "np.asmatrix",
    "rank": "np.ndim",
    "alen": "len",
    "issubclass_": "issubclass",
    "issubsctype": "np.issubdtype",
    "find_common_type": "np.result_type(*types)",
    "asfarray": "np.asarray(values, dtype=float)",
    "asscalar": "array.item()",
    "msort": "np.sort(array, axis=0)",
    "NINF": "-np.inf",
    "PZERO": "0.0",
    "NZERO": "-0.0",
}


def bring_back(numpy: ModuleType) -> None:
    """Bring the old names of NumPy back."""
    made = {
        "find_common_type": lambda arrays, scalars: numpy.result_type(*arrays, *scalars),
        "asfarray": lambda values, dtype=float: numpy.asarray(values, dtype=dtype),
        "asscalar": lambda array: array.item(),
        "msort": lambda array: numpy.sort(array, axis=0),
        "NINF": -numpy.inf,
        "PZERO": 0.0,
        "NZERO": -0.0,
    }
    give_names(numpy, OLD_NAMES, made)
    take_old_arguments(numpy, "reshape", renamed={"newshape": "shape"})
    take_old_arguments(numpy, "histogram", renamed={"normed": "density"})
    for name in ("array", "asarray"):
        _take_ragged(numpy, name)
    for name in ("vstack", "hstack", "concatenate", "stack"):
        _take_generators(numpy, name)
    _take_bytes(numpy)
    _take_numbers_among_texts(numpy)


def _take_ragged(numpy: ModuleType, name: str) -> None:
    """Let lists of several lengths become an array of objects again."""
    today = getattr(numpy, name)

    @wraps(today)
    def with_ragged(*args: Any, **settings: Any) -> Any:
        try:
            return today(*args, **settings)
        except ValueError as error:
            without_type = len(args) == 1 and settings.get("dtype") is None
            if "inhomogeneous" not in str(error) or not without_type or not is_asked_by_script():
                raise
        tell_old_name(f"np.{name}(lists of several lengths)", f"np.{name}(lists, dtype=object)")
        return today(*args, **{**settings, "dtype": object})

    setattr(numpy, name, with_ragged)


def _take_generators(numpy: ModuleType, name: str) -> None:
    """Let arrays be handed over one by one again."""
    today = getattr(numpy, name)

    @wraps(today)
    def with_generators(arrays: Any, *args: Any, **settings: Any) -> Any:
        if hasattr(arrays, "__next__"):
            tell_old_name(f"np.{name}(generator)", f"np.{name}(list(generator))")
            arrays = list(arrays)
        return today(arrays, *args, **settings)

    setattr(numpy, name, with_generators)


def _take_bytes(numpy: ModuleType) -> None:
    """Let `fromstring` read bytes again."""
    today = numpy.fromstring

    @wraps(today)
    def from_string(text: Any, dtype: Any = float, count: int = -1, **settings: Any) -> Any:
        if settings.get("sep", "") == "":
            tell_old_name("np.fromstring(bytes)", "np.frombuffer(bytes)")
            return numpy.frombuffer(text, dtype, count).copy()
        return today(text, dtype, count, **settings)

    numpy.fromstring = from_string  # type: ignore[attr-defined]


def _take_numbers_among_texts(numpy: ModuleType) -> None:
    """Let `where` put Python's numbers among texts again, as texts."""
    today = numpy.where

    @wraps(today)
    def where(condition: Any, *values: Any) -> Any:
        try:
            return today(condition, *values)
        except numpy.exceptions.DTypePromotionError:
            made = today(condition, *map(numpy.asarray, values))
        tell_old_name("np.where(..., number, texts)", "np.where(..., str(number), texts)")
        return made

    numpy.where = where  # type: ignore[attr-defined]
