"""Settings of losses, metrics and initializers that have one value here.

At that value, which is Keras' own default, they are taken; at any other they are refused by name.
"""

from collections.abc import Collection, Mapping
from typing import Any

from plainnet.keras_names.door.refusal import refusal_of

#: Settings beside those of the engine, and the value at which they change nothing.
USUAL: dict[str, Any] = {
    "axis": -1,
    "ignore_class": None,
    "input_axes": None,
    "output_axes": None,
    "thresholds": None,
    "multi_label": False,
    "num_labels": None,
    "label_weights": None,
    "top_k": None,
    "num_regressors": 0,
    "from_sorted_ids": False,
    "class_id": None,
}
#: Settings that change how something is computed, not what.
WITHOUT_EFFECT = ("dtype",)


def without_usual(
    owner: str, settings: Mapping[str, Any], known: Collection[str]
) -> dict[str, Any]:
    """Leave out what has its usual value; refuse another value by name.

    >>> without_usual("AUC", {"curve": "PR", "multi_label": False}, ["curve"])
    {'curve': 'PR'}
    """
    kept = {name: value for name, value in settings.items() if name in known}
    for name, value in settings.items():
        if name in kept or name in WITHOUT_EFFECT or _is_usual(name, value):
            continue
        raise refusal_of(f"{owner}({name}={value!r})", "script.hint.setting")
    return kept


def _is_usual(name: str, value: Any) -> bool:
    """Return whether a setting has its usual value."""
    return name in USUAL and type(value) is type(USUAL[name]) and value == USUAL[name]
