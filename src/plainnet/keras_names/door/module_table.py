"""Which names a script can import, and where plainnet keeps what they stand for.

A table gives each public name its place "package.file:object"; nothing is imported before a
script asks for the name. The name `*` gives a function that is asked for names the table does
not list.
"""

from plainnet.keras_names.door.door import cover


def entries(file: str, names: str) -> dict[str, str]:
    """Return each of some names its place in a file of this folder.

    >>> entries("door.door", "open=install")
    {'open': 'plainnet.keras_names.door.door:install'}
    """
    pairs = [name.partition("=") for name in names.split()]
    return {
        public: f"plainnet.keras_names.{file}:{private or public}" for public, _, private in pairs
    }


_HERE = "plainnet.keras_names"
_CALLBACKS = "plainnet.training.callbacks"


def _in(file: str, *names: str) -> dict[str, str]:
    """Say that names are found in a file under the same names."""
    return {name: f"{file}:{name}" for name in names}


_MODELS = {
    **_in(f"{_HERE}.model.keras_model", "Model"),
    **_in(f"{_HERE}.model.keras_model", "Sequential"),
    **_in(f"{_HERE}.model.model_files", "load_model", "save_model", "clone_model"),
    **_in(f"{_HERE}.model.model_files", "model_from_json"),
    **_in(f"{_HERE}.model.keras_model", "model_from_config"),
    "Functional": f"{_HERE}.model.keras_model:Model",
}
_INPUT_SPEC = {"InputSpec": f"{_HERE}.tensorflow.tensorflow_settings:Settings"}
_OWN_OBJECTS = {
    **_in(f"{_HERE}.model.own_objects", "custom_object_scope", "register_keras_serializable"),
    "CustomObjectScope": f"{_HERE}.model.own_objects:custom_object_scope",
    "get_custom_objects": f"{_HERE}.model.own_objects:known_objects",
}
_INPUT = _in(f"{_HERE}.model.layer_classes", "Input", "InputLayer")
_OPTIMIZERS = {
    "*": f"{_HERE}.model.keras_optimizer:optimizer_class",
    "Optimizer": f"{_HERE}.model.keras_optimizer:KerasOptimizer",
    "get": f"{_HERE}.model.keras_optimizer:optimizer_of",
}
_SCHEDULES = {
    "*": f"{_HERE}.model.keras_optimizer:schedule_named",
    **_in("plainnet.optimizers.optimizer", "LearningRateSchedule"),
}
_CALLBACK_CLASSES = {
    **_in(f"{_CALLBACKS}.callback", "Callback"),
    **_in(f"{_CALLBACKS}.model_checkpoint", "BackupAndRestore"),
    **_in(f"{_CALLBACKS}.training_logs", "CSVLogger"),
    "EarlyStopping": f"{_CALLBACKS}.early_stopping_callback:EarlyStoppingCallback",
    **_in(f"{_HERE}.model.model_training", "History"),
    **_in(f"{_CALLBACKS}.callback", "LambdaCallback"),
    **_in(f"{_CALLBACKS}.learning_rate_callbacks", "LearningRateScheduler"),
    **_in(f"{_CALLBACKS}.model_checkpoint", "ModelCheckpoint"),
    **_in(f"{_CALLBACKS}.learning_rate_callbacks", "ReduceLROnPlateau"),
    **_in(f"{_CALLBACKS}.callback", "RemoteMonitor"),
    **_in(f"{_CALLBACKS}.training_logs", "TensorBoard"),
    **_in(f"{_CALLBACKS}.callback", "TerminateOnNaN"),
}

KERAS_MODULES: dict[str, dict[str, str]] = {
    "keras": {
        **_INPUT,
        **_in(f"{_HERE}.model.keras_model", "Model"),
        **_in(f"{_HERE}.model.keras_model", "Sequential"),
        **_in(f"{_HERE}.door.door", "install", "uninstall"),
        "__version__": f"{_HERE}.door.spelling:KERAS_VERSION",
    },
    "keras.models": {**_INPUT, **_MODELS},
    "keras.engine": {
        **_INPUT,
        **_INPUT_SPEC,
        **_MODELS,
        **_in(f"{_HERE}.model.custom_layer", "Layer"),
        **_in(f"{_HERE}.model.old_merging", "merge"),
    },
    "keras.saving": {
        **_in(f"{_HERE}.model.model_files", "load_model", "save_model"),
        **_OWN_OBJECTS,
    },
    "keras.utils": {
        **_OWN_OBJECTS,
        **_in(f"{_HERE}.model.network_plot", "model_to_dot", "plot_model"),
        "plot": f"{_HERE}.model.network_plot:plot_model",
        "print_summary": f"{_HERE}.model.model_files:print_summary",
        "multi_gpu_model": f"{_HERE}.model.old_merging:multi_gpu_model",
    },
    "keras.layers": {
        **_INPUT,
        **_INPUT_SPEC,
        **_in(f"{_HERE}.model.custom_layer", "Lambda", "Layer"),
        **_in(f"{_HERE}.model.encoding_layers", "CategoryEncoding", "Discretization"),
        **_in(f"{_HERE}.model.encoding_layers", "IntegerLookup", "StringLookup"),
        **_in(f"{_HERE}.model.encoding_layers", "TextVectorization"),
        **_in(f"{_HERE}.model.old_merging", "Merge", "merge"),
        "*": f"{_HERE}.model.layer_classes:layer_class",
    },
    "keras.callbacks": _CALLBACK_CLASSES,
    "keras.losses": {"*": f"{_HERE}.model.loss_names:loss_named"},
    "keras.metrics": {"*": f"{_HERE}.model.loss_names:metric_named"},
    "keras.optimizers": _OPTIMIZERS,
    "keras.optimizers.schedules": _SCHEDULES,
    "keras.initializers": {"*": f"{_HERE}.model.rule_names:initializer_named"},
    "keras.initializations": {"*": f"{_HERE}.model.rule_names:initialization_named"},
    "keras.regularizers": {"*": f"{_HERE}.model.rule_names:regularizer_named"},
    "keras.constraints": {"*": f"{_HERE}.model.rule_names:constraint_named"},
    "keras.activations": {"*": f"{_HERE}.model.rule_names:activation_named"},
    "tensorflow.train": {"*": f"{_HERE}.model.keras_optimizer:train_optimizer"},
    "tensorflow.losses": {"*": f"{_HERE}.model.loss_names:loss_named"},
    "tensorflow.metrics": {"*": f"{_HERE}.model.loss_names:metric_named"},
    "tensorflow.optimizers": _OPTIMIZERS,
    "tensorflow.initializers": {"*": f"{_HERE}.model.rule_names:initializer_named"},
}


_IMAGE_FILES = entries("preprocessing.image_loading", "load_img img_to_array array_to_img save_img")
_SEQUENCE = entries("preprocessing.batch_iterators", "Sequence=PyDataset PyDataset")
_IMAGE = {
    **_IMAGE_FILES,
    **entries("preprocessing.image_data_generator", "ImageDataGenerator"),
    **entries("preprocessing.batch_iterators", "Iterator NumpyArrayIterator"),
    **entries("preprocessing.folder_iterators", "DirectoryIterator"),
    **entries("preprocessing.folder_iterators", "DataFrameIterator"),
    **entries(
        "preprocessing.affine_images",
        "apply_affine_transform apply_channel_shift apply_brightness_shift random_rotation"
        " random_shift random_shear random_zoom random_channel_shift random_brightness",
    ),
}

_PADDING = entries("preprocessing.text_preprocessing", "pad_sequences")
_WINDOWS = entries("preprocessing.timeseries_windows", "TimeseriesGenerator")
_DATASETS_OF_FILES = entries(
    "preprocessing.image_folder_dataset",
    "image_dataset_from_directory text_dataset_from_directory",
) | entries("preprocessing.timeseries_windows", "timeseries_dataset_from_array")
_TEXT = entries(
    "preprocessing.text_preprocessing",
    "Tokenizer hashing_trick one_hot text_to_word_sequence tokenizer_from_json",
)
_WRAPPERS = entries("model.scikit_learn_wrapper", "BaseWrapper=KerasEstimator KerasClassifier")
_WRAPPERS |= entries("model.scikit_learn_wrapper", "KerasRegressor")
_LABELS = entries(
    "preprocessing.label_coding",
    "categorical_probas_to_classes normalize probas_to_classes to_categorical",
)

DATA_MODULES: dict[str, dict[str, str]] = {
    "keras.utils": {
        **_IMAGE_FILES,
        **_SEQUENCE,
        **_LABELS,
        **_PADDING,
        **_DATASETS_OF_FILES,
        **entries("arrays.random_tensors", "set_random_seed"),
        **entries("datasets.file_download", "get_file"),
        **entries("model.progress_lines", "Progbar"),
        **entries(
            "tensorflow.tensorflow_settings",
            "disable_interactive_logging=do_nothing enable_interactive_logging=do_nothing",
        ),
    },
    "keras.preprocessing": {**_IMAGE_FILES, **_DATASETS_OF_FILES},
    "keras.preprocessing.image": {**_IMAGE, **_DATASETS_OF_FILES},
    "keras.preprocessing.sequence": {**_PADDING, **_WINDOWS},
    "keras.preprocessing.timeseries": _DATASETS_OF_FILES,
    "keras.preprocessing.text": _TEXT | _DATASETS_OF_FILES,
    "keras.datasets": {},
    "keras.datasets.mnist": entries("datasets.image_datasets", "load_data=load_mnist"),
    "keras.datasets.fashion_mnist": entries(
        "datasets.image_datasets", "load_data=load_fashion_mnist"
    ),
    "keras.datasets.cifar10": entries("datasets.image_datasets", "load_data=load_cifar10"),
    "keras.datasets.cifar100": entries("datasets.image_datasets", "load_data=load_cifar100"),
    "keras.datasets.imdb": entries(
        "datasets.text_datasets", "get_word_index=imdb_word_index load_data=load_imdb"
    ),
    "keras.datasets.reuters": entries(
        "datasets.text_datasets",
        "get_label_names=reuters_label_names get_word_index=reuters_word_index"
        " load_data=load_reuters",
    ),
    "keras.datasets.boston_housing": entries(
        "datasets.text_datasets", "load_data=load_boston_housing"
    ),
    "keras.datasets.california_housing": entries(
        "datasets.text_datasets", "load_data=load_california_housing"
    ),
    "keras.wrappers": _WRAPPERS,
    "keras.wrappers.scikit_learn": _WRAPPERS,
    "scikeras": {},
    "scikeras.wrappers": _WRAPPERS,
}


_SETTINGS = entries(
    "arrays.backend_settings",
    "floatx set_floatx epsilon set_epsilon image_data_format set_image_data_format"
    " image_dim_ordering set_image_dim_ordering get_uid reset_uids",
)
_ARRAYS = {
    "*": "plainnet.keras_names.arrays.array_arithmetic:named_function",
    **entries(
        "arrays.array_arithmetic",
        "add_n argmax=argmax_of_last argmin=argmin_of_last batch_dot cast clip cumsum divide_no_nan"
        " dot logsumexp matmul norm rsqrt squared_difference tensordot",
    ),
    **entries(
        "arrays.array_shaping",
        "argsort batch_flatten concatenate expand_dims flatten flip=reverse gather int_shape ndim"
        " pad permute_dimensions repeat_elements reshape reverse shape sort split squeeze stack"
        " swapaxes tile transpose unstack where take=gather dtype=dtype_name",
    ),
    **entries(
        "arrays.array_making",
        "arange batch_get_value batch_set_value cast_to_floatx convert_to_numpy convert_to_tensor"
        " eye get_value identity is_tensor linspace one_hot ones ones_like set_value stop_gradient"
        " update update_add update_sub zeros zeros_like",
    ),
    **entries(
        "arrays.neural_functions",
        "bias_add binary_crossentropy categorical_crossentropy dropout elu gelu hard_sigmoid"
        " in_top_k l2_normalize leaky_relu log_softmax relu relu6 selu sigmoid silu softmax"
        " softplus softsign sparse_categorical_crossentropy top_k swish=silu",
    ),
}

_BACKEND = {
    **_SETTINGS,
    **_ARRAYS,
    **entries("arrays.array_shaping", "repeat=repeat_rows"),
    **entries("arrays.window_functions", "conv1d=conv conv2d=conv conv3d=conv pool2d"),
    **entries("arrays.array_making", "constant=backend_constant variable=backend_variable"),
    **entries("arrays.array_making", "eval=get_value"),
    **entries(
        "arrays.random_tensors",
        "random_normal=normal random_normal_variable=normal random_uniform=uniform"
        " random_uniform_variable=uniform truncated_normal random_bernoulli",
    ),
    **entries(
        "arrays.backend_sessions",
        "backend clear_session clear_backend_session function get_session learning_phase"
        " learning_phase_scope manual_variable_initialization set_learning_phase set_session"
        " in_train_phase in_test_phase is_keras_tensor switch is_sparse name_scope"
        " set_random_seed",
    ),
}

BACKEND_MODULES: dict[str, dict[str, str]] = {
    "keras.backend": _BACKEND,
    "keras.backend.tensorflow_backend": _BACKEND,
    "keras.ops": {
        **_ARRAYS,
        **entries("arrays.array_shaping", "repeat boolean_mask"),
        **entries("arrays.window_functions", "average_pool=avg_pool conv max_pool"),
        **entries("arrays.array_making", "array=convert_to_tensor full"),
        **entries("arrays.array_arithmetic", "argmax=argmax_of_last argmin=argmin_of_last"),
    },
    "keras.config": {
        **_SETTINGS,
        **entries("arrays.backend_sessions", "backend"),
        **entries(
            "tensorflow.tensorflow_settings",
            "disable_interactive_logging=do_nothing enable_interactive_logging=do_nothing"
            " disable_traceback_filtering=do_nothing enable_traceback_filtering=do_nothing"
            " enable_unsafe_deserialization=do_nothing",
        ),
    },
    "keras.random": entries(
        "arrays.random_tensors",
        "SeedGenerator normal uniform truncated_normal shuffle categorical",
    ),
}


_ARITHMETIC = {
    "*": "plainnet.keras_names.arrays.array_arithmetic:named_function",
    **entries(
        "arrays.array_arithmetic",
        "add_n argmax arg_max=argmax argmin cast clip_by_value=clip cumsum divide_no_nan matmul"
        " norm reduce_logsumexp=logsumexp rsqrt squared_difference tensordot",
    ),
    **entries("arrays.neural_functions", "sigmoid softplus softsign l2_normalize in_top_k top_k"),
}
_NEURAL = entries(
    "arrays.neural_functions",
    "bias_add dropout elu gelu in_top_k l2_normalize leaky_relu log_softmax relu relu6 selu sigmoid"
    " sigmoid_cross_entropy_with_logits silu softmax softmax_cross_entropy_with_logits"
    " softmax_cross_entropy_with_logits_v2=softmax_cross_entropy_with_logits softplus softsign"
    " sparse_softmax_cross_entropy_with_logits swish=silu tanh top_k zero_fraction",
)
_NEURAL |= entries(
    "arrays.window_functions",
    "avg_pool avg_pool1d=avg_pool avg_pool2d=avg_pool avg_pool3d=avg_pool conv1d=conv conv2d=conv"
    " conv3d=conv convolution=conv l2_loss max_pool max_pool1d=max_pool max_pool2d=max_pool"
    " max_pool3d=max_pool",
)
_TYPES = entries(
    "tensorflow.tensorflow_settings",
    "DType TensorShape=make_shape TensorSpec as_dtype bfloat16 bool=bool_ complex128 complex64"
    " float16 float32 float64 double=float64 half=float16 int16 int32 int64 int8 string uint16"
    " uint32 uint64 uint8",
)
_RANDOM = entries(
    "arrays.random_tensors", "categorical normal shuffle truncated_normal uniform"
) | entries("arrays.random_tensors", "set_seed=set_tensor_seed set_random_seed=set_tensor_seed")
_LOGGING = entries(
    "tensorflow.tensorflow_settings",
    "DEBUG ERROR FATAL INFO WARN WARNING get_verbosity set_verbosity",
)
_GFILE = entries(
    "tensorflow.tensorflow_files",
    "exists glob isdir listdir makedirs Exists=exists Glob=glob IsDirectory=isdir"
    " ListDirectory=listdir MakeDirs=makedirs",
)
_DECODERS = entries(
    "tensorflow.tensorflow_files",
    "decode_bmp=decode_image decode_image decode_jpeg=decode_image decode_png=decode_image",
)
_CONFIG = entries(
    "tensorflow.tensorflow_settings",
    "get_visible_devices=list_physical_devices list_logical_devices=list_physical_devices"
    " list_physical_devices run_functions_eagerly=do_nothing"
    " experimental_run_functions_eagerly=do_nothing set_logical_device_configuration=do_nothing"
    " set_soft_device_placement=do_nothing set_visible_devices=do_nothing"
    " functions_run_eagerly=say_true LogicalDeviceConfiguration=Settings",
)

_TENSORFLOW = {
    **_ARITHMETIC,
    **_TYPES,
    **entries(
        "arrays.array_shaping",
        "argsort boolean_mask concat expand_dims gather gather_nd pad rank repeat reshape reverse"
        " shape size sort split squeeze stack tile transpose unstack where",
    ),
    **entries(
        "arrays.array_making",
        "constant convert_to_tensor eye fill identity is_tensor linspace one_hot ones ones_like"
        " range=arange stop_gradient zeros zeros_like",
    ),
    **entries("arrays.eager_array", "Tensor=EagerArray Variable"),
    **entries("tensorflow.gradient_tape", "GradientTape"),
    **entries(
        "arrays.random_tensors",
        "random_normal=normal random_uniform=uniform random_shuffle=shuffle random_crop"
        " truncated_normal",
    ),
    **entries("arrays.random_tensors", "set_random_seed=set_tensor_seed"),
    **entries(
        "tensorflow.tensorflow_settings",
        "ConfigProto=Settings GPUOptions=Settings RunOptions=Settings OptimizerOptions=Settings"
        " InteractiveSession=Session Session cond device=nothing_around"
        " disable_eager_execution=do_nothing enable_eager_execution=do_nothing"
        " executing_eagerly=say_true function get_logger"
        " global_variables_initializer=do_nothing local_variables_initializer=do_nothing"
        " initialize_all_variables=do_nothing map_fn name_scope=nothing_around numpy_function"
        " print=print_values py_function py_func=numpy_function"
        " reset_default_graph=do_nothing variable_scope=nothing_around",
    ),
    "__version__": "plainnet.keras_names.door.spelling:TENSORFLOW_VERSION",
    "newaxis": "numpy:newaxis",
}
_OF_VERSION_1 = {
    **_TENSORFLOW,
    **entries(
        "tensorflow.tensorflow_settings",
        "disable_resource_variables=do_nothing disable_v2_behavior=do_nothing"
        " disable_v2_tensorshape=do_nothing enable_resource_variables=do_nothing"
        " enable_v2_behavior=do_nothing",
    ),
}
_OLD_IMAGES = "decode_image decode_jpeg decode_png"

TENSORFLOW_MODULES: dict[str, dict[str, str]] = {
    "tensorflow": _TENSORFLOW,
    "tensorflow.math": _ARITHMETIC | entries("arrays.array_arithmetic", "confusion_matrix"),
    "tensorflow.nn": _NEURAL,
    "tensorflow.random": _RANDOM,
    "tensorflow.dtypes": _TYPES | entries("arrays.array_arithmetic", "cast"),
    "tensorflow.linalg": entries("arrays.array_arithmetic", "matmul norm tensordot")
    | entries("arrays.array_making", "eye")
    | entries("arrays.neural_functions", "l2_normalize"),
    "tensorflow.image": {
        **_DECODERS,
        **entries(
            "tensorflow.tensorflow_images",
            "ResizeMethod adjust_brightness adjust_contrast central_crop convert_image_dtype"
            " crop_to_bounding_box flip_left_right flip_up_down grayscale_to_rgb"
            " per_image_standardization random_brightness random_contrast random_flip_left_right"
            " random_flip_up_down resize resize_bilinear=resize resize_images=resize"
            " resize_image_with_crop_or_pad=resize_with_crop_or_pad resize_with_crop_or_pad"
            " rgb_to_grayscale rot90 transpose=transpose_image",
        ),
        **entries("arrays.random_tensors", "random_crop"),
    },
    "tensorflow.io": {
        **_DECODERS,
        **entries("tensorflow.tensorflow_files", "read_file write_file"),
    },
    "tensorflow.io.gfile": _GFILE,
    "tensorflow.gfile": _GFILE,
    "tensorflow.strings": entries(
        "tensorflow.tensorflow_files",
        "as_string join=join_texts length=text_length lower regex_full_match regex_replace"
        " split=split_text strip to_number upper",
    ),
    "tensorflow.config": _CONFIG,
    "tensorflow.config.experimental": _CONFIG
    | entries(
        "tensorflow.tensorflow_settings",
        "VirtualDeviceConfiguration=Settings set_memory_growth=do_nothing"
        " set_virtual_device_configuration=do_nothing enable_tensor_float_32_execution=do_nothing",
    ),
    "tensorflow.config.threading": entries(
        "tensorflow.tensorflow_settings",
        "set_inter_op_parallelism_threads=do_nothing set_intra_op_parallelism_threads=do_nothing",
    ),
    "tensorflow.config.optimizer": entries("tensorflow.tensorflow_settings", "set_jit=do_nothing"),
    "tensorflow.autograph": entries("tensorflow.tensorflow_settings", "set_verbosity=do_nothing"),
    "tensorflow.autograph.experimental": entries(
        "tensorflow.tensorflow_settings", "do_not_convert=function"
    ),
    "tensorflow.debugging": entries(
        "tensorflow.tensorflow_settings", "set_log_device_placement=do_nothing"
    ),
    "tensorflow.errors": {},
    "tensorflow.logging": _LOGGING,
    "tensorflow.test": entries("tensorflow.tensorflow_settings", "gpu_device_name is_gpu_available")
    | entries("tensorflow.tensorflow_settings", "is_built_with_cuda=is_gpu_available"),
    "tensorflow.compat": {},
    "tensorflow.compat.v1": _OF_VERSION_1,
    "tensorflow.compat.v1.logging": _LOGGING,
    "tensorflow.compat.v1.random": _RANDOM,
    "tensorflow.compat.v1.nn": _NEURAL,
    "tensorflow.compat.v1.math": _ARITHMETIC,
    "tensorflow.python.client": {},
    "tensorflow.python.client.device_lib": entries(
        "tensorflow.tensorflow_settings", "list_local_devices"
    ),
    "tensorflow.python.framework": {},
    "tensorflow.python.framework.ops": entries(
        "tensorflow.tensorflow_settings", "reset_default_graph=do_nothing"
    ),
    "tensorflow.data": entries("tensorflow.data_pipeline", "AUTOTUNE Dataset"),
    "tensorflow.data.experimental": entries("tensorflow.data_pipeline", "AUTOTUNE cardinality"),
}


_CLASSIC = "script.hint.classic"
_SESSIONS = "script.hint.sessions"
_APPLICATIONS = "script.hint.applications"

#: Modules of which every name is refused, with all that lies below them.
REFUSED_MODULES = {
    "keras.applications": _APPLICATIONS,
    "keras.experimental": _CLASSIC,
    "keras.mixed_precision": _CLASSIC,
    "keras.distribution": _CLASSIC,
    "keras.quantizers": _CLASSIC,
    "keras.feature_column": _CLASSIC,
    "keras.estimator": _CLASSIC,
    "tensorflow.compat.v1": _SESSIONS,
    "tensorflow.contrib": _CLASSIC,
    "tensorflow.estimator": _CLASSIC,
    "tensorflow.examples": _CLASSIC,
    "tensorflow.feature_column": _CLASSIC,
    "tensorflow.lite": _CLASSIC,
    "tensorflow.distribute": _CLASSIC,
    "tensorflow.python": _CLASSIC,
    "tensorflow.saved_model": _CLASSIC,
    "tensorflow.tpu": _CLASSIC,
}

_LAYERS = (
    "Conv1DTranspose Conv3DTranspose ConvLSTM1D ConvLSTM3D Cropping3D DepthwiseConv1D"
    " EinsumDense GRUCell GroupNormalization Highway Identity LSTMCell LocallyConnected1D"
    " LocallyConnected2D MaxoutDense ParametricSoftplus RNN SReLU SeparableConv1D"
    " SeparableConvolution1D SimpleRNNCell SpatialDropout3D SpectralNormalization"
    " StackedRNNCells ThresholdedReLU UnitNormalization UpSampling3D Wrapper ZeroPadding3D"
    " deserialize serialize"
)
_PREPROCESSING = {
    "script.hint.augmentation": "RandomCrop RandomHeight RandomWidth",
    "script.hint.image_size": "CenterCrop",
    "script.hint.encoding": "HashedCrossing Hashing",
}
_REFUSED_OF_TENSORFLOW = "Graph custom_gradient placeholder while_loop"

#: Names of covered modules that are refused.
REFUSED_NAMES = {
    "keras.layers": {
        **dict.fromkeys(_LAYERS.split(), _CLASSIC),
        **{name: hint for hint, names in _PREPROCESSING.items() for name in names.split()},
    },
    "tensorflow": dict.fromkeys(_REFUSED_OF_TENSORFLOW.split(), _SESSIONS),
}


def covered_modules() -> dict[str, dict[str, str]]:
    """Return the names of every module that a script can import, with their places."""
    together: dict[str, dict[str, str]] = {}
    for tables in (KERAS_MODULES, DATA_MODULES, BACKEND_MODULES, TENSORFLOW_MODULES):
        for module, names in tables.items():
            together.setdefault(module, {}).update(names)
    return together


def register_names() -> None:
    """Return the door all names."""
    cover(covered_modules(), REFUSED_MODULES, REFUSED_NAMES, register_names)
