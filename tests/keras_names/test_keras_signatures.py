"""Every argument that installed Keras knows, at its default: taken, or refused by name."""

import inspect
from typing import Any

import keras as installed
import numpy as np
import pytest

from keras_names.opened_door import opened_door, run
from plainnet.errors import PlainnetError

MODULES = ("layers", "losses", "metrics", "optimizers", "initializers", "regularizers",
           "constraints", "callbacks")  # fmt: skip
FUNCTIONS = {
    "utils": (
        "to_categorical pad_sequences normalize image_dataset_from_directory get_file load_img"
        " timeseries_dataset_from_array img_to_array array_to_img save_img plot_model"
    ),
    "activations": "relu sigmoid tanh softmax elu selu softplus softsign leaky_relu gelu",
}
# What a class needs; anything else that it needs is 1.
NEEDED: dict[str, Any] = {
    "rate": 0.5,
    "stddev": 0.1,
    "target_shape": (2,),
    "dims": (1,),
    "function": abs,
    "schedule": abs,
    "filepath": "model.keras",
    "filename": "log.csv",
    "backup_dir": "backup",
    "shape": (2,),
}


def classes() -> list[tuple[str, str, list[inspect.Parameter]]]:
    """List the classes of installed Keras with their parameters."""
    return [
        (module, name, list(inspect.signature(kind.__init__).parameters.values())[1:])
        for module in MODULES
        for name, kind in sorted(vars(getattr(installed, module)).items())
        if inspect.isclass(kind)
    ]


def is_open(parameter: inspect.Parameter) -> bool:
    return parameter.kind in (inspect.Parameter.VAR_KEYWORD, inspect.Parameter.VAR_POSITIONAL)


def needed_by(keras: Any, name: str, parameters: list[inspect.Parameter]) -> dict[str, Any]:
    """Return the arguments that a class cannot do without."""
    made = {
        each.name: NEEDED.get(each.name, 1)
        for each in parameters
        if each.default is each.empty and not is_open(each)
    }
    layers = {"Bidirectional": keras.layers.LSTM, "TimeDistributed": keras.layers.Dense}
    if name in layers:
        made["layer"] = layers[name](2)
    if name == "InputLayer":
        made["shape"] = (2,)
    return made


@pytest.mark.parametrize(("module", "name", "parameters"), classes(), ids=lambda v: str(v)[:40])
def test_arguments_of_a_class(module, name, parameters):
    """Nothing but a sentence of plainnet's keeps an argument out."""
    with opened_door():
        import keras

        for each in parameters:
            if each.default is each.empty or is_open(each):
                continue
            try:
                kind = getattr(getattr(keras, module), name)
                kind(**{**needed_by(keras, name, parameters), each.name: each.default})
            except PlainnetError as error:
                assert len(str(error)) > 10


@pytest.mark.parametrize(
    ("module", "name"), [(m, name) for m, names in FUNCTIONS.items() for name in names.split()]
)
def test_arguments_of_a_function(module, name):
    wanted = inspect.signature(getattr(getattr(installed, module), name)).parameters
    with opened_door():
        import keras

        own = inspect.signature(getattr(getattr(keras, module), name)).parameters
    if not any(is_open(each) for each in own.values()):
        assert set(wanted) - set(own) == set()


@pytest.mark.parametrize("method", ["compile", "fit", "evaluate", "predict"])
def test_arguments_of_training(method):
    wanted = inspect.signature(getattr(installed.Model, method)).parameters.values()
    settings = {
        each.name: each.default
        for each in wanted
        if each.default is not each.empty and each.name not in ("x", "y", "loss")
    }
    found = run("""
        import keras
        model = keras.Sequential([keras.layers.Dense(1, input_shape=(2,))])
        model.compile("sgd", "mse")
    """)
    data = [] if method == "compile" else [np.ones((4, 2))]
    data += [np.ones(4)] if method in ("fit", "evaluate") else []
    if method == "compile":
        settings["loss"] = "mse"
    for name, value in settings.items():
        getattr(found["model"], method)(*data, **{name: value})


@pytest.mark.parametrize(
    ("kind", "argument"),
    [
        ("metrics.AUC(multi_label=True)", "multi_label=True"),
        ("metrics.Precision(top_k=2)", "top_k=2"),
        ("losses.SparseCategoricalCrossentropy(ignore_class=0)", "ignore_class=0"),
        ("losses.CategoricalCrossentropy(axis=1)", "axis=1"),
        ("initializers.VarianceScaling(input_axes=(0,))", "input_axes=(0,)"),
        ("losses.MeanSquaredError(nonsense=3)", "nonsense=3"),
    ],
)
def test_another_value_is_refused_by_name(kind, argument):
    with pytest.raises(PlainnetError, match=r"is not covered") as refused:
        run(f"import keras\nkeras.{kind}")
    assert argument in str(refused.value)


def test_a_seed_of_an_initializer_draws_the_same():
    found = run("""
        import keras
        from keras.initializers import glorot_uniform, RandomNormal
        def kernel(rule):
            model = keras.Sequential([keras.layers.Dense(3, input_dim=2, kernel_initializer=rule)])
            return model.get_weights()[0].tolist()
        same = kernel(glorot_uniform(seed=0)) == kernel(glorot_uniform(seed=0))
        other = kernel(glorot_uniform(seed=0)) == kernel(glorot_uniform(seed=1))
        unseeded = kernel(glorot_uniform()) == kernel(glorot_uniform())
        by_position = RandomNormal(0.0, 0.1, 3).seed
        config = keras.layers.Dense(1, kernel_initializer=glorot_uniform(seed=4)).get_config()
    """)
    assert (found["same"], found["other"], found["unseeded"]) == (True, False, False)
    assert found["by_position"] == 3
    assert found["config"]["kernel_initializer"]["config"]["seed"] == 4


def test_a_model_with_seeds_opens_in_keras(tmp_path):
    file = tmp_path / "model.keras"
    found = run(f"""
        import keras
        from keras.initializers import he_normal
        model = keras.Sequential([keras.layers.Dense(3, input_dim=2,
                                                     kernel_initializer=he_normal(seed=2))])
        model.save({str(file)!r})
        again = keras.models.load_model({str(file)!r}).get_weights()[0]
    """)
    opened = installed.saving.load_model(file)
    np.testing.assert_array_equal(opened.get_weights()[0], found["again"])
    assert opened.layers[0].kernel_initializer.seed == 2
