"""LeNet from inside: its contract, its nets, and models and images of one's own."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect
from scipy.ndimage import uniform_filter

from files.old_keras_files import OldFile
from lessons.lesson_page import act, enter, open_lesson, values
from plainnet.cases.lenet_defects import CLASSES, INPUTS
from plainnet.data.image_file import (
    FAINTEST_CONTRAST,
    NEIGHBOURHOOD,
    RESIZES,
    resize_image,
    scale_pixels,
)
from plainnet.data.sample_steel_surfaces import generate_steel_surfaces, write_steel_surfaces
from plainnet.files.model_file import read_model_file
from plainnet.keras import Input, Sequential
from plainnet.keras.layers import (
    LSTM,
    AveragePooling2D,
    BatchNormalization,
    Conv2D,
    Dense,
    Flatten,
    GlobalAveragePooling2D,
    MaxPooling2D,
    Rescaling,
)
from plainnet.lessons.lenet_inside.checks import FOLDER, unpack
from plainnet.lessons.lesson import Act, Lesson, lessons
from plainnet.model import load_model

CONTROLS = ["image", "layer", "map", "row", "column", "way"]
# What the page computed for the own model and image, each layer with its channels last.
PASSED_JS = """async ([address, state]) => {
  const { numbers, controls } = await import(address);
  const start = Object.fromEntries(
    Object.entries(controls).map(([name, one]) => [name, one.start]),
  );
  const { input, passed, network } = numbers({ ...start, way: "own", image: "own", ...state });
  const plain = ({ channels, height, width, values }) =>
    ({ shape: [channels, height, width], values: Array.from(values) });
  return {
    input: plain(input),
    layers: passed.map(({ sums, outputs }, at) =>
      ({ name: network.layers[at].name, sums: plain(sums), outputs: plain(outputs) })),
  };
}"""
RESIZED_JS = """async ([address, rows, height, width, how]) => {
  const { resized } = await import(`${address}images.js`);
  const { volumeOf } = await import(`${address}convolution.js`);
  return Array.from(resized(volumeOf([rows]), height, width, how).values);
}"""
GREY_JS = """async ([address, channels]) => {
  const { grey } = await import(`${address}images.js`);
  const { volumeOf } = await import(`${address}convolution.js`);
  return Array.from(grey(volumeOf(channels)).values);
}"""


@pytest.fixture(scope="module")
def lesson() -> Lesson:
    """Find the lesson."""
    return next(lesson for lesson in lessons() if lesson.slug == "lenet-inside")


@pytest.fixture(scope="module")
def surface(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write one surface as a file."""
    pixels = generate_steel_surfaces("val", per_class=1, seed=7).pixels[5, :, :, 0]
    file = tmp_path_factory.mktemp("image") / "surface.png"
    Image.fromarray(pixels).save(file)
    return file


def test_the_contract_names_are_there(lesson: Lesson, page: Any, exported: str):
    open_lesson(page, exported, "en", lesson)
    for name in CONTROLS:
        assert page.locator(f'[data-control="{name}"]').count() == 1, name
    shown = values(page)
    assert [shown[f"output_height_{at}"] for at in range(6)] == ["32", "28", "14", "10", "5", "1"]
    found = [shown[f"weights_{at}"] for at in (1, 3, 5, 7, 8)]
    assert found == ["456", "2416", "48120", "10164", "510"]
    chances = [float(shown[f"probability_{name}"]) for name in CLASSES]
    assert sum(chances) == pytest.approx(1)
    act(page, Act("way", "should"))
    assert values(page)["output_height_1"] == "60"


def test_a_press_on_a_map_shows_the_window_and_the_sum(lesson: Lesson, page: Any, exported: str):
    open_lesson(page, exported, "en", lesson, "?layer=1")
    maps = page.locator('[data-figure="maps"] image').nth(3)
    box = maps.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    names = ("map", "row", "column")
    held = [page.locator(f'[data-control="{name}"]').input_value() for name in names]
    map_, row, column = map(int, held)
    assert map_ == 3
    assert {row, column} <= {13, 14}
    weights, levels = unpack()
    kernel, bias = (weights["taught"]["conv2d"][name] for name in ("kernel", "bias"))
    window = levels["taught"][0][row : row + 5, column : column + 5] / 255
    wanted = float(np.sum(window * kernel[..., 3]) + bias[3])
    assert float(values(page)["sum_at_cursor"]) == pytest.approx(wanted)
    written = page.locator(".written-sum").inner_text()
    assert written.count("×") == 25
    assert "relu" in written


@pytest.mark.parametrize(
    ("query", "undefined", "why"),
    [
        ("?layer=9", "value_at_cursor", "8 layers"),
        ("?layer=1&map=6", "value_at_cursor", "6 maps of 28 rows"),
        ("?layer=0", "sum_at_cursor", "the image itself"),
        ("?way=own", "value_at_cursor", "no model of yours"),
        ("?image=own", "value_at_cursor", "no image of yours"),
    ],
)
def test_what_is_not_defined_is_empty_and_says_why(
    lesson: Lesson, page: Any, exported: str, query: str, undefined: str, why: str
):
    open_lesson(page, exported, "en", lesson, query)
    assert values(page)[undefined] == ""
    place = page.locator(f'.value:has([data-value-of="{undefined}"]) .why')
    assert why in place.inner_text()


def test_occlusion_is_the_fall_of_the_probability(lesson: Lesson, page: Any, exported: str):
    address = f"{exported}static/lessons/lenet_inside/lab.js"
    page.goto(f"{exported}en/teachers/")
    script = """async (address) => {
      const network_js = address.replace("lenet_inside/lab.js", "arithmetic/network.js");
      const { occlusion } = await import(network_js);
      const { numbers, controls } = await import(address);
      const state = {};
      for (const [name, one] of Object.entries(controls)) state[name] = one.start;
      const { network, input } = numbers({ ...state, way: "should" });
      const map = occlusion(network, input, 0, 16, 8);
      return [map.height, map.width, Array.from(map.values)];
    }"""
    height, width, falls = page.evaluate(script, address)
    engine = lesson.engine
    weights, levels = unpack()
    image = engine.numbers_of(levels["should"][0][None], INPUTS)[0]  # type: ignore[attr-defined]
    hidden = np.repeat(image[None], height * width + 1, 0)
    for at in range(height * width):
        row, column = 8 * (at // width), 8 * (at % width)
        hidden[at + 1, row : row + 16, column : column + 16] = image.mean()
    network = engine.network_of("should")  # type: ignore[attr-defined]
    outputs = np.asarray(network.apply(weights["should"], hidden.astype(np.float32)))[:, 0]
    np.testing.assert_allclose(falls, outputs[0] - outputs[1:], atol=1e-5)


def test_images_are_resized_as_the_readers_do(page: Any, exported: str):
    page.goto(f"{exported}en/teachers/")
    address = f"{exported}static/lessons/arithmetic/"
    random = np.random.default_rng(1)
    for size in ((200, 200), (37, 53), (9, 12)):
        pixels = random.integers(0, 256, size).astype(np.uint8)
        for how in RESIZES:
            for height, width in ((32, 32), (20, 13)):
                wanted = resize_image(Image.fromarray(pixels), height, width, how)
                given = [address, pixels.tolist(), height, width, how]
                mine = np.array(page.evaluate(RESIZED_JS, given))
                assert np.array_equal(mine, wanted.ravel()), (size, how, height, width)
    colours = random.integers(0, 256, (3, 8, 9)).astype(np.uint8)
    wanted = np.asarray(Image.fromarray(colours.transpose(1, 2, 0)).convert("L")).ravel()
    assert page.evaluate(GREY_JS, [address, colours.tolist()]) == wanted.tolist()


def test_the_engine_scales_levels_as_the_readers_do(lesson: Lesson):
    levels = np.random.default_rng(2).integers(0, 256, (3, 64, 64, 1)).astype(np.uint8)
    mine = lesson.engine.numbers_of(levels, INPUTS)  # type: ignore[attr-defined]
    np.testing.assert_allclose(mine, scale_pixels(levels, "local_contrast"), atol=1e-5)
    shares = levels[..., 0] / 255.0
    means = np.stack([uniform_filter(one, NEIGHBOURHOOD, mode="reflect") for one in shares])
    details = shares - means
    deviations = details.std((1, 2), keepdims=True) + FAINTEST_CONTRAST
    np.testing.assert_allclose(mine[..., 0], details / deviations, atol=1e-9)


# --- models of one's own --------------------------------------------------------------


def open_own(page: Any, learn: str, served: str, lesson: Lesson, model: Path, image: Path) -> None:
    """Open a model and an image in the served lesson."""
    page.goto(learn)
    open_lesson(page, served, "en", lesson)
    page.locator("#own-picture").set_input_files(image)
    expect(page.locator('[data-control="image"]')).to_have_value("own", timeout=60_000)
    page.locator("#own-model").set_input_files(model)
    expect(page.locator('[data-control="way"]')).to_have_value("own", timeout=60_000)


def assert_traced(page: Any, served: str, file: Path, classes: tuple[str, ...] = ()) -> None:
    """Compare every number in the page with those of `Model.trace`."""
    address = f"{served}static/lessons/lenet_inside/lab.js"
    found = page.evaluate(PASSED_JS, [address, {}])
    inputs = np.array(found["input"]["values"]).reshape(found["input"]["shape"])
    traced = load_model(file).trace(inputs.transpose(1, 2, 0)[None].astype(np.float32))
    assert [layer["name"] for layer in found["layers"]] == list(load_model(file).weights)
    for layer in found["layers"]:
        theirs = traced[layer["name"]]
        for kind, name in (("outputs", "outputs"), ("sums", "pre_activation")):
            if name in theirs:
                mine = np.array(layer[kind]["values"]).reshape(layer[kind]["shape"])
                wanted = np.asarray(theirs[name])[0]
                mine = mine.transpose(1, 2, 0) if wanted.ndim == 3 else mine.ravel()
                np.testing.assert_allclose(mine, wanted, rtol=1e-5, atol=1e-5)
    shown = values(page)
    for at, wanted in enumerate(np.asarray(theirs["outputs"])[0]):
        name = classes[at] if classes else str(at)
        assert float(shown[f"probability_{name}"]) == pytest.approx(wanted, abs=1e-5)


def _layers(kind: str) -> list[Any]:
    """Give layers of many kinds."""
    if kind == "strides":
        return [
            Input((21, 18, 3)),
            Rescaling(2.0, -1.0),
            Conv2D(4, (3, 2), padding="same", activation="tanh"),
            AveragePooling2D((3, 2), strides=(2, 2)),
            Conv2D(5, 3, strides=2, padding="same", use_bias=False),
            BatchNormalization(scale=False),
            GlobalAveragePooling2D(),
            Dense(3, activation="softmax"),
        ]
    return [
        Input((16, 16, 1)),
        Conv2D(3, 5, activation="sigmoid"),
        MaxPooling2D(3, strides=2),
        BatchNormalization(),
        Flatten(),
        Dense(7, activation="relu"),
        Dense(1, activation="sigmoid"),
    ]


@pytest.mark.parametrize(("kind", "ending"), [("strides", ".keras"), ("plain", ".h5")])
def test_an_own_model_is_followed_number_by_number(
    kind: str,
    ending: str,
    lesson: Lesson,
    page: Any,
    learn: str,
    served: str,
    surface: Path,
    tmp_path: Path,
):
    model = Sequential(_layers(kind))
    random = np.random.default_rng(4)
    model.set_weights(
        [np.abs(random.normal(0.1, 0.5, array.shape)) for array in model.get_weights()]
    )
    model.save(str(tmp_path / f"own{ending}"))
    open_own(page, learn, served, lesson, tmp_path / f"own{ending}", surface)
    assert_traced(page, served, tmp_path / f"own{ending}")
    enter(page, {"layer": 2, "map": 2, "row": 3, "column": 1})
    assert values(page)["value_at_cursor"]


@pytest.mark.parametrize("archive", ["keras_2", "tensorflow_2", "keras_3"])
def test_a_lenet_that_keras_wrote_is_followed(
    archive: str, lesson: Lesson, page: Any, learn: str, served: str, surface: Path, tmp_path: Path
):
    file = OldFile(archive, "lenet").unpack(tmp_path)
    open_own(page, learn, served, lesson, file, surface)
    assert_traced(page, served, file)


def test_a_cnn_that_the_command_trained_reads_images_as_it_was_taught(
    lesson: Lesson, page: Any, learn: str, served: str, surface: Path, tmp_path: Path
):
    write_steel_surfaces(tmp_path / "images", train_per_class=12, val_per_class=4)
    options = ["--epochs", "2", "--size", "32", "--out", "own.keras"]
    command = [sys.executable, "-m", "plainnet", "train", "images", *options]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    file = tmp_path / "own.keras"
    open_own(page, learn, served, lesson, file, surface)
    classes = (read_model_file(file).card or {})["target"]["names"]
    assert_traced(page, served, file, classes)
    said = subprocess.run(
        [sys.executable, "-m", "plainnet", "predict", str(file), str(surface), "--json"],
        capture_output=True, text=True,
    )  # fmt: skip
    assert said.returncode == 0, said.stderr
    shown = values(page)
    [answer] = json.loads(said.stdout)
    for name in classes:
        wanted = pytest.approx(answer[f"probability_{name}"], abs=1e-5)
        assert float(shown[f"probability_{name}"]) == wanted


@pytest.mark.parametrize(
    ("layers", "why"),
    [
        ([Input((5, 2)), LSTM(3), Dense(1)], "does not take images"),
        ([Input((9, 9, 1)), Conv2D(2, 3, dilation_rate=2), Flatten(), Dense(2)], "conv2d"),
        ([Input((9, 9, 1)), Conv2D(2, 3), Dense(2)], "shapes"),
    ],
)
def test_a_model_that_does_not_fit_gets_a_sentence(
    layers: list[Any], why: str, lesson: Lesson, page: Any, learn: str, served: str, tmp_path: Path
):
    Sequential(layers).save(str(tmp_path / "own.keras"))
    page.goto(learn)
    open_lesson(page, served, "en", lesson)
    page.locator("#own-model").set_input_files(tmp_path / "own.keras")
    verdict = page.locator('.own:has(#own-model) [role="status"]')
    expect(verdict).to_contain_text(why, timeout=60_000)
    assert page.locator('[data-control="way"]').input_value() == "taught"


# --- the nets that come with the lesson -----------------------------------------------


def test_the_nets_are_described_as_they_are_packed(lesson: Lesson):
    described = json.loads((FOLDER / "data.json").read_text(encoding="utf-8"))
    packed = (FOLDER / "trained.bin").read_bytes()
    weights, levels = unpack()
    count = sum(
        array.size
        for way in weights.values()
        for arrays in way.values()
        for array in arrays.values()
    )
    pixels = sum(image.size for images in levels.values() for image in images)
    assert len(packed) == 2 * count + pixels
    engine: Any = lesson.engine
    for way in described["ways"]:
        numbers = engine.numbers_of(np.stack(levels[way]), engine.INPUTS_OF[way])
        outputs = engine.network_of(way).apply(weights[way], numbers.astype(np.float32))
        answers = np.asarray(outputs).argmax(1)
        labels = [image["taught" if way == "taught" else "label"] for image in described["images"]]
        assert answers.tolist() == labels


@pytest.mark.slow
def test_the_nets_are_those_that_training_gives(lesson: Lesson):
    """Another processor rounds otherwise; what the nets know is then the same, not each weight."""
    engine: Any = lesson.engine
    described, _ = engine.pack(engine.train())
    kept = json.loads((FOLDER / "data.json").read_text(encoding="utf-8"))
    for way in kept["ways"]:
        accuracy = described["ways"][way].pop("accuracy")
        assert abs(accuracy - kept["ways"][way].pop("accuracy")) < 0.03
    assert json.loads(json.dumps(described["ways"])) == kept["ways"]
