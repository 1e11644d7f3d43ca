"""What the documentation makes of the sources: pages of the commands and of the public names.

MkDocs calls the functions `on_...` while it builds (`mkdocs.yml`); mkdocstrings loads
`PublicNames`.
"""

import html
import posixpath
from pathlib import Path
from typing import Any

import griffe
import typer
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from plainnet import PUBLIC_NAMES
from plainnet.commands.application import application
from plainnet.commands.help_page import HelpContent, help_content
from plainnet.messages.language import say, speaking

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"

# The title of each page of public names, and the folder its names live in; the rest are models.
REFERENCE = {
    "models": ("Models", ""),
    "layers": ("Layers", "layers"),
    "optimizers": ("Optimizers", "optimizers"),
    "training": ("Training", "training"),
    "estimators": ("Estimators for scikit-learn", "estimators"),
}
COMMANDS_TITLE = {"en": "Commands", "zh": "命令"}
LANGUAGE_NAMES = {"en": "English", "zh": "中文"}
LANGUAGE_FOLDERS = {"en": "", "zh": "zh/"}  # of the sources and of the site alike
IN_BOTH_LANGUAGES = ("commands.md", "concepts.md", "glossary.md")


class PublicNames(griffe.Extension):
    """Make the names that plainnet imports when they are first used known to mkdocstrings."""

    def on_package(self, *, pkg: griffe.Module, **_: Any) -> None:
        """Add each public name to the package, as an alias of where it is defined."""
        if pkg.name == "plainnet":
            for name, module in PUBLIC_NAMES.items():
                target = f"plainnet.{module}.{name}"
                pkg.set_member(name, griffe.Alias(name, target, parent=pkg))


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are made, and the files that lie elsewhere."""
    language = config.theme["language"]
    pages = {"commands.md": commands_page(language)}
    if language == "en":
        pages |= {f"reference/{page}.md": reference_page(page) for page in REFERENCE}
        pages["reference/index.md"] = reference_index()
        lying_elsewhere = {
            "architecture.md": ROOT / "ARCHITECTURE.md",
            "changelog.md": ROOT / "CHANGELOG.md",
        }
    else:
        shared = ["glossary.md", "concepts.md", "assets/documentation.css"]
        shared += ["assets/documentation.js", "picture.zh.svg"]
        lying_elsewhere = {name: DOCS / name for name in shared}
    for name, text in pages.items():
        files.append(File.generated(config, name, content=text))
    for name, file in lying_elsewhere.items():
        files.append(File.generated(config, name, abs_src_path=str(file)))
    return files


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, **_: Any) -> None:
    """Let the choice of language lead to the same page, or to the first one."""
    here = posixpath.dirname(LANGUAGE_FOLDERS[config.theme["language"]] + page.url) or "."
    config.extra["alternate"] = [
        {
            "name": name,
            "lang": language,
            "link": posixpath.relpath(LANGUAGE_FOLDERS[language] + page_in(language, page), here),
        }
        for language, name in LANGUAGE_NAMES.items()
    ]


def page_in(language: str, page: Page) -> str:
    """Return the address of a page in a language, within its folder."""
    name = page.file.src_uri
    exists = name in IN_BOTH_LANGUAGES or (DOCS / LANGUAGE_FOLDERS[language] / name).exists()
    return page.url if exists else "index.html"


def reference_page(page: str) -> str:
    """List the public names of one page; mkdocstrings puts their docstrings in their place."""
    title, _ = REFERENCE[page]
    # What a layer or an optimizer has besides its settings is for those who write one.
    is_whole = page in ("models", "estimators")
    options = "" if is_whole else "\n    options: {members: false, inherited_members: false}"
    return "\n\n".join(
        [f"# {title}", *(f"::: plainnet.{name}{options}" for name in names_of(page))]
    )


def reference_index() -> str:
    """List all public names by their page."""
    lines = [
        "# Public names",
        "",
        "`import plainnet as pn` gives these names; the rest may change.",
    ]
    for page, (title, _) in REFERENCE.items():
        names = ", ".join(f"[{name}]({page}.md#plainnet.{name})" for name in names_of(page))
        lines += ["", f"[{title}]({page}.md)", f":   {names}"]
    lines += ["", "`from plainnet import keras` gives Keras' own names: see"]
    lines += ["[a course script that no longer runs](../tutorials/old_script.md)."]
    return "\n".join(lines)


def names_of(page: str) -> list[str]:
    """List the public names that stand on a page of the reference."""
    folders = {folder: name for name, (_, folder) in REFERENCE.items()}
    return [
        name
        for name, module in PUBLIC_NAMES.items()
        if folders.get(module.split(".")[0], "models") == page
    ]


def commands_page(language: Any) -> str:
    """Write down what the help pages of `plainnet` and of each of its commands say."""
    group: Any = typer.main.get_command(application)
    with speaking(language), group.make_context("plainnet", [], resilient_parsing=True) as context:
        blocks = [f"# {COMMANDS_TITLE[language]}", *help_sections(help_content(group, context))]
        for name, command in group.commands.items():
            with command.make_context(
                name, [], parent=context, resilient_parsing=True
            ) as command_context:
                content = help_content(command, command_context)
            blocks += [f"## plainnet {name} {{ #{name} }}", *help_sections(content)]
    return "\n\n".join(blocks)


def help_sections(content: HelpContent) -> list[str]:
    """Set the page of a command in Markdown: its text, how it is typed, its names with texts."""
    blocks = [html.escape(content.text, quote=False), f"```text\n{content.usage}\n```"]
    for heading, rows in (
        ("command.heading.arguments", content.arguments),
        ("command.heading.options", content.options),
        ("command.heading.commands", content.commands),
    ):
        if rows:
            entries = [f"`{name}`\n:   {html.escape(text, quote=False)}" for name, text in rows]
            blocks += [f"**{say(heading).rstrip(':：')}**", "\n\n".join(entries)]
    return blocks
