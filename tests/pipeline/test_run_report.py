import re
from dataclasses import replace

import pytest

from pipeline.finished_runs import (
    diverged,
    every_run,
    run_of_a_number,
    run_of_a_series,
    run_of_three_classes,
    run_of_two_classes,
    without_baselines,
)
from plainnet.messages.language import Language, speaking
from plainnet.pipeline.prepared import FinishedRun
from plainnet.pipeline.run_figures import figures_of
from plainnet.pipeline.run_report import report_of, settings_table
from plainnet.report.blocks import PlotBlock, Report, Verdict
from plainnet.report.html_report import report_html


def test_settings_are_written_as_the_command_line_takes_them() -> None:
    rows = dict(settings_table(run_of_two_classes((1.0, 5.0)).prepared).rows)
    assert rows["--cost"] == "1:5"
    assert rows["--test-fraction"] == "0.2"
    assert "--damaged" not in rows
    assert "--rate" not in rows
    of_table = dict(settings_table(run_of_three_classes().prepared).rows)
    assert of_table["--hidden"] == "8,4"
    of_images = dict(settings_table(run_of_three_classes(of_images=True).prepared).rows)
    chosen = {name: of_images[name] for name in ("--size", "--grey", "--augment", "--damaged")}
    assert chosen == {"--size": "8x8", "--grey": "no", "--augment": "flip", "--damaged": "stop"}


def test_a_task_that_was_found_out_is_shown() -> None:
    prepared = run_of_three_classes().prepared
    told = replace(prepared, recipe=replace(prepared.recipe, task="classes"))
    assert dict(settings_table(told).rows)["--task"] == "classes"


PLOTS = {
    "two_classes": {"confusion_matrix", "roc_and_precision_recall", "calibration", "threshold"},
    "usual_threshold": {"confusion_matrix", "roc_and_precision_recall", "calibration", "threshold"},
    "three_classes": {"confusion_matrix", "one_against_rest", "calibration"},
    "images": {"confusion_matrix", "one_against_rest", "calibration", "mistaken_images"},
    "number": {"real_against_predicted", "residuals"},
    "steps": {"forecast", "skill_by_step"},
    "walk": {"forecast"},
}


def page_of(run: FinishedRun) -> Report:
    return report_of(run, figures_of(run))


def plots_of(report: Report) -> list[str]:
    return [
        block.plot.name
        for section in report.sections
        for block in section.blocks
        if isinstance(block, PlotBlock)
    ]


@pytest.mark.parametrize("name", PLOTS)
def test_each_kind_of_data_has_its_plots_once(name: str) -> None:
    names = plots_of(page_of(every_run()[name]))
    assert len(names) == len(set(names))
    assert set(names) == PLOTS[name] | {"scores", "training_curves"}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_says_what_was_decided_and_holds_hostile_names_as_text(language: Language) -> None:
    with speaking(language):
        html = report_html(page_of(run_of_three_classes()))
    assert "decimal comma, encoding GB18030" in html
    assert "有刺 &lt;b&gt;" in html
    assert "<b>" not in html
    assert "plainnet predict model.keras new.csv" in html
    assert bool(re.search("[\u4e00-\u9fff]{4}", html.split("<main>")[1])) == (language == "zh")


@pytest.mark.parametrize("run", [run_of_a_number, run_of_a_series])
def test_a_diverged_model_is_reported_as_such(run) -> None:
    report = page_of(diverged(run()))
    verdict = report.sections[0].blocks[0]
    assert isinstance(verdict, Verdict)
    assert verdict.kind == "caution"
    assert "Cannot be compared" in verdict.text
    assert report_html(report)


def test_a_run_without_baselines_or_validation_rows_can_be_reported() -> None:
    run = without_baselines(run_of_three_classes())
    run = replace(run, validation_answer=None)
    assert "scores" not in plots_of(page_of(run))


def test_summaries_tell_the_kinds_apart() -> None:
    said = {name: page_of(run).summary for name, run in every_run().items()}
    assert said["images"].startswith("A LeNet that tells 3 classes of images apart")
    assert said["walk"].startswith("An LSTM that forecasts the next step")
    assert "next 3 steps" in said["steps"]
    assert "predicts a number" in said["number"]
