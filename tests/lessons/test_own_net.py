"""A dense net of one's own in the lesson on forward and back: every number is the engine's."""

import csv
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from playwright.sync_api import expect

from files.old_keras_files import OldFile
from lessons.lesson_page import act, enter, open_lesson, values
from plainnet.files.model_file import read_model_file
from plainnet.keras import Input, Sequential
from plainnet.keras.layers import (
    LSTM,
    Activation,
    BatchNormalization,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    LeakyReLU,
    ReLU,
    Softmax,
)
from plainnet.lessons.lesson import Act, lessons
from plainnet.model import load_model
from plainnet.pipeline.loading import load_predictor

LESSON = next(each for each in lessons() if each.slug == "forward-and-back")
TOLERANCE = 1e-5  # of float32
FIRST = '[data-control="own_column_1"]'
DAYS = ("2024-01-05", "2024-02-11", "2024-04-20", "2024-07-01", "2024-09-30", "2024-12-24")


def open_own(page: Any, learn: str, served: str, file: Path, language: str = "en") -> None:
    """Open a model in the served lesson."""
    page.goto(learn)
    open_lesson(page, served, language, LESSON)
    page.locator("#own-model").set_input_files(file)
    page.wait_for_selector(FIRST, timeout=60_000)


def train(folder: Path, rows: list[dict[str, Any]], *options: str) -> Path:
    """Train a net on a table by the command."""
    with (folder / "table.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    command = [sys.executable, "-m", "plainnet", "train", "table.csv", "--target", "target"]
    command += ["--epochs", "30", "--rate", "0.01", "--out", "own.keras", *options]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder / "own.keras"


def table(kind: str) -> list[dict[str, Any]]:
    """Draw the rows of a table whose target is a number, two classes or three."""
    random = np.random.default_rng(5)
    rows = []
    for _ in range(160):
        warm, wet = random.normal(20, 5), random.normal(60, 12)
        city = str(random.choice(["north", "south", "west"]))
        size = 2 * warm - 0.5 * wet + 9 * (city == "north") + random.normal(0, 2)
        row: dict[str, Any] = {"temperature": round(warm, 2), "humidity": round(wet, 1)}
        if kind == "number":
            rows.append({**row, "wind": round(random.normal(4, 1), 2), "target": round(size, 2)})
        elif kind == "dates":
            rows.append({"day": random.choice(DAYS), "humidity": row["humidity"], "target": size})
        elif kind == "two classes":
            rows.append({**row, "city": city, "target": "high" if size > 12 else "low"})
        else:
            rows.append({**row, "target": "abc"[int(size > 6) + int(size > 16)]})
    return rows


def numbers(page: Any) -> dict[str, float]:
    """Read the numbers of the own net, all of which are defined."""
    shown = {name: text for name, text in values(page).items() if name.startswith("own_")}
    answers = ("own_answer", "own_new_answer")
    assert all(shown.values()), [name for name, text in shown.items() if not text]
    return {name: float(text) for name, text in shown.items() if name not in answers}


def array(shown: Mapping[str, float], name: str) -> Any:
    """Collect `name_1`, `name_2`, ..."""
    found = [shown[f"{name}_{at}"] for at in range(1, 9) if f"{name}_{at}" in shown]
    return np.array(found, np.float32)


def loss_of(activation: str, outputs: Any, targets: Any) -> Any:
    """Compute the loss as the page names it."""
    if activation == "sigmoid":
        return -jnp.sum(targets * jnp.log(outputs) + (1 - targets) * jnp.log(1 - outputs))
    if activation == "softmax":
        return -jnp.sum(targets * jnp.log(outputs))
    return jnp.sum((targets - outputs) ** 2) / 2


def assert_engine(page: Any, file: Path, activation: str) -> None:
    """Compare every number in the page with `Model.trace` and the gradients of autodiff."""
    shown = numbers(page)
    inputs = array(shown, "own_input")[None]
    targets = array(shown, "own_learned_target")
    traced = load_model(file).trace(inputs)
    saved = read_model_file(file)
    dense = [layer.name for layer in saved.network.hidden if hasattr(layer, "use_bias")]
    order = list(traced)
    with jax.enable_x64(True):
        weights = jax.tree.map(lambda one: jnp.asarray(one, jnp.float64), saved.weights)

        def loss(weights: Any) -> Any:
            outputs = saved.network.apply(weights, jnp.asarray(inputs, jnp.float64))
            return loss_of(activation, outputs[0], targets)

        found = jax.grad(loss)(weights)
        lost = float(loss(weights))
        moved = jax.tree.map(lambda one, slope: one - 0.1 * slope, weights, found)
        after = float(loss(moved))
    near = {"rel": TOLERANCE, "abs": TOLERANCE}
    assert shown["own_loss"] == pytest.approx(lost, **near)
    assert shown["own_new_loss"] == pytest.approx(after, **near)
    count = 0
    for layer, name in enumerate(dense, start=1):
        last = order[order.index(dense[layer]) - 1] if layer < len(dense) else order[-1]
        for kind, wanted in (
            ("sum", traced[name]["pre_activation"]),
            ("output", traced[last]["outputs"]),
        ):
            mine = array(shown, f"own_{kind}_{layer}")
            np.testing.assert_allclose(mine, np.asarray(wanted)[0], rtol=TOLERANCE, atol=TOLERANCE)
        for group, arrays in (("weight", saved.weights), ("gradient", found)):
            kernel = np.asarray(arrays[name]["kernel"])
            if "bias" in arrays[name]:
                kernel = np.concatenate([np.asarray(arrays[name]["bias"])[None], kernel])
            first = 1 - int("bias" in arrays[name])
            for (i, j), wanted in np.ndenumerate(kernel):
                mine = shown[f"own_{group}_{layer}_{i + first}_{j + 1}"]
                assert mine == pytest.approx(float(wanted), **near), (group, name, i, j)
                count += 1
    assert count == 2 * sum(
        one.size for name in dense for one in jax.tree.leaves(saved.weights[name])
    )


# --- nets of every kind -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "row", "activation"),
    [
        ("number", {"temperature": 24.5, "humidity": 47.5, "wind": 3.25}, "linear"),
        ("two classes", {"temperature": 13.25, "humidity": 71.0, "city": "south"}, "sigmoid"),
        ("three classes", {"temperature": 27.0, "humidity": 52.5}, "softmax"),
    ],
)
def test_a_net_that_the_command_trained_takes_a_row_of_the_table(
    kind: str,
    row: dict[str, Any],
    activation: str,
    page: Any,
    learn: str,
    served: str,
    tmp_path: Path,
):
    file = train(tmp_path, table(kind), "--hidden", "4,3")
    open_own(page, learn, served, file)
    predictor: Any = load_predictor(file)
    encoding = predictor.card.inputs.encoding
    labels = page.locator(".own-row label").all_inner_texts()
    assert labels == list(row)
    typed = [
        column.levels.index(value) if column.is_category else value
        for column, value in zip(encoding.columns, row.values(), strict=True)
    ]
    enter(page, {f"own_column_{at}": value for at, value in enumerate(typed, start=1)})
    enter(page, {"own_target_1": 17.5 if kind == "number" else 0})
    shown = numbers(page)
    wanted = encoding.apply(np.array([typed], np.float64))[0]
    np.testing.assert_allclose(array(shown, "own_input"), wanted, atol=TOLERANCE)
    if kind == "number":
        learned = predictor.card.target.scaling.apply([[17.5]])[0, 0]
        assert shown["own_learned_target_1"] == pytest.approx(learned, abs=TOLERANCE)
    assert_engine(page, file, activation)
    (tmp_path / "new.csv").write_text(
        ",".join(row) + "\n" + ",".join(map(str, row.values())) + "\n", encoding="utf-8"
    )
    command = [sys.executable, "-m", "plainnet", "predict", "own.keras", "new.csv", "--json"]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert said.returncode == 0, said.stderr
    [answer] = json.loads(said.stdout)
    mine = values(page)["own_answer"]
    if kind == "number":
        assert float(mine) == pytest.approx(answer["prediction"], rel=1e-4)
    else:
        assert mine == answer["prediction"]


def test_dates_are_encoded_as_the_model_does(page: Any, learn: str, served: str, tmp_path: Path):
    file = train(tmp_path, table("dates"), "--hidden", "3", "--split", "random")
    open_own(page, learn, served, file)
    encoding: Any = load_predictor(file).card.inputs.encoding  # type: ignore[union-attr]
    enter(page, {"own_column_1": "2024-03-09", "own_column_2": 51})
    days = float((np.datetime64("2024-03-09") - np.datetime64("1970-01-01")).astype(int))
    wanted = encoding.apply(np.array([[days, 0, 51]]))[0]
    np.testing.assert_allclose(array(numbers(page), "own_input"), wanted, atol=TOLERANCE)
    assert_engine(page, file, "linear")
    page.locator(FIRST).fill("in March")
    assert values(page)["own_loss"] == ""
    assert "2024-03-01" in page.locator('[data-value-of="own_loss"] + .why').inner_text()


@pytest.mark.parametrize("archive", ["keras_2", "tensorflow_2"])
def test_a_net_that_keras_2_wrote_takes_plain_numbers(
    archive: str, page: Any, learn: str, served: str, tmp_path: Path
):
    file = OldFile(archive, "air").unpack(tmp_path)
    assert file.suffix == ".h5"
    open_own(page, learn, served, file)
    assert page.locator(".own-row label").all_inner_texts() == ["x₁", "x₂", "x₃", "x₄"]
    row = [-0.7, 0.3, 1.5, 2]
    enter(page, {f"own_column_{at}": value for at, value in enumerate(row, start=1)})
    enter(page, {"own_target_1": 0.4})
    assert array(numbers(page), "own_input").tolist() == pytest.approx(row)
    assert_engine(page, file, "linear")


def _net(kind: str) -> list[Any]:
    """Give the layers of a net with activations of every kind."""
    if kind == "full":
        return [
            Input((8,)),
            Dense(8, activation="tanh"),
            Dropout(0.3),
            Dense(8),
            LeakyReLU(0.15),
            Dense(8, activation="sigmoid", use_bias=False),
            Dense(8),
            Softmax(),
        ]
    return [
        Input((3,)),
        Dense(4, activation="leaky_relu"),
        Dense(3),
        Activation("relu"),
        Dense(2),
        ReLU(negative_slope=0.25),
        Dense(2, activation="tanh" if kind == "tanh" else "sigmoid"),
    ]


@pytest.mark.parametrize(
    ("kind", "last"), [("full", "softmax"), ("tanh", "tanh"), ("two", "sigmoid")]
)
@pytest.mark.parametrize("ending", [".keras", ".h5"])
def test_activations_and_dropout_as_layers_of_their_own(
    kind: str, last: str, ending: str, page: Any, learn: str, served: str, tmp_path: Path
):
    model = Sequential(_net(kind))
    random = np.random.default_rng(8)
    model.set_weights([random.normal(0, 0.7, each.shape) for each in model.get_weights()])
    file = tmp_path / f"own{ending}"
    model.save(str(file))
    open_own(page, learn, served, file)
    assert_engine(page, file, last)
    enter(page, {"own_column_1": -1.25, "own_column_3": 0.5})
    assert_engine(page, file, last)


# --- the page ---------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_edge_shows_its_chain_and_an_update_moves_it(
    language: str, page: Any, learn: str, served: str, tmp_path: Path
):
    file = OldFile("keras_2", "air").unpack(tmp_path)
    open_own(page, learn, served, file, language)
    assert not page.locator('[data-control="w11"]').is_visible()
    chain = page.locator(".own-net .written-sum")
    box = page.locator('[data-figure="own_net"] [data-weight="2_3_1"]').bounding_box()
    page.mouse.move(box["x"] - 60, box["y"] - 60)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert page.locator('[data-control="own_weight"]').input_value() == "2_3_1"
    shown = numbers(page)
    first = chain.locator("p").first.inner_text()
    gradient = shown["own_gradient_2_3_1"]
    assert float(first.split("=")[-1].replace("−", "-")) == pytest.approx(gradient, rel=1e-5)
    page.locator('[data-control="own_weight"]').focus()
    page.keyboard.press("ArrowUp")
    assert page.locator('[data-control="own_weight"]').input_value() != "2_3_1"
    act(page, Act("own_update"))
    after = numbers(page)
    assert after["own_loss"] == pytest.approx(shown["own_new_loss"])
    moved = shown["own_weight_2_3_1"] - 0.1 * gradient
    assert after["own_weight_2_3_1"] == pytest.approx(moved, rel=1e-12)
    act(page, Act("own_trained"))
    assert numbers(page) == shown
    act(page, Act("own_close"))
    assert page.locator('[data-control="w11"]').is_visible()
    assert page.locator(".own-net").inner_text() == ""
    assert "own_" not in page.url


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_full_net_fits_the_page_and_is_accessible(
    language: str, page: Any, learn: str, served: str, axe: Path, pictures: Any, tmp_path: Path
):
    Sequential(_net("full")).save(str(tmp_path / "own.keras"))
    open_own(page, learn, served, tmp_path / "own.keras", language)
    page.evaluate(axe.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")["violations"]
    bad = [one["id"] for one in found if one["impact"] in {"serious", "critical"}]
    assert bad == []
    for width in (360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_timeout(100)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if pictures:
            name = f"{LESSON.slug}-own-{language}-{width}.png"
            page.screenshot(path=pictures / name, full_page=True)


# --- what does not fit ------------------------------------------------------------------------


UNFIT: list[tuple[list[Any], str, str]] = [
    ([Input((9, 9, 1)), Conv2D(2, 3), Flatten(), Dense(2)], "CNN opens", "卷积神经网络请到"),
    ([Input((5, 2)), LSTM(3), Dense(1)], "images, series or words", "序列"),
    ([Input((9,)), Dense(1)], "reads 9 numbers", "读入 9 个数"),
    ([Input((3,)), Dense(9), Dense(1)], "has 9 units", "有 9 个神经元"),
    ([Input((3,)), *(Dense(2) for _ in range(5))], "has 5 dense layers", "有 5 个全连接层"),
    ([Input((3,)), Dense(2), BatchNormalization(), Dense(1)], "BatchNormalization", "这里画不了"),
    ([Input((3,)), Dense(2, activation="elu"), Dense(1)], "is not drawn here", "这里画不了"),
    ([Input((3,)), Dense(2, activation="softmax"), Dense(1)], "can only be the last", "最后一层"),
    ([Input((3,)), Dropout(0.5)], "no dense layer", "没有全连接层"),
]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_model_that_does_not_fit_gets_a_sentence(
    language: str, page: Any, learn: str, served: str, tmp_path: Path
):
    page.goto(learn)
    open_lesson(page, served, language, LESSON)
    verdict = page.locator('.own:has(#own-model) [role="status"]')
    for number, (layers, english, chinese) in enumerate(UNFIT):
        file = tmp_path / f"own{number}.keras"
        Sequential(layers).save(str(file))
        page.locator("#own-model").set_input_files(file)
        expect(verdict).to_contain_text(english if language == "en" else chinese, timeout=60_000)
        assert page.locator('[data-control="w11"]').is_visible()


def test_an_exported_page_says_where_a_model_is_opened(page: Any, exported: str):
    for language, words in (("en", "plainnet learn"), ("zh", "请在本机运行 plainnet learn")):
        open_lesson(page, exported, language, LESSON)
        assert words in page.locator('[data-place="own"]').inner_text()
        assert page.locator("#own-model").count() == 0
