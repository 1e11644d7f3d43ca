"""The LSTM's gates: contract, what the gradients are, windows, nets, and models of one's own."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
from playwright.sync_api import expect

from files.old_keras_files import OldFile
from lessons.lesson_page import act, enter, open_lesson, state, values
from pipeline.series_files import prices, write_series
from plainnet.files.layer_config import layer_to_config
from plainnet.keras import Input, Sequential
from plainnet.keras.layers import (
    GRU,
    LSTM,
    Bidirectional,
    Conv2D,
    Dense,
    Dropout,
    Embedding,
    Flatten,
    LayerNormalization,
    SimpleRNN,
)
from plainnet.layers.layer import Layer
from plainnet.lessons.lesson import Act, Lesson, lessons
from plainnet.lessons.lstm_gates.checks import EARLIER, FOLDER, PRICES, unpack, window_of, written
from plainnet.lessons.lstm_gates.lab import KEPT, PARTS, answers, network_of, pack, train
from plainnet.model import load_model
from plainnet.pipeline.loading import load_predictor

CONTROLS = ("time", "unit", "forget_bias", "day", "window", "way", "layer")
GRADIENTS = ("gradient_along_cell", "gradient_of_rnn", "gradient_of_cell")
# Every number of one layer as the page has it: part by part, (steps, units); and the forecast.
WALK_JS = """async ([address, layer]) => {
  const { numbers, controls } = await import(address);
  const state = {};
  for (const [name, one] of Object.entries(controls)) state[name] = one.start;
  const typed = document.querySelector('[data-control="window"]').value;
  const found = numbers({ ...state, way: "own", unit: 1, layer, window: typed });
  const parts = {};
  for (const name of Object.keys(found.steps[0])) {
    if (name !== "before") parts[name] = found.steps.map((step) => Array.from(step[name]));
  }
  const inputs = found.inputs.map((row) => Array.from(row));
  return { inputs, parts, layers: found.layers, forecast: found.values.forecast };
}"""
ONE_UNIT_JS = """async (address) => {
  const { gradientOfRnn } = await import(`${address}lstm.js`);
  const layer = {
    units: 1, features: 1, kernel: Float64Array.of(9, 9, 0.7, 9),
    recurrentKernel: Float64Array.of(9, 9, -1.6, 9), biases: Float64Array.of(9, 9, 0.2, 9),
    activation: "tanh", gate: "sigmoid",
  };
  return gradientOfRnn(layer, [0.3, -1, 0.5].map((x) => Float64Array.of(x)), 0);
}"""


@pytest.fixture(scope="module")
def lesson() -> Lesson:
    """Find the lesson."""
    return next(lesson for lesson in lessons() if lesson.slug == "lstm-gates")


@pytest.fixture
def lab(lesson: Lesson, page: Any, exported: str) -> Any:
    """Open the lesson afresh."""
    open_lesson(page, exported, "en", lesson)
    return page


def number(lab: Any, name: str) -> float:
    """Read one value."""
    return float(values(lab)[name])


# --- contract ---------------------------------------------------------------------------


def test_the_contract_names_are_there(lab: Any):
    named = "all => all.map(one => one.dataset.control)"
    assert set(lab.locator("[data-control]").evaluate_all(named)) >= set(CONTROLS)
    shown = values(lab)
    assert shown.keys() >= {*PARTS, *GRADIENTS}
    assert "" not in {shown[name] for name in (*PARTS, *GRADIENTS)}
    for name in (*PARTS, *GRADIENTS):
        assert shown[name] == shown[f"{name}_3"]  # the step at the start


@pytest.mark.parametrize(
    ("wanted", "undefined", "why"),
    [
        ({"time": 5}, "forget_gate", "steps in this window: 4"),
        ({"unit": 17}, "cell_state", "units in this layer: 16"),
        ({"layer": 2}, "hidden_state", "LSTM layers in this net: 1"),
        ({"way": "own"}, "forget_gate", "no model of yours"),
        ({"window": "1000, x, 1000"}, "forget_gate", "not a number"),
        ({"window": "1000, -3, 1000"}, "forget_gate", "above zero"),
        ({"window": "1000"}, "forget_gate", "2 to 201 values"),
        ({"window": ""}, "gradient_of_rnn", "2 to 201 values"),
        ({"window": "1000, 1010, 990"}, "truth", "edited"),
    ],
)
def test_what_is_not_defined_is_empty_and_says_why(
    lab: Any, wanted: dict[str, Any], undefined: str, why: str
):
    enter(lab, wanted)
    assert values(lab)[undefined] == ""
    assert why in lab.locator(f'[data-value-of="{undefined}"] + .why').first.text_content()
    for name in ("five_prices", "twenty_prices"):
        act(lab, Act(name))
    act(lab, Act("reset"))
    assert number(lab, "truth") == PRICES[EARLIER + 41]


# --- what the gradients are ---------------------------------------------------------------


@pytest.mark.parametrize("bias", [0, 3.5])
def test_the_gradient_along_the_cell_is_the_product_of_the_forget_gates(lab: Any, bias: float):
    enter(lab, {"forget_bias": bias, "time": 4, "unit": 7})
    gates = [number(lab, f"forget_gate_{time}") for time in range(1, 5)]
    for time in range(1, 5):
        along = number(lab, f"gradient_along_cell_{time}")
        assert along == pytest.approx(np.prod(gates[:time]), rel=1e-12)
    assert number(lab, "gradient_along_cell") == pytest.approx(np.prod(gates), rel=1e-12)


def test_the_forget_bias_opens_the_gates_and_leaves_the_plain_rnn_alone(lab: Any):
    before = values(lab)
    enter(lab, {"forget_bias": 6})
    after = values(lab)
    for time in range(1, 5):
        assert float(after[f"forget_gate_{time}"]) > float(before[f"forget_gate_{time}"])
        assert after[f"gradient_of_rnn_{time}"] == before[f"gradient_of_rnn_{time}"]
    assert float(after["gradient_along_cell"]) > 0.9


def test_with_one_unit_the_gradient_of_the_rnn_is_w_times_slope(page: Any, exported: str):
    page.goto(f"{exported}en/teachers/")
    found = page.evaluate(ONE_UNIT_JS, f"{exported}static/lessons/arithmetic/")
    hidden, product, wanted = 0.0, 1.0, []
    for x in (0.3, -1, 0.5):
        hidden = np.tanh(0.7 * x - 1.6 * hidden + 0.2)
        product *= -1.6 * (1 - hidden**2)
        wanted.append(abs(product))
    assert found == pytest.approx(wanted, rel=1e-12)


# --- windows ------------------------------------------------------------------------------


def test_a_day_is_a_window_of_the_series(lesson: Lesson, page: Any, exported: str):
    open_lesson(page, exported, "en", lesson, "?day=77")
    assert state(page)["window"].split(", ") == written(window_of(77)).replace(".0,", ",").split(
        ", "
    )
    assert number(page, "truth") == PRICES[EARLIER + 76]
    assert number(page, "last_price") == PRICES[EARLIER + 75]
    act(page, Act("twenty_prices"))
    enter(page, {"day": 78})
    assert len(state(page)["window"].split(",")) == 20
    assert number(page, "last_price") == PRICES[EARLIER + 76]


def test_a_price_is_dragged_into_the_window(lab: Any):
    before = state(lab)["window"].split(", ")
    lab.locator('[data-handle="price_2"]').focus()
    lab.keyboard.press("ArrowUp")
    after = state(lab)["window"].split(", ")
    assert [a == b for a, b in zip(before, after, strict=True)] == [True, False, True, True, True]
    assert values(lab)["truth"] == ""


def test_slips_of_the_hand_are_named(lab: Any):
    shown = values(lab)
    f, i, g, after = (
        float(shown[name]) for name in ("forget_gate", "input_gate", "candidate", "cell_state")
    )
    before = float(shown["cell_state_2"])
    for typed, said in (
        (after, "Right."),
        (-after, "the sign"),
        (before + i * g, "forget gate first"),
        (f * before + g, "input gate first"),
        (i * before + f * g, "swapped"),
        (f * before, "newly written"),
        (float(shown["hidden_state"]), "hidden state"),
        (17, "Not yet"),
    ):
        enter(lab, {"hand": f"{typed:.10f}"})
        assert said in lab.locator('[data-place="hand"] [role="status"]').inner_text()


# --- models of one's own --------------------------------------------------------------


def open_own(page: Any, learn: str, served: str, lesson: Lesson, model: Path) -> None:
    """Open a model in the served lesson."""
    page.goto(learn)
    open_lesson(page, served, "en", lesson)
    page.locator("#own-model").set_input_files(model)
    expect(page.locator('[data-control="way"]')).to_have_value("own", timeout=60_000)


def open_series(page: Any, file: Path) -> None:
    """Open the series of the model."""
    before = state(page)["window"]
    page.locator("#own-series").set_input_files(file)
    page.wait_for_function(
        "before => document.querySelector('[data-control=\"window\"]').value !== before",
        arg=before,
        timeout=60_000,
    )


def assert_traced(page: Any, served: str, file: Path) -> Any:
    """Compare every number of every LSTM layer with those of `Model.trace`; give the inputs."""
    address = f"{served}static/lessons/lstm_gates/lab.js"
    model = load_model(file)
    names = [str(layer.name) for layer in model.network.hidden if type(layer).__name__ == "LSTM"]
    for at, name in enumerate(names):
        found = page.evaluate(WALK_JS, [address, at + 1])
        assert found["layers"] == len(names)
        inputs = np.array(found["inputs"])
        traced = model.trace(inputs[None].astype(np.float32))
        for part in PARTS:
            mine, theirs = np.array(found["parts"][part]), np.asarray(traced[name][part])[0]
            np.testing.assert_allclose(mine, theirs, rtol=1e-5, atol=1e-6)
    shown, units = values(page), theirs.shape[1]
    enter(page, {"layer": len(names), "unit": units, "time": len(inputs)})
    shown = values(page)
    for part in PARTS:
        theirs = np.asarray(traced[names[-1]][part])[0]
        assert float(shown[part]) == pytest.approx(theirs[-1, -1], rel=1e-5, abs=1e-6)
        for time, each in enumerate(theirs[:, -1]):
            assert float(shown[f"{part}_{time + 1}"]) == pytest.approx(each, rel=1e-5, abs=1e-6)
    return inputs


@pytest.mark.parametrize("columns", [("price",), ("sales", "price")])
def test_a_series_that_the_command_learned_is_walked_through(
    columns: tuple[str, ...], lesson: Lesson, page: Any, learn: str, served: str, tmp_path: Path
):
    table = {"price": prices(150, 1), "sales": np.cumsum(prices(150, 2) - 100)}
    file = write_series(tmp_path / "series.csv", table)
    options = ["--series", ",".join(columns), "--model", "lstm", "--hidden", "5,3"]
    options += ["--epochs", "3", "--out", "own.keras"]
    command = [sys.executable, "-m", "plainnet", "train", "series.csv", *options]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    own = tmp_path / "own.keras"
    open_own(page, learn, served, lesson, own)
    assert "do not change" in page.locator('[data-place="own"]').inner_text()
    assert_traced(page, served, own)
    open_series(page, file)
    predictor: Any = load_predictor(own)
    raw = predictor.read(file, with_truth=False).inputs[-1:]
    inputs = assert_traced(page, served, own)
    np.testing.assert_allclose(inputs, predictor.network_inputs(raw)[0], rtol=1e-4, atol=1e-5)
    assert number(page, "last_price") == pytest.approx(raw[0, -1, 0])
    forecast = np.ravel(predictor.answer(raw).predictions)[0]
    assert number(page, "forecast") == pytest.approx(forecast, rel=1e-5)
    assert values(page)["truth"] == ""
    before = state(page)
    enter(page, {"day": int(before["day"]) - 1})
    apart = "," if len(columns) == 1 else "\n"
    assert state(page)["window"].count(apart) == before["window"].count(apart)
    assert number(page, "truth") == pytest.approx(raw[0, -1, 0])


@pytest.mark.parametrize(
    ("archive", "name"),
    [("keras_1", "lstm"), ("keras_2", "gold"), ("tensorflow_1", "gold"), ("keras_3", "gold")],
)
def test_an_lstm_that_keras_wrote_is_followed(
    archive: str, name: str, lesson: Lesson, page: Any, learn: str, served: str, tmp_path: Path
):
    file = OldFile(archive, name).unpack(tmp_path)
    open_own(page, learn, served, lesson, file)
    assert "does not say" in page.locator('[data-place="own"]').inner_text()
    inputs = assert_traced(page, served, file)
    if archive == "keras_3":  # a GRU follows its LSTM
        assert values(page)["forecast"] == ""
    else:
        answer = np.ravel(load_model(file).predict(inputs[None].astype(np.float32)))[0]
        assert number(page, "forecast") == pytest.approx(answer, rel=1e-5, abs=1e-6)
    rows = np.random.default_rng(3).normal(size=(40, inputs.shape[1]))
    table = write_series(tmp_path / "scaled.csv", {f"c{k}": row for k, row in enumerate(rows.T)})
    open_series(page, table)
    mine = assert_traced(page, served, file)
    np.testing.assert_allclose(mine, rows[-len(mine) :], rtol=1e-5)


def test_what_comes_after_the_lstm_may_be_unknown(
    lesson: Lesson, page: Any, learn: str, served: str, tmp_path: Path
):
    layers = [Input((4, 2)), Dense(3, activation="tanh"), Dropout(0.2), LSTM(4, use_bias=False)]
    file = tmp_path / "own.keras"
    Sequential([*layers, LayerNormalization(), Dense(1)]).save(str(file))
    open_own(page, learn, served, lesson, file)
    assert_traced(page, served, file)
    assert values(page)["forecast"] == ""
    why = page.locator('[data-value-of="forecast"] + .why').inner_text()
    assert "layer_normalization" in why


@pytest.mark.parametrize(
    ("layers", "why"),
    [
        ([Input((5,)), Dense(2)], "no LSTM layer: it does not read"),
        ([Input((9, 9, 1)), Conv2D(2, 3), Flatten(), Dense(2)], "no LSTM layer: it does not read"),
        ([Input((5, 1)), SimpleRNN(3), Dense(1)], "SimpleRNN"),
        ([Input((5, 1)), GRU(3), Dense(1)], "a GRU"),
        ([Input((5, 1)), Bidirectional(LSTM(3)), Dense(1)], "bidirectional"),
        ([Input((5, 1)), LSTM(3, go_backwards=True), Dense(1)], "lstm"),
        ([Input((5, 1)), LSTM(3, activation="gelu"), Dense(1)], "lstm"),
        ([Input((5,)), Embedding(9, 2), LSTM(3), Dense(1)], "embedding"),
    ],
    ids=["dense", "cnn", "rnn", "gru", "both ways", "backwards", "gelu", "words"],
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
    assert state(page)["way"] == "should"


def test_a_series_that_is_too_small_gets_a_sentence(
    lesson: Lesson, page: Any, learn: str, served: str, tmp_path: Path
):
    Sequential([Input((5, 2)), LSTM(3), Dense(1)]).save(str(tmp_path / "own.keras"))
    open_own(page, learn, served, lesson, tmp_path / "own.keras")
    file = write_series(tmp_path / "one.csv", {"a": np.arange(20.0)})
    page.locator("#own-series").set_input_files(file)
    verdict = page.locator('.own:has(#own-series) [role="status"]')
    expect(verdict).to_contain_text("needs 2 columns", timeout=60_000)
    assert values(page)["forget_gate"] != ""


# --- the nets that come with the lesson -----------------------------------------------


def test_the_nets_are_described_as_they_are_packed():
    described = json.loads((FOLDER / "data.json").read_text(encoding="utf-8"))
    weights = unpack()
    arrays = [array for way in weights.values() for each in way.values() for array in each.values()]
    packed = (FOLDER / "trained.bin").read_bytes()
    assert len(packed) == 2 * sum(array.size for array in arrays)
    for way in described["ways"]:
        network = network_of(way)
        for layer, mine in zip(network.layers, described["ways"][way]["layers"], strict=True):
            config = layer_to_config(cast(Layer, layer))["config"]
            assert {key: mine[key] for key in KEPT if key in mine} == {
                key: config[key] for key in KEPT if key in config
            }


def test_the_scores_in_the_text_are_those_of_the_nets():
    described = json.loads((FOLDER / "data.json").read_text(encoding="utf-8"))
    days = range(1, len(PRICES) - EARLIER + 1)
    truth = np.array(PRICES[EARLIER:])
    for way, about in described["ways"].items():
        common = {"way": way, "layer": 1, "unit": 1, "time": 1, "forget_bias": 0.0}
        states = [common | {"window": written(window_of(day))} for day in days]
        forecasts = np.array([found["forecast"] for found in answers(states)])
        rmse = np.sqrt(np.mean((forecasts - truth) ** 2))
        assert rmse == pytest.approx(about["rmse"], rel=1e-4)


@pytest.mark.slow
def test_the_nets_are_those_that_training_gives():
    """Another processor rounds otherwise; what the nets do is then the same, not each weight."""
    described, _ = pack(train())
    kept = json.loads((FOLDER / "data.json").read_text(encoding="utf-8"))
    for way in kept["ways"]:
        rmse = described["ways"][way].pop("rmse")
        assert rmse == pytest.approx(kept["ways"][way].pop("rmse"), rel=0.05)
    habits = described.pop("habits_as_taught")
    assert habits == pytest.approx(kept.pop("habits_as_taught"), rel=0.05)
    assert json.loads(json.dumps(described)) == kept
