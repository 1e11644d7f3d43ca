"""Tables as they should not be: one sentence, or a right result; never a traceback."""

import warnings
from pathlib import Path

import numpy as np
import pytest

from data.table_files import write
from plainnet.errors import PlainnetError
from plainnet.messages.language import speaking
from plainnet.pipeline.prepared import Prepared
from plainnet.pipeline.recipe import Recipe
from plainnet.pipeline.table_preparation import prepare_table

RANDOM = np.random.default_rng(0)
XS = RANDOM.normal(size=40).round(2).tolist()
PLAIN = "x,y\n" + "".join(f"{x},{3 * x + row % 2:.2f}\n" for row, x in enumerate(XS))
GERMAN = PLAIN.replace(",", ";").replace(".", ",")
ACCENTS = "größe,y\n" + "".join(f"{x},{'è' if x > 0 else 'ü'}\n" for x in XS)
CHINESE = "尺寸,种类\n" + "".join(f"{x},{'大' if x > 0 else '小'}\n" for x in XS)

RIGHT = {
    "plain": PLAIN.encode(),
    "no line end at the end": PLAIN.rstrip().encode(),
    "windows line ends": PLAIN.replace("\n", "\r\n").encode(),
    "old mac line ends": PLAIN.replace("\n", "\r").encode(),
    "byte order mark": PLAIN.encode("utf-8-sig"),
    "utf-16": PLAIN.encode("utf-16"),
    "utf-16 without a mark": PLAIN.encode("utf-16-le"),
    "utf-32": PLAIN.encode("utf-32"),
    "semicolons and decimal commas": GERMAN.encode(),
    "tabs": PLAIN.replace(",", "\t").encode(),
    "bars": PLAIN.replace(",", "|").encode(),
    "declared delimiter": b"sep=;\n" + GERMAN.encode(),
    "quoted decimal commas": "".join(
        ",".join(f'"{cell.replace(".", ",")}"' for cell in line.split(",")) + "\n"
        for line in PLAIN.splitlines()
    ).encode(),
    "all quoted": "".join(
        ",".join(f'"{cell}"' for cell in line.split(",")) + "\n" for line in PLAIN.splitlines()
    ).encode(),
    "blank lines": PLAIN.replace("\n", "\n\n").encode(),
    "rows of commas": (PLAIN + ",\n,\n").encode(),
    "spaces around": PLAIN.replace(",", " , ").encode(),
    "quoted line ends": PLAIN.replace("x,y", '"x","y"').encode(),
    "duplicate names": PLAIN.replace("x,y", "y,x")
    .replace("x", "y ")
    .replace("y,", "x,", 1)
    .encode(),
    "column without a name": ("," + PLAIN.replace("\n", "\n7,")[:-2]).encode(),
    "infinite inputs": (PLAIN + "inf,1.5\n-inf,2.5\n").encode(),
    "one odd input": (PLAIN + "n.a.,1.5\n").encode(),
    "missing inputs": (PLAIN + ",1.5\nNaN,2.5\n?,0.5\n").encode(),
    "missing targets": (PLAIN + "1,\n2,NaN\n3,null\n").encode(),
    "an empty column": PLAIN.replace("\n", ",\n").encode(),
    "a constant column": PLAIN.replace("\n", ",7\n").encode(),
    "large numbers": PLAIN.replace("\n", "e30\n").replace("ye30", "y").encode(),
    "numbers beyond reckoning": (PLAIN + "1e200,1.5\n").encode(),
    "tiny numbers": PLAIN.replace("\n", "e-30\n").replace("ye-30", "y").encode(),
    "signs": PLAIN.replace("\n0", "\n+0").encode(),
    "a long name": PLAIN.replace("x", "x" * 5000, 1).encode(),
    "a long text": PLAIN.replace("\n", f",{'w' * 5000}\n").encode(),
    "formulas": PLAIN.replace("\n", ",=A1+B1\n").encode(),
    "braces in names": PLAIN.replace("x,", "{x} {0},", 1).encode(),
}

SENTENCE = {
    "empty": b"",
    "blank": b"\n\n  \n",
    "only a mark": b"\xef\xbb\xbf",
    "only commas": b",,,\n,,,\n",
    "header only": b"x,y\n",
    "header without line end": b"x,y",
    "one row": b"x,y\n1,2\n",
    "two rows": b"x,y\n1,2\n3,4\n",
    "no header": b"1,2\n3,4\n5,6\n",
    "one class": b"x,y\n" + b"".join(b"%d,a\n" % row for row in range(40)),
    "one value": b"x,y\n" + b"".join(b"%d,5\n" % (row * 3) for row in range(40)),
    "empty target": b"x,y\n" + b"1,\n2,\n3,\n" * 20,
    "only the target": b"y\n" + b"1\n2\n3\n" * 20,
    "only constants": b"x,y\n" + b"1,2.5\n1,3.5\n1,0.5\n" * 20,
    "free text as target": b"x,y\n" + b"".join(b"%d,name%d\n" % (row, row) for row in range(40)),
    "dates as target": b"x,y\n" + b"".join(b"%d,2020-01-%02d\n" % (d * d, d) for d in range(1, 29)),
    "no such column": b"x,z\n1,2\n3,4\n5,6\n",
    "ragged": (PLAIN + "1,2,3\n").encode(),
    "short row": (PLAIN + "1\n").encode(),
    "unclosed quote": (PLAIN + '1,"2\n').encode(),
    "stray quote": (PLAIN + '"1"2,3\n').encode(),
    "huge cell": (PLAIN + "1," + "9" * 200_000 + "\n").encode(),
    "null characters": PLAIN.encode() + b"1,\x002\n",
    "binary": bytes(RANDOM.integers(0, 256, 5000, np.uint8)),
    "png": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "gzip": b"\x1f\x8b" + bytes(100),
    "broken workbook": b"PK\x03\x04" + bytes(200),
    "broken old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "broken parquet": b"PAR1" + bytes(100) + b"PAR1",
    "half a utf-16": PLAIN.encode("utf-16")[:-1],
    "full-width commas": (PLAIN.replace(",", "，") + "1\n").encode(),
}


def prepare(folder: Path, content: bytes, **settings: object) -> Prepared:
    """Prepare a file for training; a warning is an error."""
    file = write(folder, content)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return prepare_table(Recipe(str(file), **{"target": "y", **settings}))


@pytest.mark.parametrize("name", RIGHT)
def test_odd_tables_are_read_right(tmp_path: Path, name: str):
    prepared = prepare(tmp_path, RIGHT[name])
    (x, y), inputs = prepared.train, prepared.card.inputs
    n_rows = len(x) + len(prepared.validation[0]) + len(prepared.test.inputs)
    assert n_rows - len(XS) in (0, 1, 2, 3)
    assert np.isfinite(x).all()
    assert np.isfinite(y).all()
    assert prepared.recipe.task == "number"
    assert inputs.encoding.columns[0].kind == "number"
    assert abs(inputs.encoding.columns[0].offset) < 1 or "large" in name
    for language in ("en", "zh"):
        with speaking(language):
            assert all(map(str, prepared.test.repairs))


@pytest.mark.parametrize("name", SENTENCE)
def test_what_cannot_be_used_ends_in_one_sentence(tmp_path: Path, name: str):
    with pytest.raises(PlainnetError) as caught:
        prepare(tmp_path, SENTENCE[name])
    for language in ("en", "zh"):
        with speaking(language):
            assert 10 < len(str(caught.value)) < 600
            assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "encoding", "names"),
    [
        (ACCENTS, "utf-8", ("è", "ü")),
        (ACCENTS, "latin-1", ("è", "ü")),
        (ACCENTS, "utf-16", ("è", "ü")),
        (CHINESE, "utf-8", ("大", "小")),
        (CHINESE, "gb18030", ("大", "小")),
        (CHINESE, "utf-16", ("大", "小")),
    ],
)
def test_names_of_classes_come_through(tmp_path: Path, text: str, encoding: str, names):
    target = "种类" if text is CHINESE else "y"
    prepared = prepare(tmp_path, text.encode(encoding), target=target)
    assert prepared.card.target.names == names


def test_ten_thousand_columns(tmp_path: Path):
    header = ",".join(f"c{number}" for number in range(9_999)) + ",y\n"
    rows = "".join(
        ",".join(map(str, RANDOM.integers(0, 100, 9_999).tolist())) + f",{row % 3 * 1.5}\n"
        for row in range(40)
    )
    prepared = prepare(tmp_path, (header + rows).encode())
    assert prepared.train[0].shape[1] == 9_999
    assert len(str(prepared.decisions)) < 3000


def test_mixed_cells_are_said(tmp_path: Path):
    prepared = prepare(tmp_path, (PLAIN + "12 kg,1.5\n").encode())
    assert any("12 kg" in sentence and "42" in sentence for sentence in prepared.decisions)
