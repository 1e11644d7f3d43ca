"""Which characters the bytes of a file stand for."""

from pathlib import Path

import pytest

from data.table_files import write
from plainnet.data.text_encoding import find_encoding, pieces_of
from plainnet.errors import DataError

CHINESE = "城市,价格\n上海,1\n北京,2\n"
WESTERN = "Straße;Café\nGroße;1\nBücher;2\n"


@pytest.mark.parametrize(
    ("text", "written", "found"),
    [
        ("a,b\n1,2\n", "utf-8", "utf-8"),
        (CHINESE, "utf-8", "utf-8"),
        (CHINESE, "utf-8-sig", "utf-8-sig"),
        (CHINESE, "utf-16", "utf-16"),
        ("a,b\n1,2\n", "utf-16-le", "utf-16-le"),
        ("a,b\n1,2\n", "utf-16-be", "utf-16-be"),
        (CHINESE, "gb18030", "gb18030"),
        (WESTERN, "latin-1", "cp1252"),
        ("Preis €;1\n", "cp1252", "cp1252"),
        ("ville,y\nNîmes,1\nOrléans,2\nBesançon,3\n", "cp1252", "cp1252"),
        ("Temp °C,y\n12 °C,1\n13 °C,2\n", "cp1252", "cp1252"),
        ("miasto,y\nŁódź,1\nKraków,2\nWrocław,3\n", "cp1250", "cp1250"),
        ("пол,y\nмужской,1\nженский,2\n", "cp1251", "cp1251"),
        ("пол,y\nмужской,1\nженский,2\n", "koi8-r", "koi8-r"),
        ("φύλο,y\nναι,1\nόχι,2\n", "cp1253", "cp1253"),
        ("şehir,y\nİzmir,1\nEskişehir,2\n", "cp1254", "cp1254"),
        ("城市,y\n臺北,1\n高雄,2\n", "big5", "big5"),
        ("성별,y\n남,1\n여,2\n", "cp949", "cp949"),
        ("都市,y\n東京,1\n札幌,2\n表示,3\n", "shift_jis", "cp932"),
        ("答え,y\nはい,1\nいいえ,2\n", "euc_jp", "euc_jp"),
    ],
)
def test_encodings_are_found(tmp_path: Path, text: str, written: str, found: str):
    file = write(tmp_path, text.encode(written))
    text_file = find_encoding(file)
    assert text_file.encoding == found
    assert file.read_text(encoding=text_file.encoding) == text
    assert bool(text_file.repairs) == (found != "utf-8")


@pytest.mark.parametrize(
    "content", [b"", b"a,b\n\x00\x00,1\n", b"\x89PNG\r\n", b"\x81\x8d\xff\x01\x02,"]
)
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes):
    with pytest.raises(DataError) as caught:
        find_encoding(write(tmp_path, content))
    assert "table.csv" in str(caught.value)


def test_pieces_make_up_the_file(tmp_path: Path):
    file = write(tmp_path, b"x" * 2_500_000)
    assert [len(piece) for piece in pieces_of(file)] == [1 << 20, 1 << 20, 2_500_000 - (2 << 20)]
