"""Files that Keras 1, 2, early 3 and TensorFlow wrote, and what these computed."""

import io
import zipfile
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

FOLDER = Path(__file__).with_name("written_by_keras")


class OldFile(NamedTuple):
    """One file of an archive: `keras_1/dense`."""

    archive: str
    name: str

    @property
    def ending(self) -> str:
        """Give the ending of its name."""
        return ".keras" if self.archive.startswith("keras_3") else ".h5"

    def unpack(self, folder: Path) -> Path:
        """Write the file into a folder."""
        path = folder / f"{self.name}{self.ending}"
        with zipfile.ZipFile(FOLDER / f"{self.archive}.zip") as archive:
            path.write_bytes(archive.read(path.name))
        return path

    def computed(self) -> tuple[Any, tuple[Any, ...]]:
        """Give the inputs, and the outputs that its Keras computed."""
        with zipfile.ZipFile(FOLDER / f"{self.archive}.zip") as archive:
            arrays = np.load(io.BytesIO(archive.read(f"{self.name}.npz")))
        inputs = [arrays[key].astype(np.float32) for key in sorted(arrays) if key[0] == "x"]
        outputs = tuple(arrays[key] for key in sorted(arrays) if key[0] == "y")
        return inputs[0] if len(inputs) == 1 else tuple(inputs), outputs


def old_files() -> list[OldFile]:
    """List all files."""
    return [
        OldFile(path.stem, Path(name).stem)
        for path in sorted(FOLDER.glob("*.zip"))
        for name in zipfile.ZipFile(path).namelist()
        if not name.endswith(".npz")
    ]
