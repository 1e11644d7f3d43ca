"""Hands and eyes for a lesson's page: opens it, changes controls, presses buttons, reads values."""

from collections.abc import Mapping
from typing import Any

from plainnet.lessons.lesson import Act, Lesson

ROUNDING = 1e-16  # what is left of terms of about one that cancel


def open_lesson(page: Any, root: str, language: str, lesson: Lesson, query: str = "") -> None:
    """Open a lesson and wait until its lab is there."""
    page.goto(f"{root}{language}/lessons/{lesson.slug}/{query}")
    page.wait_for_selector("main[data-ready]")


def act(page: Any, deed: Act) -> None:
    """Do what a learner does: press a button or give a control a value."""
    control = page.locator(f'[data-control="{deed.control}"]')
    if deed.value is None:
        control.click()
    elif control.evaluate("element => element.tagName") == "SELECT":
        control.select_option(deed.value)
    else:
        control.fill(deed.value)


def values(page: Any) -> dict[str, str]:
    """Read every value shown, in full precision."""
    script = "all => all.map(one => [one.dataset.valueOf, one.dataset.value])"
    return dict(page.locator("[data-value-of]").evaluate_all(script))


def state(page: Any) -> dict[str, str]:
    """Read what every control holds."""
    script = (
        "all => all.filter(one => one.tagName !== 'BUTTON').map(one => "
        "[one.dataset.control, one.type === 'checkbox' ? String(one.checked) : one.value])"
    )
    return dict(page.locator("[data-control]").evaluate_all(script))


def written(value: Any) -> str:
    """Write a value of a state as a control takes it."""
    return repr(value) if isinstance(value, float) else str(value)


def enter(page: Any, wanted: Mapping[str, Any]) -> None:
    """Give every control its value, as typing it all at once would."""
    script = """wanted => {
      for (const [name, value] of Object.entries(wanted)) {
        const control = document.querySelector(`[data-control="${name}"]`);
        control.value = value;
        control.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }"""
    page.evaluate(script, {name: written(value) for name, value in wanted.items()})


def differs(shown: Any, engine: Any, tolerance: float) -> bool:
    """Whether a value of the page is not the engine's; undefined is equal to undefined alone."""
    if engine is None or shown is None:
        return engine is not None or shown is not None
    if isinstance(engine, str) or isinstance(shown, str):
        return str(engine) != str(shown)
    near = max(tolerance * max(abs(shown), abs(engine)), ROUNDING)
    return not abs(shown - engine) <= near
