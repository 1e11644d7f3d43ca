"""What SciPy took away: the images of `scipy.misc`, NumPy's names, renamed functions."""

from types import ModuleType
from typing import Any

from plainnet.keras_names.old_libraries.old_spelling import give_names, object_named

_OF_NUMPY = (
    "interp mean array zeros ones arange linspace sqrt exp log sin cos pi dot vstack hstack sum std"
    " var where argmax argmin ndarray float32 float64 random nan inf reshape concatenate newaxis"
)
_IMAGES = {
    "imread": "np.asarray(PIL.Image.open(path))",
    "imsave": "PIL.Image.fromarray(image).save(path)",
    "imresize": "PIL.Image.fromarray(image).resize((columns, rows))",
    "imrotate": "PIL.Image.fromarray(image).rotate(angle)",
    "toimage": "PIL.Image.fromarray(image)",
    "fromimage": "np.asarray(image)",
    "bytescale": "NumPy arithmetic",
}
_MISC = {
    **_IMAGES,
    "logsumexp": "scipy.special.logsumexp",
    "comb": "scipy.special.comb",
    "factorial": "scipy.special.factorial",
    "face": "scipy.datasets.face",
    "ascent": "scipy.datasets.ascent",
    "electrocardiogram": "scipy.datasets.electrocardiogram",
}
_WINDOWS = "gaussian hann hamming blackman bartlett boxcar triang kaiser flattop parzen"

#: Names of SciPy's modules and what they are called today.
OLD_NAMES: dict[str, dict[str, str]] = {
    "scipy": {name: f"np.{name}" for name in _OF_NUMPY.split()},
    "scipy.misc": _MISC,
    "scipy.ndimage": {"imread": _IMAGES["imread"]},
    "scipy.integrate": {
        "simps": "scipy.integrate.simpson",
        "trapz": "scipy.integrate.trapezoid",
        "cumtrapz": "scipy.integrate.cumulative_trapezoid",
    },
    "scipy.signal": {name: f"scipy.signal.windows.{name}" for name in _WINDOWS.split()},
    "scipy.stats": {
        "itemfreq": "np.unique(values, return_counts=True)",
        "binom_test": "scipy.stats.binomtest(...).pvalue",
        "median_absolute_deviation": "scipy.stats.median_abs_deviation",
    },
    "scipy.linalg": {"pinv2": "scipy.linalg.pinv"},
}


def bring_back(module: ModuleType) -> None:
    """Bring the old names of one of SciPy's modules back."""
    give_names(module, OLD_NAMES[module.__name__], {**_MADE_IMAGES, **_MADE_STATISTICS})


def bytescale(
    data: Any, cmin: Any = None, cmax: Any = None, high: float = 255, low: float = 0
) -> Any:
    """Spread numbers over whole bytes; bytes stay as they are."""
    np = object_named("np")

    data = np.asarray(data)
    if data.dtype == np.uint8:
        return data
    smallest, largest = data.min() if cmin is None else cmin, data.max() if cmax is None else cmax
    width = (largest - smallest) or 1
    scaled = (data - smallest) * (high - low) / width + low
    return (scaled.clip(low, high) + 0.5).astype(np.uint8)


def toimage(arr: Any, mode: str | None = None, **limits: Any) -> Any:
    """Make an image of an array; numbers that are no bytes are spread over them."""
    np = object_named("np")
    Image = object_named("PIL.Image")

    array = np.asarray(arr)
    if mode == "F":
        return Image.fromarray(array.astype(np.float32))
    scaled = bytescale(array, **{k: v for k, v in limits.items() if k in ("cmin", "cmax")})
    if scaled.ndim == 3 and scaled.shape[0] in (3, 4) and scaled.shape[2] not in (3, 4):
        scaled = scaled.transpose(1, 2, 0)  # (channels, rows, columns)
    image = Image.fromarray(np.ascontiguousarray(scaled))
    return image if mode is None else image.convert(mode)


def fromimage(im: Any, flatten: bool = False, mode: str | None = None) -> Any:
    """Make an array of an image."""
    np = object_named("np")

    if mode is not None:
        im = im.convert(mode)
    elif im.mode == "P":
        im = im.convert("RGBA" if "transparency" in im.info else "RGB")
    elif im.mode == "1":
        im = im.convert("L")
    return np.array(im.convert("F") if flatten else im)


def imread(name: Any, flatten: bool = False, mode: str | None = None) -> Any:
    """Read an image as an array."""
    Image = object_named("PIL.Image")

    with Image.open(name) as image:
        return fromimage(image, flatten, mode)


def imsave(name: Any, arr: Any, format: str | None = None) -> None:
    """Write an array as an image."""
    toimage(arr).save(name, format)


def imresize(arr: Any, size: Any, interp: str = "bilinear", mode: str | None = None) -> Any:
    """Change the size of an image: a percentage, a factor, or (rows, columns)."""
    Image = object_named("PIL.Image")

    image = toimage(arr, mode)
    if isinstance(size, (tuple, list)) or (hasattr(size, "shape") and len(size.shape)):
        shape = (int(size[1]), int(size[0]))
    else:
        factor = size / 100 if isinstance(size, int) else size
        shape = tuple(int(side * factor) for side in image.size)  # type: ignore[assignment]
    ways = {"nearest": 0, "lanczos": 1, "bilinear": 2, "bicubic": 3, "cubic": 3}
    return fromimage(image.resize(shape, resample=Image.Resampling(ways[interp])))


def imrotate(arr: Any, angle: float, interp: str = "bilinear") -> Any:
    """Turn an image against the clock, in degrees."""
    Image = object_named("PIL.Image")

    ways = {"nearest": 0, "bilinear": 2, "bicubic": 3, "cubic": 3}
    return fromimage(toimage(arr).rotate(angle, resample=Image.Resampling(ways[interp])))


def _item_frequencies(values: Any) -> Any:
    """Return each value and how often it stands there, as two columns."""
    np = object_named("np")

    return np.array(np.unique(values, return_counts=True)).T


def _binomial_test(*args: Any, **settings: Any) -> float:
    """Return the p-value of a binomial test."""
    return float(object_named("scipy.stats.binomtest")(*args, **settings).pvalue)


_MADE_IMAGES = {
    "imread": imread,
    "imsave": imsave,
    "imresize": imresize,
    "imrotate": imrotate,
    "toimage": toimage,
    "fromimage": fromimage,
    "bytescale": bytescale,
}
_MADE_STATISTICS = {"itemfreq": _item_frequencies, "binom_test": _binomial_test}
