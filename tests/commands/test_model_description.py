"""The description of a model file."""

from dataclasses import replace
from pathlib import Path

from files.saved_models import model_named
from pipeline.small_models import save_classifier, write_table
from plainnet.commands.model_description import described, description_text
from plainnet.files.model_card import card_from_dict
from plainnet.files.model_file import read_model_file


def test_what_plainnet_wrote_down_of_the_training(tmp_path: Path) -> None:
    data = write_table(tmp_path / "data.csv")
    saved = read_model_file(save_classifier(tmp_path / "m.keras", data))
    assert saved.card is not None
    card = card_from_dict(saved.card, "m.keras").with_scores({"accuracy": 0.875, "f1": None}, {})
    description = described("m.keras", replace(saved, card=card.to_dict()))
    training = description["training"]
    assert (training["kind"], training["seed"], training["test_rows"]) == ("table", 1, 5)
    text = description_text(description)
    assert f"trained on {training['data']}, seed 1" in text
    assert "on its 5 test rows: accuracy 0.875" in text


def test_an_uncompiled_model_says_so(tmp_path: Path) -> None:
    model_named("dense").save(tmp_path / "m.keras")
    description = described("m.keras", read_model_file(tmp_path / "m.keras"))
    assert description["optimizer"] is None
    assert description_text(description).endswith("not compiled")
