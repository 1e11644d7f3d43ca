"""Image files decoded once and kept, so that every epoch but the first reads memory."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from weakref import WeakValueDictionary

import numpy as np
from numpy.typing import NDArray

from plainnet.keras_names.image_loading import CHANNELS, load_img

MOST_BYTES_KEPT = 2 << 30
READERS = 16  # threads; files wait for the disk longer than for a processor
_FEW = 8  # files for which threads are not worth starting


@dataclass(frozen=True)
class Decoding:
    """How files become pixels."""

    height: int  # pixels
    width: int  # pixels
    color_mode: str  # "rgb", "rgba" or "grayscale"
    interpolation: str  # as `load_img` takes it
    keep_aspect_ratio: bool  # as `load_img` takes it

    def pixels(self, path: str) -> NDArray[Any]:
        """Decode one file to shape (height, width, channels)."""
        size = self.height, self.width
        image = load_img(path, self.color_mode, size, self.interpolation, self.keep_aspect_ratio)
        pixels = np.asarray(image)
        return pixels[:, :, None] if pixels.ndim == 2 else pixels


class DecodedImages:
    """Pixels of many files, each decoded when first asked for."""

    def __init__(self, paths: Sequence[str], decoding: Decoding) -> None:
        self.paths = tuple(paths)
        self.decoding = decoding
        self.shape = (decoding.height, decoding.width, CHANNELS[decoding.color_mode])
        self._is_kept = np.zeros(len(self.paths), np.bool_)
        is_small = len(self.paths) * int(np.prod(self.shape)) <= MOST_BYTES_KEPT
        self._kept = np.empty((len(self.paths), *self.shape), np.uint8) if is_small else None

    @property
    def bytes_as_floats(self) -> int:
        """Memory that all of them take as float32."""
        return 4 * len(self.paths) * int(np.prod(self.shape))

    def take(self, places: NDArray[np.integer[Any]]) -> NDArray[np.float32]:
        """Give the images at `places` as an array of (images, height, width, channels)."""
        if self._kept is None:
            return self._decode(places).astype(np.float32)
        new = np.unique(places[~self._is_kept[places]])
        if len(new):
            decoded = self._decode(new)
            if decoded.dtype != np.uint8:  # sixteen bits: too rare to keep a second store
                self._kept = None
                return self.take(places)
            self._kept[new] = decoded
            self._is_kept[new] = True
        found: NDArray[np.float32] = self._kept[places].astype(np.float32)
        return found

    def _decode(self, places: NDArray[np.integer[Any]]) -> NDArray[Any]:
        """Decode files side by side."""
        paths = [self.paths[place] for place in places]
        if len(paths) <= _FEW:
            return _stacked([self.decoding.pixels(path) for path in paths], self.shape)
        with ThreadPoolExecutor(READERS) as threads:
            return _stacked(list(threads.map(self.decoding.pixels, paths)), self.shape)


def _stacked(images: list[NDArray[Any]], shape: tuple[int, ...]) -> NDArray[Any]:
    """Stack images, of which there may be none."""
    return np.stack(images) if images else np.empty((0, *shape), np.uint8)


_in_use: WeakValueDictionary[tuple[tuple[str, ...], Decoding], DecodedImages] = (
    WeakValueDictionary()
)


def decoded_images(paths: Sequence[str], decoding: Decoding) -> DecodedImages:
    """Give the decoded images of some files; who asks for the same ones shares them."""
    key = tuple(paths), decoding
    found = _in_use.get(key)
    if found is None:
        found = _in_use[key] = DecodedImages(paths, decoding)
    return found
