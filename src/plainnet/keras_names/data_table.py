"""What the modules about data hold: preprocessing, utilities, data sets, wrappers.

Concepts: preprocessing, data set
"""

_HERE = "plainnet.keras_names"


def _names(file: str, names: str) -> dict[str, str]:
    """Give each of some names, parted by spaces, its place in a file."""
    return {name: f"{_HERE}.{file}:{name}" for name in names.split()}


_IMAGE_FILES = _names("image_loading", "load_img img_to_array array_to_img save_img")
_SEQUENCE = {
    "Sequence": f"{_HERE}.batch_sequence:PyDataset",
    "PyDataset": f"{_HERE}.batch_sequence:PyDataset",
}
_IMAGE = {
    **_IMAGE_FILES,
    **_names("image_data_generator", "ImageDataGenerator"),
    **_names("batch_iterators", "Iterator NumpyArrayIterator"),
    **_names("folder_iterators", "DirectoryIterator"),
    **_names("table_iterators", "DataFrameIterator"),
    **_names(
        "affine_images",
        "apply_affine_transform apply_channel_shift apply_brightness_shift random_rotation"
        " random_shift random_shear random_zoom random_channel_shift random_brightness",
    ),
}

DATA_MODULES: dict[str, dict[str, str]] = {
    "keras.utils": {**_IMAGE_FILES, **_SEQUENCE},
    "keras.preprocessing": {**_IMAGE_FILES},
    "keras.preprocessing.image": _IMAGE,
    "keras.preprocessing.sequence": {},
    "keras.preprocessing.text": {},
    "keras.datasets": {},
    "keras.wrappers": {},
    "keras.wrappers.scikit_learn": {},
}
