"""The card: there and back, and damaged in every place."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest

from plainnet.data.dataset import Source
from plainnet.data.scaling import Scaling, learn_min_max, learn_standard
from plainnet.errors import FileError
from plainnet.files.model_card import (
    ClassTarget,
    ImageInputs,
    ModelCard,
    NumberTarget,
    Origin,
    SeriesInputs,
    TableInputs,
    card_from_dict,
)

ORIGIN = Origin(
    Source("data/金价.csv", "ab" * 32),
    (5, 3, 9),
    seed=7,
    metrics={"rmse": 1.5, "mape": None},
    baselines={"mean": {"rmse": 2.0}},
    cores=2,
    devices=1,
    versions={"jax": "0.10.2"},
)
SCALING = learn_min_max([[1.0, 2.0], [3.0, 5.5]])
ONE = learn_standard([[1.0], [4.0]])
CARDS = {
    "table": ModelCard(
        TableInputs(("a", "乙"), SCALING),
        ClassTarget(
            ("恶性", "良性"), "class", (0.0, 1.0), positive=0, threshold=0.3, most_frequent=1
        ),
        ORIGIN,
    ),
    "unscaled": ModelCard(TableInputs(("a",)), NumberTarget("y", ""), ORIGIN),
    "images": ModelCard(
        ImageInputs(32, 24, 3, "bilinear"), ClassTarget(("Cr", "In", "Sc")), ORIGIN
    ),
    "series": ModelCard(
        SeriesInputs("price", 5, ONE, "log_change"),
        NumberTarget("price", "USD", Scaling("min_max", (0.5,), (2.0,)), 1200.5),
        ORIGIN,
    ),
}


@pytest.mark.parametrize("name", CARDS)
def test_there_and_back(name: str) -> None:
    card = CARDS[name]
    assert card_from_dict(json.loads(json.dumps(card.to_dict())), "m.keras") == card


def test_scores_can_be_added() -> None:
    card = CARDS["series"].with_scores({"rmse": 3.0}, {"last_value": {"rmse": None}})
    assert card.origin.metrics == {"rmse": 3.0}
    assert card.origin.baselines == {"last_value": {"rmse": None}}
    assert (card.inputs, card.origin.seed) == (CARDS["series"].inputs, 7)


def places_in(tree: Any, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Walk through all places of nested dicts."""
    if above:
        yield above
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from places_in(value, (*above, key))


NEEDED = {  # what a card cannot do without
    "version", "inputs", "target", "origin", "kind", "columns", "height", "width", "channels",
    "resize", "column", "window", "scaling", "names", "unit", "data", "path", "sha256",
    "test_rows", "seed", "offset", "scale",
}  # fmt: skip


@pytest.mark.parametrize("name", CARDS)
def test_a_place_missing(name: str) -> None:
    whole = CARDS[name].to_dict()
    refused = set()
    for place in places_in(whole):
        inner = spoilt = copy.deepcopy(whole)
        for key in place[:-1]:
            inner = inner[key]
        del inner[place[-1]]
        try:
            card_from_dict(spoilt, "m.keras")
        except FileError as problem:
            assert "m.keras" in str(problem)
            refused.add(place[-1])
    assert {"version", "inputs", "target", "origin", "kind", "data", "test_rows"} <= refused
    assert refused <= NEEDED


@pytest.mark.parametrize("garbage", [None, 5, "x", [], {}, [None], {"kind": "Nothing"}])
@pytest.mark.parametrize("name", CARDS)
def test_the_great_parts_spoilt(name: str, garbage: Any) -> None:
    for part in ("version", "inputs", "target", "origin"):
        spoilt = {**CARDS[name].to_dict(), part: garbage}
        if (part, garbage) == ("version", 5):
            continue
        with pytest.raises(FileError, match=r"m\.keras is not a whole"):
            card_from_dict(spoilt, "m.keras")


@pytest.mark.parametrize("whole", [None, 5, "x", [], {}, [1]])
def test_something_else_altogether(whole: Any) -> None:
    with pytest.raises(FileError, match="not a whole"):
        card_from_dict(whole, "m.keras")


@pytest.mark.parametrize(
    "scaling",
    ["x", {"kind": "robust", "offset": [0], "scale": [1]}, {"kind": "min_max"},
     {"kind": "min_max", "offset": [0.0], "scale": [0.0]},
     {"kind": "min_max", "offset": [0.0, 1.0], "scale": [1.0]}],
)  # fmt: skip
def test_a_scaling_that_cannot_be(scaling: Any) -> None:
    spoilt = CARDS["table"].to_dict()
    spoilt["inputs"]["scaling"] = scaling
    with pytest.raises(FileError, match="not a whole"):
        card_from_dict(spoilt, "m.keras")


def test_a_card_of_the_future_is_refused() -> None:
    with pytest.raises(FileError, match="written by a newer plainnet"):
        card_from_dict({**CARDS["table"].to_dict(), "version": 2}, "m.keras")
