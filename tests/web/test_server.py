"""The local server lets in who holds the token, on this computer, and refuses in a sentence."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import httpx2
import numpy as np
import pytest
from PIL import Image
from starlette.testclient import TestClient

from plainnet.data.column_encoding import TableEncoding
from plainnet.data.scaling import learn_min_max
from plainnet.files.model_card import TableInputs
from plainnet.keras import Input, Model, Sequential
from plainnet.keras.layers import Dense, concatenate
from plainnet.messages.language import speaking
from plainnet.web import reading, server
from plainnet.web.server import Door, course_application
from plainnet.web.site import addresses, content

DOOR = Door(8000)
GUARDED = ("/en/", "/static/page.js", "/api/given-table", "/openapi.json")
BASE = "http://127.0.0.1:8000"


def client(*, is_let_in: bool = True, given: Path | None = None) -> TestClient:
    """Give a browser that has opened the address, or one that has not."""
    asking = TestClient(course_application(DOOR, given), base_url=BASE, follow_redirects=False)
    if is_let_in:
        asking.get(DOOR.address("en"))
    return asking


def sentence(answer: httpx2.Response) -> str:
    """Read why a request was refused."""
    return str(answer.json()["error"])


def test_opening_the_address_sets_the_cookie_and_hides_the_token():
    asking = client(is_let_in=False)
    answer = asking.get(DOOR.address("zh") + "&w=4")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/zh/?w=4"
    cookies = answer.headers.get_list("set-cookie")
    assert any("HttpOnly" in cookie and "SameSite=strict" in cookie for cookie in cookies)
    assert DOOR.token not in asking.get("/zh/").text


def test_every_file_is_served_as_it_is_exported():
    asking = client()
    for address in addresses():
        answer = asking.get("/" + address)
        assert answer.status_code == 200, address
        assert answer.content == content(address)
    for page in ("/en/", "/zh/teachers/", "/en/lessons/a-line-through-points/"):
        assert asking.get(page).content == content(page.strip("/") + "/index.html")


def test_answers_carry_the_strict_headers():
    for answer in (client().get("/en/"), client(is_let_in=False).get("/en/")):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("token", ["", "wrong", "é", "A" * 10000])
@pytest.mark.parametrize("address", GUARDED)
def test_a_wrong_token_is_refused(address: str, token: str):
    answer = client(is_let_in=False).get(address, params={"token": token})
    assert answer.status_code == 403
    assert "address that plainnet learn printed" in sentence(answer)


def test_a_foreign_host_is_refused():
    for host in ("evil.example", "evil.example:8000", "127.0.0.1:8001", "127.0.0.1", ""):
        answer = client().get("/en/", headers={"host": host})
        assert answer.status_code == 400
        assert "this computer" in sentence(answer)


def test_a_foreign_origin_is_refused():
    for origin in ("http://evil.example", "null", "https://127.0.0.1:8000", "http://127.0.0.1:1"):
        answer = client().post("/api/files/table", content=b"a,b\n1,2", headers={"origin": origin})
        assert answer.status_code == 403
    own = client().post("/api/files/table", content=b"a,b\n1,2\n", headers={"origin": BASE})
    assert own.status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/static/../server.py", "/static/..%2f..%2fserver.py", "/static/%2e%2e/%2e%2e/model.py",
        "/..%5c..%5cetc", "//etc/passwd", "/etc/passwd", "/static//etc/passwd", "/en/../../x",
        "/static/lessons/a_line_through_points/lab.py", "/static/%00", "/zh/lessons/none/",
        "/static/lessons/../../web/server.py", "/en/index.html/", "/" + "a" * 5000,
    ],
)  # fmt: skip
def test_paths_that_lead_elsewhere_find_nothing(address: str):
    answer = client().get(address)
    assert answer.status_code == 404
    assert sentence(answer)


def test_refusals_speak_the_language_of_the_page():
    assert "没有" in sentence(client().get("/zh/lessons/none/"))
    with speaking("en"):
        assert "no such page" in sentence(client().get("/en/lessons/none/"))


def test_a_redirect_stays_on_this_computer():
    answer = client(is_let_in=False).get(f"{BASE}//evil.example/?token={DOOR.token}")
    assert answer.headers["location"].startswith("/evil.example")


def test_other_methods_are_refused():
    for method in ("PUT", "DELETE", "PATCH", "POST"):
        answer = client().request(method, "/en/")
        assert answer.status_code == 405
        assert sentence(answer)


def test_a_table_is_read_by_the_projects_readers():
    text = "Stunden;Note;Name\n1,5;2;a\n2,5;4;b\n".encode("gbk")
    answer = client().post("/api/files/table", params={"name": "x.csv"}, content=text)
    assert answer.json() == {"columns": ["Stunden", "Note"], "rows": [[1.5, 2.0], [2.5, 4.0]]}


def test_the_given_table_is_offered(tmp_path: Path):
    file = tmp_path / "my points.csv"
    file.write_text("x,y\n1,2\n2,4\n", encoding="utf-8")
    assert client(given=file).get("/api/given-table").json()["columns"] == ["x", "y"]
    assert client().get("/api/given-table").json() == {}


@pytest.mark.parametrize(
    ("content_sent", "word"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02\xff" * 100, ""),
        (b"a,b\nx,y\n", "no column of numbers"),
        (b"a,b\n1,2\n1,2,3\n", "my.csv"),
        (b"PK\x03\x04 not a zip", ""),
        (b"PAR1 not parquet", ""),
    ],
)
def test_what_is_no_table_is_answered_by_a_sentence(content_sent: bytes, word: str):
    name = "../../etc/my.csv"
    answer = client().post("/api/files/table", params={"name": name}, content=content_sent)
    assert answer.status_code == 409
    assert word in sentence(answer)
    assert "/tmp" not in sentence(answer)
    assert ".." not in sentence(answer)


def test_an_archive_that_unfolds_is_refused():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", b"0" * 100_000_000)
    assert len(packed.getvalue()) < 1_000_000
    answer = client().post("/api/files/table", params={"name": "b.xlsx"}, content=packed.getvalue())
    assert answer.status_code == 409
    assert "unfolds" in sentence(answer)


def test_a_reader_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(reading, "LONGEST", 0.01)
    file = tmp_path / "t.csv"
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    with speaking("en"):
        answer = reading.read_apart("table", file, "t.csv", "en", reading.Wanted())
        assert "time or memory" in answer["error"]


def test_an_upload_that_declares_two_gigabytes_is_refused_at_once():
    asking = client()
    answer = asking.post("/api/files/table", content=b"1", headers={"content-length": "2000000000"})
    assert answer.status_code == 413
    assert "20 MB" in sentence(answer)


def test_an_upload_in_pieces_is_cut_off(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(server, "LARGEST_UPLOAD", 1_000_000)
    answer = client().post("/api/files/table", content=(b"1" * 100_000 for _ in range(50)))
    assert answer.status_code == 413


def test_the_interface_declares_its_refusals():
    described = client().get("/openapi.json").json()["paths"]
    for path in described.values():
        for operation in path.values():
            assert {"400", "403", "404", "405", "409", "413", "422", "429"} <= operation[
                "responses"
            ].keys()


def test_an_image_is_read_as_numbers():
    picture = Image.new("RGB", (64, 32), (10, 200, 30))
    for mode, channels in (("RGB", 3), ("L", 1)):
        packed = io.BytesIO()
        picture.convert(mode).save(packed, "PNG")
        answer = client().post("/api/files/image", content=packed.getvalue())
        pixels = answer.json()["pixels"]
        assert (len(pixels), len(pixels[0]), len(pixels[0][0])) == (16, 32, channels)
    assert pixels[0][0] == [picture.convert("L").getpixel((0, 0))]
    larger = client().post("/api/files/picture", content=packed.getvalue()).json()["pixels"]
    assert (len(larger), len(larger[0])) == (32, 64)


def test_a_model_is_read_with_its_weights(tmp_path: Path):
    model = Sequential([Input((2,)), Dense(2, activation="tanh"), Dense(1)])
    for ending in (".keras", ".h5"):
        model.save(str(tmp_path / f"m{ending}"))
        sent = (tmp_path / f"m{ending}").read_bytes()
        found = client().post("/api/files/model", content=sent).json()
        assert found["input_shape"] == [2]
        assert [layer["activation"] for layer in found["layers"]] == ["tanh", "linear"]
        kernel = found["layers"][0]["weights"]["kernel"]
        assert np.allclose(kernel, np.asarray(model.layers[-2].kernel))


def test_a_model_of_a_table_says_how_a_row_is_read(tmp_path: Path):
    rows = "".join(f"{at % 7},{at % 5},{'ab'[at % 2]}\n" for at in range(60))
    (tmp_path / "table.csv").write_text(f"length,width,kind\n{rows}", encoding="utf-8")
    options = ["--target", "kind", "--hidden", "2", "--epochs", "1", "--out", "own.keras"]
    command = [sys.executable, "-m", "plainnet", "train", "table.csv", *options]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    sent = (tmp_path / "own.keras").read_bytes()
    found = client().post("/api/files/model", content=sent).json()
    assert [column["features"] for column in found["columns"]] == [["length"], ["width"]]
    assert found["target"]["names"] == found["classes"] == ["a", "b"]
    assert found["columns"][0]["scale"] == pytest.approx(2, rel=0.2)


def test_columns_that_are_only_scaled_are_read_as_numbers():
    scaled = TableInputs(("length", "width"), scaling=learn_min_max([[1.0, 5.0], [3.0, 25.0]]))
    plain = TableInputs(("length", "width"))
    for inputs, usual, wanted in ((scaled, [2, 15], [0.25, 0.5]), (plain, [0, 0], [1.5, 15])):
        columns = reading._columns(inputs)
        assert [column.fill for column in columns] == usual
        assert TableEncoding(tuple(columns)).apply(np.array([[1.5, 15.0]])).tolist() == [wanted]


@pytest.mark.parametrize(("language", "words"), [("en", "branches"), ("zh", "分支")])
def test_a_model_that_is_no_chain_of_layers_is_answered_by_a_sentence(
    language: str, words: str, tmp_path: Path
):
    one, other = Input((3,)), Input((3,))
    shared = Dense(3)
    for number, model in enumerate(
        [
            Model([one, other], Dense(1)(concatenate([one, other]))),
            Model(one, concatenate([Dense(2)(one), Dense(1)(one)])),
            Model(one, [Dense(2)(one), Dense(1)(one)]),
            Model(one, shared(shared(one))),
        ]
    ):
        model.save(str(tmp_path / f"{number}.keras"))
        sent = (tmp_path / f"{number}.keras").read_bytes()
        answer = client().post("/api/files/model", params={"language": language}, content=sent)
        assert answer.status_code == 409
        assert words in sentence(answer)


def test_the_last_rows_of_a_series_are_read_in_order():
    lines = ["day,a,b", *(f"2024-{1 + k // 28:02}-{1 + k % 28:02},{k},{-k}" for k in range(56))]
    backwards = "\n".join([lines[0], *lines[:0:-1]]).replace(",7,-7", ",,-7").encode()
    chosen = {"columns": ["b", "a"]}
    found = client().post("/api/files/series", params=chosen, content=backwards).json()
    assert found["columns"] == ["b", "a"]
    assert found["rows"] == [[-k, 6 if k == 7 else k] for k in range(56)]
    long = "\n".join(["a", *map(str, range(5000))]).encode()
    for params in ({}, {"columns": ["a"]}):
        rows = client().post("/api/files/series", params=params, content=long).json()["rows"]
        assert rows[-1] == [4999]
        assert len(rows) == 2000
    answer = client().post("/api/files/series", params={"columns": ["c"]}, content=long)
    assert answer.status_code == 409
    assert "c" in sentence(answer)


@pytest.mark.parametrize("kind", ["image", "model"])
def test_broken_images_and_models_are_answered_by_a_sentence(kind: str):
    packed = io.BytesIO()
    Image.new("RGB", (64, 64)).save(packed, "PNG")
    whole = packed.getvalue()
    for sent in (
        b"",
        b"\x89PNG\r\n",
        whole[:60],
        whole[::-1],
        b"PK\x03\x04" * 9,
        b"\x89HDF\r\n\x1a\n",
    ):
        answer = client().post(f"/api/files/{kind}", params={"name": "../x"}, content=sent)
        assert answer.status_code == 409
        assert sentence(answer)
        assert "/tmp" not in sentence(answer)


def test_parameters_that_do_not_fit_are_refused():
    for address in (
        "/api/files/poem",
        "/api/files/table?language=fr",
        "/api/files/table?name=" + "a" * 300,
        "/api/files/series?columns=" + "a" * 300,
        "/api/files/series?" + "&".join(["columns=a"] * 99),
    ):
        answer = client().post(address, content=b"a,b\n1,2\n")
        assert answer.status_code == 422
        assert sentence(answer)
