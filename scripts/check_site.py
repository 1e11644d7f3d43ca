"""Check an exported course: every link and import leads to a file of it, and no page is heavy.

Usage: .venv/bin/python scripts/check_site.py SITE
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

HEAVIEST_PAGE = 300_000  # bytes, with everything that the page loads
HEAVIEST_SITE = 10_000_000

_LINK = re.compile(r'(?:href|src|data-lab)="([^"#]+)"')
_IMPORT = re.compile(r'(?:from|import)\s*\(?\s*"(\.[^"]+)"')


def target(file: Path, link: str, site: Path) -> Path:
    """Return the file that a relative link leads to."""
    path = unquote(urlsplit(link).path)
    base = site / "static" if link.startswith("./lessons/") else file.parent
    found = (base / path).resolve()
    return found / "index.html" if path.endswith("/") or found.is_dir() else found


def loaded(file: Path, site: Path, seen: set[Path]) -> set[Path]:
    """Collect a page or script and all that it loads."""
    if file in seen or not file.is_file():
        return seen
    seen.add(file)
    text = file.read_text(encoding="utf-8")
    links = _IMPORT.findall(text) if file.suffix == ".js" else []
    if file.suffix == ".html":
        links = [link for link in _LINK.findall(text) if not _is_page(target(file, link, site))]
    for link in links:
        loaded(target(file, link, site), site, seen)
    return seen


def _is_page(file: Path) -> bool:
    """Whether a link leads to a page, which is not loaded before it is followed."""
    return file.suffix == ".html"


def faults(site: Path) -> Iterator[str]:
    """Describe what is wrong with the site."""
    total = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    if total > HEAVIEST_SITE:
        yield f"{site}: {total} bytes"
    for page in sorted(site.rglob("*.html")):
        weight = sum(file.stat().st_size for file in loaded(page, site, set()))
        if weight > HEAVIEST_PAGE:
            yield f"{page}: {weight} bytes with all that it loads"
    for file in sorted([*site.rglob("*.html"), *site.rglob("*.js")]):
        text = file.read_text(encoding="utf-8")
        for link in (_LINK if file.suffix == ".html" else _IMPORT).findall(text):
            if urlsplit(link).scheme or link.startswith("/"):
                yield f"{file}: {link} is not relative"
            elif not target(file, link, site).is_file():
                yield f"{file}: {link} leads nowhere"


def main() -> int:
    """Print every fault; 1 if there is one."""
    site = Path(sys.argv[1]).resolve()
    found = list(faults(site))
    for fault in found:
        sys.stderr.write(f"{fault}\n")
    pages = len(list(site.rglob("*.html")))
    if not found:
        sys.stdout.write(f"{pages} pages, every link leads somewhere, none is heavy\n")
    return 1 if found or pages == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
