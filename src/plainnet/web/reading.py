"""A user's file read in a process of its own, which may take so much time and memory and no more.

`python -m plainnet.web.reading KIND FILE NAME LANGUAGE WANTED` prints the answer as JSON. What only
one kind of file needs is imported for it alone: a model needs JAX, which takes a second.
"""

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]

from plainnet.data.column_encoding import ColumnEncoding
from plainnet.data.table_file import open_table
from plainnet.data.written_numbers import NumberStyle
from plainnet.errors import DataError, FileError, PlainnetError
from plainnet.files.card_schema import read_card
from plainnet.files.model_card import ImageInputs, SeriesInputs, TableInputs
from plainnet.messages.language import Language, say, speaking

LONGEST = 20  # seconds
MOST_MEMORY = 3_000_000_000  # bytes of addresses
MOST_UNFOLDED = 200_000_000  # bytes that an archive may grow to
MOST_ROWS = 2000
MOST_COLUMNS = 40
LARGEST_IMAGE = 32  # pixels each way, written out by a lab
LARGEST_PICTURE = 512  # shrunk further by a lab as its network wants it
MOST_WEIGHTS = 200_000


@dataclass(frozen=True)
class Wanted:
    """The columns wanted of a series, and `COLUMN=VALUE` where a file holds several series."""

    columns: tuple[str, ...] = ()
    only: tuple[str, ...] = ()


def read_apart(
    kind: str, file: Path, name: str, language: Language, wanted: Wanted
) -> dict[str, Any]:
    """Read a file in a new process; what goes wrong there is a sentence under `error`."""
    told = json.dumps(asdict(wanted))
    command = [sys.executable, "-m", __spec__.name, kind, str(file), name, language, told]
    with speaking(language):
        try:
            process = subprocess.run(
                command, capture_output=True, timeout=LONGEST, stdin=subprocess.DEVNULL
            )
            answer = json.loads(process.stdout)
        except (subprocess.TimeoutExpired, ValueError):
            return {"error": say("learn.reading_ended")}
    return dict(answer)


def _main(kind: str, file: str, name: str, language: Language, told: str) -> None:
    """Read the file within the limits and print the answer."""
    _limit()
    with speaking(language):
        try:
            _refuse_bombs(Path(file), name)
            if kind == "series":
                answer = _read_series(Path(file), name, Wanted(**json.loads(told)))
            else:
                answer = READERS[kind](Path(file), name)
        except PlainnetError as error:
            # The upload's place on this computer is no business of the page.
            answer = {"error": str(error).replace(file, _shown(name))}
        except MemoryError:
            answer = {"error": say("learn.reading_ended")}
    sys.stdout.write(json.dumps(answer))


def _limit() -> None:
    """Bound the time and memory of this process, where the system can."""
    if resource is None:
        return
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST + 1))
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def _shown(name: str) -> str:
    """Return the last part of a file's name, printable."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(character for character in last if character.isprintable()) or "?"


def _refuse_bombs(file: Path, name: str) -> None:
    """Refuse an archive that says it unfolds to more than a page may take."""
    if not zipfile.is_zipfile(file):
        return
    try:
        with zipfile.ZipFile(file) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return  # the reader says what is wrong with it
    if size > MOST_UNFOLDED:
        megabytes = MOST_UNFOLDED // 1_000_000
        raise DataError("learn.unfolds", file=_shown(name), megabytes=megabytes)


def _read_table(file: Path, name: str, *, is_last: bool = False) -> dict[str, Any]:
    """Return the number columns of a table: its first rows, or its last."""
    table = open_table(file)
    columns: list[list[float | None]] = [[] for _ in table.names]
    for block in table.blocks():
        for kept, cells, style in zip(columns, block.columns, table.styles, strict=True):
            wanted = cells if is_last else cells[: MOST_ROWS - len(kept)]
            kept.extend(_number(cell, style) for cell in wanted)
            del kept[:-MOST_ROWS]
        if len(columns[0]) >= MOST_ROWS and not is_last:
            break
    numeric = [place for place, cells in enumerate(columns) if any(v is not None for v in cells)]
    if not numeric:
        raise DataError("learn.no_number_columns", file=_shown(name))
    numeric = numeric[:MOST_COLUMNS]
    rows = list(zip(*(columns[place] for place in numeric), strict=True))
    return {"columns": [table.names[place] for place in numeric], "rows": rows}


def _read_series(file: Path, name: str, wanted: Wanted) -> dict[str, Any]:
    """Return the last rows of a series: named columns in order, without holes."""
    from plainnet.data.series import read_series

    if not wanted.columns:
        return _read_table(file, name, is_last=True)
    series = read_series(file, wanted.columns, wanted.only, may_lack=True)
    rows = series.values[-MOST_ROWS:]
    return {"columns": list(series.column_names), "rows": rows.tolist()}


def _number(cell: object, style: NumberStyle) -> float | None:
    """Read a cell as a finite number; dates and words are none."""
    if isinstance(cell, str):
        return style.number(cell)
    return float(cell) if isinstance(cell, np.floating) and np.isfinite(cell) else None


def _read_image(file: Path, name: str, most: int = LARGEST_IMAGE) -> dict[str, Any]:
    """Return an image's pixels as levels from 0 to 255, shrunk to at most so many each way."""
    from plainnet.data.image_file import decode_image, pillow_warnings_settled, resize_image

    with pillow_warnings_settled():
        decoded = decode_image(file, 3)
    image = decoded.image if decoded.is_coloured else decoded.image.convert("L")
    shrinking = min(1.0, most / max(image.size))
    height, width = (max(1, round(size * shrinking)) for size in (image.height, image.width))
    return {"pixels": resize_image(image, height, width, "area").tolist()}


def _read_model(file: Path, name: str) -> dict[str, Any]:
    """Return a model's layers as Keras writes them, with their weights."""
    from plainnet.files.layer_config import layer_to_config
    from plainnet.files.model_file import read_model_file
    from plainnet.layers.layer import Layer

    saved = read_model_file(file)
    if not _is_chain(saved.network.wiring):
        raise FileError("learn.branched_model", file=_shown(name))
    numbers = sum(array.size for arrays in saved.weights.values() for array in arrays.values())
    if numbers > MOST_WEIGHTS:
        raise FileError("learn.large_model", file=_shown(name), found=numbers, most=MOST_WEIGHTS)
    layers = []
    for layer in saved.network.hidden:
        if not isinstance(layer, Layer):
            raise FileError("learn.nested_model", file=_shown(name))
        written = layer_to_config(layer)
        weights = {
            kind: np.asarray(array).tolist()
            for kind, array in saved.weights.get(str(layer.name), {}).items()
        }
        layers.append({"kind": written["class_name"], **written["config"], "weights": weights})
    described = _described(saved.card, _shown(name)) if saved.card else {}
    return {"input_shape": saved.input_shape, "layers": layers, "inputs": {}, **described}


def _is_chain(wiring: Any) -> bool:
    """Whether each layer reads what the one before it gives, and the last gives the output."""
    reads = [step.reads for step in wiring.steps]
    chain = [((number - 1, 0),) for number in range(len(reads))]
    is_shared = len(wiring.layers) < len(reads)
    return reads == chain and wiring.outputs == ((len(reads) - 1, 0),) and not is_shared


def _described(written: Mapping[str, Any], file: str) -> dict[str, Any]:
    """Describe how the model's inputs are made of a row or an image, and what its outputs mean."""
    card = read_card(written, file)
    target = written["target"]
    described: dict[str, Any] = {"inputs": {}, "classes": target.get("names"), "target": target}
    if isinstance(card.inputs, ImageInputs):
        described["inputs"] = {"resize": card.inputs.resize, "pixels": card.inputs.pixels}
    elif isinstance(card.inputs, TableInputs):
        described["columns"] = [
            {**asdict(column), "features": column.features} for column in _columns(card.inputs)
        ]
    else:
        described["series"] = _series(card.inputs)
    return described


def _series(inputs: SeriesInputs) -> dict[str, Any]:
    """Describe which columns of a series a model reads, and in which form."""
    return {
        "columns": inputs.columns or (inputs.column,),
        "forms": inputs.forms or (inputs.forecast,),
        "scaling": inputs.scaling.to_dict(),
        "window": inputs.window,
        "forecast": inputs.forecast,
        "only": inputs.only,
    }


def _columns(inputs: TableInputs) -> Sequence[ColumnEncoding]:
    """Return each column's encoding; one that is only scaled is encoded as a number."""
    if inputs.encoding is not None:
        return inputs.encoding.columns
    if inputs.scaling is None:
        return [ColumnEncoding(name, "number") for name in inputs.columns]
    scaling = inputs.scaling
    # A usual value: the mean, or halfway between the smallest and the largest.
    share = 0.5 if scaling.kind == "min_max" else 0.0
    return [
        ColumnEncoding(name, "number", fill=offset + share * scale, offset=offset, scale=scale)
        for name, offset, scale in zip(inputs.columns, scaling.offset, scaling.scale, strict=True)
    ]


READERS: Mapping[str, Callable[[Path, str], dict[str, Any]]] = {
    "table": _read_table,
    "image": _read_image,
    "picture": partial(_read_image, most=LARGEST_PICTURE),
    "model": _read_model,
}

if __name__ == "__main__":
    _main(*sys.argv[1:])  # type: ignore[arg-type]
