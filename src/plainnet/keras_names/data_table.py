"""What the modules about data hold: preprocessing, utilities, data sets, wrappers."""

from plainnet.keras_names.table_entries import entries

_IMAGE_FILES = entries("image_loading", "load_img img_to_array array_to_img save_img")
_SEQUENCE = entries("batch_sequence", "Sequence=PyDataset PyDataset")
_IMAGE = {
    **_IMAGE_FILES,
    **entries("image_data_generator", "ImageDataGenerator"),
    **entries("batch_iterators", "Iterator NumpyArrayIterator"),
    **entries("folder_iterators", "DirectoryIterator"),
    **entries("table_iterators", "DataFrameIterator"),
    **entries(
        "affine_images",
        "apply_affine_transform apply_channel_shift apply_brightness_shift random_rotation"
        " random_shift random_shear random_zoom random_channel_shift random_brightness",
    ),
}

_PADDING = entries("sequence_padding", "pad_sequences")
_WINDOWS = entries("timeseries_windows", "TimeseriesGenerator")
_DATASETS_OF_FILES = entries("image_folder_dataset", "image_dataset_from_directory") | entries(
    "timeseries_windows", "timeseries_dataset_from_array"
)
_TEXT = entries(
    "text_preprocessing",
    "Tokenizer hashing_trick one_hot text_to_word_sequence tokenizer_from_json",
)
_WRAPPERS = entries("scikit_learn_wrapper", "BaseWrapper=KerasEstimator KerasClassifier")
_WRAPPERS |= entries("scikit_learn_wrapper", "KerasRegressor")
_LABELS = entries(
    "label_coding",
    "categorical_probas_to_classes normalize probas_to_classes to_categorical",
)

DATA_MODULES: dict[str, dict[str, str]] = {
    "keras.utils": {
        **_IMAGE_FILES,
        **_SEQUENCE,
        **_LABELS,
        **_PADDING,
        **_DATASETS_OF_FILES,
        **entries("random_seeds", "set_random_seed"),
        **entries("file_download", "get_file"),
        **entries("progress_bar_of_scripts", "Progbar"),
        **entries(
            "tensorflow_settings",
            "disable_interactive_logging=do_nothing enable_interactive_logging=do_nothing",
        ),
    },
    "keras.preprocessing": {**_IMAGE_FILES, **_DATASETS_OF_FILES},
    "keras.preprocessing.image": {**_IMAGE, **_DATASETS_OF_FILES},
    "keras.preprocessing.sequence": {**_PADDING, **_WINDOWS},
    "keras.preprocessing.timeseries": _DATASETS_OF_FILES,
    "keras.preprocessing.text": _TEXT,
    "keras.datasets": {},
    "keras.datasets.mnist": entries("image_datasets", "load_data=load_mnist"),
    "keras.datasets.fashion_mnist": entries("image_datasets", "load_data=load_fashion_mnist"),
    "keras.datasets.cifar10": entries("image_datasets", "load_data=load_cifar10"),
    "keras.datasets.cifar100": entries("image_datasets", "load_data=load_cifar100"),
    "keras.datasets.imdb": entries(
        "text_datasets", "get_word_index=imdb_word_index load_data=load_imdb"
    ),
    "keras.datasets.reuters": entries(
        "text_datasets",
        "get_label_names=reuters_label_names get_word_index=reuters_word_index"
        " load_data=load_reuters",
    ),
    "keras.datasets.boston_housing": entries("text_datasets", "load_data=load_boston_housing"),
    "keras.datasets.california_housing": entries(
        "text_datasets", "load_data=load_california_housing"
    ),
    "keras.wrappers": _WRAPPERS,
    "keras.wrappers.scikit_learn": _WRAPPERS,
    "scikeras": {},
    "scikeras.wrappers": _WRAPPERS,
}
