"""The pages of the course as HTML, in the current language."""

import json
from collections.abc import Sequence
from html import escape

from plainnet.lessons.lesson import Lesson, lessons
from plainnet.messages.catalogue import CATALOGUE
from plainnet.messages.language import LANGUAGES, Language, current_language, say
from plainnet.web.markup import Pieces, lesson_pieces

PAGE_LANGUAGES = {"en": "en", "zh": "zh-CN"}
LANGUAGE_NAMES = {"en": "English", "zh": "中文"}
# The server sends the same as a header; a static host sends what it likes.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'"
)
# Words that every lab writes; a lesson's own come from its text.
_LAB = "lab."


def _page(title: str, root: str, elsewhere: str, body: str, *, script: str) -> str:
    """Write a whole page.

    `root` leads to the site's first folder, `elsewhere` from a language's folder to this page.
    """
    here = current_language()
    other = next(language for language in LANGUAGES if language != here)
    tag, name = PAGE_LANGUAGES[other], LANGUAGE_NAMES[other]
    link = f'<a href="{root}{other}/{elsewhere}" hreflang="{tag}" lang="{tag}">{name}</a>'
    return f"""<!DOCTYPE html>
<html lang="{PAGE_LANGUAGES[here]}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{escape(title)}</title>
<link rel="icon" href="{root}static/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="{root}static/course.css">
<script type="module" src="{root}static/{script}"></script>
</head>
<body>
<a class="skip" href="#main">{escape(say("lesson.skip"))}</a>
<header class="top">
<a class="brand" href="{root}{here}/">plainnet</a>
<nav aria-label="{escape(say("lesson.syllabus"))}">
<a href="{root}{here}/">{escape(say("lesson.syllabus"))}</a>
<a href="{root}{here}/teachers/">{escape(say("lesson.teachers"))}</a>
{link}
</nav>
</header>
{body}
<footer>{escape(say("lesson.footer"))}</footer>
</body>
</html>
"""


def lesson_page(lesson: Lesson) -> str:
    """Write a lesson: its lab and steps on the first screen, the text below."""
    text = lesson.text(current_language())
    pieces = lesson_pieces(lesson, text)
    number = say("lesson.number", number=lesson.facts["order"])
    lab = f"./lessons/{lesson.folder.name}/lab.js"  # from the folder of lesson.js
    body = f"""<main id="main" data-lesson="{lesson.slug}" data-lab="{lab}">
<div class="opening">
<p class="number">{escape(number)}</p>
<h1>{escape(text.title)}</h1>
<p class="question">{escape(text.question)}</p>
</div>
<noscript><p class="verdict caution">{escape(say("lesson.needs_script"))}</p></noscript>
<div class="bench">
<section class="lab" data-place="lab" aria-label="{escape(say("lesson.lab"))}"></section>
{_steps(pieces)}
<article>
{pieces.body}
{_further(lesson)}
</article>
</div>
<script type="application/json" id="words">{_words(lesson)}</script>
</main>"""
    title = f"{text.title} · plainnet"
    return _page(title, "../../../", f"lessons/{lesson.slug}/", body, script="lesson.js")


def _steps(pieces: Pieces) -> str:
    """Write the steps beside the lab, and where the page says what it noticed."""
    return f"""<aside class="steps" aria-labelledby="steps" tabindex="0">
<h2 id="steps">{escape(say("lesson.steps"))}</h2>
<p id="progress"></p>
<ol>
{pieces.steps}
</ol>
<p id="noticed" class="unseen" role="status"></p>
<p id="tools"></p>
</aside>"""


def _words(lesson: Lesson) -> str:
    """Return the page's script its words as JSON that no text can break out of."""
    language = LANGUAGES.index(current_language())
    names = [key.removeprefix(_LAB) for key in CATALOGUE if key.startswith(_LAB)]
    words = {name: CATALOGUE[f"lab.{name}"][language] for name in names}
    words |= lesson.text(current_language()).words
    return json.dumps(words, ensure_ascii=False).replace("<", "\\u003c")


def _further(lesson: Lesson) -> str:
    """Link to the case and to the next lesson."""
    lines = []
    if case := lesson.facts.get("case"):
        command = f"<code>plainnet cases {escape(case)}</code>"
        lines.append(escape(say("lesson.case", command="\0")).replace("\0", command))
    if following := _after(lesson):
        title = following.text(current_language()).title
        words = escape(say("lesson.next", title=title))
        lines.append(f'<a href="../{following.slug}/">{words}</a>')
    lines.append(f'<a href="../../">{escape(say("lesson.all"))}</a>')
    items = "".join(f"<li>{line}</li>" for line in lines)
    return f"<h2>{escape(say('lesson.further'))}</h2>\n<ul>{items}</ul>"


def _after(lesson: Lesson) -> Lesson | None:
    """Return the lesson that follows."""
    course = lessons()
    place = course.index(lesson) + 1
    return course[place] if place < len(course) else None


def first_page() -> str:
    """Write the first screen: what the course is, its lessons, and which of them are done."""
    language = current_language()
    items = []
    for lesson in lessons():
        text = lesson.text(language)
        steps = text.body.count("\n:::step ")
        items.append(
            f'<li data-lesson="{lesson.slug}" data-steps="{steps}">'
            f'<a href="lessons/{lesson.slug}/"><strong>{escape(text.title)}</strong></a>'
            f'<p class="question">{escape(text.head["summary"])}</p>'
            f'<p class="note">{escape(say("lesson.minutes", minutes=lesson.facts["minutes"]))} '
            f'<span class="state" data-done="{escape(say("lesson.state_done"))}" '
            f'data-begun="{escape(say("lesson.state_begun", done="{done}"))}"></span></p></li>'
        )
    done = escape(say("lesson.lessons_done", done="{done}", lessons=len(lessons())))
    body = f"""<main id="main" class="first">
<h1>{escape(say("lesson.course"))}</h1>
<p class="summary">{escape(say("lesson.about"))}</p>
<p>{escape(say("lesson.how"))}</p>
<p class="onward"><a id="onward" href="lessons/{lessons()[0].slug}/" {_onward()}></a></p>
<h2>{escape(say("lesson.syllabus"))}</h2>
<p id="done" class="note" data-done="{done}"></p>
<ol class="syllabus">
{"".join(items)}
</ol>
</main>"""
    return _page(f"{say('lesson.course')} · plainnet", "../", "", body, script="course.js")


def _onward() -> str:
    """Return the words of the link to where the learner is; the page's script chooses."""
    words = {name: say(f"lesson.{name}", number="{number}") for name in ("begin", "go_on", "again")}
    return " ".join(f'data-{name}="{escape(sentence)}"' for name, sentence in words.items())


def teachers_page() -> str:
    """Write the syllabus for a teacher: minutes, concepts, and links with settings."""
    language = current_language()
    parts = [_for_teachers(lesson, language) for lesson in lessons()]
    body = f"""<main id="main" class="first">
<h1>{escape(say("lesson.teachers"))}</h1>
<p class="summary">{escape(say("lesson.about_teachers"))}</p>
{"".join(parts)}
</main>"""
    title = f"{say('lesson.teachers')} · plainnet"
    return _page(title, "../../", "teachers/", body, script="course.js")


def _for_teachers(lesson: Lesson, language: Language) -> str:
    """Write one lesson of the teachers' page."""
    text = lesson.text(language)
    address = f"../lessons/{lesson.slug}/"
    number = say("lesson.number", number=lesson.facts["order"])
    minutes = say("lesson.minutes", minutes=lesson.facts["minutes"])
    concepts = [f"<li>{escape(entry['concept'])}</li>" for entry in text.head["concepts"]]
    links = [
        f'<li><a href="{address}{escape(entry["query"])}">{escape(entry["label"])}</a></li>'
        for entry in text.head["settings"]
    ]
    return f"""<section>
<h2><a href="{address}">{escape(number)} · {escape(text.title)}</a></h2>
<p>{escape(text.head["summary"])} {escape(minutes)}</p>
{_list_of(say("lesson.settings"), links)}
{_list_of(say("lesson.concepts"), concepts)}
</section>"""


def _list_of(heading: str, items: Sequence[str]) -> str:
    """Write a small heading and its list."""
    return f"<h3>{escape(heading)}</h3><ul>{''.join(items)}</ul>"


def concepts_table() -> str:
    """Write the table of all concepts in Markdown: concept, lesson, control, in both languages."""
    lines = [
        "# Concepts of the course, and where each can be touched / 课程的概念与对应的控件",
        "",
        "Made from the lessons' texts by `scripts/write_concepts.py`. / 由课程文本生成。",
        "",
        "| concept | 概念 | lesson | control |",
        "|---|---|---|---|",
    ]
    for lesson in lessons():
        english, chinese = (lesson.text(language).head["concepts"] for language in LANGUAGES)
        lines += [
            f"| {one['concept']} | {other['concept']} | `{lesson.slug}` | `{one['control']}` |"
            for one, other in zip(english, chinese, strict=True)
        ]
    return "\n".join(lines) + "\n"


def door_page() -> str:
    """Write the page at the root of an exported site, which leads to a language."""
    links = " ".join(
        f'<a href="{language}/" lang="{PAGE_LANGUAGES[language]}">{LANGUAGE_NAMES[language]}</a>'
        for language in LANGUAGES
    )
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>plainnet</title>
<link rel="icon" href="static/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="static/course.css">
<script type="module" src="static/door.js"></script>
</head>
<body>
<main id="main" class="first">
<h1>plainnet</h1>
<p class="summary">{links}</p>
</main>
</body>
</html>
"""
