"""The rule book as a page of the documentation."""

import re

from plainnet.coach.coaching import all_rules
from plainnet.coach.finding import SEVERITIES
from plainnet.coach.rule_book import Rule
from plainnet.messages.language import Language, say, sentence_of_key, speaking

BEGIN, END = "<!-- rules -->", "<!-- end of rules -->"
STAGES = ("program", "data", "session", "run", "source", "crash", "table", "folder", "new_rows")


def page_with_rules(page: str, language: Language) -> str:
    """Put the rules in their place in a page, between two comments."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    with speaking(language):
        return f"{before}{BEGIN}\n\n{rules_by_stage()}\n{END}{after}"


def rules_by_stage() -> str:
    """Write the rules, those that look at one thing together."""
    return "\n".join(_chapter(stage) for stage in STAGES)


def _chapter(stage: str) -> str:
    """Write the rules of one stage, the most serious first."""
    own = [each for each in all_rules() if each.stage == stage]
    ranked = sorted(own, key=lambda each: (SEVERITIES.index(each.severity), each.code))
    return "\n".join([f"### {say(f'coach.stage.{stage}')}", "", *map(_entry, ranked)])


def _entry(rule: Rule) -> str:
    """Write what a rule says; what is filled in at work is an ellipsis."""
    severity = say(f"coach.severity.{rule.severity}")
    claim = re.sub(r"\{\w+\}", "…", sentence_of_key(f"coach.{rule.code}.claim"))
    lines = [
        f"#### `{rule.code}`",
        say("coach.page.entry", severity=severity, family=rule.family, claim=claim),
        sentence_of_key(f"coach.{rule.code}.why"),
        say("coach.rule.source", source=rule.source),
    ]
    return "\n\n".join(lines) + "\n"
