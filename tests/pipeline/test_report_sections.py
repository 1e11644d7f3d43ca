from dataclasses import replace
from typing import Any

import numpy as np

from pipeline.finished_runs import (
    diverged,
    run_of_a_number,
    run_of_a_series,
    run_of_three_classes,
    run_of_two_classes,
)
from plainnet.files.model_card import ClassTarget
from plainnet.pipeline.predictor import Answer
from plainnet.pipeline.prepared import FinishedRun
from plainnet.pipeline.report_sections import class_sections, forecast_section, number_section
from plainnet.pipeline.run_figures import figures_of, truth_of
from plainnet.report.blocks import Paragraph, TableBlock


def sections(run: FinishedRun) -> dict[str, list[Any]]:
    target = run.predictor.card.target
    assert isinstance(target, ClassTarget)
    found = class_sections(run, figures_of(run), target)
    return {section.title: list(section.blocks) for section in found}


def test_the_threshold_is_told_with_what_it_was_chosen_by() -> None:
    (text, _) = sections(run_of_two_classes((1.0, 5.0)))["The threshold"]
    assert "'yes' is predicted where its probability is above 0.20" in text.text
    assert "120 validation rows, where a false alarm costs 1 and a miss 5" in text.text
    (usual, _) = sections(run_of_two_classes())["The threshold"]
    assert "both cost the same" in usual.text
    assert "The threshold" not in sections(run_of_three_classes())


def test_too_sure_probabilities_are_told() -> None:
    (*_, text) = sections(run_of_three_classes())["What the probabilities are worth"]
    assert "do not take the probabilities at their word" in text.text
    (*_, text) = sections(run_of_two_classes())["What the probabilities are worth"]
    assert "no larger than chance" in text.text


def test_images_all_right_are_told() -> None:
    run = run_of_three_classes(of_images=True)
    truth = run.prepared.test.truth
    assert truth is not None
    right = replace(run, answer=Answer(truth, np.eye(3)[truth]))
    assert sections(right)["Mistaken images"] == [Paragraph("No test image was mistaken.")]


def test_of_very_many_classes_the_commonest_mistakes_are_listed() -> None:
    run = run_of_three_classes()
    truth = np.arange(100) % 25
    said = np.where(np.arange(100) == 3, 7, truth)
    names = tuple(f"class {label}" for label in range(25))
    target = ClassTarget(names)
    many = replace(
        run,
        answer=Answer(said),
        prepared=replace(run.prepared, test=replace(run.prepared.test, truth=truth)),
        baselines={},
    )
    many.predictor.card = replace(many.predictor.card, target=target)
    try:
        table = sections(many)["Class by class"][-1]
    finally:
        many.predictor.card = replace(many.predictor.card, target=run.prepared.card.target)
    assert isinstance(table, TableBlock)
    assert table.rows == [["class 3", "class 7", "1"]]


def test_the_largest_errors_stand_first() -> None:
    run = run_of_a_number()
    table = number_section(run).blocks[-1]
    assert isinstance(table, TableBlock)
    errors = np.abs(run.answer.predictions - truth_of(run))
    assert table.rows[0][0] == str(run.prepared.test.labels[int(errors.argmax())])
    assert len(table.rows) == 8


def test_errors_that_grow_are_told() -> None:
    said = [
        block.text
        for block in number_section(run_of_a_number()).blocks
        if isinstance(block, Paragraph)
    ]
    assert len(said) == 1
    assert "Errors grow with the prediction" in said[0]


def test_a_diverged_model_has_plots_only() -> None:
    assert len(number_section(diverged(run_of_a_number())).blocks) == 2


def test_steps_and_the_share_held_by_the_interval_are_told() -> None:
    run = run_of_a_series()
    blocks = forecast_section(run, figures_of(run)).blocks
    said = [block.text for block in blocks if isinstance(block, Paragraph)]
    truth = run.prepared.test.truth
    assert truth is not None
    held = np.mean(np.abs(truth - run.answer.predictions) <= 3)
    assert said[0].startswith(f"The 90 % prediction interval held {100 * held:.0f} %")
    assert "does not merely follow" in said[1]
    table = blocks[-1]
    assert isinstance(table, TableBlock)
    assert [row[0] for row in table.rows] == ["1", "2", "3"]


def test_a_forecast_without_interval_or_dates_is_drawn_all_the_same() -> None:
    run = run_of_a_series(1, knows=0.0)
    plain = replace(
        run,
        answer=Answer(run.answer.predictions),
        baselines={},
        prepared=replace(run.prepared, more={}),
    )
    assert len(forecast_section(plain, figures_of(plain)).blocks) == 1
