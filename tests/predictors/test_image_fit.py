"""New images are held against those trained on."""

from dataclasses import replace

import numpy as np
import pytest

from plainnet.data.dataset import ImageFolder, ImageNotes, Source
from plainnet.errors import DataError
from plainnet.files.model_card import ClassTarget, ImageInputs, ModelCard, Origin, card_from_dict
from plainnet.predictors.image_fit import misfits, only_alike, with_likeness

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
