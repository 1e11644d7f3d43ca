"""What `keras.backend`, `keras.ops` and `keras.config` hold."""

from plainnet.keras_names.table_entries import entries

_SETTINGS = entries(
    "backend_settings",
    "floatx set_floatx epsilon set_epsilon image_data_format set_image_data_format"
    " image_dim_ordering set_image_dim_ordering get_uid reset_uids",
)
_ARRAYS = {
    "*": "plainnet.keras_names.array_arithmetic:named_function",
    **entries(
        "array_arithmetic",
        "add_n argmax=argmax_of_last argmin=argmin_of_last batch_dot cast clip cumsum divide_no_nan"
        " dot logsumexp matmul norm rsqrt squared_difference tensordot",
    ),
    **entries(
        "array_shaping",
        "argsort batch_flatten concatenate expand_dims flatten flip=reverse gather int_shape ndim"
        " pad permute_dimensions repeat_elements reshape reverse shape sort split squeeze stack"
        " swapaxes tile transpose unstack where take=gather dtype=dtype_name",
    ),
    **entries(
        "array_making",
        "arange batch_get_value batch_set_value cast_to_floatx convert_to_numpy convert_to_tensor"
        " eye get_value identity is_tensor linspace one_hot ones ones_like set_value stop_gradient"
        " update update_add update_sub zeros zeros_like",
    ),
    **entries(
        "neural_functions",
        "bias_add binary_crossentropy categorical_crossentropy dropout elu gelu hard_sigmoid"
        " in_top_k l2_normalize leaky_relu log_softmax relu relu6 selu sigmoid silu softmax"
        " softplus softsign sparse_categorical_crossentropy top_k swish=silu",
    ),
}

_BACKEND = {
    **_SETTINGS,
    **_ARRAYS,
    **entries("array_shaping", "repeat=repeat_rows"),
    **entries("array_making", "constant=backend_constant variable=backend_variable"),
    **entries("array_making", "eval=get_value"),
    **entries(
        "random_tensors",
        "random_normal=normal random_normal_variable=normal random_uniform=uniform"
        " random_uniform_variable=uniform truncated_normal random_bernoulli",
    ),
    **entries(
        "backend_sessions",
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
        **entries("array_shaping", "repeat boolean_mask"),
        **entries("array_making", "array=convert_to_tensor full"),
        **entries("array_arithmetic", "argmax=argmax_of_last argmin=argmin_of_last"),
    },
    "keras.config": {
        **_SETTINGS,
        **entries("backend_sessions", "backend"),
        **entries(
            "tensorflow_settings",
            "disable_interactive_logging=do_nothing enable_interactive_logging=do_nothing"
            " disable_traceback_filtering=do_nothing enable_traceback_filtering=do_nothing"
            " enable_unsafe_deserialization=do_nothing",
        ),
    },
    "keras.random": entries(
        "random_tensors",
        "normal uniform truncated_normal shuffle categorical",
    ),
}
