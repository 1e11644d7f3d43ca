"""A LeNet that tells six kinds of steel-surface defects apart.

As taught: 32 x 32 pixels, binary cross-entropy on six classes, validated on the training
folder. As it should be: 64 x 64 pixels, the local mean taken away, images mirrored while
training, batch normalisation, and every figure from the folder that was kept apart.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.averaged_model import fit_many
from plainnet.cases.case import (
    Baseline,
    Case,
    CaseData,
    CaseRun,
    class_labels,
    confusion_plot,
    finished_case_run,
    measured,
    seeds_title,
    table_by_class,
    way_title,
)
from plainnet.cases.mistakes import SEEDS, Measured, Mistake, ScriptLine, price
from plainnet.data.dataset import ImageFolder
from plainnet.data.image_file import scale_pixels
from plainnet.data.image_folder import find_splits, read_all_parts
from plainnet.data.included_data import load_included
from plainnet.data.input_path import is_included
from plainnet.errors import DataError
from plainnet.evaluation.baselines import majority_class, random_forest_on_pixels
from plainnet.files.model_card import ClassTarget, ImageInputs, ModelCard
from plainnet.layers.activation_layers import Activation
from plainnet.layers.batch_normalization import BatchNormalization
from plainnet.layers.convolution import Conv2D
from plainnet.layers.dense import Dense
from plainnet.layers.dropout import Dropout
from plainnet.layers.layer import Layer
from plainnet.layers.pooling import MaxPooling2D
from plainnet.layers.reshaping import Flatten
from plainnet.losses.classification_losses import CategoricalCrossentropy
from plainnet.messages.language import say
from plainnet.model import Model
from plainnet.networks.classic_networks import lenet
from plainnet.networks.network import Stack
from plainnet.optimizers.adam import AdamW
from plainnet.optimizers.learning_rate_schedules import CosineDecay
from plainnet.pipeline.predictor import RawRows
from plainnet.pipeline.prepared import recorded_origin
from plainnet.plots.classification_plots import probabilities_plot
from plainnet.plots.image_grid_plot import ClassifiedImage, image_grid_plot
from plainnet.plots.plot import Plot
from plainnet.plots.training_plots import training_curves_plot
from plainnet.report.blocks import Paragraph
from plainnet.training.augmentation import Flips
from plainnet.training.history import SILENT, History, ProgressListener
from plainnet.training.minibatches import count_steps

TRAIN_SCRIPT = "5_lenet_defects/model_train.py"
TEST_SCRIPT = "5_lenet_defects/model_test.py"
LINES = {
    "validation_is_training": ScriptLine(
        TRAIN_SCRIPT, 12, "data_val = pathlib.Path(data_train)", "data_val = pathlib.Path(data_val)"
    ),
    "wrong_loss": ScriptLine(
        TRAIN_SCRIPT,
        53,
        "model.compile(loss='binary_crossentropy')",
        "model.compile(loss='categorical_crossentropy')",
    ),
    "another_resize": ScriptLine(
        TEST_SCRIPT,
        19,
        "cv2.resize(src, (32, 32))",
        "cv2.resize(src, (32, 32), interpolation=cv2.INTER_NEAREST)",
    ),
}
CLASSES = ("Cr", "In", "Pa", "PS", "Rs", "Sc")  # the script's order
INPUTS_TAUGHT = ImageInputs(32, 32, 3, "nearest")
EPOCHS_TAUGHT, BATCH_TAUGHT = 50, 64

# Chosen by cross-validation within the training images.
INPUTS = ImageInputs(64, 64, 1, "area", "local_contrast")
EPOCHS, BATCH = 20, 32
LEARNING_RATE, WEIGHT_DECAY = 6e-3, 1e-4
LABEL_SMOOTHING = 0.05
N_WORST = 12
TRAIN_FOLDERS = ("train/", "training/", "Train/", "Training/", "TRAIN/")
GENERATED = "generated:steel-surfaces"


def is_defect_folder(path: Path) -> bool:
    """Tell the folder by class folders under train and val."""
    if not path.is_dir():
        return False
    parts = find_splits(path)
    return {"train", "validation"} <= set(parts) and all(
        (parts["train"] / name).is_dir() for name in CLASSES
    )


def images_of(place: Path, inputs: ImageInputs) -> ImageFolder:
    """Read the pictures of both parts in one size, training first."""
    settings: dict[str, Any] = {
        "height": inputs.height,
        "width": inputs.width,
        "channels": inputs.channels,
        "resize": inputs.resize,
    }
    if is_included(place):
        return load_included(place, ImageFolder, **settings)
    return read_all_parts(place, class_names=CLASSES, **settings)


def rows_of(images: ImageFolder) -> CaseData:
    """Part what is learned from and what is scored on, as the folders do."""
    labels = images.labels.astype(np.int64)
    rows = RawRows(images.pixels, labels, images.files, images.source, images.repairs)
    is_train = np.array([file.startswith(TRAIN_FOLDERS) for file in images.files])
    parts = [np.flatnonzero(part) for part in (is_train, ~is_train)]
    return CaseData(images, rows.only(parts[0]), rows.only(parts[1]))


def read(path: Path | None) -> CaseData:
    """Read the user's folder or generate surfaces, as small as the script makes them."""
    place = Path(GENERATED) if path is None else path
    if path is not None and not is_defect_folder(path):
        raise DataError("case.no_parts", folder=path, classes=list(CLASSES))
    return rows_of(images_of(place, INPUTS_TAUGHT))


def again(data: CaseData, inputs: ImageInputs) -> CaseData:
    """Read the same pictures in another size."""
    return rows_of(images_of(Path(data.source.path), inputs))


def card_of(data: CaseData, inputs: ImageInputs, seed: int) -> ModelCard:
    """Describe what a model of these pictures takes and gives."""
    assert isinstance(data.dataset, ImageFolder)
    places = {file: place for place, file in enumerate(data.dataset.files)}
    test_rows = np.array([places[str(file)] for file in data.test.labels])
    most = int(np.bincount(truth_of(data.train)).argmax())
    target = ClassTarget(CLASSES, most_frequent=most)
    return ModelCard(inputs, target, recorded_origin(data.source, test_rows, seed))


def truth_of(rows: RawRows) -> NDArray[np.int64]:
    """Return the class of each picture."""
    assert rows.truth is not None
    return rows.truth


def one_hot(rows: RawRows) -> NDArray[np.float32]:
    """Write each class as a row with a single one."""
    return np.eye(len(CLASSES), dtype=np.float32)[truth_of(rows)]


def baselines(data: CaseData, ways: Sequence[str]) -> Sequence[Baseline]:
    """Say the same class always; let trees vote on pixels."""
    grey = data.train.inputs[..., :1], truth_of(data.train), data.test.inputs[..., :1]
    n_test = len(data.test.inputs)
    return [
        Baseline("majority", majority_class(truth_of(data.train), n_test)),
        Baseline("random_forest", random_forest_on_pixels(*grey, len(CLASSES)).argmax(1)),
    ]


# --- as taught ------------------------------------------------------------------------


def fit_as_taught(
    data: CaseData,
    seed: int,
    listener: ProgressListener = SILENT,
    title: str = "",
) -> tuple[Model, History]:
    """Train LeNet with the script's settings; the validation images are the training ones."""
    inputs = scale_pixels(data.train.inputs, "zero_to_one")
    model = Model(lenet(len(CLASSES)), seed)
    model.compile("adam", "binary_crossentropy", ["accuracy"])
    history = model.fit(
        inputs,
        one_hot(data.train),
        epochs=EPOCHS_TAUGHT,
        batch_size=BATCH_TAUGHT,
        validation_data=(inputs, one_hot(data.train)),
        listener=listener,
        title=title,
    )
    return model, history


def fit_seeds(
    data: CaseData, loss: str, seeds: range, listener: ProgressListener, title: str
) -> list[Model]:
    """Train LeNet once with each seed, one net a device."""
    models, _ = fit_many(
        lenet(len(CLASSES)),
        scale_pixels(data.train.inputs, "zero_to_one"),
        one_hot(data.train),
        seeds=seeds,
        optimizer="adam",
        loss=loss,
        epochs=EPOCHS_TAUGHT,
        batch_size=BATCH_TAUGHT,
        listener=listener,
        title=title,
    )
    return models


def taught(data: CaseData, seed: int, listener: ProgressListener) -> CaseRun:
    """Run the script: its validation accuracy is that of pictures learned by heart."""
    model, history = fit_as_taught(data, seed, listener, way_title(CASE.name, "taught"))
    title, seeds = seeds_title(CASE.name, "taught"), range(seed, seed + SEEDS)
    others = fit_seeds(data, "binary_crossentropy", seeds[1:], listener, title)
    with_right_loss = fit_seeds(data, "categorical_crossentropy", seeds, listener, title)
    way = finished_case_run(model, card_of(data, INPUTS_TAUGHT, seed), history, data, others)
    last = history.last()
    figures = ("accuracy", "loss", "val_accuracy", "val_loss")
    way.extra["reported"] = {name: last[name] for name in figures}
    way.mistakes = mistakes(data, way, [model, *others], with_right_loss)
    way.plots = plots(way, data)
    way.blocks = [Paragraph(say("case.lenet.taught")), table_by_class(data.test, way)]
    return way


def mistakes(
    data: CaseData, way: CaseRun, models: Sequence[Model], with_right_loss: Sequence[Model]
) -> list[Mistake]:
    """Price the wrong folder, the wrong loss and the other resize."""
    card = way.predictor.card

    def figures(of: Sequence[Model], rows: RawRows) -> list[Measured]:
        inputs = scale_pixels(rows.inputs, "zero_to_one")
        answers = [np.asarray(model.predict(inputs).argmax(1)) for model in of]
        return [measured(card, CASE.metric, rows, answer) for answer in answers]

    reported, honest = figures(models, data.train), figures(models, data.test)
    right_loss = figures(with_right_loss, data.train)
    # The script for testing shrinks one picture another way; here all test pictures.
    as_tested = again(data, replace(INPUTS_TAUGHT, resize="bilinear"))
    other_resize = figures(models, as_tested.test)
    return [
        price("validation_is_training", LINES["validation_is_training"], reported, honest),
        price("wrong_loss", LINES["wrong_loss"], reported, right_loss),
        price("another_resize", LINES["another_resize"], other_resize, honest),
    ]


# --- as it should be ------------------------------------------------------------------


def network() -> Stack:
    """Four convolutions, each normalised; pooling first, so that there is less to normalise."""
    layers: list[Layer] = []
    for filters, size, pool in ((8, 5, 2), (16, 3, 2), (32, 3, 2), (64, 3, 1)):
        layers.append(Conv2D(filters, size, kernel_initializer="he_normal"))
        if pool > 1:
            layers.append(MaxPooling2D(pool))
        layers += [BatchNormalization(momentum=0.9), Activation("relu")]
    layers += [MaxPooling2D(4), Flatten(), Dropout(0.2)]
    last = Dense(len(CLASSES), "softmax", kernel_initializer="lecun_normal")
    return Stack((*layers, last))


def fit_as_it_should_be(
    data: CaseData, seed: int, listener: ProgressListener = SILENT, *, seeds: range = range(0)
) -> tuple[Model, History, list[Model]]:
    """Train on mirrored pictures of even contrast: the model of `seed`, and those of `seeds`."""
    steps = EPOCHS * count_steps(len(data.train.inputs), BATCH)
    warmup = steps // 10
    rate = CosineDecay(
        LEARNING_RATE / 20,
        steps - warmup,
        alpha=1e-3,
        warmup_target=LEARNING_RATE,
        warmup_steps=warmup,
    )
    optimizer = AdamW(rate, weight_decay=WEIGHT_DECAY)
    loss = CategoricalCrossentropy(label_smoothing=LABEL_SMOOTHING)
    examples = scale_pixels(data.train.inputs, INPUTS.pixels), one_hot(data.train)
    settings: dict[str, Any] = {
        "epochs": EPOCHS, "batch_size": BATCH, "augmentation": Flips(), "listener": listener
    }  # fmt: skip
    model = Model(network(), seed)
    model.compile(optimizer, loss, ["accuracy"])
    history = model.fit(*examples, title=way_title(CASE.name, "should"), **settings)
    if not seeds:
        return model, history, []
    title = seeds_title(CASE.name, "should")
    others, _ = fit_many(
        network(), *examples, seeds=seeds, optimizer=optimizer, loss=loss, title=title, **settings
    )
    return model, history, others


def should(data: CaseData, seed: int, listener: ProgressListener) -> CaseRun:
    """Train with care, over several seeds; score on the folder kept apart."""
    data = again(data, INPUTS)
    seeds = range(seed + 1, seed + SEEDS)
    model, history, others = fit_as_it_should_be(data, seed, listener, seeds=seeds)
    way = finished_case_run(model, card_of(data, INPUTS, seed), history, data, others)
    way.plots = plots(way, data)
    way.blocks = [Paragraph(say("case.lenet.should")), table_by_class(data.test, way)]
    return way


# --- both -----------------------------------------------------------------------------


def plots(way: CaseRun, data: CaseData) -> list[Plot]:
    """Draw learning curves, confusion matrix, the worst mistakes and one image."""
    assert way.answer.probabilities is not None
    names = class_labels(CLASSES)
    drawn = [
        training_curves_plot("training", way.history.figures),
        confusion_plot(data.test, way, CLASSES),
    ]
    if wrong := worst_mistakes(way, data):
        title = partial(say, "case.lenet.worst")
        drawn.append(image_grid_plot("worst_mistakes", wrong, title=title))
    return [
        *drawn,
        probabilities_plot(
            "one_image",
            data.test.inputs[0],
            names,
            way.answer.probabilities[0],
            true_name=names[int(truth_of(data.test)[0])],
        ),
    ]


def worst_mistakes(way: CaseRun, data: CaseData) -> list[ClassifiedImage]:
    """Pick the test pictures that were called wrong with the most conviction."""
    answer, truth = way.answer, truth_of(data.test)
    assert answer.probabilities is not None
    conviction = answer.probabilities.max(1)
    wrong = np.flatnonzero(answer.predictions != truth)
    names = class_labels(CLASSES)
    return [
        ClassifiedImage(
            data.test.inputs[row],
            names[int(truth[row])],
            names[int(answer.predictions[row])],
            float(conviction[row]),
        )
        for row in wrong[np.argsort(-conviction[wrong], kind="stable")][:N_WORST]
    ]


CASE = Case(
    name="lenet-defects",
    metric="accuracy",
    unit_key="",
    find=is_defect_folder,
    read=read,
    baselines=baselines,
    taught=taught,
    should=should,
)
