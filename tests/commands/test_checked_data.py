"""New rows are held against those a model was trained on; folders are looked through."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_new_rows_are_held_against_those_of_training(plainnet: Run, tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    rows = rng.normal(10, 2, size=(120, 3))
    lines = [f"{a},{b},{c},{int(a > b)}" for a, b, c in rows.tolist()]
    (tmp_path / "data.csv").write_text("\n".join(["a,b,c,y", *lines]))
    trained = plainnet("train", "data.csv", "--target", "y", "--epochs", "3")
    assert trained.returncode == 0, trained.stderr
    model = next(tmp_path.rglob("*.keras"))
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    refused = plainnet("check", str(model), "--data", "other.csv", "--json")
    assert json.loads(refused.stdout)[0]["code"] == "rows-cannot-be-used"
    assert refused.returncode == 1
    known = plainnet("check", str(model), "--data", "data.csv", "--json")
    assert json.loads(known.stdout)[0]["code"] == "rows-trained-on"


def test_a_folder_of_images_is_checked(plainnet: Run, tmp_path: Path) -> None:
    from PIL import Image

    for part in ("train", "val"):
        for name, level in (("dark", 20), ("light", 220)):
            folder = tmp_path / part / name
            folder.mkdir(parents=True)
            for number in range(3):
                same = number == 0 or part == "train"
                grey = level + 3 * number + (0 if same else 1)
                Image.new("L", (8, 8), grey).save(folder / f"{number}.png")
    done = plainnet("check", str(tmp_path), "--json")
    findings = json.loads(done.stdout)
    assert findings[0]["code"] == "images-in-both-parts"
    assert findings[0]["evidence"]["copies"] == 2


def test_a_changed_copy_and_a_missing_class_are_seen(plainnet: Run, tmp_path: Path) -> None:
    from PIL import Image, ImageOps

    rng = np.random.default_rng(0)
    for part, names in (("train", "abc"), ("val", "ac")):
        for name in names:
            folder = tmp_path / part / name
            folder.mkdir(parents=True)
            for number in range(4):
                coarse = Image.fromarray(rng.integers(0, 256, (9, 9), dtype=np.uint8))
                coarse.resize((48, 48)).save(folder / f"{number}.png")
    with Image.open(tmp_path / "train" / "a" / "0.png") as image:
        brighter = ImageOps.mirror(image).resize((60, 40)).point(lambda level: level * 0.8 + 20)
        brighter.save(tmp_path / "val" / "a" / "5.jpg", quality=80)
    findings = json.loads(plainnet("check", str(tmp_path), "--json").stdout)
    evidence = {each["code"]: each["evidence"] for each in findings}
    assert evidence.keys() == {"near-images-in-both-parts", "parts-of-other-classes"}
    assert evidence["near-images-in-both-parts"]["copies"] == 1
    assert evidence["parts-of-other-classes"]["name"] == "b"


def test_wrong_labels_are_doubted(plainnet: Run, tmp_path: Path) -> None:
    from sklearn.datasets import load_wine

    frame = load_wine(as_frame=True).frame
    frame.to_csv(tmp_path / "clean.csv", index=False)
    wrong = frame.index[10::30]
    frame.loc[wrong, "target"] = (frame.loc[wrong, "target"] + 1) % 3
    frame.to_csv(tmp_path / "wrong.csv", index=False)
    assert plainnet("check", "clean.csv", "--target", "target", "--json").stdout.strip() == "[]"
    done = plainnet("check", "wrong.csv", "--target", "target", "--json")
    (finding,) = json.loads(done.stdout)
    assert finding["code"] == "table-labels-doubtful"
    rows = [each["row"] - 1 for each in finding["evidence"]["first"]]
    assert len(rows) >= 4
    assert set(rows) <= set(wrong)


def test_only_labels_off_the_confident_joint_are_doubted() -> None:
    from plainnet.coach.file_rules import doubtful_labels

    # The usual probabilities of the two classes are 0.6 and 0.76.
    first = np.array([0.97, 0.02, 0.55, 0.86, 0.03, 0.04, 0.5, 0.39])
    rows, others = doubtful_labels(
        np.column_stack([first, 1 - first]), np.array([0, 0, 0, 0, 1, 1, 1, 1])
    )
    assert (rows.tolist(), others.tolist()) == ([1], [1])
