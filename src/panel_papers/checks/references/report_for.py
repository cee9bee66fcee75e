"""What the paper is for, and what its recommendations ask."""

from __future__ import annotations

import re
from collections.abc import Iterator

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.wording.wording import prose_of
from panel_papers.core import Level, Problem

DIFFERS = Rule(
    "for-and-recommendation",
    Level.WARNING,
    "“For:” on the cover does not fit the recommendations",
    "The agenda sorts papers by what they are for; members who are asked to approve something "
    "under “For: Noting” have grounds to object.",
    "for: Noting, and “That the Panel approve the budget”",
    "for: Decision, and “That the Panel approve the budget”",
)
RULES: tuple[Rule, ...] = (DIFFERS,)

_NOTES = re.compile(
    r"\b(?:not(?:e|es|ed|ing)|receiv\w+|take note|aware|for information|consider\w* and comment"
    r"|scrutinis\w+|comment\w*|discuss\w*)\b",
    re.IGNORECASE,
)
_DECIDES = re.compile(
    r"\b(?:approv\w+|agree[sd]?|agreeing|adopt\w*|endors\w+|authoris\w+|delegat\w+|appoint\w*|"
    r"resolv\w+|determin\w+|confirm\w*|support\w*|recommend|recommends|decid\w+|decision|"
    r"set|elect\w*|grant\w*|refus\w+|reject\w*|veto\w*|choos\w+|select\w*|instruct\w*|request\w*|"
    r"establish\w*|ratif\w+|accept\w*|commission|consent\w*|consider\w*)\b",
    re.IGNORECASE,
)
_NOTING = frozenset({"noting", "information", "for noting", "for information", "to note"})
_DECISION = frozenset({"decision", "approval", "for decision", "for approval", "to decide"})


def find(subject: Subject) -> Iterator[Problem]:
    """Yield a finding where no recommendation does what the cover says the paper is for."""
    purpose = subject.paper.report_for
    asked = [each for each in prose_of(subject) if _recommends(each.part, each.section)]
    if not isinstance(purpose, str) or not asked:
        return
    kind, text = purpose.strip().lower(), " ".join(each.text for each in asked)
    notes, decides = _NOTES.search(text), _DECIDES.search(text)
    if kind in _NOTING and not notes:
        found, wanted, other = "no recommendation says “note”", "That the Panel note …", "Decision"
    elif kind in _DECISION and notes and not decides:
        found = f"the recommendations ask for no decision (“{notes[0]}”)"
        wanted, other = "That the Panel approve …", "Noting"
    else:
        return
    line = asked[0].place()
    yield DIFFERS.problem(
        line,
        f"The cover says “For: {purpose}”, but {found}",
        f"a recommendation such as “{wanted}”",
        f"write “for: {other}” in paper.yaml, or change the recommendation",
    )


def _recommends(part: int, section: str) -> bool:
    return part == 0 and section.lower().startswith("recommendation")
