"""The settings of a run as a table."""

from plainnet.messages.language import say
from plainnet.recipes.prepared import Prepared
from plainnet.report.blocks import TableBlock

SHOWN = (
    *(
        "target",
        "series",
        "only",
        "task",
        "model",
        "hidden",
        "drop",
        "keep",
        "categories",
        "log_target",
    ),
    *("size", "grey", "augmentation", "damaged", "window", "horizon", "season"),
    *("split", "group", "time", "test_fraction", "validation_fraction"),
    *("epochs", "batch", "rate", "patience", "positive", "cost", "metric", "class_weight", "seed"),
)
BETWEEN = {"size": "x", "cost": ":"}
ONLY_IMAGES = ("damaged",)


def settings_table(prepared: Prepared) -> TableBlock:
    """Lay out every setting, given or found out, as the command line takes it."""
    rows = []
    for name in SHOWN:
        value = getattr(prepared.recipe, name)
        is_of_images = prepared.test.inputs.ndim == 4
        if value in (None, ()) or (name in ONLY_IMAGES and not is_of_images):
            continue
        rows.append(
            [f"--{name.replace('_', '-')}".replace("augmentation", "augment"), _text(name, value)]
        )
    headers = [say("run_report.setting"), say("run_report.value")]
    return TableBlock(headers, rows, say("run_report.settings_caption"))


def _text(name: str, value: object) -> str:
    """Write a value as the command line takes it."""
    match value:
        case bool():
            return "yes" if value else "no"
        case tuple():
            return BETWEEN.get(name, ",").join(_text(name, part) for part in value)
        case float():
            return f"{value:g}"
        case _:
            return str(value)
