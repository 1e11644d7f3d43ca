"""Files and texts under the names of `tf.io` and `tf.strings`."""

import re
from glob import glob as paths_like
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from plainnet.data.input_path import read_bytes
from plainnet.keras_names.arrays.eager_array import eager, numpy_dtype, tensor

_MODES = {1: "L", 3: "RGB", 4: "RGBA"}


def text_of(value: Any) -> str:
    """Return a text, however it is kept, as Python's.

    >>> text_of(b"a")
    'a'
    """
    if hasattr(value, "numpy"):
        value = value.numpy()
    return value.decode() if isinstance(value, bytes) else str(value)


def read_file(filename: Any, name: str | None = None) -> Any:
    """Return the bytes of a file."""
    return _whole(read_bytes(text_of(filename)))


def write_file(filename: Any, contents: Any, name: str | None = None) -> None:
    """Write bytes to a file."""
    Path(text_of(filename)).write_bytes(np.asarray(contents).item())


def decode_image(
    contents: Any,
    channels: int | None = None,
    dtype: Any = "uint8",
    name: str | None = None,
    **settings: Any,
) -> Any:
    """Decode the bytes of an image file.

    Parameters
    ----------
    contents : bytes
        As `read_file` gives them.
    channels : {0, 1, 3, 4} or None, default=None
        Colours wanted; 0 and None mean those of the file.
    dtype : dtype, default="uint8"
        Floats go from 0 to 1.
    name : str or None, default=None
        Not used.
    **settings : object
        What else TensorFlow's decoders take.

    Returns
    -------
    array of shape (height, width, channels)
    """
    content = contents if isinstance(contents, bytes) else np.asarray(contents).item()
    with Image.open(BytesIO(content)) as image:
        own = {"1": "L", "P": "RGB", "CMYK": "RGB"}.get(image.mode, image.mode)
        pixels = np.asarray(image.convert(_MODES[channels] if channels else own))
    pixels = pixels[:, :, None] if pixels.ndim == 2 else pixels
    wanted = numpy_dtype(dtype)
    if wanted.kind == "f":
        return eager((pixels / 255).astype(wanted))
    return eager(pixels.astype(wanted))


def exists(path: Any) -> bool:
    """Whether there is such a file or folder."""
    return Path(text_of(path)).exists()


def listdir(path: Any) -> list[str]:
    """Name what is in a folder."""
    return sorted(entry.name for entry in Path(text_of(path)).iterdir())


def isdir(path: Any) -> bool:
    """Whether there is such a folder."""
    return Path(text_of(path)).is_dir()


def makedirs(path: Any) -> None:
    """Make a folder and those above it."""
    Path(text_of(path)).mkdir(parents=True, exist_ok=True)


def glob(pattern: Any) -> list[str]:
    """List the paths that fit one pattern or several."""
    patterns = pattern if isinstance(pattern, list | tuple) else [pattern]
    return sorted(path for each in patterns for path in paths_like(text_of(each)))  # noqa: PTH207


def split_text(input: Any, sep: Any = None, maxsplit: int = -1, name: str | None = None) -> Any:
    """Split a text, or each of several."""
    texts = tensor(input)
    mark = None if sep is None else text_of(sep)
    if texts.ndim == 0:
        return tensor(text_of(texts).split(mark, maxsplit))
    return [tensor(text_of(text).split(mark, maxsplit)) for text in texts]


def join_texts(inputs: Any, separator: Any = "", name: str | None = None) -> Any:
    """Join texts."""
    return _whole(text_of(separator).join(text_of(each) for each in inputs).encode())


def lower(input: Any, encoding: str = "", name: str | None = None) -> Any:
    """Turn capitals into small letters."""
    return _each(input, str.lower)


def upper(input: Any, encoding: str = "", name: str | None = None) -> Any:
    """Turn small letters into capitals."""
    return _each(input, str.upper)


def strip(input: Any, name: str | None = None) -> Any:
    """Take blanks off both ends."""
    return _each(input, str.strip)


def regex_replace(
    input: Any, pattern: Any, rewrite: Any, replace_global: bool = True, name: str | None = None
) -> Any:
    """Replace what fits a pattern."""
    wanted, instead = re.compile(text_of(pattern)), text_of(rewrite)
    return _each(input, lambda text: wanted.sub(instead, text, 0 if replace_global else 1))


def regex_full_match(input: Any, pattern: Any, name: str | None = None) -> Any:
    """Return whether texts fit a pattern from end to end."""
    wanted = re.compile(text_of(pattern))
    return _of_each(input, lambda text: wanted.fullmatch(text) is not None, np.bool_)


def text_length(input: Any, unit: str = "BYTE", name: str | None = None) -> Any:
    """Count bytes, or characters if `unit` is "UTF8_CHAR"."""
    return _of_each(
        input, lambda text: len(text if unit == "UTF8_CHAR" else text.encode()), np.int32
    )


def to_number(input: Any, out_type: Any = "float32", name: str | None = None) -> Any:
    """Read texts as numbers."""
    return _of_each(input, float, numpy_dtype(out_type))


def as_string(input: Any, name: str | None = None) -> Any:
    """Write numbers as texts."""
    return tensor(np.vectorize(str, otypes=[object])(np.asarray(input)).astype("U"))


def _whole(content: bytes) -> Any:
    """Return bytes as an array of no axes."""
    made = np.empty((), object)
    made[()] = content
    return eager(made)


def _each(texts: Any, change: Any) -> Any:
    """Change one text or each of several."""
    array = tensor(texts)
    changed = np.empty(array.shape, object)
    for place in np.ndindex(array.shape):
        changed[place] = change(text_of(array[place])).encode()
    return eager(changed)


def _of_each(texts: Any, measure: Any, dtype: Any) -> Any:
    """Measure one text or each of several."""
    array = tensor(texts)
    measured = np.empty(array.shape, dtype)
    for place in np.ndindex(array.shape):
        measured[place] = measure(text_of(array[place]))
    return eager(measured)
