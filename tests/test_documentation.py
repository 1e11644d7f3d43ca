"""The documentation: every command on its pages runs, and the site builds and loads nothing."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

import plainnet
from plainnet.commands.application import application

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
TUTORIALS = sorted(DOCS.glob("**/tutorials/*.md"))
HOW_TO = sorted(DOCS.glob("how_to/*.md"))

BLOCK = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$', re.DOTALL | re.MULTILINE)
NUMBER = re.compile(r"[+-]?\d[\d,]*(\.\d+)?(e-?\d+)?")


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the pages one cache: networks of both languages and of all workers are compiled once."""
    base = tmp_path_factory.getbasetemp()
    return (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "cache-of-pages"


def form_of(line: str) -> str:
    """Reduce a line to what does not change from machine to machine."""
    return " ".join(NUMBER.sub("#", line).split())


def run_line(line: str, folder: Path, cache: Path, language: str) -> list[str]:
    """Run one command as it is typed, and give the lines that a person sees."""
    command, *arguments = shlex.split(line)
    programs = {
        "python": [sys.executable],
        "plainnet": [sys.executable, "-W", "error", "-m", "plainnet"],
    }
    environment = {"PLAINNET_CACHE": str(cache), "PLAINNET_LANG": language, "KERAS_BACKEND": "jax"}
    done = subprocess.run(
        [*programs[command], *arguments],
        cwd=folder,
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=300,
    )
    assert done.returncode == 0, f"{line}\n{done.stdout}"
    return [form_of(printed) for printed in done.stdout.splitlines()]


def follow(page: Path, folder: Path, cache: Path) -> None:
    """Save the files of a page and run its commands; what it shows must be printed, in order."""
    language = "zh" if "zh" in page.parts else "en"
    printed: Iterator[str] = iter(())
    for kind, title, text in BLOCK.findall(page.read_text(encoding="utf-8")):
        if title:
            (folder / title).write_text(text, encoding="utf-8")
        elif kind == "shell":
            lines = [run_line(line, folder, cache, language) for line in text.splitlines()]
            printed = iter([line for of_one in lines for line in of_one])
        elif kind == "text":
            for line in filter(None, map(form_of, text.splitlines())):
                assert line in printed, f"{page.name}: not printed, or not in this order: {line}"


@pytest.fixture(scope="session")
def data_of_tutorials(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the files that the first steps make."""
    folder = tmp_path_factory.mktemp("data")
    for page in DOCS.glob("tutorials/*.md"):
        for _, title, text in BLOCK.findall(page.read_text(encoding="utf-8")):
            if title.startswith("make_"):
                (folder / title).write_text(text, encoding="utf-8")
                subprocess.run([sys.executable, title], cwd=folder, check=True)
    return folder


@pytest.mark.parametrize("page", TUTORIALS, ids=lambda page: str(page.relative_to(DOCS)))
def test_a_tutorial_works_as_it_is_typed(page: Path, tmp_path: Path, cache: Path) -> None:
    follow(page, tmp_path, cache)


@pytest.mark.parametrize("page", HOW_TO, ids=lambda page: page.stem)
def test_the_commands_of_a_how_to_page_work(
    page: Path, tmp_path: Path, cache: Path, data_of_tutorials: Path
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(data_of_tutorials, folder)
    follow(page, folder, cache)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site as `make docs` does."""
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        ["bash", ROOT / "scripts" / "docs", folder], capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return folder


def test_the_site_says_what_the_sources_say(site: Path) -> None:
    reference = "".join(page.read_text("utf-8") for page in (site / "reference").glob("*.html"))
    for name in plainnet.PUBLIC_NAMES:
        assert f'id="plainnet.{name}"' in reference, name
    for folder, wanted in ((site, "Column of the table to predict."), (site / "zh", "要预测的列")):
        commands = (folder / "commands.html").read_text("utf-8")
        assert wanted in commands
        for command in application.registered_commands:
            assert f'id="{command.name}"' in commands


def test_no_page_loads_from_the_network_and_every_link_leads_somewhere(site: Path) -> None:
    pages = [page for page in site.rglob("*.html") if page.name != "404.html"]
    assert len(pages) > 30
    for page in pages:
        text = page.read_text("utf-8")
        loaded = re.findall(r'<(?:link|script|img|iframe)[^>]+(?:href|src)="([^"]+)"', text)
        assert [address for address in loaded if "//" in address] == [], page
        for address in re.findall(r'(?:href|src)="([^"#]+)[^"]*"', text):
            if not urlsplit(address).scheme:
                target = (page.parent / unquote(urlsplit(address).path)).resolve()
                assert target.is_file(), f"{page}: {address} leads nowhere"
    for style in site.rglob("*.css"):
        assert not re.search(r"@import|url\(\"?(https?:)?//", style.read_text("utf-8")), style


def test_a_link_that_leads_nowhere_breaks_the_build(tmp_path: Path) -> None:
    for name in ("docs", "scripts"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("mkdocs.yml", "mkdocs.zh.yml", "ARCHITECTURE.md", "CHANGELOG.md"):
        shutil.copy(ROOT / name, tmp_path)
    for name in (".venv", "src"):
        (tmp_path / name).symlink_to(ROOT / name)
    with (tmp_path / "docs" / "index.md").open("a", encoding="utf-8") as page:
        page.write("\n[nowhere](nowhere.md)\n")
    command = ["bash", tmp_path / "scripts" / "docs", tmp_path / "site"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode != 0
    assert "nowhere.md" in done.stderr
