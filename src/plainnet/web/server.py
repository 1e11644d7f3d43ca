"""The local server: the course's pages, and the user's own tables read in a process apart.

It answers this computer alone, and only who holds the token of the address that was opened.
"""

import asyncio
import contextlib
import hmac
import secrets
import socket
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal, cast
from urllib.parse import urlencode

import uvicorn
from fastapi import FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from pydantic import StringConstraints
from starlette.exceptions import HTTPException

from plainnet.messages.language import LANGUAGES, Language, current_language, say, speaking
from plainnet.web.page import POLICY
from plainnet.web.reading import MOST_COLUMNS, Wanted, read_apart
from plainnet.web.site import KINDS, content

LOOPBACK = "127.0.0.1"
LARGEST_UPLOAD = 20_000_000  # bytes
BINARY = {"schema": {"type": "string", "format": "binary"}}
MOST_AT_ONCE = 2  # files read at the same time
HEADERS = {
    "content-security-policy": f"{POLICY}; frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cache-control": "no-cache",
}
REFUSALS: dict[int | str, dict[str, Any]] = {
    code: {"description": reason}
    for code, reason in {
        400: "a host that is not this computer, or a request that does not fit",
        403: "no token, or another page asks",
        404: "no such page",
        405: "not this method",
        413: "the file is too large",
        409: "the file cannot be used as it is; changed, it may be sent again",
        422: "a parameter cannot be used",
        429: "other files are being read",
    }.items()
}


@dataclass(frozen=True)
class Door:
    """Who may come in: the port that is served, and the token of the address that was opened."""

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)

    @property
    def cookie(self) -> str:
        """Name the cookie; cookies do not tell ports apart."""
        return f"plainnet-{self.port}"

    @property
    def hosts(self) -> tuple[str, ...]:
        """List the names of this computer that are answered."""
        return (f"{LOOPBACK}:{self.port}", f"localhost:{self.port}")

    def address(self, language: Language) -> str:
        """Return the address to open."""
        return f"http://{LOOPBACK}:{self.port}/{language}/?token={self.token}"

    def holds(self, given: str | None) -> bool:
        """Compare a token in a time that does not tell how much of it is right."""
        return given is not None and hmac.compare_digest(given.encode(), self.token.encode())

    def refusal(self, request: Request) -> tuple[int, str] | None:
        """Return the code and the sentence for a request that may not come in."""
        host = request.headers.get("host", "")
        if host not in self.hosts:
            return 400, "learn.refused_host"
        origin = request.headers.get("origin")
        if origin is not None and origin != f"http://{host}":
            return 403, "learn.refused_origin"
        given = request.query_params.get("token") or request.cookies.get(self.cookie)
        return None if self.holds(given) else (403, "learn.refused_token")


def course_application(door: Door, given: Path | None = None) -> FastAPI:
    """Build the application; `given` is a table of the user's own."""
    application = FastAPI(
        title="plainnet learn", docs_url=None, redoc_url=None, openapi_url="/openapi.json"
    )
    _guard(application, door)
    _answer_errors(application)
    _add_files(application, given)

    @application.get("/", include_in_schema=False)
    async def to_language() -> Response:
        return RedirectResponse(f"/{current_language()}/", 303)

    @application.get("/favicon.ico", include_in_schema=False)
    async def favicon() -> Response:
        return RedirectResponse("/static/icon.svg", 303)

    @application.get("/{address:path}", responses=REFUSALS, response_class=Response)
    def file(address: str) -> Response:
        """Return a page or a file of the course."""
        is_folder = address.endswith("/")
        data = content(f"{address}index.html" if is_folder else address)
        if data is None and content(f"{address}/index.html"):
            return RedirectResponse(f"/{address}/", 308)
        if data is None:
            raise HTTPException(404)
        ending = ".html" if is_folder else Path(address).suffix
        return Response(data, media_type=KINDS[ending])

    return application


def _guard(application: FastAPI, door: Door) -> None:
    """Let nobody in without the token, and send every answer with its headers."""

    @application.middleware("http")
    async def check(
        request: Request, proceed: Callable[[Request], Awaitable[Response]]
    ) -> Response:
        refused = door.refusal(request)
        if refused is not None:
            answer: Response = _refuse(request, *refused)
        elif request.method == "GET" and "token" in request.query_params:
            answer = _let_in(request, door)
        else:
            answer = await proceed(request)
        answer.headers.update(HEADERS)
        return answer


def _let_in(request: Request, door: Door) -> Response:
    """Keep the token in a cookie that no script reads, and lead to the address without it."""
    rest = [pair for pair in request.query_params.multi_items() if pair[0] != "token"]
    path = "/" + request.scope["path"].lstrip("/\\")  # "//host" would lead away
    answer = RedirectResponse(path + (f"?{urlencode(rest)}" if rest else ""), 303)
    answer.set_cookie(door.cookie, door.token, httponly=True, samesite="strict")
    answer.set_cookie(f"plainnet-served-{door.port}", "yes", samesite="strict")
    return answer


def _refuse(request: Request, code: int, key: str, **values: object) -> JSONResponse:
    """Answer with a sentence in the language of the page that asks."""
    with speaking(_language_of(request)):
        return JSONResponse({"error": say(key, **values)}, code)


def _language_of(request: Request) -> Language:
    """Return the language of a request: of its address, its parameter, or of the command."""
    named = (request.query_params.get("language"), request.url.path.strip("/").split("/")[0])
    found = [language for language in LANGUAGES if language in named]
    return found[0] if found else current_language()


def _answer_errors(application: FastAPI) -> None:
    """Turn what the framework refuses into a sentence as well."""

    @application.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> Response:
        key = "learn.no_page" if error.status_code == 404 else "learn.wrong_request"
        answer = _refuse(request, error.status_code, key)
        answer.headers.update(error.headers or {})
        return answer

    @application.exception_handler(RequestValidationError)
    async def unfit(request: Request, error: RequestValidationError) -> Response:
        return _refuse(request, 422, "learn.wrong_request")


def _add_files(application: FastAPI, given: Path | None) -> None:
    """Answer with the numbers of a file that is sent, or of the table the command was given."""
    places = asyncio.Semaphore(MOST_AT_ONCE)
    asked = Annotated[Language, Query()]
    short = Annotated[str, StringConstraints(max_length=255)]
    names = Annotated[tuple[short, ...], Query(max_length=MOST_COLUMNS)]

    @application.post(
        "/api/files/{kind}",
        responses=REFUSALS,
        openapi_extra={"requestBody": {"content": {"application/octet-stream": BINARY}}},
    )
    async def files(
        request: Request,
        kind: Literal["table", "series", "image", "picture", "model"],
        language: asked = "en",
        name: Annotated[str, Query(max_length=255)] = "file",
        columns: names = (),
        only: names = (),
    ) -> JSONResponse:
        """Read the file that is sent as the body of the request; of a series, some columns."""
        if places.locked():
            return _refuse(request, 429, "learn.too_busy")
        async with places:
            with tempfile.TemporaryDirectory(prefix="plainnet-") as folder:
                file = Path(folder) / "upload"
                if not await _save(request, file):
                    megabytes = LARGEST_UPLOAD // 1_000_000
                    return _refuse(request, 413, "learn.too_large", megabytes=megabytes)
                return await _read(kind, file, name, language, Wanted(columns, only))

    @application.get("/api/given-table", responses=REFUSALS)
    async def given_table(language: asked = "en") -> JSONResponse:
        """Read the table of `plainnet learn --data`; an empty answer if there is none."""
        if given is None:
            return JSONResponse({})
        return await _read("table", given, given.name, language, Wanted())


async def _read(
    kind: str, file: Path, name: str, language: Language, wanted: Wanted
) -> JSONResponse:
    """Read a file in a process of its own; 409 with a sentence if it cannot be used."""
    answer = await asyncio.to_thread(read_apart, kind, file, name, language, wanted)
    return JSONResponse(answer, 409 if "error" in answer else 200)


async def _save(request: Request, file: Path) -> bool:
    """Write the body to a file; False as soon as it is, or says it is, too large."""
    declared = request.headers.get("content-length", "0")
    if declared.isdigit() and int(declared) > LARGEST_UPLOAD:
        return False
    size = 0
    with file.open("wb") as out:
        async for chunk in request.stream():
            size += len(chunk)
            if size > LARGEST_UPLOAD:
                return False
            out.write(chunk)
    return True


def open_port(port: int) -> socket.socket:
    """Take a port of this computer; 0 takes a free one."""
    taken = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((LOOPBACK, port))
        taken.listen()
    except (OSError, OverflowError):
        taken.close()
        raise
    return taken


def serve(taken: socket.socket, application: FastAPI) -> None:
    """Answer requests until the process is interrupted."""
    settings = uvicorn.Config(
        cast(Any, application), log_level="critical", access_log=False, server_header=False,
        timeout_graceful_shutdown=1, limit_concurrency=100, lifespan="off",
    )  # fmt: skip
    with contextlib.closing(taken):
        uvicorn.Server(settings).run(sockets=[taken])
