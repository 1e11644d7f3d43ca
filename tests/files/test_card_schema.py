"""Cards that were changed or damaged: a sentence, never a traceback, never another answer."""

import json
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from pipeline.small_models import (
    save_classifier,
    save_forecast,
    save_image_classifier,
    write_images,
    write_series,
    write_table,
)
from plainnet.errors import FileError, PlainnetError
from plainnet.files.card_schema import SEALS, broken_member, read_card, sealed
from plainnet.files.model_card import card_from_dict
from plainnet.pipeline.loading import load_predictor

ODD: tuple[Any, ...] = (
    None, -1, 0, 2.5, 1e300, "5", "", [], {}, [1], True, "value", 10**12, ["a"],
)  # fmt: skip


def places_in(part: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """List where every member of a JSON value stands."""
    members = part.items() if isinstance(part, dict) else enumerate(part)
    for key, member in members:
        yield (*place, key)
        if isinstance(member, dict | list):
            yield from places_in(member, (*place, key))


def mutated(card: dict[str, Any], source: random.Random) -> dict[str, Any]:
    """Change or remove one member of a card."""
    changed: dict[str, Any] = json.loads(json.dumps(card))
    *before, last = source.choice(list(places_in(changed)))
    part: Any = changed
    for key in before:
        part = part[key]
    if source.random() < 0.15:
        del part[last]
    else:
        part[last] = source.choice(ODD)
    return changed


def card_in(file: Path) -> dict[str, Any]:
    with ZipFile(file) as archive:
        card: dict[str, Any] = json.loads(archive.read("plainnet.json"))
    return card


@pytest.fixture(scope="module", params=["table", "series", "images"])
def model_and_data(request, tmp_path_factory) -> tuple[Path, Path]:
    place = tmp_path_factory.mktemp(request.param)
    file = place / "m.keras"
    if request.param == "table":
        data = write_table(place / "t.csv")
        return save_classifier(file, data), data
    if request.param == "series":
        data = write_series(place / "s.csv")
        return save_forecast(file, data, "log_change"), data
    data = write_images(place / "images")
    return save_image_classifier(file, data), data


def with_card(file: Path, card: dict[str, Any]) -> Path:
    changed = file.with_name("changed.keras")
    with ZipFile(file) as archive, ZipFile(changed, "w") as copy:
        for name in archive.namelist():
            is_card = name == "plainnet.json"
            copy.writestr(name, json.dumps(card) if is_card else archive.read(name))
    return changed


def test_a_changed_card_is_refused_by_its_hash(model_and_data):
    file, _ = model_and_data
    card, source = card_in(file), random.Random(1)
    for _ in range(100):
        changed = mutated(card, source)
        if changed != card:
            with pytest.raises(FileError):
                read_card(changed, file)


def test_a_changed_card_without_a_hash_ends_in_a_sentence_or_an_answer(model_and_data):
    file, data = model_and_data
    card, source = card_in(file), random.Random(2)
    del card["sha256"], card["weights"]
    for _ in range(60):
        changed = with_card(file, mutated(card, source))
        try:
            answers = load_predictor(changed).predict(data)
        except PlainnetError:
            continue
        assert answers


def test_a_sound_card_has_no_broken_member(model_and_data):
    file, _ = model_and_data
    assert broken_member(card_from_dict(card_in(file), file)) is None


@pytest.mark.parametrize(
    ("part", "name", "value"),
    [
        ("target", "threshold", float("nan")),
        ("target", "threshold", "0.5"),
        ("target", "threshold", 1.5),
        ("target", "positive", 2),
        ("target", "names", ["one"]),
        ("inputs", "columns", ["a", "a"]),
        ("inputs", "scaling", {"kind": "standard", "offset": [0.0, 0.0], "scale": [1.0, 0.0]}),
        ("origin", "seed", True),
        ("origin", "test_rows", [-1]),
    ],
)
def test_what_a_member_cannot_be_is_named(tmp_path, part, name, value):
    file = save_classifier(tmp_path / "m.keras", write_table(tmp_path / "t.csv"))
    card = card_in(file)
    card[part][name] = value
    for seal in SEALS:
        del card[seal]
    with pytest.raises(FileError, match=r"m\.keras"):
        read_card(card, file)


def test_weights_that_were_changed_are_refused(tmp_path):
    data = write_table(tmp_path / "t.csv")
    file = save_classifier(tmp_path / "m.h5", data)
    content = bytearray(file.read_bytes())
    weight = load_predictor(file).model.weights
    kernel = next(iter(next(iter(weight.values())).values()))
    place = bytes(content).find(kernel.tobytes())
    assert place > 0
    content[place + 2] ^= 0x10
    file.write_bytes(bytes(content))
    with pytest.raises(FileError, match="weights are not those"):
        load_predictor(file)


def test_layers_that_were_changed_are_refused(tmp_path):
    file = save_classifier(tmp_path / "m.keras", write_table(tmp_path / "t.csv"))
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    settings = json.loads(members["config.json"])
    settings["config"]["layers"][-2]["config"]["activation"] = "relu"
    members["config.json"] = json.dumps(settings).encode()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    with pytest.raises(FileError, match="layers are not set as they were"):
        load_predictor(file)


def test_the_seal_does_not_depend_on_the_layout():
    card = sealed({"version": 1, "inputs": (1, 2.5)}, "w", "n")
    again = json.loads(json.dumps(card, indent=4))
    with pytest.raises(FileError) as problem:
        read_card(again, "m.keras")
    assert problem.value.key == "file.damaged"  # the hash fits; there is no card in it
