"""A run's folder: all of it or nothing, the same twice, in both languages."""

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from plainnet.cases.catalogue import CASES
from plainnet.cases.mistakes import SEEDS
from plainnet.cases.running import run_cases
from plainnet.data.sample_tables import load_breast_cancer_table
from plainnet.errors import FileError
from plainnet.messages.language import speaking
from plainnet.pipeline.loading import load_predictor
from plainnet.training.history import SILENT


def run(name: str, out: Path, ways: tuple[str, ...] = ("taught", "should")) -> dict[str, Any]:
    results = run_cases(
        [name],
        ways=ways,
        data=None,
        out=out,
        seed=3,
        listener=SILENT,
        finished=lambda result: None,
    )
    return results[0]


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    out = tmp_path_factory.mktemp("results")
    return out, run("dense-breast-cancer", out)


def test_the_folder_holds_what_is_promised(finished: tuple[Path, dict[str, Any]]) -> None:
    out, result = finished
    folder = out / "dense-breast-cancer"
    assert json.loads((folder / "metrics.json").read_text("utf-8")) == result
    assert [path.name for path in out.iterdir()] == ["dense-breast-cancer"]
    for way in ("taught", "should"):
        header = (folder / way / "history.csv").read_text().splitlines()[0]
        assert header.startswith("epoch,loss")
        plots = {path.stem for path in (folder / way / "plots").glob("*.svg")}
        assert plots == {path.stem for path in (folder / way / "plots").glob("*.png")} != set()
        assert (folder / way / "model.keras").exists()


def test_metrics_json_has_every_key(finished: tuple[Path, dict[str, Any]]) -> None:
    result = finished[1]
    expected = {
        "case", "seed", "cores", "devices", "data", "ways", "baselines", "weights_hash", "seconds",
        "command",
    }  # fmt: skip
    assert set(result) == expected
    assert result["data"]["path"] == "package:scikit-learn/breast_cancer"
    assert set(result["seconds"]["taught"]) == {"read", "train", "evaluate", "total"}
    taught = result["ways"]["taught"]
    assert {"accuracy", "precision", "recall", "f1", "reported", "mistakes"} <= set(taught)
    for mistake in taught["mistakes"]:
        assert {"code", "file", "line", "reported", "mended", "worth", "worths"} <= set(mistake)
    by_code = {mistake["code"]: mistake for mistake in taught["mistakes"]}
    assert by_code["test_as_validation"]["zero_by_construction"]
    choosing = by_code["test_as_validation"]["choosing"]
    assert choosing["chosen"] >= choosing["honest"]
    assert len(by_code["scaler_refit"]["worths"]) == SEEDS
    for way in ("taught", "should"):
        figures = result["ways"][way]
        seeds = figures["over_seeds"]
        assert seeds["seeds"] == len(seeds["accuracy"]) == SEEDS
        assert seeds["accuracy"][0] == figures["accuracy"]
        assert seeds["interval"][0] < seeds["mean"] < seeds["interval"][1]
    steps = result["ways"]["should"]["ladder"]
    assert steps[0]["step"] == "taught"
    assert steps[-1]["mean"] == result["ways"]["should"]["over_seeds"]["mean"]
    assert "mistakes" not in result["ways"]["should"]


def test_the_report_is_whole_and_stands_alone(finished: tuple[Path, dict[str, Any]]) -> None:
    text = (finished[0] / "dense-breast-cancer" / "report.html").read_text("utf-8")
    HTMLParser().feed(text)
    assert "http://www.w3.org" not in text.replace(
        'xmlns="http://www.w3.org/2000/svg"', ""
    ).replace('xmlns:xlink="http://www.w3.org/1999/xlink"', "")
    assert "<script" not in text
    assert "case." not in text  # no bare message key


def test_a_saved_model_scores_as_the_run_did(finished: tuple[Path, dict[str, Any]]) -> None:
    out, result = finished
    for way in ("taught", "should"):
        file = out / "dense-breast-cancer" / way / "model.keras"
        tested = load_predictor(file).test(Path("package:scikit-learn/breast_cancer"))
        scores = result["ways"][way]
        assert tested["rows"] == 114
        assert tested["metrics"] == {name: scores[name] for name in tested["metrics"]}
        assert (
            tested["baselines"]["logistic_regression"] == result["baselines"]["logistic_regression"]
        )


def test_a_saved_model_opens_in_keras(finished: tuple[Path, dict[str, Any]]) -> None:
    file = finished[0] / "dense-breast-cancer" / "should" / "model.keras"
    predictor = load_predictor(file)
    raw = load_breast_cancer_table().values[:, :-1]
    inputs = predictor.network_inputs(raw)
    theirs = keras.models.load_model(file).predict(inputs, verbose=0)
    np.testing.assert_allclose(predictor.model.predict(inputs), theirs, atol=1e-5)


def test_one_way_alone_and_a_second_run_replaces(tmp_path: Path) -> None:
    first = run("linear-regression", tmp_path)
    folder = tmp_path / "linear-regression"
    (folder / "left_over.txt").write_text("old")
    second = run("linear-regression", tmp_path, ("taught",))
    assert set(second["ways"]) == set(second["weights_hash"]) == {"taught"}
    assert not (folder / "should").exists()
    assert not (folder / "left_over.txt").exists()
    assert second["weights_hash"]["taught"] == first["weights_hash"]["taught"]


def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FileError, match="file"):
        run("linear-regression", tmp_path / "file" / "results")


def test_the_report_in_chinese_has_no_english_heading(tmp_path: Path) -> None:
    with speaking("zh"):
        run("linear-regression", tmp_path)
    text = (tmp_path / "linear-regression" / "report.html").read_text("utf-8")
    assert '<html lang="zh' in text
    assert "对三个数据点的拟合效果" in text
    assert "Scores on rows" not in text


def test_every_case_names_its_file_and_title() -> None:
    for name, entry in CASES.items():
        assert entry.load().name == name
