"""Small files of tables for tests."""

import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import numpy as np

from plainnet.data.raw_table import RawTable, plan_columns, read_raw_table
from plainnet.data.table_file import open_table

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def write(folder: Path, content: str | bytes, name: str = "table.csv") -> Path:
    """Write a file."""
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def read(file: Path) -> RawTable:
    """Read a file wholly."""
    rows = open_table(file)
    return read_raw_table(rows, plan_columns(rows))


def house_rows(n_rows: int = 200, seed: int = 0) -> str:
    """Make a table with every kind of column and a skewed price."""
    random = np.random.default_rng(seed)
    lines = ["id,city,area,garage,sold,price"]
    for row in range(n_rows):
        city = ["Oslo", "Köln", "上海"][random.integers(3)]
        area = random.lognormal(4, 0.5)
        day = np.datetime64("2020-01-01") + random.integers(0, 900)
        price = 20 * area * (1.5 if city == "Oslo" else 1.0) * random.lognormal(0, 0.05)
        shown = "" if row % 25 == 3 else f"{area:.1f}"
        garage = "yes" if random.random() < 0.5 else "no"
        lines.append(f"{row + 1},{city},{shown},{garage},{day},{price:.1f}")
    return "\n".join(lines) + "\n"


def excel_bytes(rows: list[list[str | float]]) -> bytes:
    """Make the smallest workbook that holds one sheet."""
    xml = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in rows)
    parts = {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
            'officedocument.spreadsheetml.sheet.main+xml"/>'
            '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.'
            'openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
            f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>'
            '<sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
            f'Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
        ),
        "xl/worksheets/sheet1.xml": (
            f'<worksheet xmlns="{_MAIN}"><sheetData>{xml}</sheetData></worksheet>'
        ),
    }
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
    return whole.getvalue()


def _cell(value: str | float) -> str:
    """Write one cell of a sheet."""
    if isinstance(value, str):
        return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f"<c><v>{value}</v></c>"
