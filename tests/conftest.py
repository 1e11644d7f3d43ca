"""What the tests share: the course's data, when they are there, and one language."""

import os
from pathlib import Path

import pytest

os.environ.setdefault("KERAS_BACKEND", "jax")
os.environ["PLAINNET_LANG"] = "en"


@pytest.fixture(scope="session")
def course() -> Path:
    """Give the folder with the course's data, or skip."""
    default = Path(__file__).resolve().parents[1] / ".." / "shared" / "course"
    folder = Path(os.environ.get("PLAINNET_COURSE", default)).resolve()
    if not folder.is_dir():
        pytest.skip("the course's data are not here")
    return folder
