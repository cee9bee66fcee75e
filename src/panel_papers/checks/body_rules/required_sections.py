"""The sections and implications that the body asks for, each with text or a reason for none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.content import Kind, Passage
from panel_papers.core import Level, Place, Problem, Prose

MISSING = Rule(
    "required-section",
    Level.ERROR,
    "A section is missing that the body asks for",
    "The body’s own rules say what each report to it must deal with; members decide on all of it.",
    "sections: [purpose, recommendations]",
    "sections: [purpose, recommendations, legal-implications]",
    "the body’s profile, templates/bodies/",
)
BARE_NIL = Rule(
    "nil-without-reason",
    Level.WARNING,
    "Implications are denied without a reason",
    "“None” shows nobody that the question was asked; a reason shows what was weighed.",
    "None.",
    "None, as the report is for noting and commits no money.",
    "the body’s profile, templates/bodies/",
)
RULES: tuple[Rule, ...] = (MISSING, BARE_NIL)

_NIL = re.compile(
    r"(?:none|nil|n/?a|no|not applicable|none (?:known|identified|arising|anticipated|apply))[.!]?"
    r"|(?:there (?:are|is) |(?:this|the) (?:report|paper|decision) has )?no (?:[\w-]+,? ){0,5}"
    r"(?:implications?|issues?|impacts?|effects?|consequences|risks?|costs?|matters?)"
    r"(?: (?:directly )?(?:arising|resulting|identified|associated|to report|of note))?"
    r"(?: (?:from|of|in|to|with) (?:this|the|these) (?:report|recommendations?|decision|paper"
    r"|proposals?))?(?: at this (?:time|stage))?[.!]?",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"^[\d.]+\s+")


def find(subject: Subject) -> Iterator[Problem]:
    """Yield each section the body asks for and the report lacks, and each “none” without a reason.

    A heading of the same words inside another section is the section, too.
    """
    body = subject.paper.body
    if body is None:
        return
    for name in dict.fromkeys((*body.sections, *body.implications)):
        found = _passages_of(subject, name)
        if found is None:
            yield MISSING.problem(
                subject.place("sections"),
                f"The report has no section “{name}”, which {body.name} asks for ({body.path})",
                "",
                f"add “{name}” to “sections” in paper.yaml and write {name}.md"
                + (
                    ": the implications, or why there are none" if name in body.implications else ""
                ),
            )
        elif name in body.implications and _is_bare_nil(found):
            yield BARE_NIL.problem(
                found[0].place() if found else _place(subject, name),
                f"“{found[0].text}” gives no reason"
                if found
                else f"The section “{name}” has nothing under its heading",
                "",
                "write what the implications are, or why there are none: “None, as …”",
            )


def _passages_of(subject: Subject, name: str) -> list[Passage] | None:
    """Return what a section says, in a file of its own or under its heading; None without it."""
    report = [each for each in subject.passages if each.part == 0]
    own = [each for each in report if each.section == name]
    if own or any(s.name == name and isinstance(s.prose, Prose) for s in subject.paper.sections):
        return [each for each in own if each.kind is not Kind.HEADING]
    for index, passage in enumerate(report):
        if passage.kind is Kind.HEADING and _words(passage.text) == name.replace("-", " "):
            return _below(report[index:])
    return None


def _below(passages: list[Passage]) -> list[Passage]:
    heading, *rest = passages
    found = []
    for each in rest:
        same = each.section == heading.section
        if not same or (each.kind is Kind.HEADING and each.level <= heading.level):
            break
        found.append(each)
    return found


def _words(heading: str) -> str:
    plain = _NUMBERS.sub("", heading.strip()).lower().replace("-", " ")
    return " ".join(re.sub(r"[^\w\s]", " ", plain).split())


def _is_bare_nil(passages: list[Passage]) -> bool:
    text = " ".join(each.text for each in passages).strip()
    return not text or bool(_NIL.fullmatch(text))


def _place(subject: Subject, name: str) -> Place:
    for section in subject.paper.sections:
        if section.name == name and isinstance(section.prose, Prose):
            return section.prose.place
    return subject.place("sections")
