"""A model card: sealed when it is written, checked when it is read."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from math import isfinite
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from plainnet.data.scaling import Scaling
from plainnet.errors import FileError
from plainnet.files.model_card import (
    ClassTarget,
    ImageInputs,
    ModelCard,
    NumberTarget,
    SeriesInputs,
    TableInputs,
    card_from_dict,
)

SEALS = ("sha256", "weights", "network")
LARGEST_SIZE = 1_000_000  # of a window, a horizon, a season; pixels of a side are fewer


def sealed(card: Mapping[str, Any], weights_hash: str, network_hash: str) -> dict[str, Any]:
    """Add to a card the hashes of its weights and its network, and one of all it holds."""
    whole = {**_without_hash(card), "weights": weights_hash, "network": network_hash}
    return {**whole, "sha256": _digest(whole)}


def read_card(saved: Mapping[str, Any], file: object) -> ModelCard:
    """Read a card and check it: by its hash, where it has one, its types and its meaning."""
    is_sealed = not saved.keys().isdisjoint(SEALS)  # all or none are written
    if is_sealed and saved.get("sha256") != _digest(_without_hash(saved)):
        raise FileError("file.card_changed", file=file)
    card = card_from_dict(saved, file)
    if (member := broken_member(card)) is not None:
        raise FileError("file.card_broken", file=file, member=member)
    return card


def check_seals(
    saved: Mapping[str, Any], weights_hash: str, network_hash: str, file: object
) -> None:
    """Refuse weights and a network that are not those a card was written with."""
    if saved.get("weights") not in (None, weights_hash):
        raise FileError("file.weights_changed", file=file)
    if saved.get("network") not in (None, network_hash):  # None: written by an earlier version
        raise FileError("file.network_changed", file=file)


def _without_hash(card: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the hash of a card is taken of."""
    return {name: part for name, part in card.items() if name != "sha256"}


def _digest(card: Mapping[str, Any]) -> str:
    """Hash what a card holds, however it is laid out."""
    return hashlib.sha256(json.dumps(card, sort_keys=True).encode()).hexdigest()


def broken_member(card: ModelCard) -> str | None:
    """Return the first member of a card that is not what its type or its meaning says, or None."""
    return _wrong_type(card, ModelCard, "card") or _wrong_meaning(card)


def _wrong_type(value: Any, wanted: Any, name: str) -> str | None:
    """Return the name of the first value inside `value` that is not of its type."""
    origin, inner = get_origin(wanted), get_args(wanted)
    if wanted is Any:
        return None
    if origin in (Union, UnionType):
        return None if any(_wrong_type(value, each, name) is None for each in inner) else name
    if origin is Literal:
        return None if value in inner and type(value) in map(type, inner) else name
    if origin is tuple:
        return _wrong_in_tuple(value, inner, name)
    if origin is dict:
        return _wrong_in_dict(value, inner, name)
    if is_dataclass(wanted):
        return _wrong_in_dataclass(value, wanted, name)
    return None if _is_plain(value, wanted) else name


def _wrong_in_tuple(value: Any, inner: tuple[Any, ...], name: str) -> str | None:
    """Check each member of a tuple of one type, or of a fixed length."""
    if not isinstance(value, tuple):
        return name
    if inner[-1] is Ellipsis and inner[0] in (int, str):  # of any length
        return None if {*map(type, value)} <= {inner[0]} else name
    if inner[-1] is Ellipsis:
        inner = (inner[0],) * len(value)
    if len(inner) != len(value):
        return name
    wrong = (_wrong_type(own, kind, name) for own, kind in zip(value, inner, strict=True))
    return next(filter(None, wrong), None)


def _wrong_in_dict(value: Any, inner: tuple[Any, ...], name: str) -> str | None:
    """Check keys and values of a dict."""
    if not isinstance(value, Mapping):
        return name
    for key, own in value.items():
        if _wrong_type(key, inner[0], name) or _wrong_type(own, inner[1], name):
            return f"{name}.{key}"
    return None


def _wrong_in_dataclass(value: Any, wanted: Any, name: str) -> str | None:
    """Check each field of a dataclass."""
    if not isinstance(value, wanted):
        return name
    hints = get_type_hints(wanted)
    wrong = (
        _wrong_type(getattr(value, field.name), hints[field.name], f"{name}.{field.name}")
        for field in fields(wanted)
    )
    return next(filter(None, wrong), None)


def _is_plain(value: Any, wanted: type) -> bool:
    """Return whether a number, a text, a truth value or None is what it should be."""
    if wanted is float:
        return type(value) in (int, float) and isfinite(value)
    if wanted in (int, str, bool, NoneType):
        return type(value) is wanted
    return isinstance(value, wanted)


def _wrong_meaning(card: ModelCard) -> str | None:
    """Return the first member whose value makes no sense beside the others."""
    checks = {**_inputs_checks(card.inputs), **_target_checks(card.target)}
    checks["origin.test_rows"] = all(row >= 0 for row in card.origin.test_rows)
    checks["origin.seed"] = card.origin.seed >= 0
    return next((name for name, is_right in checks.items() if not is_right), None)


def _inputs_checks(inputs: TableInputs | ImageInputs | SeriesInputs) -> dict[str, bool]:
    """Check the inputs: sizes, and one scale for each column."""
    if isinstance(inputs, ImageInputs):
        sizes = (inputs.height, inputs.width)
        return {"inputs.height, inputs.width": all(0 < size < LARGEST_SIZE for size in sizes)}
    if isinstance(inputs, TableInputs):
        names = inputs.columns
        columns = () if inputs.encoding is None else inputs.encoding.columns
        encoded = [column.name for column in columns] or names
        return {
            "inputs.columns": len(set(names)) == len(names) and sorted(encoded) == sorted(names),
            "inputs.scaling": _is_scaling_of(inputs.scaling, len(names)),
            "inputs.encoding.levels": all(len(set(c.known)) == len(c.known) for c in columns),
        }
    count = max(1, len(inputs.columns))
    steps = (inputs.window, inputs.horizon, 1 if inputs.season is None else inputs.season)
    widths, level = inputs.interval_half_widths, inputs.interval_level
    return {
        "inputs.window, inputs.horizon, inputs.season": all(0 < n < LARGEST_SIZE for n in steps),
        "inputs.scaling": _is_scaling_of(inputs.scaling, count),
        "inputs.forms": len(inputs.forms) in (0, count),
        "inputs.lowest, inputs.highest": {len(inputs.lowest), len(inputs.highest)} <= {0, count},
        "inputs.interval_half_widths": len(widths) in (0, inputs.horizon)
        and all(width >= 0 for width in widths),
        "inputs.interval_level": level is None or 0 < level < 1,
    }


def _target_checks(target: ClassTarget | NumberTarget) -> dict[str, bool]:
    """Check the target: a threshold between 0 and 1, classes that are there."""
    if isinstance(target, NumberTarget):
        scaling = target.scaling
        return {"target.scaling": scaling is None or _is_scaling_of(scaling, len(scaling.scale))}
    classes = range(len(target.names))
    return {
        "target.names": len(set(target.names)) == len(classes) > 0,
        "target.values": len(target.values) in (0, len(classes)),
        "target.positive": target.positive is None or target.positive in classes,
        "target.most_frequent": target.most_frequent in classes,
        "target.threshold": target.threshold is None or 0 <= target.threshold <= 1,
    }


def _is_scaling_of(scaling: Scaling | None, count: int) -> bool:
    """Return whether a scaling has an offset and a scale, none of them 0, for each column."""
    if scaling is None:
        return True
    return len(scaling.offset) == len(scaling.scale) == count and all(scaling.scale)
