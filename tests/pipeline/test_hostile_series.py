"""Series as people really bring them: each is read right, or answered by one sentence."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from plainnet.errors import PlainnetError
from plainnet.pipeline.prepared import Prepared
from plainnet.pipeline.recipe import Recipe
from plainnet.pipeline.series_preparation import prepare_series

N_ROWS = 60
VALUES = [round(100 + 10 * np.sin(row) + row / 7, 2) for row in range(N_ROWS)]
DAYS = [str(np.datetime64("2021-01-01") + row) for row in range(N_ROWS)]


def table(header: str, *columns: Sequence[object], mark: str = ",") -> str:
    """Write columns below a header."""
    return "\n".join(
        [header, *(mark.join(map(str, row)) for row in zip(*columns, strict=True)), ""]
    )


PLAIN = table("day,a", DAYS, VALUES)
GOOD: dict[str, tuple[bytes, dict[str, Any], str]] = {
    "plain": (PLAIN.encode(), {}, ""),
    "byte order mark": (b"\xef\xbb\xbf" + PLAIN.encode(), {}, ""),
    "utf-16": (PLAIN.encode("utf-16"), {}, "UTF-16"),
    "chinese names": (
        table("日期,价格", DAYS, VALUES).encode("gb18030"),
        {"series": ("价格",)},
        "",
    ),
    "windows line ends": (PLAIN.replace("\n", "\r\n").encode(), {}, ""),
    "decimal commas": (
        table("day;a", DAYS, [str(v).replace(".", ",") for v in VALUES], mark=";").encode(),
        {},
        "",
    ),
    "newest first": (table("day,a", DAYS[::-1], VALUES[::-1]).encode(), {}, "turned around"),
    "american dates": (
        table("day,a", [f"{d[5:7]}/{d[8:]}/{d[2:4]}" for d in DAYS], VALUES).encode(),
        {},
        "",
    ),
    "half of the dates rewritten": (
        table(
            "day,a",
            [d if row % 2 else f"{d[8:]}.{d[5:7]}.{d[:4]}" for row, d in enumerate(DAYS)],
            VALUES,
        ).encode(),
        {},
        "not all written in one way",
    ),
    "impossible dates": (
        table("day,a", [*DAYS[:-1], "2021-02-31"], VALUES).encode(),
        {},
        "not all written in one way",
    ),
    "no dates": (table("a", VALUES).encode(), {}, ""),
    "empty rows at the end": ((PLAIN + ",\n,\n").encode(), {}, ""),
    "days to come": ((PLAIN + "2021-03-02,\n2021-03-03,\n").encode(), {}, "no value there: 2"),
}
BAD: dict[str, tuple[bytes, dict[str, Any], str]] = {
    "empty": (b"", {}, "empty"),
    "only a header": (b"day,a\n", {}, "a"),
    "one row": (b"day,a\n2021-01-01,5\n", {}, ""),
    "no header": (table(f"{VALUES[0]}", VALUES).encode(), {}, "column names"),
    "an image": (b"\x89PNG\r\n\x1a\n" + bytes(200), {}, ""),
    "constant": (table("a", [5] * N_ROWS).encode(), {}, "all values to train on are 5"),
    "text in between": (
        table("a", [*VALUES[:-1], "broken"]).encode(),
        {"series": ("a",)},
        "broken",
    ),
    "infinite": (table("a", [*VALUES[:-1], "inf"]).encode(), {"series": ("a",)}, "line 61"),
    "too large": (table("a", [*VALUES[:-1], "1e300"]).encode(), {}, "too large"),
    "all missing": (table("a,b", VALUES, [""] * N_ROWS).encode(), {"series": ("a", "b")}, "'b'"),
    "two columns": (table("a,b", VALUES, VALUES).encode(), {}, "a, b"),
    "wrong column": (PLAIN.encode(), {"series": ("c",)}, "'c'"),
    "same column twice": (PLAIN.encode(), {"series": ("a", "a")}, "named twice"),
    "the dates": (PLAIN.encode(), {"series": ("day",)}, "2021-01-01"),
    "a row too wide": ((PLAIN + "2021-03-02,1,2\n").encode(), {}, "3"),
    "open quotes": ((PLAIN + '"2021-03-02,1\n').encode(), {}, ""),
    "window too long": (PLAIN.encode(), {"window": 500}, "at least"),
    "horizon too long": (PLAIN.encode(), {"horizon": 50}, "at least"),
    "logarithm of zero": (
        table("a", [*VALUES[:-1], 0]).encode(),
        {"log_target": True},
        "line 61, column 'a': 0 is not above 0",
    ),
    "a network of images": (PLAIN.encode(), {"model": "lenet"}, "linear, dense, simple_rnn, lstm"),
}


def prepare(folder: Path, content: bytes, settings: dict[str, Any]) -> Prepared:
    """Prepare a file."""
    file = folder / "序列.csv"
    file.write_bytes(content)
    return prepare_series(Recipe(str(file), **settings))


@pytest.mark.parametrize("name", GOOD)
def test_read_right(name: str, tmp_path: Path) -> None:
    content, settings, part = GOOD[name]
    prepared = prepare(tmp_path, content, settings)
    assert prepared.more["values"].tolist() == VALUES
    assert part in " ".join(map(str, prepared.test.repairs))
    assert np.isfinite(prepared.train[0]).all()
    assert np.isfinite(prepared.train[1]).all()


@pytest.mark.parametrize("name", BAD)
def test_answered_by_one_sentence(name: str, tmp_path: Path) -> None:
    content, settings, part = BAD[name]
    with pytest.raises(PlainnetError) as error:
        prepare(tmp_path, content, settings)
    assert part in str(error.value)
    assert "\n" not in str(error.value)
