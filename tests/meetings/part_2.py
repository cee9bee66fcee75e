"""A desk with a meeting that has an exempt appendix and an exempt item, all of it invented."""

from __future__ import annotations

import shutil
from pathlib import Path

import docx

ROOT = Path(__file__).parents[2]
_HEAD = """\
title: {title}
short_title: {short}
report_to: Essex Police, Fire and Crime Panel
author: {author}
date: 2024-03-14
for: Noting
enquiries_to: {{name: Finance Team, role: Finance, email: finance@example.org}}
"""
_APPENDICES = """\
appendices:
  - title: Reserves
    file: appendices/reserves.md
  - title: Offers for the sale of Southtown depot
    file: appendices/offers.md
    restricted: {paragraph: 3, reason: It would weaken the sale, public_title: Sale of a depot}
"""
MEETING = """\
body: panel
date: 2024-03-14
time: "10:00"
venue: {name: Council Chamber}
clerk: {name: Democratic Services, email: committees@example.org}
items:
  - standing: apologies
  - minutes: {file: last.docx, of: 2024-02-01}
  - paper: budget
  - urgent: {paper: grant, reason: A grant lapses, agreed_by: Chair}
  - verbal: Update by the Commissioner
  - standing: exclusion
  - part_2:
      paper: claim
      paragraph: [3, 5]
      reason: Talks with the claimant continue
      public_title: Settlement of a claim
"""
FILES = {
    "inputs/budget/paper.yaml": _HEAD.format(
        title="Budget Report 2024/25", short="Budget Report", author="Chief Finance Officer"
    )
    + _APPENDICES,
    "inputs/budget/purpose.md": "The panel is asked to note the budget (appendix 1). Offers for a "
    "depot are in appendix 2.",
    "inputs/budget/recommendations.md": "To note the budget.",
    "inputs/budget/context.md": "The budget grows by 2.5 per cent.",
    "inputs/budget/appendices/reserves.md": "# Reserves\n\nThe reserve is 3 per cent of it.",
    "inputs/budget/appendices/offers.md": "# Offers for the sale of Southtown depot\n\n"
    "Alphacorp Holdings offered £1,483,250 for it. Completion depends on the removal of two "
    "tanks.",
    "inputs/grant/paper.yaml": _HEAD.format(
        title="A Grant for Road Safety", short="Grant", author="Head of Grants"
    ),
    "inputs/grant/purpose.md": "The panel is asked to note a grant for road safety.",
    "inputs/grant/recommendations.md": "To note the grant.",
    "inputs/grant/context.md": "The grant pays for signs near schools.",
    "inputs/claim/paper.yaml": _HEAD.format(
        title="Settlement of the Claim of Quillmere Joinery",
        short="Settlement of a claim",
        author="Monitoring Officer",
    ),
    "inputs/claim/purpose.md": "The panel is asked to settle the claim of Quillmere Joinery.",
    "inputs/claim/recommendations.md": "To settle the claim for £61,400, paid in two parts.",
    "inputs/claim/context.md": "Counsel advises that the prospects of a defence are below one "
    "half, as the letter of acceptance was signed.",
    "meetings/march/meeting.yaml": MEETING,
}


def lay_out(desk: Path) -> Path:
    """Write the meeting and its papers into a folder; return its meeting.yaml."""
    shutil.copytree(ROOT / "templates", desk / "templates")
    for name, text in FILES.items():
        path = desk / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{text.rstrip()}\n", encoding="utf-8")
    write_minutes(desk, "The panel agreed the plan.")
    return desk / "meetings" / "march" / "meeting.yaml"


def write_minutes(desk: Path, *paragraphs: str, day: str = "1 February 2024") -> None:
    """Write the minutes of the last meeting."""
    minutes = docx.Document()
    minutes.core_properties.title = "Minutes"
    minutes.core_properties.author = ""
    minutes.add_heading(f"Minutes of the meeting on {day}", 1)
    for each in paragraphs:
        minutes.add_paragraph(each)
    minutes.save(desk / "meetings" / "march" / "last.docx")
