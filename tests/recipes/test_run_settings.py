from dataclasses import replace

from plainnet.recipes.run_settings import settings_table
from recipes.finished_runs import run_of_three_classes, run_of_two_classes


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
