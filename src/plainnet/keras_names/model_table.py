"""What the modules about networks hold: layers, models, losses, optimizers, callbacks."""

_HERE = "plainnet.keras_names"
_CALLBACKS = "plainnet.training.callbacks"


def _in(file: str, *names: str) -> dict[str, str]:
    """Say that names are found in a file under the same names."""
    return {name: f"{file}:{name}" for name in names}


_MODELS = {
    **_in(f"{_HERE}.keras_model", "Model"),
    **_in(f"{_HERE}.sequential", "Sequential"),
    **_in(f"{_HERE}.model_files", "load_model", "save_model", "clone_model"),
    **_in(f"{_HERE}.model_files", "model_from_json", "model_from_config"),
    "Functional": f"{_HERE}.keras_model:Model",
}
_OWN_OBJECTS = {
    **_in(f"{_HERE}.custom_objects", "custom_object_scope", "register_keras_serializable"),
    "CustomObjectScope": f"{_HERE}.custom_objects:custom_object_scope",
    "get_custom_objects": f"{_HERE}.custom_objects:known_objects",
}
_INPUT = _in(f"{_HERE}.input_layer", "Input", "InputLayer")
_OPTIMIZERS = {
    "*": f"{_HERE}.keras_optimizer:optimizer_class",
    "Optimizer": f"{_HERE}.keras_optimizer:KerasOptimizer",
    "get": f"{_HERE}.keras_optimizer:optimizer_of",
}
_SCHEDULES = {
    **_in(
        "plainnet.optimizers.learning_rate_schedules",
        "ExponentialDecay",
        "InverseTimeDecay",
        "PiecewiseConstantDecay",
        "PolynomialDecay",
    ),
    **_in("plainnet.optimizers.learning_rate_schedules", "CosineDecay", "CosineDecayRestarts"),
    **_in("plainnet.optimizers.optimizer", "LearningRateSchedule"),
}
_CALLBACK_CLASSES = {
    **_in(f"{_CALLBACKS}.callback", "Callback"),
    **_in(f"{_CALLBACKS}.backup_and_restore", "BackupAndRestore"),
    **_in(f"{_CALLBACKS}.csv_logger", "CSVLogger"),
    "EarlyStopping": f"{_CALLBACKS}.early_stopping_callback:EarlyStoppingCallback",
    **_in(f"{_HERE}.keras_history", "History"),
    **_in(f"{_CALLBACKS}.lambda_callback", "LambdaCallback"),
    **_in(f"{_CALLBACKS}.learning_rate_scheduler", "LearningRateScheduler"),
    **_in(f"{_CALLBACKS}.model_checkpoint", "ModelCheckpoint"),
    **_in(f"{_CALLBACKS}.reduce_lr_on_plateau", "ReduceLROnPlateau"),
    **_in(f"{_CALLBACKS}.remote_monitor", "RemoteMonitor"),
    **_in(f"{_CALLBACKS}.tensorboard", "TensorBoard"),
    **_in(f"{_CALLBACKS}.terminate_on_nan", "TerminateOnNaN"),
}

KERAS_MODULES: dict[str, dict[str, str]] = {
    "keras": {
        **_INPUT,
        **_in(f"{_HERE}.keras_model", "Model"),
        **_in(f"{_HERE}.sequential", "Sequential"),
        **_in(f"{_HERE}.door", "install", "uninstall"),
        "__version__": f"{_HERE}.versions:KERAS_VERSION",
    },
    "keras.models": _MODELS,
    "keras.saving": {**_in(f"{_HERE}.model_files", "load_model", "save_model"), **_OWN_OBJECTS},
    "keras.utils": {
        **_OWN_OBJECTS,
        **_in(f"{_HERE}.network_plot", "model_to_dot", "plot_model"),
        "plot": f"{_HERE}.network_plot:plot_model",
        "print_summary": f"{_HERE}.model_files:print_summary",
        "multi_gpu_model": f"{_HERE}.several_processors:multi_gpu_model",
    },
    "keras.layers": {
        **_INPUT,
        **_in(f"{_HERE}.custom_layer", "Lambda", "Layer"),
        **_in(f"{_HERE}.old_merging", "Merge", "merge"),
        "*": f"{_HERE}.layer_classes:layer_class",
    },
    "keras.callbacks": _CALLBACK_CLASSES,
    "keras.losses": {"*": f"{_HERE}.loss_names:loss_named"},
    "keras.metrics": {"*": f"{_HERE}.loss_names:metric_named"},
    "keras.optimizers": _OPTIMIZERS,
    "keras.optimizers.schedules": _SCHEDULES,
    "keras.initializers": {"*": f"{_HERE}.rule_names:initializer_named"},
    "keras.regularizers": {"*": f"{_HERE}.rule_names:regularizer_named"},
    "keras.constraints": {"*": f"{_HERE}.rule_names:constraint_named"},
    "keras.activations": {"*": f"{_HERE}.rule_names:activation_named"},
    "tensorflow.train": {"*": f"{_HERE}.tensorflow_optimizers:train_optimizer"},
    "tensorflow.losses": {"*": f"{_HERE}.loss_names:loss_named"},
    "tensorflow.metrics": {"*": f"{_HERE}.loss_names:metric_named"},
    "tensorflow.optimizers": _OPTIMIZERS,
    "tensorflow.initializers": {"*": f"{_HERE}.rule_names:initializer_named"},
}
