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
