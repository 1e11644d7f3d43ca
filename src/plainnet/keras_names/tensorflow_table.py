"""What `tensorflow` holds beside Keras."""

from plainnet.keras_names.table_entries import entries

_ARITHMETIC = {
    "*": "plainnet.keras_names.array_arithmetic:named_function",
    **entries(
        "array_arithmetic",
        "add_n argmax arg_max=argmax argmin cast clip_by_value=clip cumsum divide_no_nan matmul"
        " norm reduce_logsumexp=logsumexp rsqrt squared_difference tensordot",
    ),
    **entries("neural_functions", "sigmoid softplus softsign l2_normalize in_top_k top_k"),
}
_NEURAL = entries(
    "neural_functions",
    "bias_add dropout elu gelu in_top_k l2_normalize leaky_relu log_softmax relu relu6 selu sigmoid"
    " sigmoid_cross_entropy_with_logits silu softmax softmax_cross_entropy_with_logits"
    " softmax_cross_entropy_with_logits_v2=softmax_cross_entropy_with_logits softplus softsign"
    " sparse_softmax_cross_entropy_with_logits swish=silu top_k zero_fraction",
)
_TYPES = entries(
    "tensorflow_types",
    "DType TensorShape=make_shape TensorSpec as_dtype bfloat16 bool=bool_ complex128 complex64"
    " float16 float32 float64 double=float64 half=float16 int16 int32 int64 int8 string uint16"
    " uint32 uint64 uint8",
)
_RANDOM = entries(
    "random_tensors", "categorical normal shuffle truncated_normal uniform"
) | entries("random_seeds", "set_seed=set_tensor_seed set_random_seed=set_tensor_seed")
_LOGGING = entries(
    "tensorflow_settings", "DEBUG ERROR FATAL INFO WARN WARNING get_verbosity set_verbosity"
)
_GFILE = entries(
    "tensorflow_files",
    "exists glob isdir listdir makedirs Exists=exists Glob=glob IsDirectory=isdir"
    " ListDirectory=listdir MakeDirs=makedirs",
)
_DECODERS = entries(
    "tensorflow_files",
    "decode_bmp=decode_image decode_image decode_jpeg=decode_image decode_png=decode_image",
)
_CONFIG = entries(
    "tensorflow_settings",
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
        "array_shaping",
        "argsort boolean_mask concat expand_dims gather gather_nd pad rank repeat reshape reverse"
        " shape size sort split squeeze stack tile transpose unstack where",
    ),
    **entries(
        "array_making",
        "constant convert_to_tensor eye fill identity is_tensor linspace one_hot ones ones_like"
        " range=arange stop_gradient zeros zeros_like",
    ),
    **entries("eager_array", "Tensor=EagerArray Variable"),
    **entries(
        "random_tensors",
        "random_normal=normal random_uniform=uniform random_shuffle=shuffle random_crop"
        " truncated_normal",
    ),
    **entries("random_seeds", "set_random_seed=set_tensor_seed"),
    **entries(
        "tensorflow_settings",
        "ConfigProto=Settings GPUOptions=Settings RunOptions=Settings OptimizerOptions=Settings"
        " InteractiveSession=Session Session cond device=nothing_around"
        " disable_eager_execution=do_nothing enable_eager_execution=do_nothing"
        " executing_eagerly=say_true function get_logger"
        " global_variables_initializer=do_nothing local_variables_initializer=do_nothing"
        " initialize_all_variables=do_nothing map_fn name_scope=nothing_around numpy_function"
        " print=print_values py_function py_func=numpy_function"
        " reset_default_graph=do_nothing variable_scope=nothing_around",
    ),
    "__version__": "plainnet.keras_names.versions:TENSORFLOW_VERSION",
    "newaxis": "numpy:newaxis",
}
_OF_VERSION_1 = {
    **_TENSORFLOW,
    **entries(
        "tensorflow_settings",
        "disable_resource_variables=do_nothing disable_v2_behavior=do_nothing"
        " disable_v2_tensorshape=do_nothing enable_resource_variables=do_nothing"
        " enable_v2_behavior=do_nothing",
    ),
}
_OLD_IMAGES = "decode_image decode_jpeg decode_png"

TENSORFLOW_MODULES: dict[str, dict[str, str]] = {
    "tensorflow": _TENSORFLOW,
    "tensorflow.math": _ARITHMETIC | entries("array_arithmetic", "confusion_matrix"),
    "tensorflow.nn": _NEURAL,
    "tensorflow.random": _RANDOM,
    "tensorflow.dtypes": _TYPES | entries("array_arithmetic", "cast"),
    "tensorflow.linalg": entries("array_arithmetic", "matmul norm tensordot")
    | entries("array_making", "eye")
    | entries("neural_functions", "l2_normalize"),
    "tensorflow.image": {
        **_DECODERS,
        **entries(
            "tensorflow_images",
            "ResizeMethod adjust_brightness adjust_contrast central_crop convert_image_dtype"
            " crop_to_bounding_box flip_left_right flip_up_down grayscale_to_rgb"
            " per_image_standardization random_brightness random_contrast random_flip_left_right"
            " random_flip_up_down resize resize_bilinear=resize resize_images=resize"
            " resize_image_with_crop_or_pad=resize_with_crop_or_pad resize_with_crop_or_pad"
            " rgb_to_grayscale rot90 transpose=transpose_image",
        ),
        **entries("random_tensors", "random_crop"),
    },
    "tensorflow.io": {
        **_DECODERS,
        **entries("tensorflow_files", "read_file write_file"),
    },
    "tensorflow.io.gfile": _GFILE,
    "tensorflow.gfile": _GFILE,
    "tensorflow.strings": entries(
        "tensorflow_files",
        "as_string join=join_texts length=text_length lower regex_full_match regex_replace"
        " split=split_text strip to_number upper",
    ),
    "tensorflow.config": _CONFIG,
    "tensorflow.config.experimental": _CONFIG
    | entries(
        "tensorflow_settings",
        "VirtualDeviceConfiguration=Settings set_memory_growth=do_nothing"
        " set_virtual_device_configuration=do_nothing enable_tensor_float_32_execution=do_nothing",
    ),
    "tensorflow.config.threading": entries(
        "tensorflow_settings",
        "set_inter_op_parallelism_threads=do_nothing set_intra_op_parallelism_threads=do_nothing",
    ),
    "tensorflow.config.optimizer": entries("tensorflow_settings", "set_jit=do_nothing"),
    "tensorflow.autograph": entries("tensorflow_settings", "set_verbosity=do_nothing"),
    "tensorflow.autograph.experimental": entries("tensorflow_settings", "do_not_convert=function"),
    "tensorflow.debugging": entries("tensorflow_settings", "set_log_device_placement=do_nothing"),
    "tensorflow.errors": {},
    "tensorflow.logging": _LOGGING,
    "tensorflow.test": entries("tensorflow_settings", "gpu_device_name is_gpu_available")
    | entries("tensorflow_settings", "is_built_with_cuda=is_gpu_available"),
    "tensorflow.compat": {},
    "tensorflow.compat.v1": _OF_VERSION_1,
    "tensorflow.compat.v1.logging": _LOGGING,
    "tensorflow.compat.v1.random": _RANDOM,
    "tensorflow.compat.v1.nn": _NEURAL,
    "tensorflow.compat.v1.math": _ARITHMETIC,
    "tensorflow.python.client": {},
    "tensorflow.python.client.device_lib": entries("tensorflow_settings", "list_local_devices"),
    "tensorflow.python.framework": {},
    "tensorflow.python.framework.ops": entries(
        "tensorflow_settings", "reset_default_graph=do_nothing"
    ),
    "tensorflow.data": entries("data_pipeline", "AUTOTUNE Dataset"),
    "tensorflow.data.experimental": entries("data_pipeline", "AUTOTUNE cardinality"),
}
