"""What the modules about networks hold: layers, models, losses, optimizers, callbacks.

Concepts: layer, model
"""

_HERE = "plainnet.keras_names"

_MODELS = {
    "Model": f"{_HERE}.keras_model:Model",
    "Sequential": f"{_HERE}.sequential:Sequential",
    "load_model": f"{_HERE}.model_files:load_model",
    "save_model": f"{_HERE}.model_files:save_model",
    "model_from_json": f"{_HERE}.model_files:model_from_json",
    "clone_model": f"{_HERE}.model_files:clone_model",
}

KERAS_MODULES: dict[str, dict[str, str]] = {
    "keras": {
        "Input": f"{_HERE}.symbolic_tensor:Input",
        "Model": _MODELS["Model"],
        "Sequential": _MODELS["Sequential"],
        "install": f"{_HERE}.door:install",
        "uninstall": f"{_HERE}.door:uninstall",
        "__version__": f"{_HERE}.versions:KERAS_VERSION",
    },
    "keras.models": _MODELS,
    "keras.layers": {"*": f"{_HERE}.layer_classes:layer_class"},
    "keras.callbacks": {},
    "keras.losses": {},
    "keras.metrics": {},
    "keras.optimizers": {},
    "keras.optimizers.schedules": {},
    "keras.initializers": {},
    "keras.regularizers": {},
    "keras.constraints": {},
    "keras.activations": {},
    "keras.saving": {},
}
