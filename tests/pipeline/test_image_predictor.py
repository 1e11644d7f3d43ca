"""New images are held against those trained on."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipeline.small_models import save_image_classifier, write_images
from plainnet.data.dataset import ImageFolder, ImageNotes, Source
from plainnet.errors import DataError
from plainnet.files.model_card import ClassTarget, ImageInputs, ModelCard, Origin, card_from_dict
from plainnet.pipeline.image_predictor import misfits, only_alike, with_likeness
from plainnet.pipeline.loading import load_predictor

PLAIN = ImageInputs(8, 8, 3, "area")
GREY = with_likeness(PLAIN, [ImageNotes(100, 200, False), ImageNotes(120, 90, False)])
COLOUR = with_likeness(PLAIN, [ImageNotes(100, 100, True)])


def images_of(*notes: ImageNotes) -> ImageFolder:
    """Make images of which only the notes matter."""
    pixels = np.arange(len(notes), dtype=np.uint8).reshape(-1, 1, 1, 1)
    files = tuple(f"{number}.png" for number in range(len(notes)))
    labels = np.full(len(notes), -1, np.int32)
    return ImageFolder(pixels, labels, (), files, Source("", ""), (), notes)


def test_what_training_images_were_like_is_written_down() -> None:
    assert (GREY.colours, GREY.heights, GREY.widths) == ("grey", (100, 120), (90, 200))
    assert COLOUR.colours == "colour"
    mixed = with_likeness(PLAIN, [ImageNotes(1, 1, True), ImageNotes(1, 1, False)])
    assert mixed.colours == "mixed"
    assert with_likeness(PLAIN, []) == PLAIN
    card = ModelCard(GREY, ClassTarget(("a", "b")), Origin(Source("", ""), (), 0))
    assert card_from_dict(card.to_dict(), "m.keras").inputs == GREY


@pytest.mark.parametrize(
    ("inputs", "note", "sentence"),
    [
        (GREY, ImageNotes(100, 100, True), r"1\.png has colours"),
        (COLOUR, ImageNotes(100, 100, False), r"1\.png has no colours"),
        (GREY, ImageNotes(24, 100, False), "24 x 100 pixels .* had 100 x 90 ... 120 x 200"),
        (GREY, ImageNotes(100, 801, False), "100 x 801 pixels"),
    ],
)
def test_misfits_are_refused_or_left_out(
    inputs: ImageInputs, note: ImageNotes, sentence: str
) -> None:
    fitting = ImageNotes(100, 100, inputs.colours == "colour")
    images = images_of(fitting, note, fitting)
    with pytest.raises(DataError, match=sentence):
        only_alike(images, inputs)
    lenient = replace(inputs, damaged="skip")
    kept = only_alike(images, lenient)
    assert kept.files == ("0.png", "2.png")
    assert kept.pixels.ravel().tolist() == [0, 2]
    assert "left out" in str(kept.repairs[0])
    assert "1.png" in str(kept.repairs[0])
    with pytest.raises(DataError, match=r"^0\.png has "):
        only_alike(images_of(note), lenient)


def test_what_fits_or_is_not_known_passes() -> None:
    edge = images_of(ImageNotes(25, 23, False), ImageNotes(480, 800, False))
    assert only_alike(edge, GREY) is edge
    anything = images_of(ImageNotes(1, 9000, True), ImageNotes(9000, 1, False))
    assert only_alike(anything, PLAIN) is anything
    assert not any(odd.any() for odd in misfits(anything.notes, PLAIN).values())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Train on a folder with a training and a validation part."""
    folder = tmp_path_factory.mktemp("images")
    write_images(folder / "data")
    save_image_classifier(folder / "m.keras", folder / "data")
    return folder


def test_of_the_training_folder_only_the_test_images_count(folder: Path) -> None:
    result = load_predictor(folder / "m.keras").test(folder / "data")
    assert result["rows"] == 8
    assert any("only the 8 rows kept for testing" in note for note in result["notes"])
    assert result["metrics"]["accuracy"] == 1
    assert result["baselines"]["majority"]["accuracy"] == 0.5
    assert load_predictor(folder / "m.keras").test(folder / "data", "all")["rows"] == 16


def test_class_folders_without_parts(folder: Path, tmp_path: Path) -> None:
    write_images(tmp_path, ("new",), count=3)
    result = load_predictor(folder / "m.keras").test(tmp_path / "new")
    assert result["rows"] == 6
    assert result["metrics"]["accuracy"] == 1
    assert load_predictor(folder / "m.keras").test(folder / "data" / "val")["rows"] == 8


def test_a_single_image_and_a_loose_folder(folder: Path) -> None:
    model = load_predictor(folder / "m.keras")
    image = folder / "data" / "val" / "bright" / "2.png"
    (answer,) = model.predict(image)
    assert answer["file"] == str(image)
    assert answer["prediction"] == "bright"
    assert answer["probability_dark"] + answer["probability_bright"] == pytest.approx(1)
    assert answer["probability_bright"] > 0.5
    answers = model.predict(folder / "data")
    assert [Path(answer["file"]).parent.name for answer in answers] == [
        answer["prediction"] for answer in answers
    ]
    assert len(answers) == 16
    assert answer in answers


def test_hidden_files_are_no_images(folder: Path, tmp_path: Path) -> None:
    write_images(tmp_path, ("new",), count=1)
    (tmp_path / "new" / "dark" / "._0.png").write_bytes(b"left behind by another system")
    assert len(load_predictor(folder / "m.keras").predict(tmp_path)) == 2


def test_a_folder_without_images_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing here")
    with pytest.raises(DataError, match="holds no image"):
        load_predictor(folder / "m.keras").predict(tmp_path)


def test_other_classes_are_refused(folder: Path, tmp_path: Path) -> None:
    write_images(tmp_path, ("new",), count=1)
    (tmp_path / "new" / "dark").rename(tmp_path / "new" / "dim")
    with pytest.raises(DataError):
        load_predictor(folder / "m.keras").test(tmp_path / "new")


@pytest.mark.parametrize("name", ["none", "none/deeper.png"])
def test_a_missing_path_is_refused(name: str, folder: Path, tmp_path: Path) -> None:
    for door in (
        load_predictor(folder / "m.keras").test,
        load_predictor(folder / "m.keras").predict,
    ):
        with pytest.raises(DataError, match="none"):
            door(tmp_path / name)


def test_a_single_image_has_the_class_of_its_folder(folder: Path, tmp_path: Path) -> None:
    write_images(tmp_path, ("new",), count=1)
    image = tmp_path / "new" / "bright" / "0.png"
    predictor = load_predictor(folder / "m.keras")
    said = predictor.predict(image)[0]["prediction"]
    result = predictor.test(image)
    assert (result["rows"], result["metrics"]["accuracy"]) == (1, float(said == "bright"))
    image.rename(tmp_path / "new" / "0.png")
    with pytest.raises(DataError, match="the folder of its class"):
        predictor.test(tmp_path / "new" / "0.png")


def test_a_corrupt_image_is_named(folder: Path, tmp_path: Path) -> None:
    write_images(tmp_path, ("new",), count=1)
    (tmp_path / "new" / "bright" / "0.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    for door in (
        load_predictor(folder / "m.keras").test,
        load_predictor(folder / "m.keras").predict,
    ):
        with pytest.raises(DataError, match=r"0\.png"):
            door(tmp_path / "new")


def test_folders_of_classes_the_model_does_not_know_are_named(folder: Path, tmp_path: Path) -> None:
    write_images(tmp_path, ("new",), count=2)
    extra = tmp_path / "new" / "twilight"
    extra.mkdir()
    (tmp_path / "new" / "dark" / "0.png").rename(extra / "0.png")
    model = load_predictor(folder / "m.keras")
    with pytest.raises(DataError, match=r"no class called twilight\. Known: dark, bright"):
        model.test(tmp_path / "new")
    assert len(model.predict(tmp_path / "new")) == 4


def test_a_class_may_be_missing_and_this_is_said(folder: Path, tmp_path: Path) -> None:
    write_images(tmp_path, ("new",), count=2)
    (tmp_path / "new" / "dark").rename(tmp_path / "elsewhere")
    result = load_predictor(folder / "m.keras").test(tmp_path / "new")
    assert result["rows"] == 2
    assert any("no image, of the classes dark" in note for note in result["notes"])


def test_images_of_another_kind_get_an_answer_in_words(folder: Path, tmp_path: Path) -> None:
    model = load_predictor(folder / "m.keras")
    seen = replace(model.card.inputs, colours="colour", heights=(8, 8), widths=(8, 8))
    model.card = replace(model.card, inputs=seen)
    Image.new("L", (8, 8), 40).save(tmp_path / "grey.png")
    with pytest.raises(DataError, match=r"grey\.png has no colours .* colour images only"):
        model.predict(tmp_path)
    Image.new("RGB", (800, 8), (200, 30, 30)).save(tmp_path / "grey.png")
    with pytest.raises(DataError, match=r"8 x 800 pixels .* had 8 x 8"):
        model.predict(tmp_path / "grey.png")
    model.card = replace(model.card, inputs=replace(seen, damaged="skip"))
    Image.new("RGB", (8, 8), (200, 30, 30)).save(tmp_path / "red.png")
    (tmp_path / "cut.png").write_bytes((tmp_path / "red.png").read_bytes()[:45])
    raw = model.read(tmp_path, with_truth=False)
    assert [Path(str(label)).name for label in raw.labels] == ["red.png"]
    assert len(raw.repairs) == 2
