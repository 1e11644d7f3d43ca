from dataclasses import replace
from typing import Any

import numpy as np

from plainnet.files.model_card import ClassTarget
from plainnet.predictors.predictor import Answer
from plainnet.recipes.class_sections import class_sections
from plainnet.recipes.finished_run import FinishedRun
from plainnet.recipes.run_figures import figures_of
from plainnet.report.blocks import Paragraph, TableBlock
from recipes.finished_runs import run_of_three_classes, run_of_two_classes


def sections(run: FinishedRun) -> dict[str, list[Any]]:
    target = run.predictor.card.target
    assert isinstance(target, ClassTarget)
    found = class_sections(run, figures_of(run), target)
    return {section.title: list(section.blocks) for section in found}


def test_the_threshold_is_told_with_what_it_was_chosen_by() -> None:
    (text, _) = sections(run_of_two_classes((1.0, 5.0)))["The threshold"]
    assert "“yes” is predicted where its probability is above 0.20" in text.text
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
