"""Imports of every year lead to plainnet's objects; what is not covered is refused by name."""

import sys

import keras as installed_keras
import pytest

from keras_names.opened_door import opened_door, run
from plainnet.errors import PlainnetError
from plainnet.keras_names.door import door
from plainnet.keras_names.door.module_table import register_names

IMPORTS = [
    "import keras",
    "import keras.backend as K",
    "import tensorflow as tf",
    "import tensorflow.keras as keras",
    "import tensorflow.keras.backend as K",
    "from keras import layers, models, optimizers, backend as K",
    "from keras.layers import *",
    "from keras.layers.core import Dense, Activation, Flatten, Lambda",
    "from keras.layers.convolutional import Convolution2D, MaxPooling2D, UpSampling2D",
    "from keras.layers.recurrent import LSTM, GRU, SimpleRNN",
    "from keras.layers.embeddings import Embedding",
    "from keras.layers.normalization import BatchNormalization",
    "from keras.layers.advanced_activations import LeakyReLU, PReLU, ELU",
    "from keras.layers.merge import concatenate, add",
    "from keras.layers import CuDNNLSTM, MaxPool2D, GlobalAvgPool2D, AvgPool2D",
    "from keras.engine.topology import Layer",
    "from keras.models import Sequential, Model, load_model, model_from_json",
    "from keras.optimizers import SGD, Adam, RMSprop, Adagrad, Adadelta, Adamax, Nadam",
    "from keras.optimizers.legacy import Adam",
    "from keras.optimizers.schedules import ExponentialDecay",
    "from keras.losses import mean_squared_error, CategoricalCrossentropy",
    "from keras.objectives import binary_crossentropy",
    "from keras.metrics import AUC, categorical_accuracy",
    "from keras.callbacks import EarlyStopping, ModelCheckpoint, TensorBoard, History",
    "from keras.regularizers import l2, l1, l1_l2, L1L2",
    "from keras.constraints import maxnorm, max_norm, MaxNorm, nonneg, unit_norm",
    "from keras.initializers import glorot_uniform, RandomNormal, he_normal, Constant",
    "from keras.activations import relu, softmax, sigmoid, tanh, linear",
    "from keras.utils import np_utils, to_categorical, plot_model",
    "from keras.utils.np_utils import to_categorical",
    "from keras.utils.vis_utils import plot_model",
    "from keras.wrappers.scikit_learn import KerasClassifier, KerasRegressor",
    "from tensorflow import keras",
    "from tensorflow.keras.layers import Dense, Input",
    "from tensorflow.keras.models import Sequential",
    "from tensorflow.python.keras.layers import Dense",
    "from tensorflow.python.keras import backend as K",
    "from tensorflow.contrib.keras.python.keras.layers import Dense",
    "from tensorflow.keras.preprocessing.image import ImageDataGenerator",
    "from tensorflow.keras.losses import SparseCategoricalCrossentropy",
]


@pytest.mark.parametrize("line", IMPORTS)
def test_an_import_of_any_year_works(line: str) -> None:
    names = run(line)
    for name, value in names.items():
        if not name.startswith("__"):
            module = getattr(value, "__module__", None) or type(value).__module__
            assert "keras.src" not in module, name


def test_names_are_the_same_objects_wherever_they_come_from() -> None:
    names = run(
        """
        import keras, tensorflow as tf
        from tensorflow.python.keras.layers import Dense
        same = keras.layers.Dense is tf.keras.layers.Dense is Dense
        """
    )
    assert names["same"] is True


def test_what_was_imported_before_comes_back() -> None:
    with opened_door():
        import keras

        assert keras.layers.Dense is not installed_keras.layers.Dense
    assert sys.modules["keras"] is installed_keras


def test_star_imports_bring_all_layers() -> None:
    names = run("from keras.layers import *")
    assert {"Dense", "LSTM", "Conv2D", "Convolution2D", "Input", "Lambda"} <= set(names)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("import keras.nosuch.module", "nosuch"),
        ("from keras.layers import Densee", "Dense"),
        ("import keras; keras.nosuch", "nosuch"),
        ("from keras.applications.vgg16 import VGG16; VGG16()", "VGG16"),
        ("import tensorflow as tf; tf.estimator.DNNClassifier(3)", "DNNClassifier"),
        ("from keras.layers import ConvLSTM3D; ConvLSTM3D(3)", "ConvLSTM3D"),
        ("from keras.layers import RNN\nclass A(RNN): pass", "RNN"),
    ],
)
def test_what_is_not_covered_is_refused_by_name(line: str, name: str) -> None:
    with pytest.raises(PlainnetError, match=name):
        run(line)


def test_what_is_imported_and_not_used_does_no_harm() -> None:
    names = run(
        """
        from keras.applications import VGG16
        from keras.layers import ConvLSTM3D, Dense
        is_one = isinstance(Dense(2), ConvLSTM3D)
        """
    )
    assert names["is_one"] is False


def test_scripts_may_look_before_they_import() -> None:
    names = run(
        """
        import keras
        has = hasattr(keras.layers, "Dense"), hasattr(keras.layers, "Densee")
        try:
            from keras.nosuch import thing
        except ImportError:
            thing = None
        """
    )
    assert names["has"] == (True, False)
    assert names["thing"] is None


def test_the_engine_is_prepared_before_the_first_import_only() -> None:
    calls: list[int] = []
    register_names()
    door.install(lambda: calls.append(1))
    try:
        assert calls == []
        import keras
        import keras.layers

        assert keras.layers
        assert calls == [1]
    finally:
        door.uninstall()


@pytest.mark.parametrize(
    ("layer", "instead"),
    [
        ("RandomCrop", "ImageDataGenerator"),
        ("Hashing", "StringLookup"),
        ("CenterCrop", "tf.image.resize"),
    ],
)
def test_what_to_use_in_the_place_of_layers_that_prepare_data(layer: str, instead: str) -> None:
    with pytest.raises(PlainnetError, match=f"{layer} is not covered.*{instead}"):
        run(f"from tensorflow.keras import layers; layers.{layer}()")


def test_a_new_axis_by_the_name_of_tensorflow() -> None:
    names = run("import numpy as np, tensorflow as tf; a = np.ones(3)[..., tf.newaxis]")
    assert names["a"].shape == (3, 1)


def test_optimizers_by_their_names_in_small_letters() -> None:
    names = run(
        """
        import keras
        made = [type(getattr(keras.optimizers, each)(lr=0.1)).__name__
                for each in ("adam", "rmsprop", "sgd")]
        """
    )
    assert names["made"] == ["Adam", "RMSprop", "SGD"]
