"""The course as files: what the server answers and what is exported are the same bytes."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from plainnet.errors import FileError
from plainnet.files.whole_file import write_whole
from plainnet.lessons.lesson import FOLDER as LESSONS
from plainnet.lessons.lesson import lessons
from plainnet.messages.language import LANGUAGES, speaking
from plainnet.web.page import door_page, first_page, lesson_page, teachers_page

STATIC = Path(__file__).resolve().parent / "static"
LOOK = Path(__file__).resolve().parents[1] / "report" / "look.css"
KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".bin": "application/octet-stream",
}


def addresses() -> Iterator[str]:
    """List every file of the site, relative to its root."""
    yield "index.html"
    for language in LANGUAGES:
        yield f"{language}/index.html"
        yield f"{language}/teachers/index.html"
        yield from (f"{language}/lessons/{lesson.slug}/index.html" for lesson in lessons())
    yield from sorted(_static_files())


def _static_files() -> dict[str, Path]:
    """Find scripts, styles and data by their addresses."""
    found = {f"static/{path.name}": path for path in STATIC.iterdir() if path.suffix in KINDS}
    for path in LESSONS.rglob("*"):
        if path.suffix in {".js", ".json", ".png", ".bin"}:
            found[f"static/lessons/{path.relative_to(LESSONS).as_posix()}"] = path
    return found


def content(address: str) -> bytes | None:
    """Return the bytes of one file of the site; None if there is no such file."""
    parts = PurePosixPath(address).parts
    if address == "static/course.css":
        return LOOK.read_bytes() + (STATIC / "course.css").read_bytes()
    if parts and parts[0] == "static":
        file = _static_files().get(address)
        return file.read_bytes() if file else None
    page = _page(parts)
    return page.encode("utf-8") if page else None


def _page(parts: tuple[str, ...]) -> str | None:
    """Write the page at an address given by its parts."""
    if parts == ("index.html",):
        return door_page()
    for language in LANGUAGES:
        with speaking(language):
            if parts == (language, "index.html"):
                return first_page()
            if parts == (language, "teachers", "index.html"):
                return teachers_page()
            for lesson in lessons():
                if parts == (language, "lessons", lesson.slug, "index.html"):
                    return lesson_page(lesson)
    return None


def export_site(folder: Path) -> dict[str, int]:
    """Write the site into a folder that is new, empty or holds an export; give all sizes."""
    known = set(addresses())
    if folder.is_file():
        raise FileError("learn.folder_not_empty", folder=folder)
    foreign = [
        path
        for path in folder.rglob("*")
        if path.is_file() and path.relative_to(folder).as_posix() not in known
    ]
    if foreign:
        raise FileError("learn.folder_not_empty", folder=folder)
    sizes = {}
    for address in addresses():
        data = content(address) or b""
        write_whole(folder / address, data)
        sizes[address] = len(data)
    return sizes
