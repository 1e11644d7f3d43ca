"""Images as arrays under the names of `tf.image`."""

from typing import Any

import numpy as np

from plainnet.keras_names.arrays.array_arithmetic import array_function
from plainnet.keras_names.arrays.eager_array import (
    eager,
    namespace,
    numpy_dtype,
    tensor,
    whole_numbers,
)
from plainnet.keras_names.arrays.random_tensors import tensor_generator
from plainnet.keras_names.door.refusal import refusal_of

_GREY = np.array([0.2989, 0.587, 0.114], np.float32)  # as TensorFlow weighs the colours


class ResizeMethod:
    """Names of the ways to resize."""

    BILINEAR = "bilinear"
    NEAREST_NEIGHBOR = "nearest"


def resize(
    images: Any,
    size: Any,
    method: Any = "bilinear",
    preserve_aspect_ratio: bool = False,
    antialias: bool = False,
    name: str | None = None,
    **settings: Any,
) -> Any:
    """Bring images to a size.

    Parameters
    ----------
    images : array of shape (height, width, channels) or (images, height, width, channels)
        Any numbers.
    size : (int, int)
        Height and width wanted.
    method : {"bilinear", "nearest"}, default="bilinear"
        How values between pixels are found.
    preserve_aspect_ratio : bool, default=False
        Whether the size is only what the image must fit into.
    antialias : bool, default=False
        Refused if true.
    name : str or None, default=None
        Not used.
    **settings : object
        `interpolation` is another name for `method`.

    Returns
    -------
    array of shape (..., height, width, channels)
        Float32; of the type of `images` if the method is "nearest".
    """
    array = tensor(images)
    way = str(settings.get("interpolation", method)).lower()
    if way not in ("bilinear", "nearest", "0", "1") or antialias:
        raise refusal_of(f"tf.image.resize(method={way!r}, antialias={antialias})")
    rows, columns = array.shape[-3:-1]
    height, width = whole_numbers(size)  # type: ignore[misc]
    if preserve_aspect_ratio:
        share = min(height / rows, width / columns)
        height, width = round(rows * share), round(columns * share)
    along = _nearest_along if way in ("nearest", "1") else _bilinear_along
    array = array if along is _nearest_along else array.astype(np.float32)
    return eager(along(along(array, -3, height), -2, width))


def _nearest_along(array: Any, axis: int, length: int) -> Any:
    """Take the pixel that each new centre falls into."""
    old = array.shape[axis]
    places = np.floor((np.arange(length) + 0.5) * old / length).astype(np.int32)
    return namespace(array).take(array, np.minimum(places, old - 1), axis=axis)


def _bilinear_along(array: Any, axis: int, length: int) -> Any:
    """Weigh the two pixels beside each new centre."""
    old = array.shape[axis]
    if old == length:
        return array
    centres = (np.arange(length) + 0.5) * (old / length) - 0.5
    first = np.floor(centres)
    weights = (centres - first).astype(np.float32).reshape(-1, *[1] * (-axis - 1))
    arrays = namespace(array)
    one = arrays.take(array, np.clip(first, 0, old - 1).astype(np.int32), axis=axis)
    other = arrays.take(array, np.clip(first + 1, 0, old - 1).astype(np.int32), axis=axis)
    return one + (other - one) * weights


@array_function
def rgb_to_grayscale(x: Any, **settings: Any) -> Any:
    """Weigh the colours to one grey."""
    array = tensor(settings.get("images", x))
    grey = (array.astype(np.float32) * _GREY).sum(axis=-1, keepdims=True)
    return grey.astype(array.dtype)


@array_function
def grayscale_to_rgb(x: Any, **settings: Any) -> Any:
    """Return grey three equal colours."""
    array = tensor(settings.get("images", x))
    return namespace(array).repeat(array, 3, axis=-1)


def convert_image_dtype(
    image: Any, dtype: Any, saturate: bool = False, name: str | None = None
) -> Any:
    """Turn whole numbers into 0 to 1 and back."""
    array, wanted = tensor(image), numpy_dtype(dtype)
    if array.dtype == wanted:
        return array
    if array.dtype.kind in "iu":
        scaled = array.astype(np.float32) / np.iinfo(array.dtype).max
        return (
            convert_image_dtype(eager(scaled), wanted)
            if wanted.kind in "iu"
            else eager(scaled.astype(wanted))
        )
    if wanted.kind in "iu":
        most = np.iinfo(wanted).max
        return eager(np.clip(np.asarray(array) * (most + 0.5), 0, most).astype(wanted))
    return array.astype(wanted)


@array_function
def per_image_standardization(x: Any, **settings: Any) -> Any:
    """Return each image mean 0 and deviation 1."""
    array = tensor(settings.get("image", x)).astype(np.float32)
    arrays, axes = namespace(array), (-3, -2, -1)
    least = 1 / np.sqrt(np.prod(array.shape[-3:]))
    deviation = arrays.maximum(array.std(axis=axes, keepdims=True), np.float32(least))
    return (array - array.mean(axis=axes, keepdims=True)) / deviation


@array_function
def flip_left_right(image: Any) -> Any:
    """Mirror."""
    return namespace(tensor(image)).flip(tensor(image), -2)


@array_function
def flip_up_down(image: Any) -> Any:
    """Stand on its head."""
    return namespace(tensor(image)).flip(tensor(image), -3)


@array_function
def rot90(image: Any, k: int = 1) -> Any:
    """Turn left by right angles."""
    return namespace(tensor(image)).rot90(tensor(image), int(k), axes=(-3, -2))


@array_function
def transpose_image(image: Any) -> Any:
    """Change places of rows and columns."""
    return tensor(image).swapaxes(-3, -2)


@array_function
def adjust_brightness(image: Any, delta: Any) -> Any:
    """Add to all values."""
    return _in_own_range(image, lambda values: values + delta)


@array_function
def adjust_contrast(image: Any, contrast_factor: Any) -> Any:
    """Move values away from each channel's mean, or towards it."""

    def stretched(values: Any) -> Any:
        mean = values.mean(axis=(-3, -2), keepdims=True)
        return (values - mean) * contrast_factor + mean

    return _in_own_range(image, stretched)


def _in_own_range(image: Any, change: Any) -> Any:
    """Change values as floats; whole numbers are changed between 0 and 1."""
    array = tensor(image)
    changed = change(convert_image_dtype(array, np.float32))
    return convert_image_dtype(eager(changed), array.dtype)


def random_flip_left_right(image: Any, seed: int | None = None) -> Any:
    """Mirror one of two images, each by its own coin."""
    return _flipped_by_coin(image, flip_left_right, seed)


def random_flip_up_down(image: Any, seed: int | None = None) -> Any:
    """Stand one of two images on its head, each by its own coin."""
    return _flipped_by_coin(image, flip_up_down, seed)


def _flipped_by_coin(image: Any, flip: Any, seed: int | None) -> Any:
    """Flip an image, or each of several, where the coin says so."""
    array = tensor(image)
    coins = tensor_generator(seed).uniform(size=array.shape[:-3]) < 0.5
    return eager(np.where(coins[..., None, None, None], flip(array), array))


def random_brightness(image: Any, max_delta: float, seed: int | None = None) -> Any:
    """Add a random number to all values."""
    return adjust_brightness(
        image, np.float32(tensor_generator(seed).uniform(-max_delta, max_delta))
    )


def random_contrast(image: Any, lower: float, upper: float, seed: int | None = None) -> Any:
    """Stretch values by a random factor."""
    return adjust_contrast(image, np.float32(tensor_generator(seed).uniform(lower, upper)))


@array_function
def central_crop(image: Any, central_fraction: float) -> Any:
    """Keep the middle."""
    array = tensor(image)
    rows, columns = array.shape[-3:-1]
    top = int((rows - rows * central_fraction) / 2)
    left = int((columns - columns * central_fraction) / 2)
    return array[..., top : rows - top, left : columns - left, :]


@array_function
def crop_to_bounding_box(
    image: Any, offset_height: int, offset_width: int, target_height: int, target_width: int
) -> Any:
    """Keep a box."""
    rows = slice(offset_height, offset_height + target_height)
    columns = slice(offset_width, offset_width + target_width)
    return tensor(image)[..., rows, columns, :]


@array_function
def resize_with_crop_or_pad(image: Any, target_height: int, target_width: int) -> Any:
    """Cut off or add zeros on all sides."""
    array = tensor(image)
    for axis, wanted in ((-3, target_height), (-2, target_width)):
        missing = wanted - array.shape[axis]
        if missing < 0:
            start = -missing // 2
            kept = np.arange(start, start + wanted)
            array = namespace(array).take(array, kept, axis=axis)
        sides = [(0, 0)] * array.ndim
        sides[axis] = (max(missing, 0) // 2, max(missing, 0) - max(missing, 0) // 2)
        array = namespace(array).pad(array, sides)
    return array
