import numpy as np

from plainnet.recipes.number_section import number_section
from plainnet.recipes.run_figures import truth_of
from plainnet.report.blocks import Paragraph, TableBlock
from recipes.finished_runs import diverged, run_of_a_number


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
